/**
 * Sweeps of files. A row is marked `removed` and committed before its bytes go, so that an act
 * which comes meanwhile finds no upload rather than one without content; each step may be repeated.
 */
import type { Database } from '../../../platform/db/index.ts';
import type { FileStore } from '../../../platform/files/index.ts';
import { PARTS_KEPT_MS } from '../actions/parts.ts';
import { WAITING } from '../rules/attachments.ts';
import { deleteParts, listStaleParts } from '../store/parts.ts';
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

/** Removes files in parts that broke off long ago, or became attachments: bytes and rows. */
export async function sweepParts(world: SweepWorld, now: number): Promise<number> {
  const scope = { counties: [WAITING] };
  const before = new Date(now - PARTS_KEPT_MS);
  let swept = 0;
  for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
    const stale = await world.db.scoped(scope, (tx) => listStaleParts(tx, before, BATCH));
    for (const { id, parts } of stale) {
      // The row goes last: what is left by a crash is found again.
      for (const key of parts) await world.files.remove(key);
      await world.db.scoped(scope, (tx) => deleteParts(tx, id));
    }
    swept += stale.length;
    if (stale.length < BATCH) break;
  }
  return swept;
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
