/** Where a shape's name stands: a point that is inside of it, near its middle. */
import pointInPolygon from 'point-in-polygon-hao';
import { type Polygon, type Position, type Shape, signedArea } from './geometry.ts';

/** The centroid of the largest part; where that lies outside, the middle of the widest stretch. */
export function labelPoint(shape: Shape): Position {
  const part = largest(shape);
  const outer = part[0] ?? [];
  const middle = centroid(outer);
  if (pointInPolygon(middle, part) !== false) return middle;
  return widestAt(part, middle[1]) ?? outer[0] ?? middle;
}

function largest(shape: Shape): Polygon {
  const area = (part: Polygon) => Math.abs(signedArea(part[0] ?? []));
  return shape.reduce((best, part) => (area(part) > area(best) ? part : best), shape[0] ?? []);
}

function centroid(ring: readonly Position[]): Position {
  const [lon0, lat0] = ring[0] ?? [0, 0];
  let twice = 0;
  let x = 0;
  let y = 0;
  for (let i = 1; i < ring.length; i += 1) {
    const [ax, ay] = offset(ring[i - 1], lon0, lat0);
    const [bx, by] = offset(ring[i], lon0, lat0);
    const cross = ax * by - bx * ay;
    twice += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  return twice === 0 ? [lon0, lat0] : [lon0 + x / (3 * twice), lat0 + y / (3 * twice)];
}

function offset(at: Position | undefined, lon: number, lat: number): Position {
  return at ? [at[0] - lon, at[1] - lat] : [0, 0];
}

/** The middle of the longest piece of a parallel that lies inside. */
function widestAt(part: Polygon, lat: number): Position | null {
  const crossings = part.flatMap((ring) => crossingsOf(ring, lat)).sort((a, b) => a - b);
  let best: Position | null = null;
  let width = 0;
  for (let i = 1; i < crossings.length; i += 2) {
    const [from, to] = [crossings[i - 1] as number, crossings[i] as number];
    if (to - from > width) {
      width = to - from;
      best = [(from + to) / 2, lat];
    }
  }
  return best;
}

function crossingsOf(ring: readonly Position[], lat: number): number[] {
  const found: number[] = [];
  for (let i = 1; i < ring.length; i += 1) {
    const [ax, ay] = ring[i - 1] as Position;
    const [bx, by] = ring[i] as Position;
    if (ay > lat !== by > lat) found.push(ax + ((lat - ay) / (by - ay)) * (bx - ax));
  }
  return found;
}
