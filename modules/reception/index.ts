/** The face of reception days: what the server mounts and sweeps, and what the demo plans. */
import type { Tx } from '../../platform/db/index.ts';
import type { HttpModule, RequestContext } from '../../platform/http/index.ts';
import type { SweepTask } from '../../platform/jobs/sweeper.ts';
import { bookOwn } from './actions/book.ts';
import { planDay, publishDay } from './actions/days.ts';
import { bookForSomebody, markTurn } from './actions/desk.ts';
import { writeResult } from './actions/result.ts';
import { undertake } from './actions/work.ts';
import type { ReceptionWorld } from './actions/world.ts';
import { receptionSweep } from './jobs.ts';
import { receptionHttp } from './routes.ts';
import { findKey } from './store/days.ts';

export type { ReceptionWorld } from './actions/world.ts';

type Rest<F> = F extends (world: ReceptionWorld, ctx: RequestContext, ...rest: infer R) => infer A
  ? (ctx: RequestContext, ...rest: R) => A
  : never;

export type Reception = {
  http: HttpModule;
  sweepTask: (now: () => Promise<number> | number) => SweepTask;
  /** The key of a day: messages about a turn are sealed under it. Null: erased, or no such day. */
  openKey: (tx: Tx, at: { county: string; id: string }) => Promise<Buffer | null>;
  plan: Rest<typeof planDay>;
  publish: Rest<typeof publishDay>;
  book: Rest<typeof bookOwn>;
  bookForSomebody: Rest<typeof bookForSomebody>;
  mark: Rest<typeof markTurn>;
  conclude: Rest<typeof writeResult>;
  undertake: Rest<typeof undertake>;
};

export function makeReception(world: ReceptionWorld): Reception {
  return {
    http: receptionHttp(world),
    sweepTask: (now) => receptionSweep(world, now),
    openKey: async (tx, at) => (await findKey(tx, world.keyring, at))?.key ?? null,
    plan: (ctx, day) => planDay(world, ctx, day),
    publish: (ctx, at) => publishDay(world, ctx, at),
    book: (ctx, wanted) => bookOwn(world, ctx, wanted),
    bookForSomebody: (ctx, given) => bookForSomebody(world, ctx, given),
    mark: (ctx, at) => markTurn(world, ctx, at),
    conclude: (ctx, at, body) => writeResult(world, ctx, at, body),
    undertake: (ctx, given) => undertake(world, ctx, given),
  };
}
