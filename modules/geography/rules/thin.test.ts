import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Position, Shape } from './geometry.ts';
import { thinned } from './thin.ts';

const ringOf = (shape: Shape) => shape[0]?.[0] ?? [];
const square: Position[] = [
  [0, 0],
  [0.5, 0.0001],
  [1, 0],
  [1, 1],
  [0, 1],
  [0, 0],
];

describe('a border for drawing', () => {
  it('loses the points within the tolerance and keeps its corners', () => {
    expect(ringOf(thinned([[square]], 0.001))).toEqual(square.filter((_, at) => at !== 1));
    expect(ringOf(thinned([[square]], 0.00001))).toEqual(square);
  });

  it('stays closed, of its own points, in their order', () => {
    const number = fc.double({ min: -1, max: 1, noNaN: true });
    const points = fc.array(fc.tuple(number, number), { minLength: 3, maxLength: 60 });
    fc.assert(
      fc.property(points, fc.double({ min: 0, max: 0.5, noNaN: true }), (open, tolerance) => {
        const ring = [...open, open[0] as Position];
        const thin = ringOf(thinned([[ring]], tolerance));
        expect(thin.length).toBeGreaterThanOrEqual(Math.min(4, ring.length));
        expect(thin[0]).toEqual(ring[0]);
        expect(thin.at(-1)).toEqual(ring.at(-1));
        let from = -1;
        for (const point of thin) {
          from = ring.indexOf(point, from + 1);
          expect(from).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
