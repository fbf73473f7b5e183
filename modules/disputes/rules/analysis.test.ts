import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELL_LEAST } from '../contract.ts';
import {
  countBy,
  daysOf,
  gatheredCells,
  rateOf,
  settledAfter,
  spanOf,
  townCells,
  wholeCells,
} from './analysis.ts';

const ZONE = 'Asia/Shanghai';
const grids = ['g1', 'g2', 'g3', 'g4', null] as const;
const rows = fc.array(
  fc
    .tuple(fc.constantFrom('debt', 'traffic', 'property'), fc.constantFrom(...grids))
    .map(([kind, grid]) => ({ kind, grid, town: grid === 'g1' || grid === 'g2' ? 't1' : 't2' })),
  { maxLength: 160 },
);
const cells = fc
  .array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 })
  .map((counts) => counts.map((count, index) => ({ key: `k${index}`, count })));
const total = (list: readonly { count: number }[]) =>
  list.reduce((all, { count }) => all + count, 0);
const isSafe = (count: number) => count === 0 || count >= CELL_LEAST;

describe('a cell', () => {
  it('is shown with ten or more, and never lets a smaller one be found by subtraction', () => {
    fc.assert(
      fc.property(cells, (all) => {
        const { shown, hidden } = wholeCells(all);
        const isWhole = shown.every(({ count }) => count >= CELL_LEAST);
        // Where nothing is shown the total stands alone: it tells of no cell.
        const isApart = shown.length === 0 || isSafe(total(all) - total(shown));
        return isWhole && isApart && hidden === total(all) - total(shown);
      }),
    );
    expect(wholeCells([{ key: 'a', count: 10 }]).shown).toHaveLength(1);
    expect(wholeCells([{ key: 'a', count: 9 }]).shown).toHaveLength(0);
  });

  it('is hidden with a small one beside it, the smallest first', () => {
    const of = (counts: number[]) =>
      wholeCells(counts.map((count, index) => ({ key: `k${index}`, count }))).shown.map(
        ({ count }) => count,
      );
    expect(of([30, 12, 3])).toEqual([30]);
    expect(of([12, 3])).toEqual([]);
    expect(of([30, 12, 9, 4])).toEqual([30, 12]);
  });
});

describe('where disputes of a kind gather', () => {
  it('no grid is told with fewer than ten, nor any by the kind’s total less what is told', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const told = gatheredCells(all);
        return countBy(all, ({ kind }) => kind).every(({ key, count }) => {
          const own = told.filter(({ kind }) => kind === key);
          const isWhole = own.every((cell) => cell.count >= CELL_LEAST);
          return isWhole && (own.length === 0 || isSafe(count - total(own)));
        });
      }),
    );
    const nine = Array.from({ length: 9 }, () => ({ kind: 'debt', grid: 'g1' }));
    expect(gatheredCells(nine)).toEqual([]);
    expect(gatheredCells([...nine, { kind: 'debt', grid: 'g1' }])).toHaveLength(1);
  });

  it('no town less its grids leaves fewer than ten, nor the whole less its towns', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const told = gatheredCells(all);
        const towns = townCells(all, told);
        const townOf = new Map<string | null, string>(all.map(({ grid, town }) => [grid, town]));
        const isEach = towns.shown.every(({ key, count }) => {
          const within = told.filter((cell) => townOf.get(cell.key) === key);
          return count >= CELL_LEAST && isSafe(count - total(within));
        });
        return isEach && (towns.shown.length === 0 || isSafe(all.length - total(towns.shown)));
      }),
    );
    const town = Array.from({ length: 12 }, (_, index) => ({
      kind: 'debt',
      grid: index < 10 ? 'g1' : 'g2',
      town: 't1',
    }));
    expect(townCells(town, [{ key: 'g1', kind: 'debt', count: 10 }]).shown).toEqual([]);
  });
});

describe('a rate', () => {
  it('of fewer than ten is none', () => {
    expect(rateOf(9, 9)).toEqual({ value: null, numerator: null, denominator: null });
    expect(rateOf(5, 10).value).toBe(0.5);
    expect(daysOf([1, 2, 3]).median).toBeNull();
    expect(daysOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 100])).toEqual({
      median: 5.5,
      mean: 14.5,
      count: 10,
    });
  });
});

describe('a quarter', () => {
  it('begins and ends at midnight of the centre', () => {
    expect(spanOf('2026-Q4', ZONE)).toEqual({
      from: Date.parse('2026-09-30T16:00:00Z'),
      until: Date.parse('2026-12-31T16:00:00Z'),
    });
  });

  it('counts whole days to the agreement, none below nought', () => {
    const at = Date.parse('2026-11-22T17:00:00Z');
    expect(settledAfter(at, '2026-11-25', ZONE)).toBe(2);
    expect(settledAfter(at, '2026-11-20', ZONE)).toBe(0);
  });
});
