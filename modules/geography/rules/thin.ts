/**
 * A shape with fewer points, for a screen only: borders that meet may drift apart by the tolerance.
 * Nothing that was thinned is ever stored or asked where a point lies.
 */
import type { Position, Ring, Shape } from './geometry.ts';

/** Drops points that lie within `tolerance` degrees of the line between those kept. */
export function thinned(shape: Shape, tolerance: number): Shape {
  return shape.map((polygon) => polygon.map((ring) => thinnedRing(ring, tolerance)));
}

/** A ring stays a ring: with fewer than four points left it is kept as it was. */
function thinnedRing(ring: Ring, tolerance: number): Ring {
  if (ring.length <= 5) return ring;
  // A closed line has no farthest point from its own ends: it is cut in two where it is widest.
  const middle = farthestFrom(ring, ring[0] as Position);
  const halves = [ring.slice(0, middle + 1), ring.slice(middle)].map((half) =>
    thinnedLine(half, tolerance),
  );
  const kept = [...(halves[0] as Ring), ...(halves[1] as Ring).slice(1)];
  return kept.length < 4 ? ring : kept;
}

function farthestFrom(ring: Ring, from: Position): number {
  let best = 0;
  let reached = -1;
  ring.forEach(([lon, lat], index) => {
    const away = (lon - from[0]) ** 2 + (lat - from[1]) ** 2;
    if (away > reached) [best, reached] = [index, away];
  });
  return best;
}

/** Douglas and Peucker's way, with a stack of its own: a coast has more points than calls nest. */
function thinnedLine(line: Ring, tolerance: number): Ring {
  const keep = new Uint8Array(line.length);
  keep[0] = 1;
  keep[line.length - 1] = 1;
  const open: [number, number][] = [[0, line.length - 1]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [first, last] = span;
    const found = strayest(line, first, last);
    if (found === null || found.away <= tolerance) continue;
    keep[found.at] = 1;
    open.push([first, found.at], [found.at, last]);
  }
  return line.filter((_, index) => keep[index] === 1);
}

function strayest(line: Ring, first: number, last: number): { at: number; away: number } | null {
  let best: { at: number; away: number } | null = null;
  for (let at = first + 1; at < last; at += 1) {
    const away = awayFrom(line[at] as Position, line[first] as Position, line[last] as Position);
    if (!best || away > best.away) best = { at, away };
  }
  return best;
}

function awayFrom([x, y]: Position, [ax, ay]: Position, [bx, by]: Position): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length2 = dx * dx + dy * dy;
  const share = length2 === 0 ? 0 : ((x - ax) * dx + (y - ay) * dy) / length2;
  const near = Math.min(1, Math.max(0, share));
  return Math.hypot(x - ax - near * dx, y - ay - near * dy);
}
