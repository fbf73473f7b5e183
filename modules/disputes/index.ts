/** The kind `dispute` (矛盾纠纷): its process as data, its guards and effects. */
import { join } from 'node:path';
import type { Kind } from '../matters/index.ts';
import { effects } from './rules/effects.ts';
import { guards } from './rules/guards.ts';
import { disputesTexts } from './texts.ts';

export const kind: Kind = {
  code: 'dispute',
  processFile: join(import.meta.dirname, 'process/dispute.yaml'),
  guards,
  effects,
  texts: disputesTexts,
};
