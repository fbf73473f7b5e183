import { describe, expect, it } from 'vitest';
import { AHEAD_MAX_MS, happenedAt } from './happened.ts';
import { Refusal } from './refusal.ts';

const now = Date.parse('2026-11-20T02:00:00Z');

describe('when something happened', () => {
  it('is now when nothing was given', () => {
    expect(happenedAt(undefined, now)).toBe(now);
  });

  it('is what was given, in the past', () => {
    expect(happenedAt('2026-11-20T09:30:00+08:00', now)).toBe(now - 30 * 60_000);
  });

  it('is never after now, although a clock may be a little ahead', () => {
    expect(happenedAt(now + AHEAD_MAX_MS, now)).toBe(now);
  });

  it('is refused from a clock that is wrong, with how far', () => {
    try {
      happenedAt(now + 3 * 3_600_000, now);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal);
      expect(error).toMatchObject({
        code: 'TIME_IN_FUTURE',
        details: {
          values: { minutes: 180 },
          present: { now: '2026-11-20T02:00:00.000Z', aheadMs: 3 * 3_600_000 },
        },
      });
    }
  });
});
