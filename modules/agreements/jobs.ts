/** Delivers what came into force; asks at the day whether what was promised was done. */

import type { Schedule } from '../../platform/jobs/schedule.ts';
import type { SweepTask } from '../../platform/jobs/sweeper.ts';
import { deliverDue } from './actions/deliver.ts';
import { askDue } from './actions/promises.ts';
import type { AgreementsWorld } from './actions/world.ts';
import { countiesToDeliver } from './store/deliveries.ts';

const BATCH = 100;

export type Jobs = {
  counties: () => Promise<readonly string[]>;
  now: () => Promise<number> | number;
  newId: () => string;
};

export function agreementSchedules(world: AgreementsWorld, jobs: Jobs): Schedule[] {
  return [
    {
      name: 'promises',
      cron: '20 * * * *',
      run: async (signal) => {
        for (const county of await jobs.counties()) {
          const asking = { now: await jobs.now(), newId: jobs.newId };
          while (
            !signal.aborted &&
            (await askDue(world, asking, { county, limit: BATCH })) === BATCH
          );
        }
      },
    },
  ];
}

const DELIVER_EVERY_MS = 10_000;

export function deliverySweep(
  world: AgreementsWorld,
  now: () => Promise<number> | number,
): SweepTask {
  return {
    name: 'deliveries',
    everyMs: DELIVER_EVERY_MS,
    counties: async () => {
      const [all, at] = await Promise.all([world.counties(), now()]);
      return world.db.scoped({ counties: all }, (tx) => countiesToDeliver(tx, all, at));
    },
    sweep: async (county) => deliverDue(world, { now: await now(), newId: world.newId }, county),
  };
}
