/**
 * Checkpoints on a schedule: each hour over what the log's tail names, each night over all matters,
 * so that a late commit or a clock that was wrong hides none for longer than a day.
 */
import type { Schedule } from '../../../platform/jobs/schedule.ts';
import {
  type CheckpointAsked,
  type CheckpointWorld,
  makeCheckpoint,
} from '../actions/checkpoint.ts';

const EVERY_HOUR = '15 * * * *';
const EVERY_NIGHT = '35 2 * * *';
/** Three turns: one that was missed is made up for. Ids of entries are made in real time. */
const TAIL_MS = 3 * 3_600_000;

type World = CheckpointWorld & { counties: () => Promise<readonly string[]> };

export function checkpointSchedules(world: World): Schedule[] {
  return [
    {
      name: 'checkpoint',
      cron: EVERY_HOUR,
      run: (signal) => inEachCounty(world, signal, { since: Date.now() - TAIL_MS }),
    },
    {
      name: 'checkpointAll',
      cron: EVERY_NIGHT,
      run: (signal) => inEachCounty(world, signal, {}),
    },
  ];
}

/** One county that fails does not keep the others from theirs; the job fails after all. */
async function inEachCounty(
  world: World,
  signal: AbortSignal,
  asked: CheckpointAsked,
): Promise<void> {
  const failures: unknown[] = [];
  for (const county of await world.counties()) {
    if (signal.aborted) break;
    await makeCheckpoint(world, county, asked).catch((error) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}
