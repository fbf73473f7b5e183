import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountLockout, codeLimits, lockedUntil, waitFor, withAttempt } from './attempts.ts';

const MINUTE = 60_000;
const times = fc.array(fc.integer({ min: 0, max: 90 * MINUTE }), { maxLength: 60 });

/** The times at which an attempt was let through, asked for at each of `asked`. */
function passed(asked: number[], isOpen: (recent: number[], now: number) => boolean): number[] {
  let recent: number[] = [];
  const through: number[] = [];
  for (const now of asked.toSorted((a, b) => a - b)) {
    if (!isOpen(recent, now)) continue;
    through.push(now);
    recent = withAttempt(recent, now, 50);
  }
  return through;
}

const mostWithin = (through: number[], span: number) =>
  Math.max(0, ...through.map((at) => through.filter((t) => t >= at && t < at + span).length));

describe('the lock-out', () => {
  it('locks at the fifth wrong one for a quarter of an hour, and not at the fourth', () => {
    const four = [1, 2, 3, 4].map((n) => n * MINUTE);
    expect(lockedUntil(four, accountLockout, 4 * MINUTE)).toBeNull();
    const five = [...four, 5 * MINUTE];
    expect(lockedUntil(five, accountLockout, 5 * MINUTE)).toBe(20 * MINUTE);
    expect(lockedUntil(five, accountLockout, 20 * MINUTE - 1)).toBe(20 * MINUTE);
    expect(lockedUntil(five, accountLockout, 20 * MINUTE)).toBeNull();
  });

  it('does not lock for five wrong ones over a longer time', () => {
    const slow = [0, 4, 8, 12, 16].map((n) => n * MINUTE);
    expect(lockedUntil(slow, accountLockout, 16 * MINUTE)).toBeNull();
  });

  it('never lets more than five wrong ones through in a quarter of an hour', () => {
    fc.assert(
      fc.property(times, (asked) => {
        const through = passed(asked, (recent, now) => !lockedUntil(recent, accountLockout, now));
        expect(mostWithin(through, 15 * MINUTE)).toBeLessThanOrEqual(5);
      }),
    );
  });
});

describe('the limits of codes', () => {
  it('let one a minute and five an hour through to a phone', () => {
    fc.assert(
      fc.property(times, (asked) => {
        const through = passed(
          asked,
          (recent, now) => waitFor(recent, codeLimits.phone, now) === 0,
        );
        expect(mostWithin(through, MINUTE)).toBeLessThanOrEqual(1);
        expect(mostWithin(through, 60 * MINUTE)).toBeLessThanOrEqual(5);
      }),
    );
  });

  it('say a wait after which it is open, and before which it is not', () => {
    fc.assert(
      fc.property(times, (asked) => {
        const recent = asked.toSorted((a, b) => a - b);
        const now = recent.at(-1) ?? 0;
        const wait = waitFor(recent, codeLimits.phone, now);
        expect(waitFor(recent, codeLimits.phone, now + wait)).toBe(0);
        if (wait > 0) expect(waitFor(recent, codeLimits.phone, now + wait - 1)).toBe(1);
      }),
    );
  });
});
