import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gapsOf, outsideOf, overlapsOf } from './coverage.ts';
import { type Crs, fromStored, toStored } from './crs.ts';
import { coverageFaults, isImportable, readFeatures } from './features.ts';
import {
  areaM2,
  distanceToEdgeM,
  normalised,
  type Position,
  type Ring,
  readShape,
  type Shape,
  signedArea,
} from './geometry.ts';
import { shapeFaults } from './soundness.ts';
import { likelierCrs } from './suspicion.ts';

/** A box of degrees with its lower left corner at (121, 31), moved and sized in thousandths. */
function box(x: number, y: number, width: number, height: number): Ring {
  const [west, south] = [121 + x / 1000, 31 + y / 1000];
  const [east, north] = [121 + (x + width) / 1000, 31 + (y + height) / 1000];
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

function ring(...positions: [number, number][]): Ring {
  return positions.map(([x, y]): Position => [121 + x / 1000, 31 + y / 1000]);
}

const codesOf = (shape: Shape) => shapeFaults(normalised(shape)).map((fault) => fault.code);

/** A round shape of many points whose radius wavers. */
function round(points: number): Ring {
  const at = (i: number): Position => {
    const angle = (i / points) * 2 * Math.PI;
    const radius = 0.05 + 0.004 * Math.sin(angle * 40);
    return [121.2 + radius * Math.cos(angle), 31.2 + radius * Math.sin(angle)];
  };
  const open = Array.from({ length: points }, (_, i) => at(i));
  return [...open, open[0] as Position];
}

describe('a shape is sound', () => {
  it.each<[string, Shape, string[]]>([
    ['a box', [[box(0, 0, 10, 10)]], []],
    ['a box with a hole', [[box(0, 0, 10, 10), box(2, 2, 3, 3)]], []],
    ['two parts', [[box(0, 0, 10, 10)], [box(20, 0, 10, 10)]], []],
    ['a ring left open', [[box(0, 0, 10, 10).slice(0, -1)]], ['RING_NOT_CLOSED']],
    ['three points', [[ring([0, 0], [5, 5], [0, 0])]], ['RING_TOO_SHORT']],
    ['a line there and back', [[ring([0, 0], [5, 5], [9, 9], [0, 0])]], ['RING_WITHOUT_AREA']],
    ['a bow', [[ring([0, 0], [10, 10], [10, 0], [0, 8], [0, 0])]], ['RING_CROSSES_ITSELF']],
    [
      'an 8 through its own point',
      [[ring([0, 0], [5, 5], [10, 10], [10, 0], [5, 5], [0, 12], [0, 0])]],
      ['RING_CROSSES_ITSELF'],
    ],
    [
      'a spike',
      [[ring([0, 0], [10, 0], [10, 10], [5, 10], [5, 20], [5, 10], [0, 10], [0, 0])]],
      ['RING_FOLDS_BACK'],
    ],
    [
      'a ring that touches itself at a point',
      [[ring([0, 0], [10, 0], [5, 5], [10, 10], [0, 10], [5, 5], [0, 0])]],
      [],
    ],
    ['a hole outside', [[box(0, 0, 10, 10), box(20, 2, 3, 3)]], ['HOLE_OUTSIDE']],
    ['a hole over the edge', [[box(0, 0, 10, 10), box(8, 2, 5, 3)]], ['RING_CROSSES_ITSELF']],
    ['parts that cross', [[box(0, 0, 10, 10)], [box(5, 5, 10, 10)]], ['RING_CROSSES_ITSELF']],
    ['axes swapped', [[box(0, 0, 1, 1).map(([x, y]): Position => [y, x])]], ['AXES_SWAPPED']],
    [
      'metres for degrees',
      [[box(0, 0, 1, 1).map(([x, y]): Position => [x * 111319, y * 111319])]],
      ['COORDINATES_IN_METRES'],
    ],
    ['Boston', [[box(0, 0, 1, 1).map(([x, y]): Position => [x - 192, y + 11])]], ['OUTSIDE_CHINA']],
    ['no number', [[[[Number.NaN, 31], ...box(0, 0, 1, 1)]]], ['COORDINATE_OUT_OF_RANGE']],
  ])('or not: %s', (_what, shape, faults) => {
    const found = codesOf(shape);
    if (faults.length === 0) expect(found).toEqual([]);
    else expect(new Set(found)).toEqual(new Set(faults));
  });

  it('is judged in under a second for 10,000 points, and one crossing among them is found', () => {
    const start = performance.now();
    const sound = round(10_000);
    expect(codesOf([[sound]])).toEqual([]);
    const crossed = [...sound];
    [crossed[4000], crossed[4003]] = [crossed[4003] as Position, crossed[4000] as Position];
    expect(codesOf([[crossed]])).toContain('RING_CROSSES_ITSELF');
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('agrees with a plain test of every two edges on small random rings', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }));
    fc.assert(
      fc.property(
        fc.uniqueArray(point, { minLength: 3, maxLength: 7, selector: String }),
        (open) => {
          const closed = ring(...open, open[0] as [number, number]);
          const whole = open.map(([x, y]): Position => [x, y]);
          whole.push(whole[0] as Position);
          if (!hasProperCrossing(whole)) return;
          expect(codesOf([[closed]])).not.toEqual([]);
        },
      ),
    );
  });
});

