/** What a map asks for: which matters, in which map cells, and as what their sums are drawn. */
import { cellOf } from './cells.ts';

export type MapFilter = {
  state: 'open' | 'closed' | 'all';
  category: string | null;
  /** Epoch ms; null: whenever. */
  since: number | null;
  isOverdue: boolean;
};

type Asked = {
  state: MapFilter['state'];
  category?: string | undefined;
  days?: number | undefined;
  isOverdue?: boolean | undefined;
};

const DAY_MS = 86_400_000;
/** Closed matters pile up without end: without a word of how long, those of a month. */
const CLOSED_DAYS = 30;
/** Times of a filter are rounded to these, so that tiles asked for together are read together. */
const STEP_MS = 60_000;
const STEP_OF_DAYS_MS = 3_600_000;

export function mapFilter(asked: Asked, now: number): MapFilter {
  const days = asked.days ?? (asked.state === 'open' ? null : CLOSED_DAYS);
  const step = days === null || days === 1 ? STEP_MS : STEP_OF_DAYS_MS;
  const at = Math.floor(now / step) * step;
  return {
    state: asked.state,
    category: asked.category || null,
    since: days === null ? null : at - days * DAY_MS,
    isOverdue: asked.isOverdue === true,
  };
}

export type Box = { west: number; south: number; east: number; north: number };

/** A cell is some 2 km wide; 64 of them are a town. */
export const CELLS_MAX = 64;

/** The map cells that a box touches; null when there are too many. */
export function cellsOfBox({ west, south, east, north }: Box): string[] | null {
  const low = cellOf(west, north)?.split('/').map(Number) ?? [];
  const high = cellOf(east, south)?.split('/').map(Number) ?? [];
  const [x0 = 0, y0 = 0] = low;
  const [x1 = 0, y1 = 0] = high;
  const width = x1 - x0 + 1;
  const height = y1 - y0 + 1;
  if (width < 1 || height < 1) return [];
  if (width * height > CELLS_MAX) return null;
  return Array.from({ length: width * height }, (_, n) => {
    return `${x0 + (n % width)}/${y0 + Math.floor(n / width)}`;
  });
}

/** Several matters at about one place, or one. */
export type Spot = Box & {
  lon: number;
  lat: number;
  count: number;
  overdue: number;
  urgent: number;
  /** Of a single one. */
  number: string | null;
  category: string | null;
  stage: string | null;
  isOpen: boolean;
};

/** What of a filter is open: read from the database; null: nothing. */
export function openOf(filter: MapFilter): MapFilter | null {
  return filter.state === 'closed' ? null : { ...filter, state: 'open' };
}

/** Since when closed ones are wanted; null: none are. What is closed is not overdue. */
export function closedFrom({ state, since, isOverdue }: MapFilter): number | null {
  return state === 'open' || isOverdue ? null : since;
}

export type PlaceCount = {
  town: string;
  village: string;
  grid: string | null;
  open: number;
  overdue: number;
};

/** From which zoom on density is drawn by which level. */
export function heatLevel(z: number): 'town' | 'village' | 'grid' {
  if (z < 10) return 'town';
  return z < 12 ? 'village' : 'grid';
}

/** Sums by the codes of a level. Matters without a grid count for their village alone. */
export function sumsBy(
  counts: readonly PlaceCount[],
  level: 'town' | 'village' | 'grid',
): Map<string, { open: number; overdue: number }> {
  const sums = new Map<string, { open: number; overdue: number }>();
  for (const one of counts) {
    const code = one[level];
    if (code === null) continue;
    const sum = sums.get(code) ?? { open: 0, overdue: 0 };
    sums.set(code, { open: sum.open + one.open, overdue: sum.overdue + one.overdue });
  }
  return sums;
}
