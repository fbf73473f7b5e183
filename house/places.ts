/** Places as the other modules ask for them: what the house hands over of geography. */
import { refuse } from '../kernel/refusal.ts';
import { dateAt } from '../kernel/zone.ts';
import {
  childrenOf,
  countyKeyOf,
  fromStored,
  type Geography,
  isKnownCode,
  levelTile,
  locatePoint,
  mapOriginsOf,
  originOf,
  regionAt,
  toStored,
  wordsNear,
} from '../modules/geography/index.ts';
import type { Identity } from '../modules/identity/index.ts';
import type { MapPlaces, Places } from '../modules/matters/index.ts';
import type { Rulebook } from '../modules/rulebook/index.ts';
import type { Clock } from '../platform/clock/clock.ts';
import type { PageAsked } from '../platform/http/index.ts';

/** All centres of one installation share a zone: it is China's by law. */
export const ZONE = 'Asia/Shanghai';

export function mapPlacesOf(geography: Geography): MapPlaces {
  const pair = ([lon, lat]: readonly [number, number]) => ({ lon, lat });
  return {
    levelTile: async ({ now, ...asked }, tagsOf) =>
      levelTile(await geography.places(), { ...asked, on: dateAt(now, ZONE) }, tagsOf),
    toCrs: ({ lon, lat }, crs) => pair(fromStored([lon, lat], crs)),
    fromCrs: ({ lon, lat }, crs) => pair(toStored([lon, lat], crs)),
  };
}

/** More than any county has. */
const TOWNS_MAX = 500;

type PlacesInMemory = Awaited<ReturnType<Geography['places']>>;

export function countiesOf(places: PlacesInMemory): string[] {
  const rows = [...places.counties.values()].flat();
  return [...new Set(rows.map((row) => row.county))].sort();
}

export function countiesUnder(places: PlacesInMemory | null, prefix: string): string[] {
  const rows = [...(places?.counties.values() ?? [])].flat();
  const below = rows.filter((row) => row.regionCode.startsWith(prefix)).map((row) => row.county);
  return [...new Set(below)].sort();
}

/** Places as the loop asks for them. */
export function placesFor(places: PlacesInMemory): Places {
  const on = (now: number) => dateAt(now, ZONE);
  return {
    ofPoint: (point, now) => {
      const found = locatePoint(places, { ...point, on: undefined }, now);
      const deepest = found.regions.at(-1);
      if (!found.county || !deepest) return null;
      const grid = found.grid?.code ?? null;
      return {
        county: found.county,
        region: deepest.code,
        grid,
        lon: found.point.lon,
        lat: found.point.lat,
      };
    },
    ofRegion: (code, now) => {
      const region = code.length === 15 ? code.slice(0, 12) : code;
      const county = countyKeyOf(places.counties, region, on(now));
      // Whatever its date: what was received years ago lies before the tree that we have. Where the
      // tree has no such province at all the county's own mapping decides.
      const isKnown =
        isKnownCode(places.regions, region) || !isKnownCode(places.regions, region.slice(0, 2));
      if (!isKnown || !county) return refuse('REGION_UNKNOWN');
      const grid = code.length === 15 && places.grids.has(code) ? code : null;
      return { county, region, grid, lon: null, lat: null };
    },
    nameOf: (code, now) => nameChain(places, code, on(now)),
    gridNamed: (code) => places.grids.get(code)?.name ?? null,
    near: wordsNear,
    townsOf: (county, now) =>
      childrenOf(places.regions, county, { on: on(now), limit: TOWNS_MAX }).map(({ code }) => code),
  };
}

function nameChain(places: PlacesInMemory, code: string, today: string): string {
  return [6, 9, 12]
    .filter((width) => code.length >= width)
    .map((width) => regionAt(places.regions, code.slice(0, width), today)?.name ?? '')
    .join('');
}

/** The hosts besides ours that a page may load pictures of a map from. */
export type MapOrigins = (asked: PageAsked) => Promise<readonly string[]>;

type MapWorld = { identity: Identity; rulebook: Rulebook; clock: Clock };

/** Those of the basemaps in force, and on the page where one is tried that one's. */
export function mapOriginsFrom({ identity, rulebook, clock }: MapWorld): MapOrigins {
  let known: readonly string[] = [];
  return async (asked) => {
    // A page is answered with what was known when the database is not there.
    const now = await Promise.resolve(clock.now()).catch(() => Date.now());
    const book = await rulebook.current().catch(() => rulebook.latest());
    if (book) known = mapOriginsOf(book, now);
    const tried = triedOrigins(asked);
    if (tried.length === 0) return known;
    const actor = await identity.authenticate(asked.headers, now).catch(() => null);
    const may = actor?.kind === 'staff' && actor.permissions.has('rulebook.publish');
    return may ? [...new Set([...known, ...tried])] : known;
  };
}

const TRIAL_PAGE = '/console/admin/map';

/** What the address of the map's page asks to try; nothing when another site led there. */
function triedOrigins({ url, headers }: PageAsked): string[] {
  const { pathname, searchParams } = new URL(url, 'http://here');
  if (pathname !== TRIAL_PAGE || headers['sec-fetch-site'] === 'cross-site') return [];
  const addresses = [...searchParams.getAll('tiles'), ...searchParams.getAll('darkTiles')];
  return addresses.flatMap((address) => originOf(address) ?? []);
}