/** Whether two edges cross in their middles, tried one by one on whole numbers. */
function hasProperCrossing(closed: Ring): boolean {
  const turn = (a: Position, b: Position, c: Position) =>
    Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
  for (let i = 1; i < closed.length; i += 1) {
    for (let j = i + 1; j < closed.length; j += 1) {
      const [a, b] = [closed[i - 1] as Position, closed[i] as Position];
      const [c, d] = [closed[j - 1] as Position, closed[j] as Position];
      if (turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0) return true;
    }
  }
  return false;
}

describe('a shape in its one form', () => {
  it('has outer rings counter-clockwise and holes clockwise, whichever way they came', () => {
    const outer = box(0, 0, 10, 10);
    const hole = box(2, 2, 3, 3);
    for (const [a, b] of [
      [outer, hole],
      [outer.toReversed(), hole.toReversed()],
    ] as [Ring, Ring][]) {
      const [polygon] = normalised([[a, b]]);
      expect(signedArea(polygon?.[0] as Ring)).toBeGreaterThan(0);
      expect(signedArea(polygon?.[1] as Ring)).toBeLessThan(0);
    }
  });

  it.each([
    ['a point', { type: 'Point', coordinates: [1, 2] }],
    ['nothing', null],
    ['words for numbers', { type: 'Polygon', coordinates: [[['121', '31']]] }],
    ['one level too few', { type: 'MultiPolygon', coordinates: [[[121, 31]]] }],
  ])('cannot be read from %s', (_what, geometry) => {
    expect(readShape(geometry)).toBeNull();
  });

  it('has its area in square metres, less its holes', () => {
    // A hundredth of a degree at the equator is 1111.95 m.
    const square = (west: number, size: number): Ring => [
      [west, 0],
      [west + size, 0],
      [west + size, size],
      [west, size],
      [west, 0],
    ];
    expect(areaM2(normalised([[square(100, 0.01)]]))).toBeCloseTo(1111.95 ** 2, -2);
    const holed = areaM2(normalised([[square(100, 0.01), square(100.002, 0.005)]]));
    expect(holed).toBeCloseTo(1111.95 ** 2 * 0.75, -2);
  });

  it('has its distance in metres to the nearest edge', () => {
    const metres = distanceToEdgeM([121.005, 31.02], [box(0, 0, 10, 10)]);
    expect(metres).toBeGreaterThan(1111);
    expect(metres).toBeLessThan(1113);
  });
});

