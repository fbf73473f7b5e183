/** The kind `report`: its process as data, in the engine's own words. */
import { join } from 'node:path';
import type { Kind } from '../matters/index.ts';
import { papers } from './rules/papers.ts';

export const kind: Kind = {
  code: 'report',
  processFile: join(import.meta.dirname, 'process/report.yaml'),
  guards: {},
  effects: {},
  texts: {},
  papers,
};
