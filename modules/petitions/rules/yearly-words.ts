/** What the yearly report calls its parts and rows, in both languages. */
import type { YearlyGroup } from '../contract.ts';

type Words = { zh: string; en: string };

export const groupTitles: Record<YearlyGroup, Words> = {
  classes: { zh: '信访事项分类', en: 'Petitions by class' },
  fields: { zh: '涉及领域', en: 'Fields' },
  channels: { zh: '提出方式', en: 'How they came' },
  outcomes: { zh: '办理结果', en: 'Outcomes' },
  organs: { zh: '被投诉较多的机关、单位', en: 'Organs most complained of' },
  forwarding: { zh: '转送、交办', en: 'Forwarding and assigning' },
  urging: { zh: '督办', en: 'Urging' },
  proposals: { zh: '改进工作、完善政策、追究责任建议', en: 'Proposals' },
  adoption: { zh: '建议被采纳情况', en: 'Adoption of proposals' },
  measures: { zh: '联席会议措施', en: 'Measures of the joint meeting' },
  withdrawals: {
    zh: '本人撤回及抽查回访（不计入办理率）',
    en: 'Withdrawn, and called back (in no rate)',
  },
};

const words: Readonly<Record<string, Words>> = {
  claim: { zh: '申诉求决类', en: 'Claims' },
  other: { zh: '建议意见、检举控告类', en: 'Suggestions and accusations' },
  unclassified: { zh: '尚未甄别', en: 'Not classified yet' },
  resident: { zh: '网上提出', en: 'Online' },
  window: { zh: '来访、窗口', en: 'At the counter' },
  hotline: { zh: '来电', en: 'By phone' },
  gridWorker: { zh: '网格员代报', en: 'Through a grid worker' },
  machine: { zh: '其他系统转来', en: 'From another system' },
  import: { zh: '批量导入', en: 'Imported' },
  open: { zh: '仍在办理', en: 'Still open' },
  answered: { zh: '已答复', en: 'Answered' },
  referred: { zh: '导入其他程序、移送', en: 'Referred to another procedure' },
  declined: { zh: '不予受理', en: 'Not accepted' },
  duplicate: { zh: '重复', en: 'Duplicate' },
  withdrawn: { zh: '本人撤回', en: 'Withdrawn by the petitioner' },
  fixed: { zh: '已解决', en: 'Fixed' },
  impossible: { zh: '无法解决', en: 'Impossible' },
  forward: { zh: '转送', en: 'Forwarded' },
  assign: { zh: '交办', en: 'Assigned with report-back' },
  designate: { zh: '指定受理机关', en: 'Designated' },
  handedOver: { zh: '移送其他有权机关', en: 'Handed over to other organs' },
  urging: { zh: '督办', en: 'Urged' },
  improvement: { zh: '改进工作', en: 'To work better' },
  policy: { zh: '完善政策', en: 'To better a policy' },
  accountability: { zh: '追究责任', en: 'To call to account' },
  adopted: { zh: '采纳', en: 'Adopted' },
  partly: { zh: '部分采纳', en: 'Adopted in part' },
  notAdopted: { zh: '未采纳', en: 'Not adopted' },
  talk: { zh: '约谈', en: 'Talk' },
  circular: { zh: '通报', en: 'Circular' },
  listed: { zh: '挂牌督办', en: 'Listed supervision' },
  order: { zh: '责令限期整改', en: 'Order to correct' },
  byCode: { zh: '本人验证码撤回', en: 'By a code of their own' },
  byCall: { zh: '来电撤回（录音）', en: 'By a recorded call' },
  ownWill: { zh: '回访：本人自愿', en: 'Called back: of their own will' },
  notOwnWill: {
    zh: '回访：非本人自愿，已恢复办理',
    en: 'Called back: not of their own will, restored',
  },
  unreachable: { zh: '回访：未联系上', en: 'Called back: not reached' },
  '': { zh: '未登记', en: 'Not recorded' },
};

export const wordsFor = (code: string): Words => words[code] ?? { zh: code, en: code };
