/**
 * The ladder: fires the rungs of clocks that are due, each exactly once. Once is the row's promise,
 * not the lease's: a rung is taken off its clock in the transaction that logs it and queues its
 * messages, under the lock of the matter's row.
 */
import { nextRung } from '../actions/rungs.ts';
import { asProgram, takeSteps } from '../actions/steps.ts';
import type { MattersWorld } from '../actions/world.ts';
import { listDueMatters } from '../store/due.ts';

const BATCH = 50;
/** More matters than this that cannot be swept are no accident: the sweep gives up on the rest. */
const FAILED_MAX = 500;

export type SweepOptions = {
  /** Ends the sweep after the matter at hand. */
  signal?: AbortSignal;
  /** A matter that fails does not hold up the others; without this its error is thrown at last. */
  onFault?: (error: unknown, matterId: string) => void;
};

/**
 * Fires what is due in a county at `now` (epoch ms), matter by matter, each in a transaction of its
 * own. Answers how many entries were written; up to 50 matters a call.
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
    const query = { county, now, except: [...failed.keys()], limit: BATCH };
    const due = await world.db.scoped({ counties: [county] }, (tx) => listDueMatters(tx, query));
    const failedBefore = failed.size;
    for (const id of due) {
      if (options.signal?.aborted) return fired;
      fired += await fireMatter(world, { county, id }, now).catch((error: unknown) => {
        failed.set(id, error);
        options.onFault?.(error, id);
        return 0;
      });
    }
    // Failures must not fill the batch for good: the next ones have their turn at once.
    isHeldUp = failed.size > failedBefore && due.length >= BATCH;
  }
  if (failed.size > 0 && !options.onFault) throw [...failed.values()][0];
  return fired;
}

function fireMatter(
  world: MattersWorld,
  key: { county: string; id: string },
  now: number,
): Promise<number> {
  const ctx = asProgram(world, 'ladder', now);
  return world.db.scoped({ counties: [key.county] }, (tx) =>
    takeSteps(world, tx, ctx, key, nextRung),
  );
}
