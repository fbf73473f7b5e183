/** Deletes the bytes of papers whose matter's persons were erased. It bears to be run again. */
import type { Schedule } from '../../platform/jobs/schedule.ts';
import type { PapersWorld } from './actions/world.ts';
import { paperFormats } from './contract.ts';
import { fileKeyOf } from './rules.ts';
import { forgetBytes, listErased } from './store.ts';

const BATCH = 200;

export function paperSchedules(
  world: PapersWorld & { counties: () => Promise<readonly string[]> },
): Schedule[] {
  return [
    {
      name: 'papers',
      cron: '55 * * * *',
      run: async (signal) => {
        for (const county of await world.counties()) {
          while (!signal.aborted && (await sweepErased(world, county)) === BATCH);
        }
      },
    },
  ];
}

/** Answers how many papers it swept. */
export async function sweepErased(
  world: Pick<PapersWorld, 'db' | 'files'>,
  county: string,
): Promise<number> {
  const scope = { counties: [county] };
  const ids = await world.db.scoped(scope, (tx) => listErased(tx, county, BATCH));
  for (const id of ids) {
    for (const format of paperFormats) await world.files.remove(fileKeyOf(id, format));
  }
  // The rows go last: what is left by a crash is found again.
  if (ids.length > 0) await world.db.scoped(scope, (tx) => forgetBytes(tx, county, ids));
  return ids.length;
}
