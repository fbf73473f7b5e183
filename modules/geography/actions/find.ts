/** The questions about places, answered from one view of the memory. Nothing here writes. */
import type { z } from 'zod';
import { civilDate, isCivilDate } from '../../../kernel/dates.ts';
import { makeCursor, type Page, pageOf, pageSize, readCursor } from '../../../kernel/paging.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { civilAt } from '../../../kernel/zone.ts';
import type {
  BoundariesQuery,
  BoundaryFeatures,
  GridsQuery,
  GridView,
  LocateAnswer,
  LocateQuery,
  RegionsQuery,
  RegionView,
} from '../contract.ts';
import { chainOf, levelOf } from '../rules/codes.ts';
import { countyKeyOf } from '../rules/counties.ts';
import { type Crs, isCrs, shapeFromStored, toStored } from '../rules/crs.ts';
import { dayKey, holdsOn } from '../rules/dates.ts';
import type { Position } from '../rules/geometry.ts';
import { type Located, locate } from '../rules/locate.ts';
import { childrenOf, type Region, regionAt, searchRegions } from '../rules/regions.ts';
import { rangeFault } from '../rules/soundness.ts';
import type { BoundaryVersion, Grid } from '../store/boundaries.ts';
import type { Places } from '../store/memory.ts';
import { locateTexts, tieTexts } from '../texts.ts';

type Shown<T extends z.ZodType> = z.output<T>;

/** All places are in one zone by law, and a day here is that zone's. */
const ZONE = 'Asia/Shanghai';

/** The day asked about, or today. Refuses DATE_INVALID. */
function dayOf(on: string | undefined, nowMs: number): string {
  if (on === undefined) return civilDate(civilAt(nowMs, ZONE).day);
  return isCivilDate(on) ? on : refuse('DATE_INVALID', { fields: [{ path: 'on', code: 'date' }] });
}

function crsOf(name: string | undefined): Crs {
  if (name === undefined) return 'wgs84';
  const crs = name.toLowerCase();
  if (isCrs(crs)) return crs;
  return refuse('CRS_UNKNOWN', { fields: [{ path: 'crs', code: 'CRS_UNKNOWN' }] });
}

/**
 * Where a point is: its regions, grid, county key, and why. Refuses POINT_OUT_OF_RANGE,
 * POINT_AXES_SWAPPED, CRS_UNKNOWN and DATE_INVALID.
 */
export function locatePoint(
  places: Places,
  query: Shown<typeof LocateQuery>,
  nowMs: number,
): Shown<typeof LocateAnswer> {
  const on = dayOf(query.on, nowMs);
  const given: Position = [query.lon, query.lat];
  const crs = crsOf(query.crs);
  refuseBadPoint(given);
  const point = toStored(given, crs);
  const found = locate(places.index, point, on);
  const nearest = found.nearest && gridOf(places, found.nearest.code);
  return {
    point: { lon: round7(point[0]), lat: round7(point[1]) },
    on,
    regions: regionsAbove(places, found.deepest, on),
    county: found.deepest && countyKeyOf(places.counties, found.deepest, on),
    grid: found.grid ? gridOf(places, found.grid) : null,
    tie: found.tie,
    nearest: nearest && { grid: nearest, distanceM: found.nearest?.distanceM ?? 0 },
    explanation: explain(places, found),
  };
}

function refuseBadPoint(point: Position) {
  const fault = rangeFault(point);
  if (!fault) return;
  const code = fault === 'AXES_SWAPPED' ? 'POINT_AXES_SWAPPED' : 'POINT_OUT_OF_RANGE';
  refuse(code, {
    fields: [
      { path: 'lon', code },
      { path: 'lat', code },
    ],
  });
}

function round7(value: number): number {
  return Math.round(value * 1e7) / 1e7;
}

/** The regions from the province down that are known on the day. */
export function regionsAbove(places: Places, code: string | null, on: string): Region[] {
  return chainOf(code ?? '').flatMap((one) => regionAt(places.regions, one, on) ?? []);
}

function gridOf(places: Places, code: string): Shown<typeof GridView> {
  const grid = places.grids.get(code);
  if (!grid) throw new Error(`the grid ${code} has a boundary but no row`);
  return grid;
}

function explain(places: Places, found: Located) {
  const grid = found.grid && places.grids.get(found.grid);
  const near = found.nearest && places.grids.get(found.nearest.code);
  const text = grid ? locateTexts.inGrid : near ? locateTexts.outside : locateTexts.alone;
  const tie = found.tie && tieTexts[found.tie.rule];
  const say = (language: 'zh' | 'en') =>
    text[language]
      .replace('{name}', grid ? grid.name : near ? near.name : '')
      .replace('{distance}', String(found.nearest?.distanceM ?? '')) +
    (tie ? (language === 'en' ? ' ' : '') + tie[language] : '');
  return { zh: say('zh'), en: say('en') };
}

