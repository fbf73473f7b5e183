import { expect, it } from 'vitest';
import { changeOf, dayPoints, grouped, type Line, rateOf } from './lines.ts';

const line = (key: string, received: number, closed: Record<string, number>) =>
  ({ key, received, closed }) as unknown as Line;

it('a day on which nothing happened stands with nought', () => {
  const lines = [line('2026-11-02', 3, { fixed: 2, declined: 1 })];
  expect(dayPoints(lines, ['2026-11-01', '2026-11-02'])).toEqual([
    { day: '2026-11-01', received: 0, closed: 0 },
    { day: '2026-11-02', received: 3, closed: 3 },
  ]);
});

it('a long period is drawn in groups of days, and loses nothing', () => {
  const points = Array.from({ length: 95 }, (_, n) => ({ day: `d${n}`, received: 1, closed: 2 }));
  const groups = grouped(points, 31);
  expect(groups.length).toBeLessThanOrEqual(31);
  expect(groups.reduce((sum, one) => sum + one.received, 0)).toBe(95);
  expect(groups[0]).toEqual({ day: 'd0', received: 4, closed: 8 });
});

it('a rate over nothing is no rate', () => {
  expect(rateOf({ value: null })).toBe('—');
  expect(rateOf({ value: 0.5 })).toBe('50.0%');
});

it('a change is a share of what was; of nothing there is none', () => {
  expect([changeOf(12, 10), changeOf(5, 10), changeOf(10, 10)]).toEqual([
    '+20.0%',
    '−50.0%',
    '±0.0%',
  ]);
  expect(changeOf(3, 0)).toBe('—');
});
