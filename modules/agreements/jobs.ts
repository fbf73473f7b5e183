/** Asks at the day whether what was promised was done. It bears to be run again. */
import type { Schedule } from '../../platform/jobs/schedule.ts';
import { askDue } from './actions/promises.ts';
import type { AgreementsWorld } from './actions/world.ts';

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
