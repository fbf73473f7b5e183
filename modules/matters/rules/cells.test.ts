import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxAround, cellOf, cellsAround } from './cells.ts';
import { metresBetween } from './near.ts';

const degrees = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe('the cells around a point', () => {
  it('hold whatever lies near enough, and so does the box', () => {
    const point = fc.record({ lon: degrees(73, 135), lat: degrees(3, 54) });
    const away = fc.record({ east: degrees(-0.02, 0.02), north: degrees(-0.02, 0.02) });
    fc.assert(
      fc.property(point, away, fc.integer({ min: 20, max: 1200 }), (here, { east, north }, far) => {
        const there = { lon: here.lon + east, lat: here.lat + north };
        fc.pre(metresBetween(here, there) <= far);
        const box = boxAround(here.lon, here.lat, far);
        expect(there.lon).toBeGreaterThanOrEqual(box.west);
        expect(there.lon).toBeLessThanOrEqual(box.east);
        expect(there.lat).toBeGreaterThanOrEqual(box.south);
        expect(there.lat).toBeLessThanOrEqual(box.north);
        expect(cellsAround(here.lon, here.lat, box)).toContain(cellOf(there.lon, there.lat));
      }),
    );
  });

  it('are never more than its own and the eight neighbours, and few for what is near', () => {
    const around = (metres: number) => cellsAround(121.21, 30.71, boxAround(121.21, 30.71, metres));
    expect(around(100_000)).toHaveLength(9);
    expect(around(250).length).toBeLessThanOrEqual(4);
  });
});
