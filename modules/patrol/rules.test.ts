import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilDate, dayNumber } from '../../kernel/dates.ts';
import { everies } from './contract.ts';
import { periodOf, turnOf } from './rules.ts';

const day = dayNumber;

describe('a period', () => {
  it.each([
    ['day', '2026-11-20', '2026-11-20', '2026-11-20'],
    ['week', '2026-11-20', '2026-11-16', '2026-11-22'],
    ['week', '2026-11-16', '2026-11-16', '2026-11-22'],
    ['week', '2026-11-22', '2026-11-16', '2026-11-22'],
    ['month', '2026-12-31', '2026-12-01', '2026-12-31'],
    ['month', '2028-02-10', '2028-02-01', '2028-02-29'],
    ['quarter', '2026-11-20', '2026-10-01', '2026-12-31'],
    ['quarter', '2026-01-01', '2026-01-01', '2026-03-31'],
  ] as const)('%s around %s is from %s to %s', (every, on, from, to) => {
    const period = periodOf(every, day(on));
    expect([civilDate(period.from), civilDate(period.to)]).toEqual([from, to]);
  });

  it('holds its day, and its days share it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...everies), fc.integer({ min: 0, max: 40_000 }), (every, at) => {
        const { from, to } = periodOf(every, at);
        expect(from <= at && at <= to).toBe(true);
        expect(periodOf(every, from)).toEqual({ from, to });
        expect(periodOf(every, to + 1).from).toBe(to + 1);
      }),
    );
  });
});

describe('a point', () => {
  const begun = day('2026-11-02');
  const today = day('2026-11-20');

  it.each([
    ['day', null, { isDue: true, dueOn: '2026-11-20', missed: 18 }],
    ['day', '2026-11-20', { isDue: false, dueOn: '2026-11-20', missed: 0 }],
    ['day', '2026-11-19', { isDue: true, dueOn: '2026-11-20', missed: 0 }],
    ['week', '2026-11-15', { isDue: true, dueOn: '2026-11-22', missed: 0 }],
    ['week', '2026-11-16', { isDue: false, dueOn: '2026-11-22', missed: 0 }],
    ['week', '2026-11-05', { isDue: true, dueOn: '2026-11-22', missed: 1 }],
    ['month', null, { isDue: true, dueOn: '2026-11-30', missed: 0 }],
  ] as const)('of every %s, checked %s, stands so on a Friday', (every, checked, turn) => {
    const since = checked === null ? null : day(checked);
    expect(turnOf(every, { since, begun, today })).toEqual(turn);
  });
});