describe('coordinate systems', () => {
  const place = fc.tuple(
    fc.double({ min: 75, max: 134, noNaN: true }),
    fc.double({ min: 18, max: 53, noNaN: true }),
  );

  it.each<Crs>(['wgs84', 'cgcs2000', 'gcj02', 'bd09'])('%s comes back to within 20 cm', (crs) => {
    fc.assert(
      fc.property(place, (at) => {
        const back = toStored(fromStored(at, crs), crs);
        expect(Math.abs(back[0] - at[0])).toBeLessThan(2e-6);
        expect(Math.abs(back[1] - at[1])).toBeLessThan(2e-6);
      }),
    );
  });

  it('moves a point in 金山 by some 500 m from GCJ-02', () => {
    const [lon, lat] = toStored([121.3423, 30.7418], 'gcj02');
    expect(Math.hypot((lon - 121.3423) * 95_600, (lat - 30.7418) * 111_195)).toBeGreaterThan(300);
    expect(Math.hypot((lon - 121.3423) * 95_600, (lat - 30.7418) * 111_195)).toBeLessThan(800);
  });
});

describe('shapes beside each other', () => {
  const at = (code: string, ...rings: Ring[]) => ({ code, shape: normalised([rings]) });
  const m2 = (x: number, y: number, w: number, h: number) =>
    areaM2(normalised([[box(x, y, w, h)]]));

  it('overlap by an area at a place', () => {
    const [one, ...more] = overlapsOf([
      at('A', box(0, 0, 10, 10)),
      at('B', box(8, 0, 10, 10)),
      at('C', box(30, 0, 10, 10)),
    ]);
    expect(more).toEqual([]);
    expect(one).toMatchObject({ code: 'A', other: 'B', at: [121.009, 31.005] });
    expect(one?.areaM2).toBeCloseTo(m2(8, 0, 2, 10), -1);
  });

  it('do not overlap along a shared border, nor by a sliver', () => {
    expect(overlapsOf([at('A', box(0, 0, 10, 10)), at('B', box(10, 0, 10, 10))])).toEqual([]);
    expect(overlapsOf([at('A', box(0, 0, 10, 10)), at('B', box(9.995, 0, 10, 10))])).toEqual([]);
    expect(overlapsOf([at('A', box(0, 0, 10, 10)), at('B', box(9.97, 0, 10, 10))])).toHaveLength(1);
  });

  it('leave a gap that is named by those around it', () => {
    const around = [
      at('N', box(0, 20, 30, 10)),
      at('S', box(0, 0, 30, 10)),
      at('W', box(0, 10, 10, 10)),
      at('E', box(20, 10, 10, 10)),
    ];
    const [gap, ...more] = gapsOf(around, null);
    expect(more).toEqual([]);
    expect(gap).toMatchObject({ near: ['E', 'N', 'S', 'W'], at: [121.015, 31.015] });
    expect(gap?.areaM2).toBeCloseTo(m2(10, 10, 10, 10), -1);
  });

  it('leave part of the place above, or stray out of it', () => {
    const above = normalised([[box(0, 0, 20, 10)]]);
    expect(gapsOf([at('A', box(0, 0, 15, 10))], above)[0]?.areaM2).toBeCloseTo(
      m2(15, 0, 5, 10),
      -1,
    );
    expect(gapsOf([at('A', box(0, 0, 20, 10))], above)).toEqual([]);
    const [out] = outsideOf([at('A', box(0, 0, 22, 10))], above);
    expect(out).toMatchObject({ code: 'A' });
    expect(out?.areaM2).toBeCloseTo(m2(20, 0, 2, 10), -1);
  });
});

