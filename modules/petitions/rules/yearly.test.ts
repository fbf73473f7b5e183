import fc from 'fast-check';
import { expect, it } from 'vitest';
import { classOf, leastTold, toldOf } from './yearly.ts';

const counts = fc
  .array(fc.integer({ min: 0, max: 60 }), { maxLength: 8 })
  .map((all) => all.map((count, at) => ({ code: `c${at}`, count })));

it('tells no cell, rest or total of fewer than ten, and loses none', () => {
  fc.assert(
    fc.property(counts, (counted) => {
      const { cells, merged, total } = toldOf(counted);
      const told = [...cells.map(({ count }) => count), merged, total].filter((n) => n !== null);
      expect(told.every((n) => n >= leastTold)).toBe(true);
      const all = counted.reduce((sum, { count }) => sum + count, 0);
      const shown = cells.reduce((sum, { count }) => sum + count, 0) + (merged ?? 0);
      expect(total).toBe(all < leastTold ? null : all);
      if (total !== null) expect(shown).toBe(all);
    }),
  );
});

it('merges a small cell with another, so that the rest is not that cell', () => {
  const told = toldOf([
    { code: 'a', count: 40 },
    { code: 'b', count: 12 },
    { code: 'c', count: 3 },
  ]);
  expect(told).toEqual({ cells: [{ code: 'a', count: 40 }], merged: 15, total: 55 });
});

it('tells an accusation apart in no class', () => {
  expect(classOf('accusation')).toBe(classOf('suggestion'));
});
