/** What documents refuse, in words. */
import type { RefusalTexts } from '../../kernel/endpoint.ts';

export const papersTexts = {
  PAPER_UNKNOWN: {
    kind: 'invalid',
    zh: '这类事项没有这种文书。',
    en: 'Matters of this kind have no such document.',
  },
  PAPER_FACTS_MISSING: {
    kind: 'conflict',
    zh: '事实尚不完备，不能制作：{missingZh}。',
    en: 'The facts are not complete yet: {missingEn}.',
  },
} as const satisfies RefusalTexts;
