import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf, daysOf, spans } from './day-blocks.ts';

const DAY_MS = 86_400_000;
const dayOf = (number: number) => new Date(number * DAY_MS).toISOString().slice(0, 10);
const numberOf = (day: string) => Date.parse(day) / DAY_MS;
const FROM_ERA = 719_162;

/** Every day that the blocks hold, as often as they hold it. */
const heldBy = (blocks: ReturnType<typeof blocksOf>) =>
  blocks.flatMap(({ span, day }) => Array.from({ length: span }, (_, at) => numberOf(day) + at));

const period = fc.tuple(
  fc.integer({ min: -20_000, max: 40_000 }),
  fc.integer({ min: 0, max: 1200 }),
  fc.integer({ min: -50, max: 1250 }),
);
const NEVER = '9999-12-31';

describe('the blocks of a period', () => {
  it('hold each of its days once and no other', () => {
    fc.assert(
      fc.property(period, ([from, days, edge]) => {
        const all = Array.from({ length: days + 1 }, (_, at) => from + at);
        const blocks = blocksOf(dayOf(from), dayOf(from + days), dayOf(from + edge));
        expect(heldBy(blocks)).toEqual(all);
        const longer = blocks.filter(({ span }) => span > 1);
        expect(heldBy(longer).every((day) => day < from + edge)).toBe(true);
        expect(heldBy(daysOf(dayOf(from), dayOf(from + days)))).toEqual(all);
      }),
    );
  });

  it('begin where blocks of their span begin, and are few', () => {
    fc.assert(
      fc.property(period, ([from, days]) => {
        const blocks = blocksOf(dayOf(from), dayOf(from + days), NEVER);
        for (const { span, day } of blocks) expect((numberOf(day) + FROM_ERA) % span).toBe(0);
        expect(blocks.length).toBeLessThanOrEqual(6 * (spans.length - 1) + 1);
      }),
    );
  });

  it('of thirty days are some seven, of all time some thirty', () => {
    const month = blocksOf('2026-10-24', '2026-11-22', NEVER).map(
      ({ span, day }) => `${span} ${day}`,
    );
    expect(month).toEqual([
      '4 2026-10-24',
      '4 2026-10-28',
      '16 2026-11-01',
      '4 2026-11-17',
      '1 2026-11-21',
      '1 2026-11-22',
    ]);
    expect(blocksOf(null, '2026-11-22', NEVER).length).toBeLessThan(40);
    // The last block of four ends on the 20th.
    expect(blocksOf('2026-10-24', '2026-11-22', '2026-11-20').map(({ span }) => span)).toEqual([
      4, 4, 16, 1, 1, 1, 1, 1, 1,
    ]);
  });
});
