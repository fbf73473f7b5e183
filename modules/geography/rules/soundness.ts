/**
 * Whether one shape is sound: closed rings, no crossing, in China, and not by its looks in another
 * coordinate system. Overlaps and gaps between shapes are `coverage.ts`.
 */
import Flatbush from 'flatbush';
import pointInPolygon from 'point-in-polygon-hao';
import { orient2d } from 'robust-predicates';
import { isWoundWhole } from './clip.ts';
import {
  type Polygon,
  type Position,
  type Ring,
  type Shape,
  samePosition,
  signedArea,
} from './geometry.ts';

export type ShapeFaultCode =
  | 'RING_NOT_CLOSED'
  | 'RING_TOO_SHORT'
  | 'RING_WITHOUT_AREA'
  | 'RING_CROSSES_ITSELF'
  | 'RING_FOLDS_BACK'
  | 'HOLE_OUTSIDE'
  | 'COORDINATE_OUT_OF_RANGE'
  | 'COORDINATES_IN_METRES'
  | 'AXES_SWAPPED'
  | 'OUTSIDE_CHINA';

export type ShapeFault = { code: ShapeFaultCode; at: Position };

/** Generous bounds of China with its waters. */
const CHINA = { west: 73, south: 3, east: 136, north: 54 };

/** About a square metre, in square degrees: less is a line. */
const AREA_MIN = 1e-10;

/** Faults beyond this many per shape add nothing for who must mend the file. */
const FAULTS_MAX = 10;

/** What is wrong with a shape; empty when it is sound. The shape should be normalised. */
export function shapeFaults(shape: Shape): ShapeFault[] {
  const ranges = rangeFaults(shape);
  if (ranges.length > 0) return ranges;
  const rings = shape.flatMap((polygon) => polygon.flatMap(ringFaults));
  if (rings.length > 0) return rings.slice(0, FAULTS_MAX);
  const crossings = crossingFaults(shape);
  return (crossings.length > 0 ? crossings : shape.flatMap(holeFaults)).slice(0, FAULTS_MAX);
}

/** One fault for all positions out of range, named by the likeliest cause. */
function rangeFaults(shape: Shape): ShapeFault[] {
  for (const ring of shape.flat()) {
    for (const at of ring) {
      const code = rangeFault(at);
      if (code) return [{ code, at }];
    }
  }
  return [];
}

/** What is wrong with a position as one in China, in degrees; null when nothing is. */
export function rangeFault([lon, lat]: Position): ShapeFaultCode | null {
  if (!Number.isFinite(lon) || !Number.isFinite(lat)) return 'COORDINATE_OUT_OF_RANGE';
  if (isInChina(lon, lat)) return null;
  if (isInChina(lat, lon)) return 'AXES_SWAPPED';
  if (Math.abs(lon) > 1000 || Math.abs(lat) > 1000) return 'COORDINATES_IN_METRES';
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90) return 'COORDINATE_OUT_OF_RANGE';
  return 'OUTSIDE_CHINA';
}

function isInChina(lon: number, lat: number): boolean {
  return lon >= CHINA.west && lon <= CHINA.east && lat >= CHINA.south && lat <= CHINA.north;
}

function ringFaults(ring: Ring): ShapeFault[] {
  const first = ring[0] ?? [0, 0];
  if (!samePosition(first, ring.at(-1) ?? first)) return [{ code: 'RING_NOT_CLOSED', at: first }];
  if (ring.length < 4) return [{ code: 'RING_TOO_SHORT', at: first }];
  if (Math.abs(signedArea(ring)) < AREA_MIN) return [{ code: 'RING_WITHOUT_AREA', at: first }];
  return [];
}

function holeFaults(polygon: Polygon): ShapeFault[] {
  const [outer, ...holes] = polygon;
  if (!outer) return [];
  return holes.flatMap((hole): ShapeFault[] => {
    // Rings do not cross when this runs, so one point off the border decides for the whole hole.
    const outside = hole.find((at) => pointInPolygon(at, [outer]) === false);
    return outside ? [{ code: 'HOLE_OUTSIDE', at: outside }] : [];
  });
}

