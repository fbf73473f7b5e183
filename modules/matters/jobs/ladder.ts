/**
 * The ladder: fires the rungs of clocks that are due, each exactly once. Once is the row's promise,
 * not the lease's: a rung is taken off its clock in the transaction that logs it and queues its
 * messages, under the lock of the matter's row. Matters come by the batch: read, locked in order
 * and written together, each rung an entry of its own matter.
 */

import { nextRung } from '../actions/rungs.ts';
import { asProgram, takeStepsOfMany } from '../actions/steps.ts';
import type { MattersWorld } from '../actions/world.ts';
import { listDueMatters } from '../store/due.ts';
import { writtenTogether } from '../store/together.ts';
import type { Pace } from './pace.ts';

const BATCH = 50;
/** More matters than this that cannot be swept are no accident: the sweep gives up on the rest. */
const FAILED_MAX = 500;

export type SweepOptions = {
  /** Ends the sweep after the batch at hand. */
  signal?: AbortSignal;
  /** A matter that fails does not hold up the others; without this its error is thrown at last. */
  onFault?: (error: unknown, matterId: string) => void;
  /** Waits after the batch, for the sake of others. */
  pace?: Pace;
};

/**
 * Fires what is due in a county at `now` (epoch ms), up to 50 matters a call in one transaction.
 * Answers how many entries were written.
 */
export async function sweepRungs(
  world: MattersWorld,
  county: string,
  now: number,
  options: SweepOptions = {},
): Promise<number> {
  const failed = new Map<string, unknown>();
  let fired = 0;
  for (let isHeldUp = true; isHeldUp && failed.size < FAILED_MAX; ) {
    const begunAt = performance.now();
    const query = { county, now, except: [...failed.keys()], limit: BATCH };
    const due = await world.db.scoped({ counties: [county] }, (tx) => listDueMatters(tx, query));
    const { ids } = due;
    const failedBefore = failed.size;
    if (options.signal?.aborted) return fired;
    const done = await fireBatch(world, county, ids, now).catch(() =>
      // One of them spoiled it for all: each by itself says which.
      fireEach(world, county, ids, now, { ...options, failed }),
    );
    fired += done;
    await options.pace?.({ fired: done, begunAt, waitedMs: now - due.since }, options.signal);
    // Failures must not fill the batch for good: the next ones have their turn at once.
    isHeldUp = failed.size > failedBefore && ids.length >= BATCH;
  }
  if (failed.size > 0 && !options.onFault) throw [...failed.values()][0];
  return fired;
}

async function fireBatch(
  world: MattersWorld,
  county: string,
  ids: readonly string[],
  now: number,
): Promise<number> {
  if (ids.length === 0) return 0;
  const ctx = asProgram(world, 'ladder', now);
  return world.db.scoped({ counties: [county] }, (each) =>
    writtenTogether(each, (tx) => takeStepsOfMany(world, tx, ctx, { county, ids }, nextRung)),
  );
}

async function fireEach(
  world: MattersWorld,
  county: string,
  ids: readonly string[],
  now: number,
  { failed, onFault, signal }: SweepOptions & { failed: Map<string, unknown> },
): Promise<number> {
  let fired = 0;
  for (const id of ids) {
    if (signal?.aborted) break;
    fired += await fireBatch(world, county, [id], now).catch((error: unknown) => {
      failed.set(id, error);
      onFault?.(error, id);
      return 0;
    });
  }
  return fired;
}
