/** Reminders whose time has come, and days whose time of being known is over, county by county. */
import type { SweepTask } from '../../platform/jobs/sweeper.ts';
import { forgetDue } from './actions/erase.ts';
import { remindDue } from './actions/tell.ts';
import type { ReceptionWorld } from './actions/world.ts';
import { countiesDue } from './store/appointments.ts';

const EVERY_MS = 20_000;

export function receptionSweep(
  world: ReceptionWorld,
  now: () => Promise<number> | number,
): SweepTask {
  return {
    name: 'reception',
    everyMs: EVERY_MS,
    counties: async () => {
      const [all, at] = await Promise.all([world.counties(), now()]);
      return world.db.scoped({ counties: all }, (tx) => countiesDue(tx, all, at));
    },
    sweep: async (county) => {
      const at = await now();
      return (await remindDue(world, county, at)) + (await forgetDue(world, county, at));
    },
  };
}
