/** Words of a public listing: the same on the portal and in the supervisor's preview. */
import { defineTexts } from '../../../../web/texts.ts';

export const listedTexts = defineTexts('listed', {
  title: { zh: '挂牌督办公示', en: 'Listed supervisions' },
  intro: {
    zh: '下列事项由综治中心挂牌督办，向社会公示办理单位、期限与进展。不公示任何个人信息。',
    en: 'These matters are under listed supervision. Who must act, by when and how it stands is public; no personal data is.',
  },
  none: {
    zh: '目前没有公示的挂牌督办事项。',
    en: 'There is no public listed supervision at present.',
  },
  toBoard: { zh: '查看全部公开事项', en: 'See the public board' },
  target: { zh: '责任单位', en: 'Must act' },
  issuer: { zh: '督办单位', en: 'Issued by' },
  reason: { zh: '督办事由', en: 'Why' },
  issued: { zh: '挂牌时间', en: 'Listed on' },
  replyDue: { zh: '答复期限', en: 'Reply due' },
  place: { zh: '地点', en: 'Place' },
  stage: { zh: '事项进展', en: 'Progress' },
  standing: { zh: '督办状态', en: 'State' },
  state_issued: { zh: '待答复', en: 'no reply yet' },
  state_late: { zh: '逾期未答复', en: 'reply overdue' },
  state_replied: { zh: '已答复，待审核', en: 'replied, to be judged' },
  state_closed: { zh: '已销号', en: 'ended' },
  closedAt: { zh: '已于 {at} 结案', en: 'closed {at}' },
});
