/** Reminders whose time has come are queued, county by county. */
import type { SweepTask } from '../../platform/jobs/sweeper.ts';
import { remindDue } from './actions/tell.ts';
import type { AgendaWorld } from './actions/world.ts';
import { countiesToRemind } from './store/events.ts';

const EVERY_MS = 20_000;

export function reminderSweep(world: AgendaWorld, now: () => Promise<number> | number): SweepTask {
  return {
    name: 'agenda',
    everyMs: EVERY_MS,
    counties: async () => {
      const [all, at] = await Promise.all([world.counties(), now()]);
      return world.db.scoped({ counties: all }, (tx) => countiesToRemind(tx, all, at));
    },
    sweep: async (county) => remindDue(world, county, await now()),
  };
}
