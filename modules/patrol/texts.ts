/** What patrol says to people when it refuses. */
import type { RefusalTexts } from '../../kernel/endpoint.ts';

export const patrolTexts = {
  KEY_MISSING: {
    kind: 'invalid',
    zh: '请求缺少 Idempotency-Key，无法保证只记一次。',
    en: 'The request has no Idempotency-Key: it could be counted twice.',
  },
  POINT_ENDED: {
    kind: 'conflict',
    zh: '这个巡查点已停用，不再需要检查。',
    en: 'This patrol point was ended: no check-in is wanted there any more.',
  },
  TROUBLE_UNSAID: {
    kind: 'invalid',
    zh: '发现问题时，请填写所上报事项的编号或说明情况。',
    en: 'When there is trouble, name the matter reported from there or say what it is.',
  },
  MATTER_UNKNOWN: {
    kind: 'invalid',
    zh: '没有这个编号的事项，或者不在您的范围内。',
    en: 'There is no matter of that number, or it is outside your scope.',
  },
} as const satisfies RefusalTexts;
