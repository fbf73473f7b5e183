/**
 * How shapes lie beside each other: overlaps, gaps between them, and what they leave of or put
 * outside the place above. Slivers thinner than a tolerance are survey noise and are left out.
 */

import type { Path64, Paths64 } from 'clipper2-ts';
import Flatbush from 'flatbush';
import { joinedPaths, leftPaths, pathArea, sharedPaths, toPaths, toRing } from './clip.ts';
import {
  areaM2,
  boxOf,
  metresPerDegree,
  type Position,
  type Ring,
  type Shape,
} from './geometry.ts';

export type Covered = { code: string; shape: Shape };

/** An area that two shapes share, with the middle of its largest piece. */
export type Overlap = { code: string; other: string; areaM2: number; at: Position };

/** An area that no shape covers though it lies among or under them, and who stands around it. */
export type Gap = { near: string[]; areaM2: number; at: Position };

/** An area of a shape that lies outside the place above it. */
export type Outside = { code: string; areaM2: number; at: Position };

export type Tolerance = { widthM: number };

/** A piece counts when it is on average wider than this. Digitised borders stray by a metre. */
export const defaultTolerance: Tolerance = { widthM: 1 };

/** The overlaps of every two shapes, largest first. */
export function overlapsOf(shapes: readonly Covered[], tolerance = defaultTolerance): Overlap[] {
  const origin = originOf(shapes);
  const paths = shapes.map((one) => toPaths(one.shape, origin));
  const index = boxIndex(shapes);
  const found: Overlap[] = [];
  shapes.forEach((one, i) => {
    const near = index.search(...boxOf(one.shape.flat()), (j) => j > i);
    for (const j of near) {
      const shared = sharedPaths(paths[i] as Paths64, paths[j] as Paths64);
      const piece = pieceOf(shared, origin, tolerance);
      const other = shapes[j] as Covered;
      if (piece) found.push({ code: one.code, other: other.code, ...piece });
    }
  });
  return found.sort((a, b) => b.areaM2 - a.areaM2);
}

/**
 * The gaps enclosed by the shapes; with `above`, also what they leave of it at its edge. A gap that
 * is open to the outside and not under a known place cannot be told from the outside.
 */
export function gapsOf(
  shapes: readonly Covered[],
  above: Shape | null,
  tolerance = defaultTolerance,
): Gap[] {
  if (shapes.length === 0) return [];
  const origin = originOf(shapes);
  const joined = joinedPaths(shapes.flatMap((one) => toPaths(one.shape, origin)));
  const empty = above
    ? outersWithHoles(leftPaths(toPaths(above, origin), joined))
    : joined.filter((path) => pathArea(path) < 0).map((path) => [[...path].reverse()]);
  const index = boxIndex(shapes);
  return empty
    .flatMap((paths) => {
      const piece = pieceOf(paths, origin, tolerance);
      if (!piece) return [];
      const box = boxOf(paths.map((path) => toRing(path, origin)));
      const near = index.search(...box).map((i) => (shapes[i] as Covered).code);
      return [{ near: near.sort(), ...piece }];
    })
    .sort((a, b) => b.areaM2 - a.areaM2);
}

/** What of each shape lies outside the place above, largest first. */
export function outsideOf(
  shapes: readonly Covered[],
  above: Shape,
  tolerance = defaultTolerance,
): Outside[] {
  const origin = originOf(shapes);
  const whole = toPaths(above, origin);
  return shapes
    .flatMap((one) => {
      const piece = pieceOf(leftPaths(toPaths(one.shape, origin), whole), origin, tolerance);
      return piece ? [{ code: one.code, ...piece }] : [];
    })
    .sort((a, b) => b.areaM2 - a.areaM2);
}

/** Groups paths into pieces: each outer path with the holes that its box encloses. */
function outersWithHoles(paths: Paths64): Paths64[] {
  const outers = paths.filter((path) => pathArea(path) > 0).map((path) => [path]);
  for (const hole of paths.filter((path) => pathArea(path) < 0)) {
    const around = outers
      .filter(([outer]) => encloses(outer as Path64, hole))
      .sort((a, b) => pathArea(a[0] as Path64) - pathArea(b[0] as Path64))[0];
    around?.push(hole);
  }
  return outers;
}

function encloses(outer: Path64, hole: Path64): boolean {
  const ring = outer.map(({ x, y }): Position => [x, y]);
  const inner = hole.map(({ x, y }): Position => [x, y]);
  const [a, b] = [boxOf([ring]), boxOf([inner])];
  return a[0] <= b[0] && a[1] <= b[1] && a[2] >= b[2] && a[3] >= b[3];
}

type Piece = { areaM2: number; at: Position };

/** The area of what is wide enough, and a point in the largest part; null when all is slivers. */
function pieceOf(paths: Paths64, origin: Position, tolerance: Tolerance): Piece | null {
  const wide = paths
    .map((path) => toRing(path, origin))
    .filter((ring) => widthM(ring) >= tolerance.widthM);
  const largest = wide.reduce<Ring | null>(
    (best, ring) => (best && areaM2([[best]]) >= areaM2([[ring]]) ? best : ring),
    null,
  );
  if (!largest) return null;
  const area = wide.reduce((sum, ring) => sum + areaM2([[ring]]), 0);
  return { areaM2: Math.round(area), at: middleOf(largest) };
}

/** Twice the area by the length around: the width of a long strip. */
function widthM(ring: Ring): number {
  const [mx, my] = metresPerDegree(ring[0]?.[1] ?? 0);
  let around = 0;
  for (let i = 1; i < ring.length; i += 1) {
    const [a, b] = [ring[i - 1] as Position, ring[i] as Position];
    around += Math.hypot((b[0] - a[0]) * mx, (b[1] - a[1]) * my);
  }
  return around === 0 ? 0 : (2 * Math.abs(areaM2([[ring]]))) / around;
}

function middleOf(ring: Ring): Position {
  const [west, south, east, north] = boxOf([ring]);
  return [round6((west + east) / 2), round6((south + north) / 2)];
}

function round6(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function originOf(shapes: readonly Covered[]): Position {
  return shapes[0]?.shape[0]?.[0]?.[0] ?? [0, 0];
}

function boxIndex(shapes: readonly Covered[]): Flatbush {
  const index = new Flatbush(Math.max(1, shapes.length));
  for (const one of shapes) index.add(...boxOf(one.shape.flat()));
  if (shapes.length === 0) index.add(0, 0, 0, 0);
  index.finish();
  return index;
}
