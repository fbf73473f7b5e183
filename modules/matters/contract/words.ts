/**
 * What the codes of the loop are called, in both languages: one catalogue for server and pages, in
 * the words of the glossary. No zod here: the browser takes it in whole.
 */
export type Said = { readonly zh: string; readonly en: string };
type Catalogue = Readonly<Record<string, Said>>;

export const outcomeWords = {
  fixed: { zh: '已解决', en: 'Fixed' },
  answered: { zh: '已答复', en: 'Answered' },
  referred: { zh: '已移交', en: 'Referred' },
  impossible: { zh: '无法解决', en: 'Impossible' },
  declined: { zh: '不予受理', en: 'Declined' },
  duplicate: { zh: '重复', en: 'Duplicate' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} as const satisfies Catalogue;

export const urgencyWords = {
  normal: { zh: '一般', en: 'Normal' },
  urgent: { zh: '紧急', en: 'Urgent' },
} as const satisfies Catalogue;

/** The door by which a matter came. */
export const channelWords = {
  resident: { zh: '居民自报', en: 'By a resident' },
  gridWorker: { zh: '网格上报', en: 'By a grid worker' },
  hotline: { zh: '热线', en: 'Hotline' },
  counter: { zh: '窗口', en: 'Counter' },
  visit: { zh: '走访', en: 'Visit' },
  letter: { zh: '来信', en: 'Letter' },
  patrol: { zh: '巡查', en: 'Patrol' },
  machine: { zh: '系统接入', en: 'By a machine' },
  import: { zh: '导入', en: 'Import' },
  subMatter: { zh: '子事项', en: 'Sub-matter' },
} as const satisfies Catalogue;

/** How an outcome is proved. */
export const proofWords = {
  checked: { zh: '经核查', en: 'Checked' },
  confirmed: { zh: '反映人确认', en: 'Confirmed by the reporter' },
  sampledOut: { zh: '自处置，未抽中核查', en: 'Self-handled, not drawn for a check' },
  replied: { zh: '已答复', en: 'Replied' },
  receipt: { zh: '对方回执', en: 'Receipt of the other body' },
  legalBasis: { zh: '法律依据', en: 'Legal basis' },
  linked: { zh: '已并案', en: 'Merged' },
  ownAct: { zh: '反映人本人撤回', en: "The reporter's own act" },
} as const satisfies Catalogue;

export const assignmentRoleWords = {
  lead: { zh: '主办', en: 'Lead' },
  supporting: { zh: '协办', en: 'Supporting' },
  verify: { zh: '核实', en: 'Verification' },
  check: { zh: '核查', en: 'Check' },
  callBack: { zh: '回访', en: 'Call-back' },
} as const satisfies Catalogue;

export const assignmentStateWords = {
  assigned: { zh: '待签收', en: 'Not yet acknowledged' },
  acknowledged: { zh: '办理中', en: 'At work' },
  done: { zh: '已办结', en: 'Done' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
} as const satisfies Catalogue;

export const requestKindWords = {
  objection: { zh: '异议', en: 'Objection' },
  suspension: { zh: '缓办申请', en: 'Request to suspend' },
  extension: { zh: '延期申请', en: 'Request for an extension' },
} as const satisfies Catalogue;

export const requestStateWords = {
  pending: { zh: '待裁定', en: 'Waiting for a decision' },
  granted: { zh: '准许', en: 'Granted' },
  refused: { zh: '不准许', en: 'Refused' },
  lapsed: { zh: '已失效', en: 'Lapsed' },
} as const satisfies Catalogue;

export const supervisionKindWords = {
  reminder: { zh: '提醒', en: 'Reminder' },
  urging: { zh: '督办', en: 'Urging' },
  listed: { zh: '挂牌督办', en: 'Listed supervision' },
  talk: { zh: '约谈', en: 'Accountability talk' },
  circular: { zh: '通报', en: 'Circular' },
  order: { zh: '责令限期整改', en: 'Order to correct' },
} as const satisfies Catalogue;

export const supervisionStateWords = {
  issued: { zh: '待答复', en: 'Reply awaited' },
  replied: { zh: '已答复', en: 'Replied' },
  closed: { zh: '已办结', en: 'Closed' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} as const satisfies Catalogue;

export const linkKindWords = {
  duplicateOf: { zh: '已并入', en: 'Merged into' },
  duplicate: { zh: '并入的重复件', en: 'Duplicate that joined' },
  sub: { zh: '子事项', en: 'Sub-matter' },
  parent: { zh: '主事项', en: 'Main matter' },
  movedTo: { zh: '已移送至', en: 'Moved to' },
  movedFrom: { zh: '移送自', en: 'Moved from' },
  related: { zh: '相关事项', en: 'Related' },
} as const satisfies Catalogue;

export const clockStateWords = {
  running: { zh: '计时中', en: 'Running' },
  stopped: { zh: '已停表', en: 'Stopped' },
  ended: { zh: '已完成', en: 'Ended' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
} as const satisfies Catalogue;

export const clockNatureWords = {
  statutory: { zh: '法定', en: 'Statutory' },
  internal: { zh: '内部', en: 'Internal' },
  supervision: { zh: '监督', en: 'Supervision' },
  window: { zh: '权利期限', en: 'Window' },
} as const satisfies Catalogue;

export const rungWords = {
  remind: { zh: '提醒', en: 'Reminder' },
  yellow: { zh: '黄色', en: 'Yellow' },
  orange: { zh: '橙色', en: 'Orange' },
  red: { zh: '红色', en: 'Red' },
  breach: { zh: '超期', en: 'Overdue' },
} as const satisfies Catalogue;

export const rungStateWords = {
  fired: { zh: '已发出', en: 'Fired' },
  toCome: { zh: '未到', en: 'To come' },
  overtaken: { zh: '不再发出', en: 'Overtaken' },
} as const satisfies Catalogue;

export const unitWords = {
  minutes: { zh: '分钟', en: 'minutes' },
  hours: { zh: '小时', en: 'hours' },
  urgentWorkHours: { zh: '紧急工作小时', en: 'urgent work-hours' },
  workHours: { zh: '工作小时', en: 'work-hours' },
  workingDays: { zh: '个工作日', en: 'working days' },
  calendarDays: { zh: '个自然日', en: 'calendar days' },
} as const satisfies Catalogue;

/** Why a clock stands still: the program's own reasons. */
export const stopReasonWords = {
  suspended: { zh: '缓办', en: 'Suspended' },
  merged: { zh: '并案', en: 'Merged' },
} as const satisfies Catalogue;

/** Why a civil day counted or did not. */
export const dayReasonWords = {
  workingDay: { zh: '工作日', en: 'Working day' },
  weekend: { zh: '休息日', en: 'Weekend' },
  holiday: { zh: '法定假日', en: 'Public holiday' },
  makeUpDay: { zh: '调休上班', en: 'Make-up working day' },
  override: { zh: '本地安排', en: 'Local arrangement' },
  calendarDay: { zh: '自然日', en: 'Calendar day' },
  startDay: { zh: '起始日不计', en: 'The day of the start is not counted' },
  notStarted: { zh: '尚未起算', en: 'Counting had not begun' },
  lastDayMoved: { zh: '末日遇假顺延', en: 'The last day moved past a holiday' },
  folded: { zh: '中间各日从略', en: 'Days in between, folded' },
} as const satisfies Catalogue;

export const attachmentPurposeWords = {
  report: { zh: '反映时', en: 'With the report' },
  before: { zh: '处置前', en: 'Before' },
  after: { zh: '处置后', en: 'After' },
  result: { zh: '结果', en: 'Result' },
  evidence: { zh: '佐证', en: 'Evidence' },
  message: { zh: '补充', en: 'With a message' },
  document: { zh: '文件', en: 'Document' },
  covered: { zh: '遮盖副本', en: 'Covered copy' },
} as const satisfies Catalogue;

/** What the persons of a matter are opened for. */
export const purposeWords = {
  callBack: { zh: '回访', en: 'Call-back' },
  handling: { zh: '办理', en: 'Handling' },
  verification: { zh: '核实', en: 'Verification' },
  service: { zh: '送达', en: 'Service of documents' },
  audit: { zh: '审计', en: 'Audit' },
} as const satisfies Catalogue;

export const partyRoleWords = {
  reporter: { zh: '反映人', en: 'Reporter' },
  party: { zh: '当事人', en: 'Party' },
} as const satisfies Catalogue;

/**
 * Choices of forms that definitions published before labels existed leave unnamed. A definition's
 * own `labels` go before these.
 */
export const choiceWords: Catalogue = {
  ...outcomeWords,
  ...urgencyWords,
  ...supervisionKindWords,
  granted: requestStateWords.granted,
  refused: requestStateWords.refused,
  passed: { zh: '通过', en: 'Passed' },
  failed: { zh: '不通过，返工', en: 'Failed: back to work' },
  satisfied: { zh: '满意', en: 'Satisfied' },
  unsatisfied: { zh: '不满意，返工', en: 'Not satisfied: back to work' },
  unreachable: { zh: '联系不上', en: 'Could not be reached' },
  confirmed: { zh: '情况属实', en: 'As reported' },
  absent: { zh: '现场未发现', en: 'Nothing found' },
  different: { zh: '与反映不符', en: 'Other than reported' },
  notOurs: { zh: '不属于本单位职责', en: 'Not our duty' },
  otherPlace: { zh: '不在本单位辖区', en: 'Outside our place' },
  noCompetence: { zh: '无法定职权', en: 'No legal competence' },
  weather: { zh: '天气原因', en: 'Weather' },
  season: { zh: '季节原因', en: 'Season' },
  lawsuit: { zh: '涉及诉讼', en: 'A lawsuit' },
  materials: { zh: '等待材料', en: 'Waiting for materials' },
  thirdParty: { zh: '等待第三方', en: 'Waiting for a third party' },
};

/** What a code is called; a code that nobody named stands for itself. */
export function said(words: Catalogue, code: string): Said {
  return Object.hasOwn(words, code) ? (words[code] as Said) : { zh: code, en: code };
}
