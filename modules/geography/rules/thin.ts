/** Fewer points for the same border, within a tolerance (Douglas and Peucker). Only for drawing. */
import type { Position, Shape } from './geometry.ts';

/** Rings keep at least the four points of a triangle. */
export function thinned(shape: Shape, tolerance: number): Shape {
  return shape.map((polygon) => polygon.map((ring) => thinRing(ring, tolerance)));
}

const RING_MIN = 4;

function thinRing(ring: readonly Position[], tolerance: number): Position[] {
  const last = ring.length - 1;
  if (ring.length <= RING_MIN) return [...ring];
  const kept = new Set([0, last]);
  // A closed ring's ends are one point: the farthest from it parts the ring in two.
  const far = farthest(ring, 0, last);
  kept.add(far.at);
  keepBetween(ring, { from: 0, to: far.at }, tolerance, kept);
  keepBetween(ring, { from: far.at, to: last }, tolerance, kept);
  const thin = ring.filter((_, at) => kept.has(at));
  return thin.length >= RING_MIN ? thin : [...ring];
}

function keepBetween(
  ring: readonly Position[],
  whole: { from: number; to: number },
  tolerance: number,
  kept: Set<number>,
): void {
  const open = [whole];
  for (let span = open.pop(); span; span = open.pop()) {
    const { at, distance } = farthest(ring, span.from, span.to);
    if (distance <= tolerance) continue;
    kept.add(at);
    open.push({ from: span.from, to: at }, { from: at, to: span.to });
  }
}

function farthest(ring: readonly Position[], from: number, to: number) {
  let best = { at: from, distance: 0 };
  for (let at = from + 1; at < to; at += 1) {
    const distance = distanceTo(ring[at], ring[from], ring[to]);
    if (distance > best.distance) best = { at, distance };
  }
  return best;
}

/** Of a point from the line between two, in degrees; plain is exact enough for drawing. */
function distanceTo(
  point: Position | undefined,
  from: Position | undefined,
  to: Position | undefined,
): number {
  if (!point || !from || !to) return 0;
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = dx * dx + dy * dy;
  const [px, py] = [point[0] - from[0], point[1] - from[1]];
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length));
  return Math.hypot(px - share * dx, py - share * dy);
}
