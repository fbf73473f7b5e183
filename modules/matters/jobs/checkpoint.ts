/** Checkpoints on a schedule: a quarter past each hour, county by county. */
import type { Schedule } from '../../../platform/jobs/schedule.ts';
import { type CheckpointWorld, makeCheckpoint } from '../actions/checkpoint.ts';

const EVERY_HOUR = '15 * * * *';

/** One county that fails does not keep the others from theirs; the job fails after all. */
export function checkpointSchedule(
  world: CheckpointWorld & { counties: () => Promise<readonly string[]> },
): Schedule {
  return {
    name: 'checkpoint',
    cron: EVERY_HOUR,
    run: async (signal) => {
      const failures: unknown[] = [];
      for (const county of await world.counties()) {
        if (signal.aborted) break;
        await makeCheckpoint(world, county).catch((error) => failures.push(error));
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
