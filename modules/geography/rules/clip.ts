/**
 * Areas that shapes share or leave, on whole numbers: degrees are scaled to centimetres from an
 * origin near by, so that clipping is exact and repeatable and never fails on real data.
 */
import {
  area,
  difference,
  FillRule,
  intersect,
  type Path64,
  type Paths64,
  union,
} from 'clipper2-ts';
import type { Position, Ring, Shape } from './geometry.ts';

const SCALE = 1e7;

/** A shape as paths. Shapes that are clipped with each other need the same origin. */
export function toPaths(shape: Shape, origin: Position): Paths64 {
  return shape.flatMap((polygon) => polygon.map((ring) => toPath(ring, origin)));
}

function toPath(ring: Ring, origin: Position): Path64 {
  return ring.slice(0, -1).map(([lon, lat]) => ({
    x: Math.round((lon - origin[0]) * SCALE),
    y: Math.round((lat - origin[1]) * SCALE),
  }));
}

/** A path as a closed ring in degrees. */
export function toRing(path: Path64, origin: Position): Ring {
  const ring = path.map(({ x, y }): Position => [x / SCALE + origin[0], y / SCALE + origin[1]]);
  return ring[0] ? [...ring, ring[0]] : ring;
}

export function sharedPaths(one: Paths64, other: Paths64): Paths64 {
  return intersect(one, other, FillRule.NonZero);
}

export function joinedPaths(paths: Paths64): Paths64 {
  return union(paths, FillRule.NonZero);
}

export function leftPaths(whole: Paths64, part: Paths64): Paths64 {
  return difference(whole, part, FillRule.NonZero);
}

/** Positive for a counter-clockwise path, negative for a hole; in squares of 1e-7 degrees. */
export function pathArea(path: Path64): number {
  return area(path);
}

/**
 * Whether the area that a ring winds around is the area that it encloses. A ring that passes
 * through its own point, like an 8, winds its loops against each other and loses area.
 */
export function isWoundWhole(ring: Ring): boolean {
  const origin = ring[0];
  if (!origin) return true;
  const path = toPath(ring, origin);
  const wound = Math.abs(area(path));
  const enclosed = joinedPaths([path]).reduce((sum, one) => sum + area(one), 0);
  return Math.abs(wound - Math.abs(enclosed)) <= 1e-6 * wound + 100;
}
