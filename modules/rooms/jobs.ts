/** Ends sessions that nobody ended, and deletes recordings of matters whose persons were erased. */
import type { Schedule } from '../../platform/jobs/schedule.ts';
import { partKey } from './actions/recordings.ts';
import type { RoomsWorld } from './actions/world.ts';
import { endSession, listForgotten } from './store/sessions.ts';
import { forgetRecordings, listErasedRecordings } from './store/whole.ts';

const BATCH = 200;
/** What is said must not lie open for longer because nobody pressed the button. */
const FORGOTTEN_MS = 30 * 86_400_000;

export function roomSchedules(
  world: RoomsWorld & { counties: () => Promise<readonly string[]> },
): Schedule[] {
  return [
    {
      name: 'rooms',
      cron: '25 * * * *',
      run: async (signal) => {
        const now = await world.clock();
        for (const county of await world.counties()) {
          while (!signal.aborted && (await endForgotten(world, county, now)) === BATCH);
          while (!signal.aborted && (await sweepRecordings(world, county)) === BATCH);
        }
      },
    },
  ];
}

/** Answers how many sessions it ended. */
export async function endForgotten(
  world: Pick<RoomsWorld, 'db'>,
  county: string,
  now: number,
): Promise<number> {
  return world.db.scoped({ counties: [county] }, async (tx) => {
    const asked = { before: now - FORGOTTEN_MS, limit: BATCH };
    const sessions = await listForgotten(tx, county, asked);
    for (const one of sessions) endSession(tx, one, { state: 'cancelled', now });
    return sessions.length;
  });
}

/** Answers how many recordings it deleted. */
export async function sweepRecordings(
  world: Pick<RoomsWorld, 'db' | 'files'>,
  county: string,
): Promise<number> {
  const scope = { counties: [county] };
  const gone = await world.db.scoped(scope, (tx) => listErasedRecordings(tx, county, BATCH));
  for (const { id, parts } of gone) {
    // A part may lie there that was never counted.
    for (let part = 0; part <= parts; part += 1) await world.files.remove(partKey(id, part));
  }
  // The rows go last: what is left by a crash is found again.
  const ids = gone.map(({ id }) => id);
  if (ids.length > 0) await world.db.scoped(scope, (tx) => forgetRecordings(tx, county, ids));
  return gone.length;
}
