import { expect, it } from 'vitest';
import { daysOf, everyDay, presetOf, readPeriod } from './period-rules.ts';

/** Half past midnight in Shanghai, still the day before in Greenwich. */
const NOW = Date.parse('2026-11-21T16:30:00Z');

it('days are those of the centre, not of Greenwich', () => {
  expect(daysOf('week', NOW)).toEqual({ from: '2026-11-16', to: '2026-11-22' });
  expect(daysOf('year', NOW)).toEqual({ from: '2026-01-01', to: '2026-11-22' });
});

it('an address without a period, or with nonsense, means the last 30 days', () => {
  const month = { from: '2026-10-24', to: '2026-11-22' };
  expect(readPeriod({}, NOW)).toEqual(month);
  expect(readPeriod({ from: 'x', to: '2026-11-01' }, NOW)).toEqual(month);
  expect(readPeriod({ from: '2026-13-01', to: '2026-11-01' }, NOW)).toEqual(month);
  expect(presetOf(month, NOW)).toBe('month');
});

it('ends that stand the wrong way round are turned', () => {
  const period = readPeriod({ from: '2026-11-09', to: '2026-11-01' }, NOW);
  expect(period).toEqual({ from: '2026-11-01', to: '2026-11-09' });
  expect(presetOf(period, NOW)).toBeNull();
});

it('every day of a period has its place, over the end of a month', () => {
  expect(everyDay({ from: '2026-02-27', to: '2026-03-01' })).toEqual([
    '2026-02-27',
    '2026-02-28',
    '2026-03-01',
  ]);
});
