import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { coverageFaults, readFeatures } from './features.ts';
import { normalised, type Position, type Ring, type Shape } from './geometry.ts';
import { buildLocateIndex, type LocatedShape, locate } from './locate.ts';

const on = '2025-06-01';

function grid(code: string, x: number, width = 10, more: Partial<LocatedShape> = {}): LocatedShape {
  const [west, east] = [121 + x / 1000, 121 + (x + width) / 1000];
  const ring: Ring = [
    [west, 31],
    [east, 31],
    [east, 31.01],
    [west, 31.01],
    [west, 31],
  ];
  const shape = normalised([[ring]]);
  return { code, shape, validFrom: '2020-01-01', validTo: null, ...more };
}

const A = '310116001001001';
const B = '310116001001002';
const C = '310116001001003';

describe('locating a point', () => {
  const index = buildLocateIndex([grid(A, 0), grid(B, 10)]);

  it('gives the grid around it', () => {
    const found = locate(index, [121.005, 31.005], on);
    expect(found).toEqual({ grid: A, deepest: A, tie: null, nearest: null });
  });

  it('gives the lower code on a shared border, and says so', () => {
    const found = locate(index, [121.01, 31.005], on);
    expect(found.grid).toBe(A);
    expect(found.tie).toEqual({ reason: 'border', codes: [A, B], rule: 'lowestCode' });
  });

  it('takes the outer border as inside', () => {
    expect(locate(index, [121, 31.005], on)).toMatchObject({ grid: A, tie: null });
  });

  it('explains an overlap', () => {
    const over = buildLocateIndex([grid(B, 0), grid(A, 5)]);
    const found = locate(over, [121.007, 31.005], on);
    expect(found.tie).toEqual({ reason: 'overlap', codes: [A, B], rule: 'lowestCode' });
    expect(found.grid).toBe(A);
  });

  it('prefers the grid that the point is inside of to one that it borders on', () => {
    const over = buildLocateIndex([grid(B, 0), grid(A, 5, 2)]);
    const found = locate(over, [121.005, 31.005], on);
    expect(found).toMatchObject({ grid: B, tie: { reason: 'border', rule: 'insideFirst' } });
  });

  it('prefers a dedicated grid to the basic one around it', () => {
    const mall = buildLocateIndex([grid(A, 0), grid(B, 4, 2, { isDedicated: true })]);
    const found = locate(mall, [121.005, 31.005], on);
    expect(found).toMatchObject({ grid: B, tie: { reason: 'overlap', rule: 'dedicatedFirst' } });
  });

  it('says outside plainly, with the nearest grid in metres', () => {
    const found = locate(index, [121.005, 31.02], on);
    expect(found.grid).toBeNull();
    expect(found.deepest).toBeNull();
    expect(found.nearest?.code).toBe(A);
    expect(found.nearest?.distanceM).toBe(1112);
    expect(locate(index, [100, 31], on).nearest).toBeNull();
  });

  it('finds the nearest by metres, not by degrees', () => {
    // To the east 0.011 degrees are 1,048 m; to the south 0.010 degrees are 1,112 m.
    const far = buildLocateIndex([
      grid(A, 0),
      { ...grid(B, 0), shape: moved(grid(B, 0), 0.021, -0.02) },
    ]);
    expect(locate(far, [121.01, 30.99], on).nearest?.code).toBe(B);
  });

  it('gives the deepest region when there is no grid', () => {
    const regions = buildLocateIndex([
      { ...grid('310116', -100, 300) },
      { ...grid('310116001', 0, 10) },
    ]);
    expect(locate(regions, [121.005, 31.005], on)).toMatchObject({
      grid: null,
      deepest: '310116001',
    });
    expect(locate(regions, [121.05, 31.005], on)).toMatchObject({ grid: null, deepest: '310116' });
  });

  it('has nothing to say without boundaries', () => {
    const found = locate(buildLocateIndex([]), [121, 31], on);
    expect(found).toEqual({ grid: null, deepest: null, tie: null, nearest: null });
  });

  it('answers by date across a redraw', () => {
    const redrawn = buildLocateIndex([
      grid(A, 0, 20, { validTo: '2025-01-01' }),
      grid(B, 0, 10, { validFrom: '2025-01-01' }),
      grid(C, 10, 10, { validFrom: '2025-01-01' }),
    ]);
    expect(locate(redrawn, [121.015, 31.005], '2024-12-31').grid).toBe(A);
    expect(locate(redrawn, [121.015, 31.005], '2025-01-01').grid).toBe(C);
    expect(locate(redrawn, [121.015, 31.005], '2019-12-31').grid).toBeNull();
  });
});

