/** The face of agreements: what disputes agree on, from the first clause to the last promise. */
import { join } from 'node:path';
import type { Tx } from '../../platform/db/index.ts';
import type { HttpModule } from '../../platform/http/index.ts';
import type { Schedule } from '../../platform/jobs/schedule.ts';
import type { SweepTask } from '../../platform/jobs/sweeper.ts';
import { type Beside, readDefinition } from '../matters/index.ts';
import { noteAct } from './actions/beside.ts';
import { partiesAt } from './actions/desk.ts';
import { keptFor } from './actions/papers.ts';
import { seatOf } from './actions/seats.ts';
import type { AgreementsWorld } from './actions/world.ts';
import { agreementSchedules, deliverySweep, type Jobs } from './jobs.ts';
import { agreementsHttp } from './routes.ts';
import { findHanded } from './store/deliveries.ts';
import { carryAgreement, eraseAgreement } from './store/signing.ts';

export { checkClauses } from './actions/templates.ts';
export type { AgreementsWorld } from './actions/world.ts';
export { promiseHolds } from './store/held-years.ts';

export type Agreements = {
  http: HttpModule;
  /** Told of what happens to matters, in its transaction. */
  beside: Beside;
  schedules: (jobs: Jobs) => Schedule[];
  /** Delivers what came into force. */
  sweepTask: (now: () => Promise<number> | number) => SweepTask;
  /** As which party a resident reads a dispute, by the phone that stands on it. */
  seatOf: (
    ...args: Parameters<typeof seatOf> extends [unknown, ...infer Rest] ? Rest : never
  ) => ReturnType<typeof seatOf>;
  /** The persons of a dispute with their sides, opened: for sending and comparing alone. */
  partiesOf: (tx: Tx, at: { county: string; matterId: string }) => ReturnType<typeof partiesAt>;
  /** The paper that is on its way to a party by itself, or reached them so. */
  handedTo: typeof findHanded;
  /** What papers of disputes are written from. */
  keptFor: (
    ...args: Parameters<typeof keptFor> extends [unknown, ...infer Rest] ? Rest : never
  ) => ReturnType<typeof keptFor>;
};

export function makeAgreements(world: AgreementsWorld): Agreements {
  return {
    http: agreementsHttp(world),
    beside: {
      acted: (tx, ctx, done) => noteAct(world, tx, ctx, done),
      moved: carryAgreement,
      erased: async (tx, at) => eraseAgreement(tx, at),
    },
    sweepTask: (now) => deliverySweep(world, now),
    schedules: (jobs) => agreementSchedules(world, jobs),
    partiesOf: (tx, at) => partiesAt(world, tx, at),
    handedTo: findHanded,
    seatOf: (tx, ctx, at) => seatOf(world, tx, ctx, at),
    keptFor: (tx, view, how) => keptFor(world, tx, view, how),
  };
}

/** The templates of clauses that an installation begins with. */
export function clauseDocuments() {
  const body = readDefinition(join(import.meta.dirname, 'data/clauses.yaml'));
  return [{ kind: 'clauses', name: 'main', body }];
}
