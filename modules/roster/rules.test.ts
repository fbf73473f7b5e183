import { describe, expect, it } from 'vitest';
import type { Channel, Seat } from './contract.ts';
import { committeeFaults, isHeldOn, lastDayOfTerm, mayReadGrievance } from './rules.ts';

const member = (seat: Seat = 'member', isWoman: boolean | null = false) => ({
  seat,
  isWoman,
  toOn: null,
});
const chair = member('chair', true);
const members = (count: number) => [chair, ...Array.from({ length: count - 1 }, () => member())];
const term = { channel: 'people' as Channel, fromOn: '2025-03-01', toOn: '2028-02-29' };
const on = '2026-11-22';

describe('a people’s committee (人民调解法 art. 8, 9)', () => {
  it.each([
    [2, ['membersFew']],
    [3, []],
    [9, []],
    [10, ['membersMany']],
  ])('of %d members: %j', (count, faults) => {
    expect(committeeFaults(term, members(count), on)).toEqual(faults);
  });

  it('has a woman among its members; who is hired is none', () => {
    const men = [member('chair'), member(), member()];
    expect(committeeFaults(term, men, on)).toEqual(['noWoman']);
    expect(committeeFaults(term, [...men, member('hired', true)], on)).toEqual(['noWoman']);
  });

  it('has one chair', () => {
    expect(committeeFaults(term, [member('member', true), member(), member()], on)).toEqual([
      'noChair',
    ]);
    expect(committeeFaults(term, [chair, chair, member()], on)).toEqual(['noChair']);
  });

  it('counts only who is a member on the day', () => {
    const left = { ...member(), toOn: '2026-11-21' };
    expect(committeeFaults(term, [...members(2), left], on)).toEqual(['membersFew']);
    const leaves = { ...member(), toOn: on };
    expect(committeeFaults(term, [...members(2), leaves], on)).toEqual([]);
  });

  it('sits for three years and no day longer', () => {
    const of = (toOn: string | null) => committeeFaults({ ...term, toOn }, members(3), on);
    expect(of('2028-02-29')).toEqual([]);
    expect(of('2028-03-01')).toEqual(['termLong']);
    expect(of(null)).toEqual(['termOpen']);
    expect(of('2026-11-21')).toEqual(['termOver']);
  });

  it('is asked for no such thing where it is of another channel', () => {
    const other = { channel: 'industry' as Channel, fromOn: '2020-01-01', toOn: null };
    expect(committeeFaults(other, [], on)).toEqual([]);
  });
});

describe('a term', () => {
  it.each([
    ['2025-03-01', '2028-02-29'],
    ['2024-02-29', '2027-02-28'],
    ['2026-01-01', '2028-12-31'],
  ])('from %s ends on %s', (from, to) => expect(lastDayOfTerm(from)).toBe(to));

  it('holds on its first and its last day', () => {
    expect(isHeldOn(term, '2025-02-28')).toBe(false);
    expect(isHeldOn(term, '2025-03-01')).toBe(true);
    expect(isHeldOn(term, '2028-02-29')).toBe(true);
    expect(isHeldOn(term, '2028-03-01')).toBe(false);
  });
});

describe('a grievance about a mediator', () => {
  const grievance = { org: 'centre', mediatorPost: 'mediator' };

  it('is read by whoever answers it, and never by the mediator, be it of the same house', () => {
    expect(mayReadGrievance({ org: 'centre', post: 'head' }, grievance)).toBe(true);
    expect(mayReadGrievance({ org: 'centre', post: 'mediator' }, grievance)).toBe(false);
    expect(mayReadGrievance({ org: 'elsewhere', post: 'head' }, grievance)).toBe(false);
  });
});
