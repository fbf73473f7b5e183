/** What the report on a file of borders draws: each border thinned, with how it changes. */
import type { BoundaryFeature } from './features.ts';
import { areaM2, boxOf, type Shape } from './geometry.ts';
import { thinned } from './thin.ts';

type Standing = { code: string; shape: Shape; areaM2: number };

/** More than these a browser draws slowly, and nobody tells apart. */
const DRAWN_MAX = 3000;
/** The whole of it is shown on some 1,500 points across. */
const STEPS = 1500;

/** Ended borders first, then changed, added and unchanged: what is left out changed least. */
const RANK = { ended: 0, changed: 1, added: 2, unchanged: 3 } as const;

/** Borders of a file and those it ends, ready for a map. `present`: what holds now, by code. */
export function drawnBorders(
  features: readonly BoundaryFeature[],
  present: ReadonlyMap<string, Standing>,
  nameOf: (code: string) => string,
) {
  const inFile = new Set(features.map((one) => one.code));
  const ended = [...present.values()].filter((one) => !inFile.has(one.code));
  const all = [
    ...ended.map((one) => ({
      ...one,
      name: nameOf(one.code),
      change: 'ended' as const,
      areaBeforeM2: one.areaM2,
      areaM2: 0,
    })),
    ...features.map(({ code, name, shape }) => {
      const before = present.get(code) ?? null;
      return {
        code,
        name: name || nameOf(code),
        shape,
        change: changeOf(before, shape),
        areaBeforeM2: before?.areaM2 ?? null,
        areaM2: Math.round(areaM2(shape)),
      };
    }),
  ].sort((a, b) => RANK[a.change] - RANK[b.change] || (a.code < b.code ? -1 : 1));
  const shown = all.slice(0, DRAWN_MAX);
  const tolerance = toleranceOf(shown.map((one) => one.shape));
  const borders = shown.map(({ shape, ...properties }) => ({
    type: 'Feature' as const,
    id: properties.code,
    properties,
    geometry: { type: 'MultiPolygon' as const, coordinates: thinned(shape, tolerance) },
  }));
  return { borders, undrawn: all.length - shown.length };
}

function changeOf(before: Standing | null, shape: Shape) {
  if (!before) return 'added' as const;
  const isSame = JSON.stringify(before.shape) === JSON.stringify(shape);
  return isSame ? ('unchanged' as const) : ('changed' as const);
}

function toleranceOf(shapes: readonly Shape[]): number {
  if (shapes.length === 0) return 0;
  const [west, south, east, north] = boxOf(shapes.flat(2));
  return Math.max(east - west, north - south) / STEPS;
}
