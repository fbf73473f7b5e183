import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boundsOf,
  isInside,
  metresBetween,
  panned,
  projectionAround,
  scaleBar,
  toPixel,
  viewOf,
  zoomed,
} from './map-rules.ts';

const middle = { lon: 121.2, lat: 30.8 };
const size = { width: 360, height: 300 };
const near = fc.record({
  lon: fc.double({ min: 121, max: 121.4, noNaN: true }),
  lat: fc.double({ min: 30.6, max: 31, noNaN: true }),
});

describe('the map', () => {
  it('finds its way back from the plane', () => {
    const { toPlane, toLonLat } = projectionAround(middle);
    fc.assert(
      fc.property(near, (at) => {
        const back = toLonLat(toPlane(at));
        expect(back.lon).toBeCloseTo(at.lon, 5);
        expect(back.lat).toBeCloseTo(at.lat, 5);
      }),
    );
  });

  it('shows all that it is given', () => {
    const { toPlane } = projectionAround(middle);
    fc.assert(
      fc.property(fc.array(near, { minLength: 1, maxLength: 9 }), (points) => {
        const plane = points.map(toPlane);
        const view = viewOf(plane, size);
        for (const point of plane) {
          const at = toPixel(point, view, size);
          expect(at.x >= 0 && at.x <= size.width && at.y >= 0 && at.y <= size.height).toBe(true);
        }
      }),
    );
  });

  it('zooms about the finger and pans with it', () => {
    const view = { x: 10, y: 20, metresPerPixel: 4 };
    const finger = { x: 50, y: 60 };
    const under = {
      x: view.x + (finger.x - size.width / 2) * 4,
      y: view.y + (finger.y - size.height / 2) * 4,
    };
    const nearer = toPixel(under, zoomed(view, 0.5, finger, size), size);
    expect(nearer.x).toBeCloseTo(finger.x);
    expect(nearer.y).toBeCloseTo(finger.y);
    expect(toPixel(under, panned(view, 7, -3), size)).toEqual({ x: 57, y: 57 });
  });

  it('has a scale of a round length', () => {
    expect(scaleBar({ x: 0, y: 0, metresPerPixel: 4 })).toEqual({ metres: 200, pixels: 50 });
  });

  it('knows what lies inside of a polygon with a hole', () => {
    const ring = (a: number, b: number) =>
      [
        [a, a],
        [b, a],
        [b, b],
        [a, b],
        [a, a],
      ] as const;
    const shape = [[ring(0, 10), ring(4, 6)]];
    expect(isInside({ lon: 2, lat: 2 }, shape)).toBe(true);
    expect(isInside({ lon: 5, lat: 5 }, shape)).toBe(false);
    expect(isInside({ lon: 11, lat: 5 }, shape)).toBe(false);
  });

  it('measures', () => {
    expect(metresBetween(middle, middle)).toBe(0);
    expect(metresBetween(middle, { ...middle, lat: 30.801 })).toBe(111);
    expect(boundsOf([])).toBeNull();
  });
});
