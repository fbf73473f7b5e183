/** Every refusal of the loop. */
import type { RefusalTexts } from '../../kernel/endpoint.ts';
import { attachmentTexts } from './texts/attachments.ts';
import { engineTexts } from './texts/engine.ts';
import { importTexts } from './texts/import.ts';
import { listTexts } from './texts/lists.ts';
import { liveTexts } from './texts/live.ts';
import { searchTexts } from './texts/search.ts';

export const mattersTexts = {
  ...engineTexts,
  ...attachmentTexts,
  ...listTexts,
  ...searchTexts,
  ...importTexts,
  ...liveTexts,
} as const satisfies RefusalTexts;
