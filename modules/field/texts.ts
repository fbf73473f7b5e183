/** The field refuses nothing of its own. */
import type { RefusalTexts } from '../../kernel/endpoint.ts';

export const fieldTexts = {} as const satisfies RefusalTexts;
