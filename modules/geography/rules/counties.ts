/**
 * The stable key of a county. A recoding changes the region code of a place, never its county key:
 * keys are what tables are sharded by. Which regions make up a county is data, by date.
 */
import { dayKey, holdsOn } from './dates.ts';

/** `regionCode` is mostly a county's six digits, but may be a town (development zone) or a city. */
export type CountyRegion = {
  county: string;
  regionCode: string;
  validFrom: string;
  validTo: string | null;
};

export type CountyMap = ReadonlyMap<string, readonly CountyRegion[]>;

/** Sorts mappings by region code, for `countyKeyOf`. */
export function countyMap(rows: readonly CountyRegion[]): CountyMap {
  const map = new Map<string, CountyRegion[]>();
  for (const row of rows) {
    const same = map.get(row.regionCode);
    if (same) same.push(row);
    else map.set(row.regionCode, [row]);
  }
  return map;
}

/**
 * The county key of a place on a day: the mapping with the longest region code above it. So a
 * development zone mapped by its town code stands apart from the county around it. Null: unmapped.
 */
export function countyKeyOf(map: CountyMap, code: string, on: string): string | null {
  const day = dayKey(on);
  for (let width = code.length; width >= 2; width -= 1) {
    const held = map
      .get(code.slice(0, width))
      ?.find((row) => holdsOn(dayKey(row.validFrom), dayKey(row.validTo), day));
    if (held) return held.county;
  }
  return null;
}
