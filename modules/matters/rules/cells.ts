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

/** The cell and its eight neighbours: where a near-duplicate may lie. */
export function cellsAround(cell: string): string[] {
  const [x = 0, y = 0] = cell.split('/').map(Number);
  return [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => `${x + dx}/${y + dy}`));
}
