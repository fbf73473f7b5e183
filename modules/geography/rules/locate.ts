/**
 * Point to place, from memory: boxes in a packed tree, then an exact point-in-polygon test. All
 * dated versions lie in one index, and a look-up asks for a day. Measured by `bench/locate.ts`.
 */
import Flatbush from 'flatbush';
import pointInPolygon from 'point-in-polygon-hao';
import { dayKey, holdsOn } from './dates.ts';
import {
  boxOf,
  distanceToEdgeM,
  metresPerDegree,
  type Polygon,
  type Position,
  type Shape,
} from './geometry.ts';

/** A dated shape of a region (2 to 12 digits) or a grid (15 digits). */
export type LocatedShape = {
  code: string;
  shape: Shape;
  validFrom: string;
  validTo: string | null;
  /** A dedicated grid (park, mall, school) lies in a basic one on purpose and goes before it. */
  isDedicated?: boolean;
};

/** Why one of several places was taken. */
export type TieRule = 'insideFirst' | 'dedicatedFirst' | 'lowestCode';

export type Tie = { reason: 'border' | 'overlap'; codes: string[]; rule: TieRule };

export type Located = {
  grid: string | null;
  /** The deepest known place: the grid's own code, else the deepest region around the point. */
  deepest: string | null;
  tie: Tie | null;
  /** Only outside every grid, and only within `NEAREST_MAX_M`. */
  nearest: { code: string; distanceM: number } | null;
};

type PartIndex = {
  index: Flatbush | null;
  codes: string[];
  parts: Polygon[];
  from: Int32Array;
  to: Int32Array;
  isDedicated: boolean[];
};

export type LocateIndex = { grids: PartIndex; regions: PartIndex };

/** Beyond this a nearest grid helps nobody. */
export const NEAREST_MAX_M = 50_000;

export function buildLocateIndex(shapes: readonly LocatedShape[]): LocateIndex {
  return {
    grids: partIndex(shapes.filter((one) => one.code.length === 15)),
    regions: partIndex(shapes.filter((one) => one.code.length < 15)),
  };
}

function partIndex(shapes: readonly LocatedShape[]): PartIndex {
  const parts = shapes.flatMap((one) => one.shape.map((polygon) => ({ one, polygon })));
  const index = parts.length > 0 ? new Flatbush(parts.length) : null;
  for (const { polygon } of parts) index?.add(...boxOf(polygon));
  index?.finish();
  return {
    index,
    codes: parts.map(({ one }) => one.code),
    parts: parts.map(({ polygon }) => polygon),
    from: Int32Array.from(parts, ({ one }) => dayKey(one.validFrom)),
    to: Int32Array.from(parts, ({ one }) => dayKey(one.validTo)),
    isDedicated: parts.map(({ one }) => one.isDedicated === true),
  };
}

/** Where a point is on a day ('YYYY-MM-DD'). The point is in the stored system. */
export function locate(index: LocateIndex, [lon, lat]: Position, on: string): Located {
  const day = dayKey(on);
  const grid = best(index.grids, hitsOf(index.grids, lon, lat, day));
  if (grid) return { grid: grid.code, deepest: grid.code, tie: grid.tie, nearest: null };
  const region = best(
    index.regions,
    deepestOf(index.regions, hitsOf(index.regions, lon, lat, day)),
  );
  return {
    grid: null,
    deepest: region?.code ?? null,
    tie: region?.tie ?? null,
    nearest: nearestGrid(index.grids, [lon, lat], day),
  };
}

type Hit = { part: number; isOnBorder: boolean };

function hitsOf(parts: PartIndex, lon: number, lat: number, day: number): Hit[] {
  const hits: Hit[] = [];
  if (!parts.index) return hits;
  const point = [lon, lat];
  for (const part of parts.index.search(lon, lat, lon, lat)) {
    if (!holdsOn(parts.from[part] as number, parts.to[part] as number, day)) continue;
    const place = pointInPolygon(point, parts.parts[part] as Polygon);
    if (place !== false) hits.push({ part, isOnBorder: place === 0 });
  }
  return hits;
}

function deepestOf(parts: PartIndex, hits: readonly Hit[]): Hit[] {
  const depths = hits.map((hit) => (parts.codes[hit.part] as string).length);
  const deepest = Math.max(0, ...depths);
  return hits.filter((_, i) => depths[i] === deepest);
}

/**
 * One place of all that the point lies in: inside goes before on the border, dedicated before
 * basic, then the lowest code; so the same point always gives the same place, and says why.
 */
function best(parts: PartIndex, hits: readonly Hit[]): { code: string; tie: Tie | null } | null {
  const codeOf = (hit: Hit) => parts.codes[hit.part] as string;
  const codes = [...new Set(hits.map(codeOf))].sort();
  if (codes[0] === undefined) return null;
  if (codes.length === 1) return { code: codes[0], tie: null };
  const inside = hits.filter((hit) => !hit.isOnBorder);
  const first = inside.length > 0 ? inside : hits;
  const dedicated = first.filter((hit) => parts.isDedicated[hit.part]);
  const last = dedicated.length > 0 ? dedicated : first;
  const code = last.map(codeOf).sort()[0] as string;
  const rule = ruleOf({ all: hits.length, first: first.length, last: last.length });
  const reason = inside.length > 1 ? 'overlap' : 'border';
  return { code, tie: { reason, codes, rule } };
}

/** The rule that made the last cut. */
function ruleOf(left: { all: number; first: number; last: number }): TieRule {
  if (left.last > 1) return 'lowestCode';
  return left.last < left.first ? 'dedicatedFirst' : 'insideFirst';
}

/**
 * The nearest grid by its edge. Boxes come by distance in degrees, in which a degree of longitude
 * is too long; so a box can be given up only when even its shortest metres are too many.
 */
function nearestGrid(parts: PartIndex, point: Position, day: number): Located['nearest'] {
  if (!parts.index) return null;
  const holds = (part: number) =>
    holdsOn(parts.from[part] as number, parts.to[part] as number, day);
  const shortestPerDegree = metresPerDegree(point[1])[0];
  const reach = NEAREST_MAX_M / shortestPerDegree;
  let found: Located['nearest'] = null;
  for (let wanted = 8; ; wanted *= 4) {
    const near = parts.index.neighbors(point[0], point[1], wanted, reach, holds);
    found = closest(parts, near, point);
    const lastBox = near.at(-1);
    if (near.length < wanted || lastBox === undefined || !found) break;
    const lastDegrees = degreesToBox(point, boxOf(parts.parts[lastBox] as Polygon));
    if (lastDegrees * shortestPerDegree >= found.distanceM) break;
  }
  return found && found.distanceM <= NEAREST_MAX_M
    ? { code: found.code, distanceM: Math.round(found.distanceM) }
    : null;
}

function closest(parts: PartIndex, near: readonly number[], point: Position): Located['nearest'] {
  let found: Located['nearest'] = null;
  for (const part of near) {
    const distanceM = distanceToEdgeM(point, parts.parts[part] as Polygon);
    const code = parts.codes[part] as string;
    if (
      !found ||
      distanceM < found.distanceM ||
      (distanceM === found.distanceM && code < found.code)
    ) {
      found = { code, distanceM };
    }
  }
  return found;
}

function degreesToBox([lon, lat]: Position, [west, south, east, north]: readonly number[]): number {
  const x = Math.max((west as number) - lon, 0, lon - (east as number));
  const y = Math.max((south as number) - lat, 0, lat - (north as number));
  return Math.hypot(x, y);
}
