import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countUnread, readSeen, type Seen, type TalkPage, withSeen } from './unread.ts';

const one = (seq: number, page: TalkPage, by = 'other') => ({ seq, page, by });

describe('unread', () => {
  it('counts by page what others wrote after it was last seen', () => {
    const remarks = [one(1, 'joint'), one(2, 'applicant'), one(3, 'joint'), one(4, 'joint', 'me')];
    const counts = countUnread(remarks, { seen: { joint: 1 }, me: 'me' });
    expect([...counts]).toEqual([
      ['applicant', 1],
      ['joint', 1],
    ]);
  });

  it('is none on a page that is looked at, and unchanged on all others', () => {
    const pages = fc.constantFrom<TalkPage>('joint', 'applicant', 'respondent', 'notes');
    const remark = fc.record({
      page: pages,
      seq: fc.integer({ min: 1, max: 50 }),
      by: fc.constantFrom('me', 'other'),
    });
    const any = fc.record({
      remarks: fc.array(remark),
      page: pages,
      seen: fc.dictionary(pages, fc.integer({ min: 0, max: 50 })) as fc.Arbitrary<Seen>,
    });
    fc.assert(
      fc.property(any, ({ remarks, page, seen }) => {
        const before = countUnread(remarks, { seen, me: 'me' });
        const after = countUnread(remarks, { seen: withSeen(seen, remarks, page), me: 'me' });
        expect(after.has(page)).toBe(false);
        const others = (counts: typeof before) => [...counts].filter(([of]) => of !== page);
        expect(others(after)).toEqual(others(before));
      }),
    );
  });

  it('forgets nothing seen when fewer remarks are there, and survives what is kept badly', () => {
    expect(withSeen({ joint: 9 }, [one(3, 'joint')], 'joint')).toEqual({ joint: 9 });
    expect(readSeen('{"joint":3,"notes":"x"}')).toEqual({ joint: 3 });
    for (const kept of [null, 'null', '[', '7']) expect(readSeen(kept)).toEqual({});
  });
});
