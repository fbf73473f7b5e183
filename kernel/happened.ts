/**
 * When something happened, as a device says that was offline. A clock that is ahead by seconds is
 * no fault of its owner; one that is more wrong is told by how much, so that it can be set right.
 */
import { refuse } from './refusal.ts';

/** A phone's clock may be ahead by this much before it is refused. */
export const AHEAD_MAX_MS = 2 * 60_000;

const MINUTE_MS = 60_000;

/**
 * Epoch ms of what was given, never after `now`. Refuses TIME_IN_FUTURE and says in `present` what
 * time it is here and how far the given one lies ahead.
 */
export function happenedAt(given: string | number | undefined, now: number): number {
  if (given === undefined) return now;
  const at = typeof given === 'number' ? given : Date.parse(given);
  const aheadMs = at - now;
  if (aheadMs <= AHEAD_MAX_MS) return Math.min(at, now);
  return refuse('TIME_IN_FUTURE', {
    fields: [{ path: 'body.occurredAt', code: 'future' }],
    values: { minutes: Math.ceil(aheadMs / MINUTE_MS) },
    present: { now: new Date(now).toISOString(), aheadMs },
  });
}
