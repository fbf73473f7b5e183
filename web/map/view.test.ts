/** Where a map begins, and that a pin says the same place in either system. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromMap, shapesToMap, toMap } from './crs.ts';
import { boundsOf, firstView, keyOf } from './view.ts';

const square = { lon: 121.469, lat: 31.2323 };

describe('a map in GCJ-02', () => {
  it('has 人民广场 where maps of that system have it', () => {
    const [x, y] = toMap(square, 'gcj02');
    expect(x).toBeCloseTo(121.4735, 3);
    expect(y).toBeCloseTo(31.2304, 3);
    expect(toMap(square, 'wgs84')).toEqual([121.469, 31.2323]);
  });

  it('gives back the place that was pinned, to half a metre, wherever in the country', () => {
    const place = fc.record({
      lon: fc.double({ min: 74, max: 134, noNaN: true }),
      lat: fc.double({ min: 19, max: 53, noNaN: true }),
    });
    fc.assert(
      fc.property(place, (at) => {
        const back = fromMap(toMap(at, 'gcj02'), 'gcj02');
        expect(Math.abs(back.lon - at.lon)).toBeLessThan(5e-6);
        expect(Math.abs(back.lat - at.lat)).toBeLessThan(5e-6);
      }),
    );
  });

  it('moves own shapes as it moves points', () => {
    const coordinates = [[[square.lon, square.lat]]];
    const shapes = {
      type: 'FeatureCollection' as const,
      features: [
        {
          type: 'Feature' as const,
          properties: {},
          geometry: { type: 'Polygon' as const, coordinates },
        },
      ],
    };
    const [moved] = shapesToMap(shapes, 'gcj02').features;
    expect(moved?.geometry).toEqual({ type: 'Polygon', coordinates: [[toMap(square, 'gcj02')]] });
    expect(shapesToMap(shapes, 'wgs84')).toBe(shapes);
  });
});

describe('the first view', () => {
  it('is what is asked for, else the middle, else the borders, else the country', () => {
    const borders = [121, 30, 122, 31] as const;
    expect(firstView({ fitTo: [120, 29, 121, 30], center: square }, borders)).toEqual({
      bounds: [120, 29, 121, 30],
    });
    expect(firstView({ center: square }, borders)).toEqual({ center: square, zoom: 15 });
    expect(firstView({}, borders)).toEqual({ bounds: borders });
    expect(firstView({ fitTo: [] }, null)).toEqual({ bounds: [80, 20, 128, 48] });
  });

  it('around points shows all of them, and streets around a single one', () => {
    const [west = 0, south = 0, east = 0, north = 0] = boundsOf([square]) ?? [];
    expect(east - west).toBeGreaterThan(0.004);
    expect(north - south).toBeGreaterThan(0.004);
    expect(boundsOf([square, { lon: 122, lat: 30 }])?.[2]).toBeGreaterThan(122);
  });

  it('is the same for a list that was made anew', () => {
    expect(keyOf([{ ...square }])).toBe(keyOf([square]));
    expect(keyOf([square])).not.toBe(keyOf([{ lon: 1, lat: 2 }]));
  });
});
