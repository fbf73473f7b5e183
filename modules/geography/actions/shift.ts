/** The grids of somebody's regions with their polygons, coarse enough for a phone's memory. */
import { civilDate } from '../../../kernel/dates.ts';
import { civilAt } from '../../../kernel/zone.ts';
import { dayKey, holdsOn } from '../rules/dates.ts';
import type { Shape } from '../rules/geometry.ts';
import { thinned } from '../rules/thin.ts';
import type { Places } from '../store/memory.ts';

export type GridShape = {
  code: string;
  name: string;
  /** Polygons, each of rings, in WGS-84. */
  shape: Shape;
};

const ZONE = 'Asia/Shanghai';
/** No one walks past this by mistake: some three metres. */
const TOLERANCE_DEG = 0.00003;

/** At most `max`, by code. */
export function gridsUnder(
  places: Places,
  regions: readonly string[],
  { now, max }: { now: number; max: number },
): { items: GridShape[]; isMore: boolean } {
  const day = dayKey(civilDate(civilAt(now, ZONE).day));
  const found: GridShape[] = [];
  for (const one of places.boundaries) {
    const grid = places.grids.get(one.code);
    if (!grid || !regions.some((code) => one.code.startsWith(code))) continue;
    if (!holdsOn(dayKey(one.validFrom), dayKey(one.validTo), day)) continue;
    if (found.length === max) return { items: found, isMore: true };
    found.push({ code: one.code, name: grid.name, shape: thinned(one.shape, TOLERANCE_DEG) });
  }
  return { items: found, isMore: false };
}
