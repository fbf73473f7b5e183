/**
 * What of a growing log has been given out, when rows become visible in another order than their
 * ids: everything that may still come is read again, and what was given out is remembered. Pure.
 */
import { uuidTime } from '../../kernel/ids.ts';

export type TailWindow = {
  /** Epoch ms. Nothing new can come with an id from before; read from here on. */
  readonly floor: number;
  /**
   * Of rows read from `floor` on those that were never given out. `settled` is when the oldest
   * transaction began that was under way before they were read: no id from before can come later.
   */
  take: <R extends { id: string }>(rows: readonly R[], settled: number) => R[];
  readonly remembered: number;
};

/** A window that begins at an instant. */
export function tailWindow(from: number): TailWindow {
  const seen = new Map<string, number>();
  let floor = from;
  return {
    get floor() {
      return floor;
    },
    get remembered() {
      return seen.size;
    },
    take: (rows, settled) => {
      const fresh = rows.filter((row) => !seen.has(row.id));
      for (const { id } of fresh) seen.set(id, uuidTime(id));
      floor = Math.max(floor, settled);
      for (const [id, at] of seen) if (at < floor) seen.delete(id);
      return fresh;
    },
  };
}
