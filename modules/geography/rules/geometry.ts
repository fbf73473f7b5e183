/**
 * Shapes of places: reading GeoJSON into one form (a list of polygons, each an outer ring and its
 * holes), and their measures. Positions are [longitude, latitude] in degrees, WGS-84.
 */

export type Position = [lon: number, lat: number];
export type Ring = Position[];
export type Polygon = Ring[];
export type Shape = Polygon[];
export type Box = [west: number, south: number, east: number, north: number];

/** Mean radius of the Earth, metres (IUGG). */
const RADIUS_M = 6_371_008.8;
const RADIANS = Math.PI / 180;
const METRES_PER_DEGREE = RADIUS_M * RADIANS;

/** One digit is a centimetre: finer than any survey of a grid. */
const SCALE = 1e7;

/** The polygons of a GeoJSON Polygon or MultiPolygon; null when it is not one or is misshapen. */
export function readShape(geometry: unknown): Shape | null {
  if (typeof geometry !== 'object' || geometry === null) return null;
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown };
  const polygons =
    type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : null;
  if (!Array.isArray(polygons) || polygons.length === 0) return null;
  const rings = polygons.map(readPolygon);
  return rings.every((polygon) => polygon !== null) ? rings : null;
}

function readPolygon(rings: unknown): Polygon | null {
  if (!Array.isArray(rings) || rings.length === 0) return null;
  const read = rings.map(readRing);
  return read.every((ring) => ring !== null) ? read : null;
}

function readRing(positions: unknown): Ring | null {
  if (!Array.isArray(positions)) return null;
  const ring: Ring = [];
  for (const position of positions) {
    if (!Array.isArray(position) || position.length < 2) return null;
    const [lon, lat] = position as unknown[];
    if (typeof lon !== 'number' || typeof lat !== 'number') return null;
    ring.push([lon, lat]);
  }
  return ring;
}

/** The GeoJSON of a shape: a Polygon when it has one part. */
export function toGeometry(shape: Shape): {
  type: 'Polygon' | 'MultiPolygon';
  coordinates: Position[][] | Position[][][];
} {
  const only = shape.length === 1 ? shape[0] : undefined;
  if (only) return { type: 'Polygon', coordinates: only };
  return { type: 'MultiPolygon', coordinates: shape };
}

/**
 * One form for one place: rounded to a centimetre, repeated points dropped, outer rings
 * counter-clockwise and holes clockwise (RFC 7946). A ring that is not closed stays so.
 */
export function normalised(shape: Shape): Shape {
  return shape.map((polygon) =>
    polygon.map((ring, index) => {
      const rounded = withoutRepeats(ring.map(roundedPosition));
      const isCounterClockwise = signedArea(rounded) > 0;
      return isCounterClockwise === (index === 0) ? rounded : rounded.reverse();
    }),
  );
}

function roundedPosition([lon, lat]: Position): Position {
  return [Math.round(lon * SCALE) / SCALE, Math.round(lat * SCALE) / SCALE];
}

function withoutRepeats(ring: Ring): Ring {
  return ring.filter((at, index) => index === 0 || !samePosition(at, ring[index - 1] as Position));
}

export function samePosition(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

/** The area in square degrees, positive when the ring runs counter-clockwise. */
export function signedArea(ring: Ring): number {
  const origin = ring[0];
  if (!origin) return 0;
  let twice = 0;
  for (let i = 1; i < ring.length; i += 1) {
    const [x0, y0] = ring[i - 1] as Position;
    const [x1, y1] = ring[i] as Position;
    twice += (x0 - origin[0]) * (y1 - origin[1]) - (x1 - origin[0]) * (y0 - origin[1]);
  }
  return twice / 2;
}

/** The area of a shape on the sphere, in square metres. Rings must be normalised. */
export function areaM2(shape: Shape): number {
  return shape.reduce(
    (sum, polygon) => sum + polygon.reduce((s, ring) => s + ringAreaM2(ring), 0),
    0,
  );
}

/**
 * Exact on the sphere for edges that run straight in an equal-area map; against an ellipsoid it is
 * within 0.5 %, which is enough to tell a sliver from a street.
 */
function ringAreaM2(ring: Ring): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i += 1) {
    const [lon0, lat0] = ring[i - 1] as Position;
    const [lon1, lat1] = ring[i] as Position;
    sum += (lon1 - lon0) * RADIANS * (2 + Math.sin(lat0 * RADIANS) + Math.sin(lat1 * RADIANS));
  }
  return (-sum * RADIUS_M * RADIUS_M) / 2;
}

/** The smallest box around the positions. */
export function boxOf(rings: readonly Ring[]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (const [lon, lat] of ring) {
      if (lon < box[0]) box[0] = lon;
      if (lat < box[1]) box[1] = lat;
      if (lon > box[2]) box[2] = lon;
      if (lat > box[3]) box[3] = lat;
    }
  }
  return box;
}

/** Metres of one degree of longitude and of latitude at a latitude. */
export function metresPerDegree(lat: number): [lon: number, lat: number] {
  return [METRES_PER_DEGREE * Math.cos(lat * RADIANS), METRES_PER_DEGREE];
}

/** Metres from a point to the nearest edge of a polygon, on the plane that touches at the point. */
export function distanceToEdgeM([lon, lat]: Position, polygon: Polygon): number {
  const [mx, my] = metresPerDegree(lat);
  let best = Infinity;
  for (const ring of polygon) {
    for (let i = 1; i < ring.length; i += 1) {
      const a = ring[i - 1] as Position;
      const b = ring[i] as Position;
      const ax = (a[0] - lon) * mx;
      const ay = (a[1] - lat) * my;
      best = Math.min(
        best,
        squaredToSegment(ax, ay, (b[0] - lon) * mx - ax, (b[1] - lat) * my - ay),
      );
    }
  }
  return Math.sqrt(best);
}

/** Squared distance from the origin to the segment that starts at (ax, ay) and runs by (dx, dy). */
function squaredToSegment(ax: number, ay: number, dx: number, dy: number): number {
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
  const x = ax + along * dx;
  const y = ay + along * dy;
  return x * x + y * y;
}
