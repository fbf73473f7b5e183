/** What is left of a due time, as a person at a desk counts it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Unit } from '../../../kernel/units.ts';
import { units } from '../../../kernel/units.ts';
import { chineseCalendar } from '../../../platform/calendar.ts';
import { timeLeft } from './time-left.ts';

const calendar = chineseCalendar({ from: 2024, to: 2026 });
const at = (text: string) => Date.parse(`${text}+08:00`);
const FRIDAY_16 = at('2026-11-20T16:00');

describe('time left', () => {
  const rows: [string, Unit, number, number, string][] = [
    ['natural hours count the night', 'hours', 10 * 60, 1440, '2026-11-21T02:00'],
    ['calendar days count the weekend', 'calendarDays', 3 * 1440, 1440, '2026-11-23T16:00'],
    ['minutes are minutes', 'minutes', 5, 1440, '2026-11-20T16:05'],
  ];
  it.each(rows)('%s', (_name, unit, minutes, dayMinutes, due) => {
    expect(timeLeft(FRIDAY_16, at(due), unit, calendar)).toEqual({
      minutes,
      dayMinutes,
      isWorkingTime: false,
    });
  });

  it('counts office hours over a weekend, for work-hours and for working days alike', () => {
    const monday = at('2026-11-23T10:00');
    const hours = timeLeft(FRIDAY_16, monday, 'workHours', calendar);
    const days = timeLeft(FRIDAY_16, monday, 'workingDays', calendar);
    expect(hours).toEqual(days);
    // Until closing at 17:30 on Friday, and since opening at 9:00 on Monday; a day has seven hours.
    expect(hours).toEqual({ minutes: 90 + 60, dayMinutes: 420, isWorkingTime: true });
  });

  it('is below zero by what was counted since', () => {
    const left = timeLeft(FRIDAY_16, at('2026-11-20T15:00'), 'workHours', calendar);
    expect(left.minutes).toBe(-60);
  });

  it('never grows while time passes, in any unit', () => {
    const instant = fc.integer({ min: at('2026-01-01T00:00'), max: at('2026-12-20T00:00') });
    const unit = fc.constantFrom(...units);
    fc.assert(
      fc.property(instant, instant, fc.nat(10 * 86_400_000), unit, (now, due, later, one) => {
        const before = timeLeft(now, due, one, calendar);
        const after = timeLeft(now + later, due, one, calendar);
        expect(after.minutes).toBeLessThanOrEqual(before.minutes);
        expect(Math.sign(before.minutes)).not.toBe(due > now ? -1 : 1);
        expect(before.dayMinutes).toBe(after.dayMinutes);
      }),
    );
  });
});
