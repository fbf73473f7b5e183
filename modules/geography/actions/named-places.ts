/** The register of named places: shown to everyone, kept by staff within their scope. */
import { createHash } from 'node:crypto';
import { type Actor, covers } from '../../../kernel/actor.ts';
import { makeCursor, type Page, pageOf, pageSize, readCursor } from '../../../kernel/paging.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { dateAt } from '../../../kernel/zone.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import type {
  FoundPlace,
  ListPlacesQuery,
  NamedPlaceChange,
  NamedPlaceView,
  NewNamedPlace,
  PublicPlace,
  SearchPlacesQuery,
} from '../contract/places.ts';
import { levelOf } from '../rules/codes.ts';
import { dayKey, holdsOn } from '../rules/dates.ts';
import type { Position } from '../rules/geometry.ts';
import { labelPoint } from '../rules/label-point.ts';
import { isFlat, isPersonal, sheetCode } from '../rules/named-places.ts';
import { NEAR_MAX_M, nearWords } from '../rules/near-place.ts';
import { regionAt, searchRegions } from '../rules/regions.ts';
import type { Geography, Places } from '../store/memory.ts';
import {
  findNearest,
  findPlace,
  listNamedPlaces,
  type NamedPlace,
  savePlaces,
  searchNamedPlaces,
} from '../store/named-places.ts';
import { locatePoint } from './find.ts';

/** Who serves a grid now, by the posts; null when no post says. Public by the grid rule. */
export type WorkerOf = (
  grid: string,
  now: number,
) => { publicName: string | null; dutyPhone: string | null } | null;

export type NamedPlaceWorld = { geography: Geography; workerOf: WorkerOf };

type Ctx = RequestContext;

const ZONE = 'Asia/Shanghai';

/** Named places first, then towns and villages that are called so. */
export async function searchPlaces(
  { geography }: NamedPlaceWorld,
  ctx: Ctx,
  query: SearchPlacesQuery,
): Promise<{ items: FoundPlace[] }> {
  const places = await geography.places();
  const [lon, lat] = query.near?.split(',').map(Number) ?? [];
  const near = lon === undefined || lat === undefined ? null : { lon, lat };
  const counties = query.county === undefined ? [] : [query.county];
  const { limit } = query;
  const found = await geography.look((tx) =>
    searchNamedPlaces(tx, { text: query.q, counties, near, limit }),
  );
  const on = dateAt(ctx.now, ZONE);
  const named = found.map(
    (one): FoundPlace => ({
      ...shownOf(places, one, on),
      grid: one.grid,
      distanceM: one.distanceM,
    }),
  );
  const regions = regionsNamed(places, query, on, limit - Math.min(named.length, limit - 2));
  ctx.setHeader('cache-control', 'public, max-age=60');
  return { items: [...named, ...regions].slice(0, limit) };
}

function shownOf(places: Places, one: NamedPlace, on: string) {
  return {
    code: one.code,
    kind: one.kind,
    name: one.name,
    address: one.address,
    regionNames: regionNames(places, one.region, on),
    region: one.region,
    point: { lon: one.lon, lat: one.lat },
  };
}

/** Where a point is by the nearest named place; null where none is near. */
export async function wordsNear(
  tx: Tx,
  { lon, lat }: { lon: number; lat: number },
): Promise<{ zh: string; en: string } | null> {
  const place = await findNearest(tx, { lon, lat }, NEAR_MAX_M);
  return place && nearWords(place, [lon, lat]);
}

/** County, town and village in words. */
export function regionNames(places: Places, region: string, on: string): string {
  return [6, 9, 12]
    .filter((width) => region.length >= width)
    .map((width) => regionAt(places.regions, region.slice(0, width), on)?.name ?? '')
    .join('');
}

function regionsNamed(
  places: Places,
  { q, county }: SearchPlacesQuery,
  on: string,
  limit: number,
): FoundPlace[] {
  const under = county && [...places.counties.values()].flat().find((row) => row.county === county);
  const asked = { q, on, limit: Math.max(2, limit), ...(under && { under: under.regionCode }) };
  return (['town', 'village'] as const)
    .flatMap((level) => searchRegions(places.regions, { ...asked, level }))
    .flatMap((region) => {
      const point = pointOfCode(places, region.code, on);
      if (!point || (region.level !== 'town' && region.level !== 'village')) return [];
      return {
        code: region.code,
        kind: region.level,
        name: region.name,
        address: '',
        regionNames: regionNames(places, region.code.slice(0, -3), on),
        region: region.code,
        grid: null,
        point: { lon: point[0], lat: point[1] },
        distanceM: null,
      };
    });
}

