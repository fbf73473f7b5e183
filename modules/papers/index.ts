/** The face of papers: documents of matters, and what is kept of a delivery beside its act. */
import type { Tx } from '../../platform/db/index.ts';
import type { HttpModule, RequestContext } from '../../platform/http/index.ts';
import type { Schedule } from '../../platform/jobs/schedule.ts';
import { renderDraft, renderPaper } from '../../platform/papers/index.ts';
import type { Beside } from '../matters/index.ts';
import { carryMatter, eraseMatter, noteDelivery } from './actions/beside.ts';
import { makePaper } from './actions/make.ts';
import { answerPdf, listStanding, listTitles } from './actions/read.ts';
import type { PapersWorld } from './actions/world.ts';
import type { MadePaper } from './contract.ts';
import { paperSchedules } from './jobs.ts';
import { papersHttp } from './routes.ts';

export type Papers = {
  http: HttpModule;
  /** Told of what happens to matters, in its transaction. */
  beside: Beside;
  schedules: () => Schedule[];
  /** What stands of a matter, by name. */
  listTitles: (
    tx: Tx,
    at: { county: string; matterId: string },
  ) => Promise<{ id: string; title: string }[]>;
  /** What stands of a matter, and whether it was delivered. */
  listStanding: typeof listStanding;
  /** For a module that has judged by itself who may read it, and logs that. */
  answerPdf: (
    ctx: RequestContext,
    which: { county: string; matterId: string; id: string },
  ) => Promise<Buffer>;
  /** Makes a paper as the endpoint does, for who stands in the context. */
  make: (ctx: RequestContext, asked: { number: string; paper: string }) => Promise<MadePaper>;
};

type Base = Omit<PapersWorld, 'render' | 'renderDraft'> & {
  counties: () => Promise<readonly string[]>;
};

export function makePapers(base: Base): Papers {
  const world = { ...base, render: renderPaper, renderDraft };
  return {
    http: papersHttp(world),
    beside: {
      acted: (tx, ctx, done) => noteDelivery(world, tx, ctx, done),
      moved: carryMatter,
      erased: eraseMatter,
    },
    schedules: () => paperSchedules(world),
    listTitles,
    listStanding,
    answerPdf: (ctx, which) => answerPdf(world, ctx, which),
    make: (ctx, asked) => makePaper(world, ctx, asked),
  };
}
