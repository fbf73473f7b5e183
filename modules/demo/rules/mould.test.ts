import { describe, expect, it } from 'vitest';
import { isUuidV7, uuidTime } from '../../../kernel/ids.ts';
import { chanceOf } from './chance.ts';
import { copyText, filled, marker, openGaps, pieceOf, quickId } from './mould.ts';

const ID = '01960000-0000-7000-8000-000000000001';

describe('a mould', () => {
  const gaps = openGaps();
  const mark = marker({
    id: (id) => (id === ID ? gaps.mark({ kind: 'number', of: 7 }) : null),
    time: (at, as) => gaps.mark({ kind: as, at }),
    number: () => gaps.mark({ kind: 'number', of: 0 }),
    words: new Map([['310116101', gaps.mark({ kind: 'town' })]]),
  });
  const gapsOf = (text: string) => pieceOf(mark(text)).gaps.map((gap) => gaps.list[gap]);

  it('has gaps for ids of its own, times, days, numbers and places', () => {
    const at = Date.parse('2026-11-20T02:00:00.123Z');
    expect(gapsOf(`{"a":"${ID}","b":${at}}`).map((gap) => gap?.kind)).toEqual(['number', 'ms']);
    expect(gapsOf('2026-11-20T02:00:00.123+00:00')).toEqual([{ kind: 'iso', at }]);
    expect(gapsOf('on 2026-11-20')).toEqual([{ kind: 'day', at: Date.parse('2026-11-20') }]);
    expect(gapsOf("'310116-26-0000012' '@r310116101'").map((gap) => gap?.kind)).toEqual([
      'number',
      'town',
    ]);
  });

  it.each([
    'phones 13800000001',
    '01960000-0000-7000-8000-000000000002',
    'a village 310116101201',
    'a grid 310116101201001',
    'bytes \\x1790000000000ab',
  ])('leaves %s as it is', (text) => {
    expect(gapsOf(text)).toEqual([]);
  });

  it('is filled where it has gaps', () => {
    const piece = pieceOf(mark('310116-26-0000012, 310116-26-0000013'));
    expect(
      filled(
        piece,
        gaps.list.map(() => 'x'),
      ),
    ).toBe('x, x');
  });
});

it('makes ids as the kernel knows them, with their time', () => {
  const { next } = chanceOf('ids');
  const ids = Array.from({ length: 100 }, () => quickId(1_790_000_000_000, next));
  expect(ids.every(isUuidV7)).toBe(true);
  expect(new Set(ids.map(uuidTime))).toEqual(new Set([1_790_000_000_000]));
  expect(new Set(ids).size).toBe(100);
});

it('writes a value so that COPY reads it back', () => {
  expect(copyText('a\\b\tc\nd')).toBe('a\\\\b\\tc\\nd');
});