/** Regions by code, by parent, or by name. Refuses REGION_UNKNOWN and what pages refuse. */
export function listRegions(
  places: Places,
  query: Shown<typeof RegionsQuery>,
  nowMs: number,
): Page<Shown<typeof RegionView>> {
  const on = dayOf(query.on, nowMs);
  if (query.code !== undefined) {
    return { items: [knownRegion(places, query.code, on)], next: null };
  }
  const size = pageSize(query.limit);
  const after = query.cursor && String(readCursor('regions', ['text'], query.cursor)[0]);
  const page = { on, after, limit: size + 1 };
  const parent = query.parent ?? null;
  if (parent !== null) knownRegion(places, parent, on);
  const isSearch = query.q !== undefined || query.level !== undefined || query.under !== undefined;
  const { q, under = parent ?? undefined, level } = query;
  const rows = isSearch
    ? searchRegions(places.regions, { q, under, level, ...page })
    : childrenOf(places.regions, parent, page);
  return pageOf(rows, size, (last) => makeCursor('regions', [last.code]));
}

function knownRegion(places: Places, code: string, on: string): Region {
  const region = regionAt(places.regions, code, on);
  return region ?? refuse('REGION_UNKNOWN', { fields: [{ path: 'code', code: 'REGION_UNKNOWN' }] });
}

/** The grids of a region on a day, by code. Refuses REGION_UNKNOWN and what pages refuse. */
export function listGrids(
  places: Places,
  query: Shown<typeof GridsQuery>,
  nowMs: number,
): Page<Grid> {
  const on = dayOf(query.on, nowMs);
  knownRegion(places, query.region, on);
  const size = pageSize(query.limit);
  const after = query.cursor && String(readCursor('grids', ['text'], query.cursor)[0]);
  const found = boundariesUnder(
    places,
    { region: query.region, on, level: 'grid', after },
    size + 1,
  );
  const grids = found.flatMap((one) => places.grids.get(one.code) ?? []);
  return pageOf(grids, size, (last) => makeCursor('grids', [last.code]));
}

/** Borders under a region as GeoJSON, at most 100 a page, so that a map fills as they come. */
export function listBoundaries(
  places: Places,
  query: Shown<typeof BoundariesQuery>,
  nowMs: number,
): Shown<typeof BoundaryFeatures> {
  const on = dayOf(query.on, nowMs);
  const crs = crsOf(query.crs);
  knownRegion(places, query.region, on);
  const size = pageSize(query.limit);
  const after = query.cursor && String(readCursor('boundaries', ['text'], query.cursor)[0]);
  const { region, level } = query;
  const found = boundariesUnder(places, { region, on, level, after }, size + 1);
  const page = pageOf(found, size, (last) => makeCursor('boundaries', [last.code]));
  return {
    type: 'FeatureCollection',
    features: page.items.map((one) => featureOf(places, one, { crs, on })),
    next: page.next,
  };
}

type Under = { region: string; on: string; level?: string; after?: string };

function boundariesUnder(places: Places, under: Under, limit: number): BoundaryVersion[] {
  const { boundaries } = places;
  const day = dayKey(under.on);
  const found: BoundaryVersion[] = [];
  // '!' stands before every digit: behind the code itself, before all codes below it.
  const first = firstFrom(boundaries, under.after ? `${under.after}!` : under.region);
  for (let i = first; i < boundaries.length && found.length < limit; i += 1) {
    const one = boundaries[i] as BoundaryVersion;
    if (!one.code.startsWith(under.region)) break;
    const isWanted = under.level === undefined || levelOf(one.code) === under.level;
    if (isWanted && holdsOn(dayKey(one.validFrom), dayKey(one.validTo), day)) found.push(one);
  }
  return found;
}

function firstFrom(boundaries: readonly BoundaryVersion[], code: string): number {
  let low = 0;
  let high = boundaries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((boundaries[middle] as BoundaryVersion).code < code) low = middle + 1;
    else high = middle;
  }
  return low;
}

function featureOf(places: Places, one: BoundaryVersion, { crs, on }: { crs: Crs; on: string }) {
  const name = places.grids.get(one.code)?.name ?? regionAt(places.regions, one.code, on)?.name;
  return {
    type: 'Feature' as const,
    id: one.code,
    properties: {
      code: one.code,
      name: name ?? '',
      level: levelOf(one.code) ?? '',
      areaM2: one.areaM2,
      validFrom: one.validFrom,
      validTo: one.validTo,
    },
    geometry: { type: 'MultiPolygon' as const, coordinates: shapeFromStored(one.shape, crs) },
  };
}
