import fc from 'fast-check';
import { expect, it } from 'vitest';
import { periodBefore, yearBefore } from './periods.ts';

it.each([
  ['2026-10-24', '2026-11-22', '2026-09-24', '2026-10-23', '2025-10-24', '2025-11-22'],
  ['2026-11-01', '2026-11-30', '2026-10-01', '2026-10-31', '2025-11-01', '2025-11-30'],
  ['2026-03-01', '2026-03-31', '2026-02-01', '2026-02-28', '2025-03-01', '2025-03-31'],
  ['2025-02-01', '2025-02-28', '2025-01-01', '2025-01-31', '2024-02-01', '2024-02-29'],
  ['2024-02-29', '2024-02-29', '2024-02-28', '2024-02-28', '2023-02-28', '2023-02-28'],
  ['2026-01-01', '2026-12-31', '2025-01-01', '2025-12-31', '2025-01-01', '2025-12-31'],
  ['2026-01-01', '2026-03-31', '2025-10-01', '2025-12-31', '2025-01-01', '2025-03-31'],
  ['2026-01-01', '2026-11-22', '2025-02-09', '2025-12-31', '2025-01-01', '2025-11-22'],
])('%s to %s is held against %s to %s and %s to %s', (from, to, pf, pt, yf, yt) => {
  expect(periodBefore({ from, to })).toEqual({ from: pf, to: pt });
  expect(yearBefore({ from, to })).toEqual({ from: yf, to: yt });
});

it('the period before ends the day before, and none ends before it begins', () => {
  const day = fc.integer({ min: 0, max: 40_000 });
  const dayOf = (number: number) => new Date(number * 86_400_000).toISOString().slice(0, 10);
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 1200 }), (from, days) => {
      const period = { from: dayOf(from), to: dayOf(from + days) };
      const before = periodBefore(period);
      expect(before.to).toBe(dayOf(from - 1));
      expect(before.from <= before.to).toBe(true);
      const year = yearBefore(period);
      expect(year.from <= year.to).toBe(true);
    }),
  );
});