/** A point within the borders of a region or grid on a day; null where none are known. */
function pointOfCode(places: Places, code: string, on: string): Position | null {
  const day = dayKey(on);
  const row = places.boundaries.find(
    (one) => one.code === code && holdsOn(dayKey(one.validFrom), dayKey(one.validTo), day),
  );
  return row ? labelPoint(row.shape) : null;
}

/**
 * What a sheet's code points at; a grid's, village's or town's own code stands for its middle.
 * Refuses NAMED_PLACE_UNKNOWN.
 */
export async function getPublicPlace(
  world: NamedPlaceWorld,
  ctx: Ctx,
  code: string,
): Promise<PublicPlace> {
  const places = await world.geography.places();
  const on = dateAt(ctx.now, ZONE);
  const shown = /^\d+$/.test(code)
    ? placeOfCode(places, code, on)
    : await placeOfSheet(world, places, { code, on });
  ctx.setHeader('cache-control', 'public, max-age=60');
  return { ...shown, ...noticeOf(world, places, shown.grid?.code ?? null, ctx.now) };
}

type Bare = Omit<PublicPlace, 'workerPublicName' | 'dutyPhone'>;

async function placeOfSheet(
  { geography }: NamedPlaceWorld,
  places: Places,
  { code, on }: { code: string; on: string },
): Promise<Bare> {
  const upper = code.toUpperCase();
  const found = await geography.look((tx) => findPlace(tx, upper));
  if (!found) return refuse('NAMED_PLACE_UNKNOWN', { values: { code } });
  const { isActive, grid } = found;
  return { ...shownOf(places, found, on), isActive, grid: gridNamed(places, grid) };
}

function gridNamed(places: Places, code: string | null) {
  const grid = code === null ? undefined : places.grids.get(code);
  return grid ? { code: grid.code, name: grid.name } : null;
}

function placeOfCode(places: Places, code: string, on: string): Bare {
  const level = levelOf(code);
  const point = pointOfCode(places, code, on);
  if (!point || (level !== 'grid' && level !== 'village' && level !== 'town')) {
    return refuse('NAMED_PLACE_UNKNOWN', { values: { code } });
  }
  const region = code.slice(0, 12);
  const grid = gridNamed(places, level === 'grid' ? code : null);
  return {
    code,
    kind: level,
    name: grid?.name ?? regionAt(places.regions, code, on)?.name ?? '',
    address: '',
    regionNames: regionNames(places, level === 'grid' ? region : code.slice(0, -3), on),
    region,
    point: { lon: point[0], lat: point[1] },
    grid,
    isActive: true,
  };
}

/** The grid worker as on the public notice: by the post that serves the grid, else as loaded. */
function noticeOf({ workerOf }: NamedPlaceWorld, places: Places, grid: string | null, now: number) {
  const worker = grid === null ? null : workerOf(grid, now);
  const row = grid === null ? undefined : places.grids.get(grid);
  return {
    workerPublicName: worker?.publicName ?? row?.workerPublicName ?? null,
    dutyPhone: worker?.dutyPhone ?? row?.dutyPhone ?? null,
  };
}

/** A page of the register within the actor's scope. */
export async function listRegister(
  { geography }: NamedPlaceWorld,
  ctx: Ctx,
  query: ListPlacesQuery,
): Promise<Page<NamedPlaceView>> {
  const size = pageSize(query.limit);
  const [region, code] = query.cursor
    ? readCursor('namedPlaces', ['text', 'text'], query.cursor)
    : [];
  const places = await geography.places();
  const rows = await geography.look((tx) =>
    listNamedPlaces(tx, {
      regions: regionsAsked(regionsOf(ctx.actor), query.region),
      text: query.q ? query.q : null,
      kind: query.kind ?? null,
      isActive: query.isActive ?? null,
      after: query.cursor ? { region: String(region), code: String(code) } : null,
      limit: size + 1,
    }),
  );
  const page = pageOf(rows, size, (last) => makeCursor('namedPlaces', [last.region, last.code]));
  const on = dateAt(ctx.now, ZONE);
  return { items: page.items.map((one) => viewOf(places, one, on)), next: page.next };
}

/** The part of one's scope that was asked for. */
function regionsAsked(own: readonly string[], asked: string | undefined): readonly string[] {
  if (asked === undefined) return own;
  if (covers(own, asked)) return [asked];
  return own.filter((code) => code.startsWith(asked));
}

