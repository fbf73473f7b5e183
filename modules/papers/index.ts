/** The face of papers: documents of matters, and what is kept of a delivery beside its act. */
import type { Tx } from '../../platform/db/index.ts';
import type { HttpModule, RequestContext } from '../../platform/http/index.ts';
import { renderDraft, renderPaper } from '../../platform/papers/index.ts';
import type { BesideAct } from '../matters/index.ts';
import { noteDelivery } from './actions/deliver.ts';
import type { PapersWorld } from './actions/world.ts';
import { papersHttp } from './routes.ts';

export type Papers = {
  http: HttpModule;
  /** Told of every act, in its transaction. */
  beside: (tx: Tx, ctx: RequestContext, done: BesideAct) => Promise<void>;
};

export function makePapers(base: Omit<PapersWorld, 'render' | 'renderDraft'>): Papers {
  const world = { ...base, render: renderPaper, renderDraft };
  return {
    http: papersHttp(world),
    beside: (tx, ctx, done) => noteDelivery(world, tx, ctx, done),
  };
}
