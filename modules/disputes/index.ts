/** The kind `dispute` (矛盾纠纷): its process as data, its guards and effects. */
import { join } from 'node:path';
import type { HttpModule } from '../../platform/http/index.ts';
import type { Kind } from '../matters/index.ts';
import type { DisputesWorld } from './actions/analysis.ts';
import { disputesHttp } from './routes.ts';
import { effects } from './rules/effects.ts';
import { guards } from './rules/guards.ts';
import { papers } from './rules/papers.ts';
import { disputesTexts } from './texts.ts';

export const kind: Kind = {
  code: 'dispute',
  processFile: join(import.meta.dirname, 'process/dispute.yaml'),
  guards,
  effects,
  texts: disputesTexts,
  papers,
};

export const makeDisputes = (world: DisputesWorld): { http: HttpModule } => ({
  http: disputesHttp(world),
});

export { clauseText } from './rules/clauses.ts';
export {
  type DisputeFacts,
  factsOf,
  isImpartial,
  type Side,
  type Signer,
  signersNeeded,
} from './rules/facts.ts';
export type { KeptAgreement } from './rules/kept.ts';
