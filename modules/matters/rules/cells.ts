/** Map cells of the figures: tiles of zoom 14 (some 2 km wide here), as `x/y`. */

const ZOOM = 14;

/** The cell of a point (WGS-84 degrees), or null without one. */
export function cellOf(lon: number | null, lat: number | null): string | null {
  if (lon === null || lat === null) return null;
  const size = 2 ** ZOOM;
  const x = Math.floor(((lon + 180) / 360) * size);
  const radians = (lat * Math.PI) / 180;
  const y = Math.floor(((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * size);
  return `${x}/${y}`;
}

export type Box = { west: number; south: number; east: number; north: number };

/** A degree of latitude is nowhere shorter. */
const METRES_A_DEGREE = 110_500;

/** What holds every point within so many metres of one. */
export function boxAround(lon: number, lat: number, metres: number): Box {
  const high = metres / METRES_A_DEGREE;
  const wide = high / Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  return { west: lon - wide, south: lat - high, east: lon + wide, north: lat + high };
}

/**
 * The cells that a box around a point reaches into, of that point's own and its eight neighbours:
 * where a near-duplicate may lie. Mostly one.
 */
export function cellsAround(lon: number, lat: number, box: Box): string[] {
  const at = (one: string | null) => (one ?? '').split('/').map(Number) as [number, number];
  const [x, y] = at(cellOf(lon, lat));
  const [west, north] = at(cellOf(box.west, box.north));
  const [east, south] = at(cellOf(box.east, box.south));
  const columns = [x - 1, x, x + 1].filter((one) => one >= west && one <= east);
  const rows = [y - 1, y, y + 1].filter((one) => one >= north && one <= south);
  return columns.flatMap((column) => rows.map((row) => `${column}/${row}`));
}
