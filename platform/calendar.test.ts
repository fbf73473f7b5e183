import { describe, expect, it } from 'vitest';
import { calendarDay, checkCalendar } from '../kernel/calendar.ts';
import { dayNumber } from '../kernel/dates.ts';
import { chineseCalendar, publishedYears } from './calendar.ts';

describe('the national calendar', () => {
  const calendar = chineseCalendar({ from: 2024, to: 2026 });

  it('is sound data, from the first published year to the last', () => {
    const { from, to } = publishedYears();
    expect(from).toBe(2004);
    expect(to).toBeGreaterThanOrEqual(2026);
    expect(checkCalendar(chineseCalendar({ from, to }))).toEqual([]);
  });

  it.each([
    ['2025-10-01', 'holiday', '国庆节', false],
    ['2025-10-08', 'holiday', '国庆节', false],
    ['2025-09-28', 'makeUpDay', '国庆节', true],
    ['2024-02-18', 'makeUpDay', '春节', true],
    ['2026-02-15', 'holiday', '春节', false],
    ['2026-02-14', 'makeUpDay', '春节', true],
    ['2025-10-12', 'weekend', null, false],
    ['2025-10-09', 'workingDay', null, true],
  ])('knows %s as %s', (date, kind, name, isWorking) => {
    expect(calendarDay(calendar, dayNumber(date))).toMatchObject({ kind, name, isWorking });
  });

  it('is known to the end of a year only when the next is published too', () => {
    const last = publishedYears().to;
    expect(chineseCalendar({ from: 2020, to: 2022 }).knownUntil).toBe('2022-12-31');
    expect(chineseCalendar({ from: 2020, to: last }).knownUntil).toBe(`${last}-12-25`);
    expect(chineseCalendar({ from: 2020, to: last + 5 }).knownUntil).toBe(`${last}-12-25`);
  });

  it('holds only the years asked for, of those that are published', () => {
    const years = Object.keys(calendar.holidays).map((date) => date.slice(0, 4));
    expect([...new Set(years)].sort()).toEqual(['2024', '2025', '2026']);
    expect(() => chineseCalendar({ from: 1999, to: 2026 })).toThrow('before 2004');
    expect(() => chineseCalendar({ from: 2026, to: 2024 })).toThrow('earlier year');
  });
});
