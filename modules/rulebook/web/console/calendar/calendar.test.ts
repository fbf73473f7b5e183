import { describe, expect, it } from 'vitest';
import { chineseCalendar } from '../../../../../platform/calendar.ts';
import { HOURS_PATTERN, hoursOf, hoursText } from './hours.ts';
import { isBehind, takeOver } from './take-over.ts';

describe('office hours', () => {
  it.each(['09:00-12:00 13:30-17:30', '09:00–12:00，13:30至17:30', ' 09:00 ~ 12:00、13:30-17:30 '])(
    'are read from %s',
    (text) => {
      expect(text).toMatch(HOURS_PATTERN);
      const hours = hoursOf(text);
      expect(hours).toEqual([
        ['09:00', '12:00'],
        ['13:30', '17:30'],
      ]);
      expect(hoursText(hours)).toBe('09:00-12:00 13:30-17:30');
    },
  );

  it.each(['9-12', '09:00', '09:00-12:00 13:30', ''])('are not read from %j', (text) => {
    expect(text).not.toMatch(HOURS_PATTERN);
  });
});

describe('a county’s own calendar', () => {
  const shared = chineseCalendar({ from: 2025, to: 2026 });
  const overrides = { '2025-07-01': { working: false, name: '盘点' } };
  const own = { ...chineseCalendar({ from: 2025, to: 2025 }), overrides, version: 4 };

  it('takes the days over that were published since, and keeps its own', () => {
    expect(isBehind(own, shared)).toBe(true);
    const next = takeOver(own, shared);
    expect(isBehind(next, shared)).toBe(false);
    expect(next).toMatchObject({ overrides, version: 4, holidays: shared.holidays });
    expect(own.knownUntil).toBe('2025-12-31');
  });
});
