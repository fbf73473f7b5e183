/**
 * The arithmetic of the field app's own map: degrees to a plane in metres around a middle, and a
 * view of that plane. Exact enough over a county; no tiles, so that it draws without a network.
 */
export type LonLat = { lon: number; lat: number };
/** Metres east and south of the middle. */
export type Plane = { x: number; y: number };
export type View = { x: number; y: number; metresPerPixel: number };
export type Size = { width: number; height: number };
export type Ring = readonly (readonly [number, number])[];

const METRES_PER_DEGREE = 111_320;
const SCALE_MIN = 0.2;
const SCALE_MAX = 400;

export type Projection = {
  toPlane: (at: LonLat) => Plane;
  toLonLat: (at: Plane) => LonLat;
};

export function projectionAround(middle: LonLat): Projection {
  const east = METRES_PER_DEGREE * Math.cos((middle.lat * Math.PI) / 180);
  return {
    toPlane: ({ lon, lat }) => ({
      x: (lon - middle.lon) * east,
      y: (middle.lat - lat) * METRES_PER_DEGREE,
    }),
    toLonLat: ({ x, y }) => ({
      lon: round(middle.lon + x / east),
      lat: round(middle.lat - y / METRES_PER_DEGREE),
    }),
  };
}

const round = (value: number) => Math.round(value * 1e6) / 1e6;

/** The middle and the edges of all that is given; null of nothing. */
export function boundsOf(points: readonly LonLat[]) {
  if (points.length === 0) return null;
  const lons = points.map((one) => one.lon);
  const lats = points.map((one) => one.lat);
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  return { west, east, south, north, middle: { lon: (west + east) / 2, lat: (south + north) / 2 } };
}

/** A view that shows all points with a margin; a single point with its surroundings. */
export function viewOf(points: readonly Plane[], size: Size): View {
  if (points.length === 0) return { x: 0, y: 0, metresPerPixel: 4 };
  const xs = points.map((one) => one.x);
  const ys = points.map((one) => one.y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const scale = Math.max((right - left) / size.width, (bottom - top) / size.height) * 1.15;
  return {
    x: (left + right) / 2,
    y: (top + bottom) / 2,
    metresPerPixel: clamp(Math.max(scale, points.length === 1 ? 1 : 0)),
  };
}

const clamp = (scale: number) => Math.min(SCALE_MAX, Math.max(SCALE_MIN, scale));

export function toPixel(at: Plane, view: View, size: Size): Plane {
  return {
    x: (at.x - view.x) / view.metresPerPixel + size.width / 2,
    y: (at.y - view.y) / view.metresPerPixel + size.height / 2,
  };
}

/** Nearer (`factor` below 1) or farther, with the pixel under the finger staying where it is. */
export function zoomed(view: View, factor: number, at: Plane, size: Size): View {
  const metresPerPixel = clamp(view.metresPerPixel * factor);
  const moved = view.metresPerPixel - metresPerPixel;
  return {
    x: view.x + (at.x - size.width / 2) * moved,
    y: view.y + (at.y - size.height / 2) * moved,
    metresPerPixel,
  };
}

export function panned(view: View, dx: number, dy: number): View {
  return {
    ...view,
    x: view.x - dx * view.metresPerPixel,
    y: view.y - dy * view.metresPerPixel,
  };
}

/** A round length for the scale bar, near 80 pixels. */
export function scaleBar(view: View): { metres: number; pixels: number } {
  const wanted = view.metresPerPixel * 80;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const metres = [5, 2, 1].map((step) => step * power).find((one) => one <= wanted) ?? power;
  return { metres, pixels: metres / view.metresPerPixel };
}

/** Whether a point lies within polygons of rings (the even-odd rule). */
export function isInside(at: LonLat, shape: readonly (readonly Ring[])[]): boolean {
  return shape.some((polygon) => {
    const crossings = polygon.reduce((sum, ring) => sum + crossingsOf(at, ring), 0);
    return crossings % 2 === 1;
  });
}

function crossingsOf({ lon, lat }: LonLat, ring: Ring): number {
  let count = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [ax = 0, ay = 0] = ring[i] ?? [];
    const [bx = 0, by = 0] = ring[j] ?? [];
    const isBetween = ay > lat !== by > lat;
    if (isBetween && lon < ((bx - ax) * (lat - ay)) / (by - ay) + ax) count += 1;
  }
  return count;
}

const METRES_OF_RADIAN = 6_371_000;

export function metresBetween(a: LonLat, b: LonLat): number {
  const rad = Math.PI / 180;
  const x = (b.lon - a.lon) * rad * Math.cos(((a.lat + b.lat) / 2) * rad);
  const y = (b.lat - a.lat) * rad;
  return Math.round(Math.hypot(x, y) * METRES_OF_RADIAN);
}
