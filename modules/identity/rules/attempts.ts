/**
 * Lock-out and rate limits over the times of recent attempts (epoch ms, oldest first). Pure, so
 * that every process reckons alike from the row that they share.
 */

export type Lockout = { attempts: number; withinMs: number; lockMs: number };
export type Limit = { most: number; withinMs: number };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Five wrong passwords lock the name for a quarter of an hour. */
export const accountLockout: Lockout = {
  attempts: 5,
  withinMs: 15 * MINUTE,
  lockMs: 15 * MINUTE,
};

export const codeLimits = {
  phone: [
    { most: 1, withinMs: MINUTE },
    { most: 5, withinMs: HOUR },
  ],
  address: [{ most: 20, withinMs: HOUR }],
} as const satisfies Record<string, readonly Limit[]>;

/** Until when (epoch ms) the subject is locked; null when it is not. */
export function lockedUntil(recent: readonly number[], rule: Lockout, now: number): number | null {
  const last = recent.at(-1);
  const first = recent.at(-rule.attempts);
  if (last === undefined || first === undefined) return null;
  const until = last + rule.lockMs;
  return last - first <= rule.withinMs && now < until ? until : null;
}

/** How long to wait (ms) before one more is allowed; 0 when it is now. */
export function waitFor(recent: readonly number[], limits: readonly Limit[], now: number): number {
  const waits = limits.map((limit) => {
    const oldest = recent.at(-limit.most);
    return oldest === undefined ? 0 : oldest + limit.withinMs - now;
  });
  return Math.max(0, ...waits);
}

/** The row after one more attempt. It keeps no more than any rule can ask for. */
export function withAttempt(recent: readonly number[], now: number, keep: number): number[] {
  return [...recent, now].slice(-keep);
}

/** Codes tried from one address, right or wrong. Mobile carriers put many phones behind one. */
export const guessLimit: Limit = { most: 100, withinMs: HOUR };

/** Numbers of matters that one resident, or one address, may try to take among their own. */
export const claimLimits = {
  account: [
    { most: 10, withinMs: HOUR },
    { most: 30, withinMs: 24 * HOUR },
  ],
  address: [{ most: 60, withinMs: HOUR }],
} as const satisfies Record<string, readonly Limit[]>;
