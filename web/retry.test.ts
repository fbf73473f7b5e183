import { describe, expect, it } from 'vitest';
import { isWorthAnother } from './retry.ts';

/** As a Problem of `api.ts` is: it needs a browser to be loaded. */
const problem = (code: string, status: number) => Object.assign(new Error(code), { code, status });

describe('a read that failed', () => {
  it('is asked again when the network lost it or the server stumbled', () => {
    for (const error of [
      problem('NETWORK', 0),
      problem('INTERNAL', 500),
      problem('UNREADABLE', 502),
      new TypeError('the answer broke off'),
    ]) {
      expect(isWorthAnother(0, error)).toBe(true);
      expect(isWorthAnother(1, error)).toBe(true);
    }
  });

  it('is not asked a third time', () => {
    expect(isWorthAnother(2, problem('NETWORK', 0))).toBe(false);
  });

  it('stays refused: the same question has the same answer', () => {
    for (const [code, status] of [
      ['NOT_FOUND', 404],
      ['FORBIDDEN', 403],
      ['TOO_MANY_REQUESTS', 429],
    ] as const) {
      expect(isWorthAnother(0, problem(code, status))).toBe(false);
    }
  });
});