function moved(one: LocatedShape, x: number, y: number): Shape {
  return one.shape.map((polygon) =>
    polygon.map((ring) => ring.map(([lon, lat]): Position => [lon + x, lat + y])),
  );
}

const file = '../shared/data/boundaries/fuzhou_towns.geojson';

describe.skipIf(!existsSync(file))(
  '47 town polygons of 福州 (left out: shared data absent)',
  () => {
    const parsed = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { features: [] };
    const codes = new Set<string>(
      parsed.features.map((one: { properties: { code12: string } }) =>
        one.properties.code12.slice(0, 9),
      ),
    );
    const isKnown = (code: string) => codes.has(code);
    const report = readFeatures(parsed, { kind: 'region', crs: 'wgs84', isKnown });
    const dated = { validFrom: '2020-01-01', validTo: null };
    const index = buildLocateIndex(report.features.map((one) => ({ ...one, ...dated })));

    it('load without an error', () => {
      expect(report.faults).toEqual([]);
      expect(report.features.length).toBe(47);
    });

    it('overlap in places, which is told by town and area', () => {
      const faults = coverageFaults(report.features, { shapeAbove: () => null });
      const overlaps = faults.filter((one) => one.code === 'OVERLAP');
      expect(overlaps.length).toBeGreaterThan(5);
      expect(Math.max(...overlaps.map((one) => one.areaM2 ?? 0))).toBeGreaterThan(100_000);
      expect(overlaps.every((one) => one.feature > 0 && one.at && one.others?.length === 1)).toBe(
        true,
      );
    });

    it('agree with a plain point-in-polygon test at every one of 10,000 points', () => {
      const raw = (parsed.features as RawFeature[]).map((one) => ({
        code: one.properties.code12.slice(0, 9),
        polygons:
          one.geometry.type === 'Polygon' ? [one.geometry.coordinates] : one.geometry.coordinates,
      })) as { code: string; polygons: number[][][][] }[];
      const random = lehmer(20261121);
      const misses: unknown[] = [];
      let within = 0;
      for (let i = 0; i < 10_000; i += 1) {
        const at: Position = [119.17 + random() * 0.483, 25.96 + random() * 0.456];
        const plain = raw.filter((one) => one.polygons.some((polygon) => isIn(at, polygon)));
        const found = locate(index, at, on);
        const expected = plain.map((one) => one.code).sort();
        const got = found.tie ? found.tie.codes : found.deepest ? [found.deepest] : [];
        if (expected.length > 0) within += 1;
        if (String(expected) !== String(got)) misses.push({ at, expected, got });
      }
      expect(misses).toEqual([]);
      expect(within).toBeGreaterThan(4000);
    });
  },
);

type RawFeature = {
  properties: { code12: string };
  geometry: { type: string; coordinates: number[][][][] | number[][][] };
};

/** Even-odd ray casting over the rings as they stand in the file, apart from the program. */
function isIn([x, y]: Position, rings: number[][][]): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = ring[i] as [number, number];
      const [xj, yj] = ring[j] as [number, number];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
  }
  return inside;
}

/** A small repeatable random number generator (Park and Miller). */
function lehmer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
