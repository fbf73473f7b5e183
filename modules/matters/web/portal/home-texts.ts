/** Words of the portal's first page. */
import { defineTexts } from '../../../../web/texts.ts';

export const homeTexts = defineTexts('portalHome', {
  title: { zh: '{name}综治中心', en: '{name} governance centre' },
  welcome: {
    zh: '身边的事，说一声就有人管：有编号、有时限、有答复、您来评价。',
    en: 'Tell us what is wrong nearby: you get a number, a time limit, an answer, and the last word.',
  },
  report: { zh: '我要反映', en: 'Report a problem' },
  reportHint: { zh: '拍张照片，一分钟说清楚', en: 'A photo and a minute is enough' },
  ask: { zh: '我要查询', en: 'Follow a matter' },
  askHint: { zh: '进展、答复，谁看过我的信息', en: 'Progress, answers, who saw my data' },
  serve: { zh: '我要办理', en: 'Services and counter' },
  serveHint: { zh: '窗口电话、上班时间、公告', en: 'Phones, office hours, notices' },
  open: { zh: '正在上班，{at} 下班', en: 'Open now, until {at}' },
  closed: { zh: '现在不上班。', en: 'Closed now.' },
  closedUntil: { zh: '现在不上班，{at} 上班。', en: 'Closed now. Opens {at}.' },
  danger: {
    zh: '有人身危险、火情、正在发生的违法行为，请先打电话：',
    en: 'If somebody is in danger, or a crime is under way, call first:',
  },
  drafts: { zh: '还没提交的反映', en: 'Not sent yet' },
  draftEmpty: { zh: '（还没写内容）', en: '(no words yet)' },
  draftKept: { zh: '{at} 保存在本机', en: 'Kept on this device since {at}' },
  resume: { zh: '继续填写', en: 'Go on' },
  remove: { zh: '删除', en: 'Delete' },
  removed: { zh: '草稿已删除。', en: 'The draft was deleted.' },
  undo: { zh: '撤销', en: 'Undo' },
  notices: { zh: '公告', en: 'Notices' },
  allNotices: { zh: '全部公告', en: 'All notices' },
  phone: { zh: '中心电话', en: 'The centre’s phone' },
  otherCounty: { zh: '换一个区县', en: 'Another county' },
});
