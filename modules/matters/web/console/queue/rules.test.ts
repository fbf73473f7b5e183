/** What the queue page says of a due time, takes from the address and does at a key. */
import { describe, expect, it } from 'vitest';
import { askedFilters, filtersOf, moveBy, readSaved, withSaved } from './rules.ts';

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
