/** Words of grievances about a mediator, for who brings one and for who answers it. */
import type { Input } from './api.ts';
import { defineTexts } from './texts.ts';

export type Ground = Input<'POST /api/matters/{number}/mediator-grievances'>['body']['ground'];

export const grievanceTexts = defineTexts('grievances', {
  about: { zh: '哪位调解员', en: 'Which mediator' },
  ground: { zh: '什么情况', en: 'What happened' },
  partial: { zh: '偏袒一方当事人', en: 'Took one side' },
  insult: { zh: '侮辱当事人', en: 'Insulted a party' },
  favours: { zh: '索取、收受财物或者其他好处', en: 'Asked for or took favours' },
  disclosure: { zh: '泄露隐私、商业秘密或者调解过程', en: 'Gave away what was said in confidence' },
  forcing: { zh: '强迫调解', en: 'Forced somebody to mediate' },
  refusals: { zh: '无正当理由多次拒绝', en: 'Refused several times without reason' },
  other: { zh: '其他', en: 'Something else' },
  words: { zh: '说明', en: 'In your words' },
  file: { zh: '提交', en: 'Send' },
});

/** In the order of the law (mediation law art. 15). */
export const grounds = [
  'partial',
  'insult',
  'favours',
  'disclosure',
  'forcing',
  'refusals',
  'other',
] as const satisfies readonly Ground[];
