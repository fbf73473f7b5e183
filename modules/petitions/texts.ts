/** What a petition refuses, and why, in both languages. */
import type { RefusalTexts } from '../../kernel/endpoint.ts';

export const petitionsTexts = {
  PETITION_UNCLASSIFIED: {
    kind: 'conflict',
    zh: '请先甄别：建议意见、检举控告还是申诉求决。',
    en: 'Classify it first: suggestion, accusation or claim.',
  },
  PETITION_NO_ACCUSATION: {
    kind: 'conflict',
    zh: '只有检举控告类信访事项密封移送。',
    en: 'Only an accusation is handed over under seal.',
  },
  PETITION_SEALED: {
    kind: 'conflict',
    isLasting: true,
    zh: '检举控告类信访事项只能密封移送纪检监察机关（条例第22条、第30条）。',
    en: 'An accusation goes under seal to the discipline organ alone (arts. 22, 30).',
  },
  PETITION_ROUTE_OF_OTHER_CLASS: {
    kind: 'conflict',
    zh: '这一途径不适用于此类信访事项：六种途径属于申诉求决类（第31条），建议意见类为研究论证（第29条）。',
    en: 'This route is not for this class: the six routes are for claims (art. 31), a suggestion is studied (art. 29).',
  },
  PETITION_OTHER_ROUTE: {
    kind: 'conflict',
    zh: '该事项告知的是另一处理途径，不适用这一操作。',
    en: 'Another route was told for this petition; this action does not belong to it.',
  },
  PETITION_NO_REPORT_ASKED: {
    kind: 'conflict',
    zh: '没有尚待反馈的交办要求。',
    en: 'No report-back is waited for.',
  },
  PETITION_HEARING: {
    kind: 'conflict',
    zh: '听证尚未结束。',
    en: 'A hearing is under way.',
  },
  PETITION_NO_HEARING: {
    kind: 'conflict',
    zh: '没有正在进行的听证。',
    en: 'No hearing is under way.',
  },
  PETITION_PAPER_NOT_DUE: {
    kind: 'conflict',
    zh: '该文书尚未出具，或已送达。',
    en: 'This document has not been given yet, or was delivered already.',
  },
  PETITION_NOTHING_TO_REVIEW: {
    kind: 'conflict',
    zh: '只有送达了处理意见书（复查意见书）的事项可以申请复查（复核）。',
    en: 'A review (re-review) is asked of an opinion (review) that was delivered.',
  },
  PETITION_REVIEW_TOO_LATE: {
    kind: 'conflict',
    isLasting: true,
    zh: '已超过自收到书面答复之日起30日的期限（第35条、第36条）。',
    en: 'The 30 days from receiving the written answer are over (arts. 35, 36).',
  },
  PETITION_NOT_REPORTED: {
    kind: 'conflict',
    zh: '没有等待本级党委、政府决定的上报。',
    en: 'Nothing that was reported waits for a decision of the government.',
  },
  PETITION_NOT_DIRECT: {
    kind: 'conflict',
    zh: '只有信访部门以外、直接收到该事项的机关可以这样办理（条例第23条）；检举控告除外。其他由信访部门转送、交办。',
    en: 'Only an organ that is no petition office and received it directly may do so (art. 23), and of no accusation; others are forwarded by the petition office.',
  },
  PETITION_NOT_ON_SPOT: {
    kind: 'conflict',
    zh: '当场告知须在本人当面提出的当日。请登记为直接收到，并自收到之日起15日内书面告知（条例第23条）。',
    en: 'On the spot is the day on which they came in person. Take it as received directly, and tell them in writing within 15 days of receipt (art. 23).',
  },
  PETITION_RECEIVED_DIRECTLY: {
    kind: 'conflict',
    zh: '这是本机关直接收到的，没有转送、交办的单位，不适用异议；不属本机关职权的，请告知信访人向有权处理的机关提出（条例第23条）。',
    en: 'Your organ received it directly: nobody sent it, so there is no objection. If it is not yours, tell them who is competent (art. 23).',
  },
  PETITION_NO_VISIT: {
    kind: 'conflict',
    isLasting: true,
    zh: '推选代表只适用于走访；书信、网络、电话信访不限人数（条例第20条）。',
    en: 'Representatives are chosen for visits in person; letters, calls and the web have no bound (art. 20).',
  },
  PETITION_REPRESENTATIVES_TOO_MANY: {
    kind: 'conflict',
    zh: '多人走访提出共同的信访事项，代表人数不得超过5人（条例第20条）。请推选不超过5名代表。',
    en: 'For a common matter of several visitors at most five represent them (art. 20). Let them choose.',
  },
  PETITION_REPRESENTATIVES_UNCLEAR: {
    kind: 'conflict',
    zh: '代表人数与填写的代表不一致，或者多于走访人数。',
    en: 'The number of representatives is not that of the names, or is above that of the visitors.',
  },
  PETITION_EARLIER_OTHER: {
    kind: 'conflict',
    zh: '所填编号不是信访事项。',
    en: 'That number is no petition.',
  },
  PETITION_EARLIER_CLOSED: {
    kind: 'conflict',
    zh: '所填的信访事项已经办结，不是正在受理、办理的同一事项。',
    en: 'That petition is closed: it is not under way.',
  },
  PETITION_EARLIER_ELSEWHERE: {
    kind: 'conflict',
    zh: '所填的信访事项不在本机关受理。',
    en: 'That petition is not under way at this office.',
  },
  PETITION_NO_SUPERIOR: {
    kind: 'conflict',
    zh: '第19条只适用于受理、办理机关的上级机关；所填事项不在本机关的下级办理。',
    en: 'Article 19 is for superiors of the organ that has it: that petition is not with one below.',
  },
  PETITION_EARLIER_NOT_FINISHED: {
    kind: 'conflict',
    zh: '所填的信访事项尚未送达复核意见，不适用第36条。',
    en: 'No re-review of that petition was delivered: article 36 does not hold.',
  },
  PETITION_REPLY_WITHOUT_NUMBER: {
    kind: 'conflict',
    zh: '答复内容请写明原信访事项编号，便于信访人查询。',
    en: 'Give the number of the earlier petition in the reply, so that it can be followed.',
  },
  PETITION_NO_COMMON_SUPERIOR: {
    kind: 'conflict',
    zh: '本机关不是所涉各机关共同的上一级；请改为协商一致，或由联席会议协调（条例第24条）。',
    en: 'This office is not the common superior of the organs: let them agree, or the joint meeting coordinate (art. 24).',
  },
  PETITION_FINISHED: {
    kind: 'conflict',
    isLasting: true,
    zh: '复核意见为终结意见，同一事实和理由不再受理（第36条）。',
    en: 'The re-review is final: the same facts and reasons are not accepted again (art. 36).',
  },
  WITHDRAWAL_BY_HOLDER: {
    kind: 'forbidden',
    zh: '该事项由您的单位或其上级持有、办理，不能由您登记撤回。可以请信访人本人凭验证码在“我要查询”中撤回，或者请上级信访机构、其他不办理该事项的单位登记来电。',
    en: 'Your organisation, or one above it, holds or handles this petition, so you cannot record its withdrawal. The petitioner can withdraw it with a code of their own under “My matters”; or the petition office of the level above, or another organisation that does not handle it, records the call.',
  },
  RECORDING_NOT_AGREED: {
    kind: 'conflict',
    zh: '来电人没有同意录音，不能以通话登记撤回；可请本人用验证码撤回。',
    en: 'The caller did not agree to the recording: they can withdraw it with a code of their own.',
  },
  WITHDRAWAL_NOT_DRAWN: {
    kind: 'conflict',
    zh: '该事项没有被抽中回访，或已经回访。',
    en: 'It was not drawn for a call back, or was called back already.',
  },
  PROXY_NOT_OFFERED: {
    kind: 'conflict',
    zh: '本地没有开展信访代理。',
    en: 'This centre does not offer proxies.',
  },
  MANDATE_STANDS: {
    kind: 'conflict',
    zh: '已有代理人；先撤销委托，再委托他人。',
    en: 'There is a proxy already: revoke that mandate first.',
  },
  MANDATE_MISSING: {
    kind: 'conflict',
    zh: '没有可以这样处理的委托。',
    en: 'There is no mandate that this could be done with.',
  },
  MANDATE_TOO_NARROW: {
    kind: 'conflict',
    zh: '委托的范围不包括这一项，请与信访人商量。',
    en: 'The mandate does not reach so far: ask the petitioner.',
  },
  PROXY_NOT_SEALED: {
    kind: 'conflict',
    zh: '检举控告不能由代理人提出或者查看：内容密封，请由本人提出。',
    en: 'An accusation is sealed: no proxy brings it or sees it. Let the petitioner bring it in person.',
  },
  PROXY_IS_PETITIONER: {
    kind: 'invalid',
    zh: '这是您自己的手机号，或者已停用：自己的信访事项请直接提出；代别人提出请填信访人本人的手机号。',
    en: 'This phone is your own, or was closed. Bring your own petition directly; for another person give theirs.',
  },
  NOT_A_PETITION: {
    kind: 'invalid',
    zh: '这一类别不是信访事项，不能由代理人代为提出。',
    en: 'This category is no petition: a proxy cannot bring it.',
  },
  PROXY_PHONE_UNUSABLE: {
    kind: 'invalid',
    zh: '这个手机号不能作为代理人：已停用，或已经与该事项有关。',
    en: 'This phone cannot be the proxy: it is closed, or part of the matter already.',
  },
  NOT_TAKEN_OVER: {
    kind: 'conflict',
    zh: '目前没有领导包案。',
    en: 'No leader answers for it at present.',
  },
  LEGACY_OPEN: {
    kind: 'conflict',
    zh: '已在积案化解中。',
    en: 'It is being worked off already.',
  },
  LEGACY_MISSING: {
    kind: 'conflict',
    zh: '该事项不在积案化解中。',
    en: 'It is not being worked off.',
  },
  VISIT_NEEDS_CONSENT: {
    kind: 'conflict',
    zh: '没有本人事先同意，不能上门：同意之日不得晚于上门之日。',
    en: 'No visit without their agreement beforehand: the day of it cannot be after the visit.',
  },
  SUPERVISION_NOT_YOURS: {
    kind: 'conflict',
    zh: '没有由您一方发起、尚未办结的措施。信访部门督办与联席会议措施各归各。',
    en: 'None of yours is open. What the petition office urges and what the joint meeting orders stay apart.',
  },
} as const satisfies RefusalTexts;
