/** How long to wait before another code is asked for. */
import { describe, expect, it } from 'vitest';
import { leftOf, waitOf } from './wait.ts';

const refused = (code: string, present?: unknown) => ({ code, present });

describe('a wait', () => {
  it('is what the server says beside its refusal', () => {
    expect(waitOf(refused('CODE_TOO_SOON', { seconds: 42 }))).toBe(42);
    expect(waitOf(refused('ROOM_CODE_TOO_SOON', { seconds: 0.2 }))).toBe(1);
  });

  it('is none for another refusal, for a failure, or where nothing is said', () => {
    for (const error of [
      refused('CODE_WRONG', { seconds: 9 }),
      refused('CODE_TOO_SOON'),
      refused('CODE_TOO_SOON', { seconds: '9' }),
      new Error('x'),
      null,
    ]) {
      expect(waitOf(error)).toBe(0);
    }
  });

  it('is over no moment too early, and stays over', () => {
    expect([0, 999, 1000, 2999, 3000, 9000].map((ms) => leftOf(3, ms))).toEqual([3, 3, 2, 1, 0, 0]);
  });
});
