/** What the loop refuses, and why, in both languages. Codes come from guards, acts and intake. */
import type { RefusalTexts } from '../../../kernel/endpoint.ts';

export const engineTexts = {
  ACTION_UNKNOWN: {
    kind: 'missing',
    isLasting: true,
    zh: '这类事项没有这一操作。',
    en: 'Matters of this kind know no such action.',
  },
  NOT_YOURS: {
    kind: 'forbidden',
    zh: '这一操作不由您的岗位办理。',
    en: 'This action is not for your post to take here.',
  },
  ACTION_NOT_OPEN: {
    kind: 'conflict',
    zh: '事项现处于“{stageZh}”环节，不能进行这一操作。',
    en: 'The matter stands at "{stageEn}"; this action is not open there.',
  },
  MATTER_SUSPENDED: {
    kind: 'conflict',
    zh: '事项正在缓办，恢复办理后再操作。',
    en: 'The matter is suspended. Resume it first.',
  },
  MATTER_MOVED: {
    kind: 'conflict',
    isLasting: true,
    zh: '事项已移送其他区县办理。',
    en: 'The matter was moved to another county.',
  },
  VERSION_STALE: {
    kind: 'conflict',
    zh: '事项已被他人办理，请查看最新情况后再操作。',
    en: 'Somebody acted on this matter meanwhile. Look at its present state and try again.',
  },
  KEY_REUSED: {
    kind: 'conflict',
    zh: '同一请求编号已用于其他内容。',
    en: 'This idempotency key was used for something else.',
  },
  SUBJECT_OF_COMPLAINT: {
    kind: 'forbidden',
    isLasting: true,
    zh: '被反映的单位及其下属不得办理、核查此事项或查看反映人。',
    en: 'What is complained about, and those below it, may not act on this matter.',
  },
  CHECKER_IS_HANDLER: {
    kind: 'forbidden',
    isLasting: true,
    zh: '核查、回访和结案须由承办单位以外的人员进行。',
    en: 'Whoever handled it, and their organisation, may not check, call back or close it.',
  },
  REQUEST_PENDING: {
    kind: 'conflict',
    zh: '有待裁定的申请，裁定后再操作。',
    en: 'A request waits to be decided. Decide it first.',
  },
  NO_SUCH_REQUEST: {
    kind: 'conflict',
    zh: '没有待裁定的这类申请。',
    en: 'There is no such request to decide.',
  },
  NO_SUCH_SUPERVISION: {
    kind: 'conflict',
    zh: '本单位没有这项未办结的监督措施，可能已由同事办结或撤回。',
    en: 'No such supervision of ours stands: a colleague may have closed or withdrawn it.',
  },
  DESIGNATED_STAYS: {
    kind: 'conflict',
    zh: '上级已指定承办，除无法定职权外不得再提异议。',
    en: 'The level above designated this; only a lack of legal competence can be objected.',
  },
  OBJECTION_TOO_LATE: {
    kind: 'conflict',
    isLasting: true,
    zh: '已超过提出异议的时限。',
    en: 'The time to object is over.',
  },
  SUPPORTING_OPEN: {
    kind: 'conflict',
    zh: '协办单位尚未办结。',
    en: 'A supporting organisation has not finished.',
  },
  SUB_MATTERS_OPEN: {
    kind: 'conflict',
    zh: '子事项尚未结案。',
    en: 'A sub-matter is still open.',
  },
  EVIDENCE_MISSING: {
    kind: 'invalid',
    zh: '这一类别须有处置前和处置后的照片，两者都还不够。',
    en: 'This category asks for photos before and after the work: both are missing.',
  },
  EVIDENCE_BEFORE_MISSING: {
    kind: 'invalid',
    zh: '这一类别须有处置前的照片，还不够；不缺处置后的照片。',
    en: 'This category asks for photos before the work: these are missing, those after are not.',
  },
  EVIDENCE_AFTER_MISSING: {
    kind: 'invalid',
    zh: '这一类别须有处置后的照片，还不够；不缺处置前的照片。',
    en: 'This category asks for photos after the work: these are missing, those before are not.',
  },
  NOT_SELF_HANDLED: {
    kind: 'conflict',
    isLasting: true,
    zh: '这一类别不能自处置，请上报。',
    en: 'This category cannot be self-handled. Send it in.',
  },
  CATEGORY_MISSING: {
    kind: 'conflict',
    zh: '请先确定类别。',
    en: 'Set the category first.',
  },
  PAPER_NOT_MADE: {
    kind: 'conflict',
    zh: '该文书尚未制作，请先在“文书”中制作。',
    en: 'This document has not been made yet: make it under “Documents” first.',
  },
  REPLY_MISSING: {
    kind: 'conflict',
    zh: '有反映人的事项未答复不得结案。',
    en: 'A matter with a reporter cannot close unanswered.',
  },
  CALL_BACK_MISSING: {
    kind: 'conflict',
    zh: '结案前须回访反映人。',
    en: 'The reporter is called back before the close.',
  },
  PUBLIC_REPLY_MISSING: {
    kind: 'conflict',
    zh: '联系不上的和并案的反映人只能看公开答复，须公开答复后方可结案。',
    en: 'Reporters who cannot be reached or were merged read public answers alone: give one first.',
  },
  NOT_PROVEN: {
    kind: 'conflict',
    zh: '“已解决”须经核查或反映人确认。',
    en: '"Fixed" needs a passed check or the reporter\'s confirmation.',
  },
  NOT_SUSPENDED: { kind: 'conflict', zh: '事项没有缓办。', en: 'The matter is not suspended.' },
  NO_LEVEL_ABOVE: {
    kind: 'conflict',
    isLasting: true,
    zh: '没有上级中心。',
    en: 'There is no centre above.',
  },
  REOPEN_NOT_OPEN: {
    kind: 'conflict',
    isLasting: true,
    zh: '撤回或并案的事项不能重办。',
    en: 'What was withdrawn or merged cannot be reopened.',
  },
  REOPEN_TOO_OFTEN: {
    kind: 'conflict',
    isLasting: true,
    zh: '此事项的重办次数已用完，可就新情况另行反映。',
    en: 'This matter was reopened as often as it may be. Report anew what is new.',
  },
  REOPEN_TOO_LATE: {
    kind: 'conflict',
    isLasting: true,
    zh: '已超过要求重办的期限，可另行反映。',
    en: 'The time to reopen is over. You may report again.',
  },
  NOT_RATEABLE: {
    kind: 'conflict',
    zh: '撤回的事项不评价；并案的事项在所并入的事项结案后评价。',
    en: 'What was withdrawn is not rated; what was merged is, once the matter that it joined closed.',
  },
  ALREADY_RATED: {
    kind: 'conflict',
    isLasting: true,
    zh: '您已评价过。',
    en: 'You have rated this already.',
  },
  NOT_MERGED: { kind: 'conflict', zh: '事项没有并案。', en: 'The matter is not merged.' },
  ALREADY_MERGED: { kind: 'conflict', zh: '事项已并案。', en: 'The matter is merged already.' },
  STAGE_NOT_BEFORE: {
    kind: 'invalid',
    zh: '撤销并案须回到并案前的环节。',
    en: 'An unmerge goes back to the stage where the matter stood.',
  },
  CLOCK_NOT_EXTENDABLE: {
    kind: 'conflict',
    zh: '这一时限不能（再次）延长。',
    en: 'This clock cannot be extended (again).',
  },
  EXTENSION_TOO_LONG: { kind: 'invalid', zh: '延长的时间过长。', en: 'The extension is too long.' },
  NO_REPORTER: {
    kind: 'conflict',
    isLasting: true,
    zh: '此事项没有反映人。',
    en: 'This matter has no reporter.',
  },
  NOTHING_TO_CONFIRM: {
    kind: 'conflict',
    zh: '尚无办理结果可确认。',
    en: 'There is no result to confirm yet.',
  },
  ALREADY_FOLLOWED: {
    kind: 'conflict',
    zh: '您已是此事项的反映人。',
    en: 'You are a reporter of this matter already.',
  },
  MATTER_PRIVATE: {
    kind: 'missing',
    isLasting: true,
    zh: '没有找到。',
    en: 'There is no such thing.',
  },
  OTHERS_REPORTED: {
    kind: 'conflict',
    zh: '还有其他反映人，不能撤回整个事项。',
    en: 'Others reported this too; it cannot be withdrawn for them.',
  },
  OTHER_MATTER_UNKNOWN: {
    kind: 'invalid',
    zh: '没有找到要并入的事项。',
    en: 'The matter to join was not found.',
  },
  OTHER_MATTER_CLOSED: {
    kind: 'conflict',
    zh: '要并入的事项已结案。',
    en: 'The matter to join is closed.',
  },
  SAME_COUNTY: { kind: 'invalid', zh: '属地仍在本区县。', en: 'The place lies in this county.' },
  PLACE_UNKNOWN: {
    kind: 'invalid',
    zh: '这个地点不在服务范围内，请重新选择。',
    en: 'The place lies outside what we serve. Choose another.',
  },
  PLACE_OUT_OF_SCOPE: {
    kind: 'invalid',
    zh: '这个地点不在您岗位的范围内。',
    en: 'The place lies outside the scope of your post.',
  },
  CATEGORY_UNKNOWN: { kind: 'invalid', zh: '没有这个类别。', en: 'There is no such category.' },
  KIND_UNKNOWN: {
    kind: 'invalid',
    zh: '没有“{kind}”的办理流程。',
    en: 'No process for the kind "{kind}" is published.',
  },
  CATEGORY_OF_OTHER_KIND: {
    kind: 'invalid',
    zh: '这个类别属于另一类事项，请改选类型或类别。',
    en: 'This category belongs to another kind of matter: choose one or the other.',
  },
  ORG_ELSEWHERE: {
    kind: 'invalid',
    zh: '该单位属于其他区县，请移送或立子事项。',
    en: 'The organisation is in another county: move the matter or make a sub-matter there.',
  },
  DUPLICATES_STAND: {
    kind: 'conflict',
    zh: '已有事项并入本事项，请先撤销并案。',
    en: 'Other matters are merged into this one: unmerge them first.',
  },
  ORG_UNKNOWN: { kind: 'invalid', zh: '没有这个单位。', en: 'There is no such organisation.' },
  CENTRE_MISSING: {
    kind: 'unavailable',
    zh: '这个地点还没有设立中心，请联系管理员。',
    en: 'No centre serves this place yet. Tell the administrator.',
  },
  TIME_IN_FUTURE: {
    kind: 'invalid',
    zh: '时间不能晚于现在（晚了 {minutes} 分钟），请核对设备的时钟。',
    en: 'The time lies {minutes} minutes in the future. Look at the clock of your device.',
  },
  PERSONS_ERASED: {
    kind: 'conflict',
    isLasting: true,
    zh: '此事项的个人信息已删除。',
    en: 'The personal data of this matter was erased.',
  },
  ERASE_WHILE_OPEN: {
    kind: 'conflict',
    zh: '事项结案后方可删除个人信息。',
    en: 'Personal data is erased after the close.',
  },
  PERIOD_TOO_LONG: {
    kind: 'invalid',
    zh: '统计期间最长三年，且不能倒置。',
    en: 'A period runs forward, three years at most.',
  },
  CLOCK_RULE_EMPTY: {
    kind: 'invalid',
    zh: '起算当日计入、又在同一时刻到期，一天就成了零：请改到期时刻。',
    en: 'With its first day counted and the same time due, one day would be nothing: change when it is due.',
  },
  CLOCK_TOO_LONG: {
    kind: 'invalid',
    zh: '时限过长（超过{years}年）。',
    en: 'The clock is too long (over {years} years).',
  },
  PAGE_SIZE_INVALID: {
    kind: 'invalid',
    zh: '每页最多{max}条。',
    en: 'A page holds at most {max}.',
  },
} as const satisfies RefusalTexts;
