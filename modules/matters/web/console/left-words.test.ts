/** What is said of a due time. */
import { describe, expect, it } from 'vitest';
import { leftWords, toneOf } from './left-words.ts';

const office = { dayMinutes: 420, isWorkingTime: true };

describe('a due time', () => {
  it.each([
    [600, false, 'leftDays', { days: 1, hours: 3, minutes: 0 }],
    [-420 * 33 - 180, true, 'lateWholeDays', { days: 33, hours: 3, minutes: 0 }],
    [419, false, 'leftHours', { days: 0, hours: 6, minutes: 59 }],
    [840, false, 'leftWholeDays', { days: 2, hours: 0, minutes: 0 }],
    [120, false, 'leftWholeHours', { days: 0, hours: 2, minutes: 0 }],
    [5, false, 'leftMinutes', { days: 0, hours: 0, minutes: 5 }],
    [0, false, 'leftNow', { days: 0, hours: 0, minutes: 0 }],
    [-600, true, 'lateDays', { days: 1, hours: 3, minutes: 0 }],
    // It ran out in the night: no working time has passed since.
    [0, true, 'lateNow', { days: 0, hours: 0, minutes: 0 }],
  ])('of %i minutes, overdue %s, is said as %s', (minutes, isOverdue, key, values) => {
    expect(leftWords({ ...office, minutes }, isOverdue)).toEqual({ key, values });
  });

  it('warns on its last day', () => {
    expect(toneOf({ ...office, minutes: 420 }, false)).toBe('plain');
    expect(toneOf({ ...office, minutes: 419 }, false)).toBe('warn');
    expect(toneOf(null, true)).toBe('bad');
    expect(toneOf(null, false)).toBe('plain');
  });
});