describe('reading a file of grids', () => {
  const village = '310116001001';
  const isKnown = (code: string) => code === village;
  const options = { kind: 'grid', crs: 'wgs84', isKnown } as const;
  const feature = (code: string, shape: Ring, properties: object = {}) => ({
    type: 'Feature',
    properties: { code, name: '第一网格', ...properties },
    geometry: { type: 'Polygon', coordinates: [shape] },
  });
  const file = (...features: object[]) => ({ type: 'FeatureCollection', features });

  it('takes code, name, kind, worker and duty phone', () => {
    const fields = { kind: '专属网格', 网格员: '小示', 联系电话: '021-00000000' };
    const one = feature(`${village}001`, box(0, 0, 10, 10), fields);
    const { features, faults } = readFeatures(file(one), options);
    expect(faults).toEqual([]);
    expect(features[0]).toMatchObject({
      code: `${village}001`,
      name: '第一网格',
      grid: { kind: 'dedicated', workerPublicName: '小示', dutyPhone: '021-00000000' },
    });
  });

  it('reads code and name from fields that are named', () => {
    const one = feature('', box(0, 0, 10, 10), { WGBH: `${village}009`, WGMC: '九号' });
    const named = { ...options, codeField: 'WGBH', nameField: 'WGMC' };
    expect(readFeatures(file(one), named).features[0]).toMatchObject({
      code: `${village}009`,
      name: '九号',
    });
  });

  it('reports by feature what is wrong, and keeps the rest', () => {
    const { features, faults } = readFeatures(
      file(
        feature(`${village}001`, box(0, 0, 10, 10)),
        feature(`${village}001`, box(20, 0, 10, 10)),
        feature('310116001999001', box(40, 0, 10, 10)),
        feature(`${village}004`, box(60, 0, 10, 10).slice(0, -1)),
        feature(`${village}000`, box(80, 0, 10, 10)),
        feature(`${village}006`, box(100, 0, 10, 10), { kind: 'odd' }),
        feature(`${village}007`, box(120, 0, 10, 10), { name: ' ' }),
      ),
      options,
    );
    expect(features.map((one) => one.feature)).toEqual([1]);
    expect(faults.map((one) => [one.feature, one.code])).toEqual([
      [2, 'CODE_TWICE'],
      [3, 'CODE_UNKNOWN'],
      [4, 'RING_NOT_CLOSED'],
      [5, 'CODE_UNKNOWN'],
      [6, 'GRID_KIND_UNKNOWN'],
      [7, 'NAME_MISSING'],
    ]);
    expect(isImportable(faults, false)).toBe(false);
  });

  it('warns of overlaps and gaps by feature, and loads all the same unless strict', () => {
    const read = readFeatures(
      file(
        feature(`${village}001`, box(0, 0, 10, 10)),
        feature(`${village}002`, box(8, 0, 10, 10)),
      ),
      options,
    );
    const above = normalised([[box(0, 0, 20, 10)]]);
    const faults = coverageFaults(read.features, { shapeAbove: () => above });
    expect(faults.map((one) => [one.code, one.feature, one.place, one.others])).toEqual([
      ['OVERLAP', 1, `${village}001`, [`${village}002`]],
      ['GAP', 0, village, [`${village}002`]],
    ]);
    expect(isImportable(faults, false)).toBe(true);
    expect(isImportable(faults, true)).toBe(false);
  });

  it('suspects GCJ-02 in a file that says WGS-84 when a known place tells', () => {
    const known = normalised([[box(0, 0, 20, 20)]]);
    const shifted = box(0, 0, 20, 20).map((at) => fromStored(at, 'gcj02'));
    const { features } = readFeatures(file(feature(`${village}001`, shifted)), options);
    expect(likelierCrs(features, 'wgs84', () => known)).toBe('gcj02');
    expect(likelierCrs(features, 'wgs84', () => null)).toBeNull();
    const right = readFeatures(file(feature(`${village}001`, shifted)), {
      ...options,
      crs: 'gcj02',
    });
    expect(likelierCrs(right.features, 'gcj02', () => known)).toBeNull();
  });
});
