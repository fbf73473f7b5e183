/** The kind `petition` (信访事项): its process as data, its guards and effects. */
import { join } from 'node:path';
import type { Kind } from '../matters/index.ts';
import { effects } from './rules/effects.ts';
import { guards } from './rules/guards.ts';
import { papers } from './rules/papers.ts';
import { petitionsTexts } from './texts.ts';

export const kind: Kind = {
  code: 'petition',
  processFile: join(import.meta.dirname, 'process/petition.yaml'),
  guards,
  effects,
  texts: petitionsTexts,
  papers,
};