export function regionsOf(actor: Actor): readonly string[] {
  return actor.kind === 'staff' || actor.kind === 'machine' ? actor.regions : [];
}

function viewOf(places: Places, one: NamedPlace, on: string): NamedPlaceView {
  const { aliases, isActive, changedAt, grid } = one;
  return {
    ...shownOf(places, one, on),
    aliases,
    isActive,
    grid: gridNamed(places, grid),
    changedAt: changedAt.toISOString(),
  };
}

export type Standing = { county: string; region: string; grid: string | null };

/** Where a point lies, for a place that stands there; null where no region is known. */
export function standingOf(places: Places, point: Position, now: number): Standing | null {
  const [lon, lat] = point;
  const found = locatePoint(places, { lon, lat }, now);
  const region = found.regions.at(-1)?.code;
  if (!region || !found.county) return null;
  return { county: found.county, region, grid: found.grid?.code ?? null };
}

/** Another code than any before, unless chance plays a trick: the key refuses that. */
export function madeCode(county: string, newId: () => string): string {
  return `${county}-${sheetCode(createHash('sha256').update(newId()).digest())}`;
}

type Given = Pick<NewNamedPlace, 'point'>['point'];

function placed(places: Places, ctx: Ctx, given: Given): Standing & { lon: number; lat: number } {
  const { point } = locatePoint(places, given, ctx.now);
  const standing = standingOf(places, [point.lon, point.lat], ctx.now);
  if (!standing) return refuse('NAMED_PLACE_NOT_SERVED');
  refuseOutside(ctx.actor, standing);
  return { ...standing, ...point };
}

function refuseOutside(actor: Actor, { region, grid }: Standing): void {
  if (actor.kind === 'system') return;
  if (!covers(regionsOf(actor), grid ?? region) && !covers(regionsOf(actor), region)) {
    refuse('NAMED_PLACE_OUTSIDE');
  }
}

function refusePersonal(texts: readonly (string | undefined)[]): void {
  if (texts.some((text) => text && (isPersonal(text) || isFlat(text)))) {
    refuse('NAMED_PLACE_PERSONAL');
  }
}

/** Refuses what a point may be refused for, NAMED_PLACE_PERSONAL and NAMED_PLACE_CODE_TAKEN. */
export async function addPlace(
  { geography }: NamedPlaceWorld,
  ctx: Ctx,
  given: NewNamedPlace,
): Promise<NamedPlaceView> {
  const { point, ownCode, ...words } = given;
  refusePersonal([given.name, given.address, ...given.aliases]);
  const places = await geography.places();
  const at = placed(places, ctx, point);
  const code = ownCode ? `${at.county}-${ownCode}` : madeCode(at.county, ctx.newId);
  const place = { code, ...words, ...at, isActive: true, changedAt: new Date(ctx.now) };
  return geography.change(async (tx) => {
    if (await findPlace(tx, code)) refuse('NAMED_PLACE_CODE_TAKEN', { values: { code } });
    journal(tx, ctx, { verb: 'place.add', detail: { code, region: at.region } });
    return saved(tx, places, place, ctx.now);
  });
}

async function saved(tx: Tx, places: Places, place: NamedPlace, now: number) {
  const on = dateAt(now, ZONE);
  await savePlaces(tx, [{ ...place, regionNames: regionNames(places, place.region, on) }]);
  return viewOf(places, place, on);
}

/** Refuses NAMED_PLACE_UNKNOWN, also for what lies outside of the actor's scope. */
export async function changePlace(
  { geography }: NamedPlaceWorld,
  ctx: Ctx,
  code: string,
  change: NamedPlaceChange,
): Promise<NamedPlaceView> {
  refusePersonal([change.name, change.address, ...(change.aliases ?? [])]);
  const places = await geography.places();
  const { point, ...words } = change;
  const at = point && placed(places, ctx, point);
  return geography.change(async (tx) => {
    const stands = await findPlace(tx, code.toUpperCase());
    const isOurs = stands && covers(regionsOf(ctx.actor), stands.region);
    if (!stands || !isOurs) return refuse('NAMED_PLACE_UNKNOWN', { values: { code } });
    if (at && at.county !== stands.county) refuse('NAMED_PLACE_MOVED_COUNTY');
    const given = Object.fromEntries(
      Object.entries(words).filter(([, value]) => value !== undefined),
    );
    const place = { ...stands, ...given, ...at, changedAt: new Date(ctx.now) };
    journal(tx, ctx, {
      verb: 'place.change',
      detail: { code: stands.code, fields: Object.keys(change) },
    });
    return saved(tx, places, place, ctx.now);
  });
}
