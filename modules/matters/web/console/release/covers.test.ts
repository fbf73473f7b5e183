import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterKey, between, type Cover, inPixels, inTheMiddle, moved, sized } from './covers.ts';

const share = fc.double({ min: -0.5, max: 1.5, noNaN: true });
const point = fc.record({ x: share, y: share });
const drawn = fc
  .tuple(point, point)
  .map(([from, to]) => between('a', from, to))
  .filter((cover): cover is Cover => cover !== null);

function expectInside({ x, y, width, height }: Cover) {
  expect(x).toBeGreaterThanOrEqual(0);
  expect(y).toBeGreaterThanOrEqual(0);
  expect(x + width).toBeLessThanOrEqual(1 + 1e-9);
  expect(y + height).toBeLessThanOrEqual(1 + 1e-9);
  expect(width).toBeGreaterThan(0);
  expect(height).toBeGreaterThan(0);
}

describe('a cover', () => {
  it('is the same whichever corner it was begun at', () => {
    fc.assert(
      fc.property(point, point, (from, to) => {
        expect(between('a', from, to)).toEqual(between('a', to, from));
      }),
    );
  });

  it('stays inside the picture, however it is drawn, moved and sized', () => {
    fc.assert(
      fc.property(drawn, point, point, (cover, by, more) => {
        for (const one of [cover, moved(cover, by), sized(moved(cover, by), more)]) {
          expectInside(one);
        }
      }),
    );
  });

  it('hides every pixel that it touches', () => {
    const size = fc.integer({ min: 50, max: 4000 });
    fc.assert(
      fc.property(drawn, size, size, (cover, width, height) => {
        const box = inPixels(cover, width, height);
        expect(box.left).toBeLessThanOrEqual(cover.x * width);
        expect(box.left + box.width).toBeGreaterThanOrEqual(
          Math.min(width, (cover.x + cover.width) * width) - 1e-6,
        );
        expect(box.top + box.height).toBeLessThanOrEqual(height);
      }),
    );
  });

  it('is made, moved and sized by keys alone', () => {
    const cover = inTheMiddle('a', 0);
    const right = afterKey(cover, 'ArrowRight', { isShift: false, isBig: false });
    expect(right?.x).toBeCloseTo(cover.x + 0.01);
    const wider = afterKey(cover, 'ArrowRight', { isShift: true, isBig: true });
    expect(wider?.width).toBeCloseTo(cover.width + 0.05);
    expect(afterKey(cover, 'Enter', { isShift: false, isBig: false })).toBeNull();
  });

  it('that was a slip of the hand is none', () => {
    expect(between('a', { x: 0.5, y: 0.5 }, { x: 0.502, y: 0.9 })).toBeNull();
  });
});
