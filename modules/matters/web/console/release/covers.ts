/** Covers on a picture, as shares of its width and height: drawn, moved, sized, kept inside. */

export type Cover = { id: string; x: number; y: number; width: number; height: number };
export type Point = { x: number; y: number };

/** Anything smaller was a slip of the hand. */
const SMALLEST = 0.01;
const NEW_SIZE = 0.2;
export const STEP = 0.01;
export const BIG_STEP = 0.05;

const within = (value: number, most: number) => Math.min(Math.max(value, 0), most);

/** The rectangle between two points, whichever way it was drawn; null when next to nothing. */
export function between(id: string, from: Point, to: Point): Cover | null {
  const a = { x: within(from.x, 1), y: within(from.y, 1) };
  const b = { x: within(to.x, 1), y: within(to.y, 1) };
  const width = Math.abs(a.x - b.x);
  const height = Math.abs(a.y - b.y);
  if (width < SMALLEST || height < SMALLEST) return null;
  return { id, x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width, height };
}

/** One in the middle, for who draws by keyboard; each a little beside the last. */
export function inTheMiddle(id: string, count: number): Cover {
  const shift = ((count % 5) - 2) * STEP * 4;
  const at = (1 - NEW_SIZE) / 2 + shift;
  return { id, x: at, y: at, width: NEW_SIZE, height: NEW_SIZE };
}

export function moved(cover: Cover, by: Point): Cover {
  return {
    ...cover,
    x: within(cover.x + by.x, 1 - cover.width),
    y: within(cover.y + by.y, 1 - cover.height),
  };
}

/** Its lower right corner moves; it never turns inside out. */
export function sized(cover: Cover, by: Point): Cover {
  return {
    ...cover,
    width: Math.max(SMALLEST, within(cover.width + by.x, 1 - cover.x)),
    height: Math.max(SMALLEST, within(cover.height + by.y, 1 - cover.y)),
  };
}

/** What a key does to the cover that has the focus: arrows move, with Shift they size. */
export function afterKey(cover: Cover, key: string, how: { isShift: boolean; isBig: boolean }) {
  const step = how.isBig ? BIG_STEP : STEP;
  const ways: Record<string, Point> = {
    ArrowLeft: { x: -step, y: 0 },
    ArrowRight: { x: step, y: 0 },
    ArrowUp: { x: 0, y: -step },
    ArrowDown: { x: 0, y: step },
  };
  const way = ways[key];
  if (!way) return null;
  return how.isShift ? sized(cover, way) : moved(cover, way);
}

/** In whole pixels of the picture, rounded outwards: no rim of a face stays. */
export function inPixels(cover: Cover, width: number, height: number) {
  const left = Math.floor(cover.x * width);
  const top = Math.floor(cover.y * height);
  return {
    left,
    top,
    width: Math.min(width, Math.ceil((cover.x + cover.width) * width)) - left,
    height: Math.min(height, Math.ceil((cover.y + cover.height) * height)) - top,
  };
}
