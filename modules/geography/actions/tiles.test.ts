/** Regions and grids as tiles: what is in them, where, how large, in which system. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TILE_BYTES_MAX, worldOf } from '../../../platform/tiles/index.ts';
import { readTile } from '../../../test/tiles.ts';
import { fromStored, toStored } from '../rules/crs.ts';
import { labelPoint } from '../rules/label-point.ts';
import { buildLocateIndex } from '../rules/locate.ts';
import { buildRegionTable } from '../rules/regions.ts';
import { demoBox, type SchematicShape, schematicBoundaries } from '../rules/schematic.ts';
import type { Places } from '../store/memory.ts';
import { shapeTile } from './tiles.ts';

const ON = '2026-11-20';
const three = (n: number) => String(n).padStart(3, '0');
const county = { code: '310116', name: '示例区' };
const towns = Array.from({ length: 11 }, (_, n) => ({
  code: `310116${three(101 + n)}`,
  name: `示例镇${n}`,
}));
const villages = towns.flatMap((town) =>
  Array.from({ length: 22 }, (_, n) => ({
    code: `${town.code}${three(201 + n)}`,
    name: `示例村${n}`,
  })),
);
const drawn = schematicBoundaries({ county, towns, villages, box: demoBox });

function placesOf(shapes: readonly SchematicShape[]): Places {
  const boundaries = [...shapes]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, shape }) => ({
      code,
      shape,
      areaM2: 1,
      validFrom: '1949-10-01',
      validTo: null,
      edition: 1,
    }));
  const named = [county, ...towns, ...villages];
  const regions = buildRegionTable(
    named
      .toSorted((a, b) => (a.code < b.code ? -1 : 1))
      .map((one) => ({ ...one, validFrom: '1949-10-01', validTo: null })),
  );
  const grids = shapes
    .filter((one) => one.code.length === 15)
    .map(({ code, name }) => ({
      code,
      name,
      kind: 'basic' as const,
      workerPublicName: null,
      dutyPhone: null,
    }));
  return {
    regions,
    counties: new Map(),
    index: buildLocateIndex([]),
    boundaries,
    grids: new Map(grids.map((grid) => [grid.code, grid])),
  };
}

const places = placesOf([...drawn.regions, ...drawn.grids]);
const wgs = { crs: 'wgs84', on: ON } as const;

/** All tiles of a zoom that touch the demo's box. */
function tilesOf(z: number) {
  const side = 2 ** z;
  const [west, south, east, north] = demoBox;
  const [x0, y0] = worldOf(west, north).map((one) => Math.floor(one * side)) as [number, number];
  const [x1, y1] = worldOf(east, south).map((one) => Math.floor(one * side)) as [number, number];
  const tiles = [];
  for (let x = x0; x <= x1; x += 1) for (let y = y0; y <= y1; y += 1) tiles.push({ z, x, y });
  return tiles;
}

describe('tiles of regions and grids', () => {
  it('hold each town once by its name, at a point inside of it, on every zoom that shows it', () => {
    for (const z of [7, 10, 13]) {
      const labels = tilesOf(z).flatMap((at) => {
        const tile = shapeTile(places, 'regions', at, wgs);
        return tile ? (readTile(tile.bytes).townLabel ?? []) : [];
      });
      expect(new Set(labels.map((one) => one.tags.name))).toEqual(
        new Set(towns.map((t) => t.name)),
      );
      expect(labels).toHaveLength(towns.length);
    }
  });

  it('are none above 150 kB, at any zoom, nor is any tile of real borders', () => {
    for (const layer of ['regions', 'grids'] as const) {
      for (let z = 0; z <= 14; z += 1) {
        const sizes = tilesOf(z).map((at) => shapeTile(places, layer, at, wgs)?.bytes.length ?? 0);
        expect(Math.max(...sizes), `${layer} ${z}`).toBeLessThanOrEqual(TILE_BYTES_MAX);
      }
    }
  });

  it('are drawn coarser where they would be larger, and keep every place', () => {
    const rough = placesOf(drawn.regions.filter((one) => one.code.length === 9).map(crumpled));
    const [at] = tilesOf(7);
    const tile = at && shapeTile(rough, 'regions', at, wgs);
    expect(tile?.bytes.length).toBeLessThanOrEqual(TILE_BYTES_MAX);
    expect(readTile(tile?.bytes ?? Buffer.alloc(0)).town).toHaveLength(11);
  });

  it('leave out what a zoom is too coarse for, and are empty far away', () => {
    const low = readTile(
      shapeTile(places, 'regions', { z: 5, x: 26, y: 13 }, wgs)?.bytes ?? Buffer.alloc(0),
    );
    expect(Object.keys(low)).toEqual(['county', 'countyLabel']);
    expect(shapeTile(places, 'grids', { z: 5, x: 26, y: 13 }, wgs)).toBeNull();
    expect(shapeTile(places, 'regions', { z: 10, x: 0, y: 0 }, wgs)).toBeNull();
  });

  it('refuse what is no tile', () => {
    for (const at of [
      { z: 3, x: 8, y: 0 },
      { z: 15, x: 0, y: 0 },
    ])
      expect(() => shapeTile(places, 'regions', at, wgs)).toThrow('TILE_UNKNOWN');
  });

  it('in GCJ-02 stand where that system has them', () => {
    const grid = drawn.grids[40] as SchematicShape;
    const at = labelPoint(grid.shape);
    for (const crs of ['wgs84', 'gcj02'] as const) {
      const [wx, wy] = worldOf(...fromStored(at, crs)).map((one) => one * 2 ** 14) as [
        number,
        number,
      ];
      const key = { z: 14, x: Math.floor(wx), y: Math.floor(wy) };
      const tile = shapeTile(places, 'grids', key, { crs, on: ON });
      const found = readTile(tile?.bytes ?? Buffer.alloc(0)).gridLabel?.find(
        (one) => one.tags.code === grid.code,
      );
      // A part of 4,096 of this tile is half a metre.
      expect(found?.paths[0]?.[0]?.[0]).toBeCloseTo((wx - key.x) * 4096, -1);
      expect(found?.paths[0]?.[0]?.[1]).toBeCloseTo((wy - key.y) * 4096, -1);
    }
  });

  it('agree with a click: there and back is the same place to half a metre', () => {
    const lonLat = fc.tuple(
      fc.double({ min: 74, max: 134, noNaN: true }),
      fc.double({ min: 19, max: 53, noNaN: true }),
    );
    fc.assert(
      fc.property(lonLat, (at) => {
        const [lon, lat] = toStored(fromStored(at, 'gcj02'), 'gcj02');
        expect(Math.abs(lon - at[0])).toBeLessThan(5e-6);
        expect(Math.abs(lat - at[1])).toBeLessThan(5e-6);
      }),
    );
  });
});

/** A border with a thousand bends to each of its edges. */
function crumpled(one: SchematicShape): SchematicShape {
  const shape = one.shape.map((polygon) =>
    polygon.map((ring) =>
      ring.flatMap(([lon, lat], index) => {
        const [toLon, toLat] = ring[index + 1] ?? [lon, lat];
        return Array.from({ length: index + 1 < ring.length ? 120 : 1 }, (_, step) => {
          const bend = step % 2 === 0 ? 0 : 0.0012;
          const part = step / 120;
          return [lon + (toLon - lon) * part + bend, lat + (toLat - lat) * part - bend] as [
            number,
            number,
          ];
        });
      }),
    ),
  );
  return { ...one, shape };
}
