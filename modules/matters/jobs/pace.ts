/**
 * How fast the ladder goes: slow enough that those who report and work meanwhile hardly notice, and
 * not slower than a minute's rungs bear. Thousands fall due at once where many clocks end with the
 * same day; fired without a pause they took two thirds of what the machine had.
 */

/**
 * So long a rung may take, its pause included: 182 a second, 10,000 in 55 seconds. A minute's rungs
 * are fired within that minute, with some seconds left for a sweep that begins late; whatever is
 * quicker takes from others what nobody waits for.
 */
const EACH_MS = 5.5;
/** What has waited longer is held back no more for anybody's sake. */
const LATE_MS = 60_000;

/** What one batch was: how many it fired, since when it worked, how long its first had waited. */
export type Batch = { fired: number; begunAt: number; waitedMs: number };
export type Pace = (batch: Batch, signal?: AbortSignal) => Promise<void>;

export type PaceOptions = {
  /** Any clock that only goes forward, in milliseconds. */
  now: () => number;
  wait: (ms: number, signal?: AbortSignal) => Promise<void>;
};

/** One for a process: the counties that it sweeps at a time share what it may take. */
export function makePace({ now, wait }: PaceOptions): Pace {
  let freeAt = 0;
  return async ({ fired, begunAt, waitedMs }, signal) => {
    if (fired === 0 || waitedMs > LATE_MS) return;
    freeAt = Math.max(freeAt, begunAt) + fired * EACH_MS;
    const ms = freeAt - now();
    if (ms > 0) await wait(ms, signal);
  };
}
