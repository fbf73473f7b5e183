/**
 * The time of the house. In production it is the system's. In the demo and in tests it is one row
 * in the database that every process reads, so that two servers move together.
 */
import type { Database } from '../db/index.ts';
import { q } from '../db/index.ts';

export type Clock = {
  /** Milliseconds since 1970. */
  now: () => Promise<number> | number;
};

export const systemClock: Clock = { now: () => Date.now() };

const REFERENCE_ONLY = { counties: [] };

/** Reads the shared row at every call: a moved clock is seen at once by all processes. */
export function movableClock(db: Database): Clock {
  return {
    now: async () => {
      const row = await db.scoped(REFERENCE_ONLY, (tx) =>
        tx.first(q.selectFrom('platform.movable_clock').select(['shift_ms', 'frozen_at'])),
      );
      if (row?.frozen_at) return new Date(row.frozen_at).getTime();
      return Date.now() + Number(row?.shift_ms ?? 0);
    },
  };
}

/** Shows another time from now on: running (`shift`) or standing still (`freeze`). */
export async function moveClock(db: Database, to: { at: number; frozen: boolean }): Promise<void> {
  const shift_ms = to.at - Date.now();
  const frozen_at = to.frozen ? new Date(to.at).toISOString() : null;
  await db.scoped(REFERENCE_ONLY, (tx) =>
    tx.run(
      q
        .insertInto('platform.movable_clock')
        .values({ only_row: true, shift_ms, frozen_at })
        .onConflict((conflict) => conflict.column('only_row').doUpdateSet({ shift_ms, frozen_at })),
    ),
  );
}
