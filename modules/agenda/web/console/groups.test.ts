import { describe, expect, it } from 'vitest';
import { dayOf, daysFrom, groupsOf, moveDay, weekStart } from './groups.ts';

const post = (id: string) => ({ id, words: { zh: id, en: null } });

describe('a week', () => {
  it.each([
    ['2026-11-22', '2026-11-16'],
    ['2026-11-16', '2026-11-16'],
    ['2026-03-01', '2026-02-23'],
  ])('of %s begins on the Monday %s', (day, monday) => {
    expect(weekStart(day)).toBe(monday);
  });

  it('has seven days, also over the end of a year', () => {
    expect(daysFrom('2026-12-28', 7).at(-1)).toBe('2027-01-03');
    expect(moveDay('2028-03-01', -1)).toBe('2028-02-29');
  });

  it('counts days by the wall clock of the centre', () => {
    expect(dayOf('2026-11-22T16:00:00Z')).toBe('2026-11-23');
    expect(dayOf('2026-11-22T15:59:00Z')).toBe('2026-11-22');
  });
});

describe('groups', () => {
  const both = { posts: [post('甲'), post('乙')], room: null };
  const alone = { posts: [post('乙')], room: { id: 'r', zh: '第一调解室', en: null } };

  it('hold a date of two people with each of them', () => {
    const groups = groupsOf([both, alone], 'post');
    expect(groups.map(({ id, items }) => [id, items.length])).toEqual(
      expect.arrayContaining([
        ['甲', 1],
        ['乙', 2],
      ]),
    );
  });

  it('put what has no room last', () => {
    expect(groupsOf([both, alone], 'room').map(({ words }) => words?.zh ?? null)).toEqual([
      '第一调解室',
      null,
    ]);
  });
});
