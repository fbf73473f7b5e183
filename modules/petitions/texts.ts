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
    zh: '已超过自收到书面答复之日起30日的期限（第35条、第36条）。',
    en: 'The 30 days from receiving the written answer are over (arts. 35, 36).',
  },
  PETITION_FINISHED: {
    kind: 'conflict',
    zh: '复核意见为终结意见，同一事实和理由不再受理（第36条）。',
    en: 'The re-review is final: the same facts and reasons are not accepted again (art. 36).',
  },
} as const satisfies RefusalTexts;
