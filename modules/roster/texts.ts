/** What the roster refuses, in both languages. */
import type { RefusalTexts } from '../../kernel/endpoint.ts';

export const rosterTexts = {
  ROSTER_FREE: {
    kind: 'invalid',
    zh: '人民调解不收取任何费用（人民调解法第四条），不能填写收费标准。',
    en: 'People’s mediation is free (mediation law art. 4): it has no fee.',
  },
  ROSTER_FEE_MISSING: {
    kind: 'invalid',
    zh: '请写明收费标准；不收费的写“不收费”。',
    en: 'Say what it charges; if nothing, say so.',
  },
  ROSTER_COMMITTEE_UNSOUND: {
    kind: 'invalid',
    zh: '不符合人民调解法第八条、第九条：委员三至九人，设主任一人，有妇女成员，每届三年。',
    en: 'Against mediation law art. 8 and 9: three to nine members, one chair, a woman among them, a term of three years.',
  },
  ROSTER_POST_UNKNOWN: {
    kind: 'invalid',
    zh: '所选岗位不属于该调解组织。',
    en: 'That post is not one of the organisation.',
  },
  ROSTER_FIELD_UNKNOWN: {
    kind: 'invalid',
    zh: '没有这个纠纷类别。',
    en: 'There is no such kind of dispute.',
  },
  ROSTER_MEDIATOR_UNKNOWN: {
    kind: 'invalid',
    zh: '名册上没有可选的这位调解员。',
    en: 'The roster has no such mediator to choose.',
  },
  ROSTER_NOT_YOUR_SIDE: {
    kind: 'forbidden',
    zh: '只能替自己一方选择。',
    en: 'You choose for your own side alone.',
  },
  ROSTER_GRIEVANCE_ANSWERED: {
    kind: 'conflict',
    zh: '该投诉已经答复。',
    en: 'It was answered already.',
  },
} as const satisfies RefusalTexts;
