/**
 * Sweeps of files. A row is marked `removed` and committed before its bytes go, so that an act
 * which comes meanwhile finds no upload rather than one without content; each step may be repeated.
 */
import type { Database } from '../../../platform/db/index.ts';
import type { FileStore } from '../../../platform/files/index.ts';
import { WAITING } from '../rules/attachments.ts';
import { forgetBytes, listRemoved, markOrphans } from '../store/uploads.ts';

type SweepWorld = { db: Database; files: FileStore };

const BATCH = 100;
const BATCHES_MAX = 1000;

/** How long an upload waits to be attached. */
export const ORPHAN_MS = 24 * 3_600_000;

/** Removes uploads of before `now - olderThanMs` that were never attached: bytes and rows. */
export async function sweepOrphans(
  world: SweepWorld,
  now: number,
  olderThanMs: number = ORPHAN_MS,
): Promise<number> {
  const before = new Date(now - olderThanMs);
  const at = new Date(now);
  for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
    const marked = await world.db.scoped({ counties: [WAITING] }, (tx) =>
      markOrphans(tx, { before, at, limit: BATCH }),
    );
    if (marked < BATCH) break;
  }
  return sweepRemoved(world, WAITING);
}

/** Deletes the bytes of what was erased in a county (or swept, in '-'). Answers how many files. */
export async function sweepRemoved(world: SweepWorld, county: string): Promise<number> {
  const scope = { counties: [county] };
  let swept = 0;
  for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
    const removed = await world.db.scoped(scope, (tx) => listRemoved(tx, county, BATCH));
    for (const one of removed) {
      await world.files.remove(one.fileKey);
      if (one.thumbKey) await world.files.remove(one.thumbKey);
    }
    if (removed.length === 0) break;
    const ids = removed.map((one) => one.id);
    await world.db.scoped(scope, (tx) => forgetBytes(tx, county, ids));
    swept += removed.length;
  }
  return swept;
}