type Segments = { ring: Int32Array; from: Position[]; to: Position[]; index: Flatbush };

/** Crossings among all edges of a shape, by a spatial index: 10,000 points take some 20 ms. */
function crossingFaults(shape: Shape): ShapeFault[] {
  const rings = shape.flat();
  const segments = segmentsOf(rings);
  const faults: ShapeFault[] = [];
  const touched = new Map<number, Position>();
  for (let one = 0; one < segments.from.length && faults.length < FAULTS_MAX; one += 1) {
    const fault = segmentFault(segments, one, touched);
    if (fault) faults.push(fault);
  }
  if (faults.length > 0) return faults;
  // A ring may touch itself at a point, but a chain that passes through its own point crosses too.
  return [...touched]
    .filter(([ring]) => !isWoundWhole(rings[ring] as Ring))
    .map(([, at]) => ({ code: 'RING_CROSSES_ITSELF', at }));
}

function segmentsOf(rings: readonly Ring[]): Segments {
  const count = rings.reduce((sum, ring) => sum + ring.length - 1, 0);
  const segments: Segments = {
    ring: new Int32Array(count),
    from: [],
    to: [],
    index: new Flatbush(count),
  };
  rings.forEach((ring, index) => {
    for (let i = 1; i < ring.length; i += 1) {
      const [a, b] = [ring[i - 1] as Position, ring[i] as Position];
      segments.ring[segments.from.length] = index;
      segments.from.push(a);
      segments.to.push(b);
      segments.index.add(
        Math.min(a[0], b[0]),
        Math.min(a[1], b[1]),
        Math.max(a[0], b[0]),
        Math.max(a[1], b[1]),
      );
    }
  });
  segments.index.finish();
  return segments;
}

function segmentFault(
  segments: Segments,
  one: number,
  touched: Map<number, Position>,
): ShapeFault | null {
  const [a, b] = [segments.from[one] as Position, segments.to[one] as Position];
  const box = [
    Math.min(a[0], b[0]),
    Math.min(a[1], b[1]),
    Math.max(a[0], b[0]),
    Math.max(a[1], b[1]),
  ];
  const near = segments.index.search(...(box as [number, number, number, number]), (i) => i > one);
  for (const other of near) {
    const [c, d] = [segments.from[other] as Position, segments.to[other] as Position];
    const meeting = meet(a, b, c, d);
    if (meeting === 'cross') return { code: 'RING_CROSSES_ITSELF', at: c };
    if (meeting === 'overlap') return { code: 'RING_FOLDS_BACK', at: c };
    const ring = segments.ring[one] as number;
    const isNeighbour = samePosition(b, c) || samePosition(a, d);
    if (meeting === 'touch' && ring === segments.ring[other] && !isNeighbour) touched.set(ring, c);
  }
  return null;
}

/** How two segments meet: through each other, along each other, at one point, or not at all. */
export function meet(
  a: Position,
  b: Position,
  c: Position,
  d: Position,
): 'cross' | 'overlap' | 'touch' | 'apart' {
  const sides = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)] as const;
  if (sides.every((value) => value === 0)) return meetOnOneLine(a, b, c, d);
  if (sides[0] * sides[1] > 0 || sides[2] * sides[3] > 0) return 'apart';
  return sides.includes(0) ? 'touch' : 'cross';
}

function meetOnOneLine(a: Position, b: Position, c: Position, d: Position) {
  const axis = Math.abs(a[0] - b[0]) >= Math.abs(a[1] - b[1]) ? 0 : 1;
  const from = Math.max(Math.min(a[axis], b[axis]), Math.min(c[axis], d[axis]));
  const to = Math.min(Math.max(a[axis], b[axis]), Math.max(c[axis], d[axis]));
  if (from > to) return 'apart';
  return from === to ? 'touch' : 'overlap';
}

function side(a: Position, b: Position, c: Position): number {
  return Math.sign(orient2d(a[0], a[1], b[0], b[1], c[0], c[1]));
}
