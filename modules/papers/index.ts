/** The face of papers: documents of matters, and what is kept of a delivery beside its act. */
import type { HttpModule } from '../../platform/http/index.ts';
import type { Schedule } from '../../platform/jobs/schedule.ts';
import { renderDraft, renderPaper } from '../../platform/papers/index.ts';
import type { Beside } from '../matters/index.ts';
import { carryMatter, eraseMatter, noteDelivery } from './actions/beside.ts';
import type { PapersWorld } from './actions/world.ts';
import { paperSchedules } from './jobs.ts';
import { papersHttp } from './routes.ts';

export type Papers = {
  http: HttpModule;
  /** Told of what happens to matters, in its transaction. */
  beside: Beside;
  schedules: () => Schedule[];
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
  };
}
