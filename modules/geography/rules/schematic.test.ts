import { describe, expect, it } from 'vitest';
import { readShippedRegions } from '../data/read.ts';
import { coverageFaults, type FeatureReport, readFeatures } from './features.ts';
import type { Shape } from './geometry.ts';
import { buildLocateIndex, locate } from './locate.ts';
import { demoBox, type SchematicShape, schematicBoundaries, schematicFile } from './schematic.ts';

const regions = readShippedRegions(['31']).filter((row) => row.code.startsWith('310116'));
const input = {
  county: regions.find((row) => row.code.length === 6) as (typeof regions)[number],
  towns: regions.filter((row) => row.code.length === 9),
  villages: regions.filter((row) => row.code.length === 12),
  box: demoBox,
};
const made = schematicBoundaries(input);

function read(kind: 'region' | 'grid', shapes: readonly SchematicShape[]): FeatureReport {
  const codes = new Set(regions.map((row) => row.code));
  return readFeatures(schematicFile(shapes), {
    kind,
    crs: 'cgcs2000',
    isKnown: (code) => codes.has(code),
  });
}

describe('schematic boundaries of 金山区', () => {
  it('are one county, 11 towns, 244 villages and 3 to 6 grids for each', () => {
    const count = (width: number) => made.regions.filter((one) => one.code.length === width).length;
    expect([count(6), count(9), count(12)]).toEqual([1, 11, 244]);
    const perVillage = new Map<string, number>();
    for (const { code } of made.grids) {
      perVillage.set(code.slice(0, 12), (perVillage.get(code.slice(0, 12)) ?? 0) + 1);
    }
    expect(perVillage.size).toBe(244);
    expect(new Set(perVillage.values())).toEqual(new Set([3, 4, 5, 6]));
  });

  it('say 示意 in every name, and are the same on every run', () => {
    expect([...made.regions, ...made.grids].filter((one) => !one.name.includes('示意'))).toEqual(
      [],
    );
    expect(schematicBoundaries(input)).toEqual(made);
  });

  it('pass our own validation: no fault, no overlap, no gap, nothing outside the place above', () => {
    const above = new Map<string, Shape>(made.regions.map((one) => [one.code, one.shape]));
    const shapeAbove = (code: string) => above.get(code) ?? null;
    for (const report of [read('region', made.regions), read('grid', made.grids)]) {
      expect(report.faults).toEqual([]);
      // A pair of centimetres, not the usual metre: the borders are shared points.
      expect(coverageFaults(report.features, { shapeAbove, tolerance: { widthM: 0.02 } })).toEqual(
        [],
      );
    }
  });

  it('answer every point of the middle with one grid whose village and town agree', () => {
    const dated = { validFrom: '2020-01-01', validTo: null };
    const grids = buildLocateIndex(made.grids.map((one) => ({ ...one, ...dated })));
    const villages = buildLocateIndex(made.regions.map((one) => ({ ...one, ...dated })));
    for (let i = 0; i < 2000; i += 1) {
      const at: [number, number] = [
        121.02 + (i % 50) * 0.0077,
        30.69 + Math.floor(i / 50) * 0.0053,
      ];
      const { grid, tie } = locate(grids, at, '2025-01-01');
      if (tie) continue;
      expect(grid?.slice(0, 12)).toBe(locate(villages, at, '2025-01-01').deepest);
    }
  });
});
