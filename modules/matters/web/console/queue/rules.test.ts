/** What the queue page says of a due time, takes from the address and does at a key. */
import { describe, expect, it } from 'vitest';
import {
  askedFilters,
  filtersOf,
  leftWords,
  moveBy,
  readSaved,
  toneOf,
  withSaved,
} from './rules.ts';

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

describe('the filters of the address', () => {
  it('are those that there are, and days that are days', () => {
    const filters = filtersOf({
      queue: 'mine',
      town: '310116101',
      from: 'yesterday',
      to: '2026-11-30',
    });
    expect(filters).toEqual({ town: '310116101', to: '2026-11-30' });
  });

  it('are asked as instants of the centre’s days, the last one whole', () => {
    expect(askedFilters({ from: '2026-11-01', to: '2026-11-30', urgency: 'urgent' })).toEqual({
      urgency: 'urgent',
      from: '2026-11-01T00:00:00+08:00',
      to: '2026-12-01T00:00:00+08:00',
    });
    expect(askedFilters({ urgency: 'very' })).toEqual({});
  });
});

describe('a key', () => {
  it('moves within the rows', () => {
    expect(moveBy('j', 0, 3)).toBe(1);
    expect(moveBy('ArrowDown', 2, 3)).toBe(2);
    expect(moveBy('k', 0, 3)).toBe(0);
    expect(moveBy('End', 0, 3)).toBe(2);
    expect(moveBy('PageUp', 2, 3)).toBe(0);
    expect(moveBy('j', 0, 0)).toBe(0);
    expect(moveBy('q', 0, 3)).toBeNull();
  });
});

describe('saved filters', () => {
  it('are read as far as they can be', () => {
    expect(readSaved('no json')).toEqual([]);
    expect(readSaved('[1, {"name": "甲", "search": {"town": "1"}}]')).toEqual([
      { name: '甲', search: { town: '1' } },
    ]);
  });

  it('of one name are one', () => {
    const one = { name: '甲', search: { town: '1' } };
    const other = { name: '甲', search: { town: '2' } };
    expect(withSaved([one], other)).toEqual([other]);
  });
});
