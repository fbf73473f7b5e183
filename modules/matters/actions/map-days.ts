/**
 * A county's packed days, held by this process: those that changed are read anew, the rest stays.
 * Closed matters are summed and drawn from here, at any zoom.
 */
import type { Database, Reader, Tx } from '../../../platform/db/index.ts';
import type { MapFilter, PlaceCount, Spot } from '../rules/map.ts';
import {
  type DayColumns,
  type DrawnTraits,
  eachDrawn,
  eachNear,
  MICRO,
  type NearBox,
  numberAt,
  type PackAsked,
  unpackDay,
} from '../rules/map-pack.ts';
import type { PublicGroup, SquareSpot } from '../store/map.ts';
import { listDays, readDays } from '../store/map-days.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

type HeldDay = { made: number; columns: DayColumns; bytes: number };
/** `at` in real time; `from`: the first day that was looked for. */
type HeldCounty = { days: Map<string, HeldDay>; bytes: number; at: number; from: string };
export type MapDays = { counties: Map<string, HeldCounty>; reading: Map<string, Promise<unknown>> };

export const openMapDays = (): MapDays => ({ counties: new Map(), reading: new Map() });

/** A year of a county of ten million matters in three is some 25 MB. */
const HELD_MAX_BYTES = 192 * 2 ** 20;
/** For so long nobody looks whether a day was packed anew. */
const FRESH_MS = 5_000;
/** Read at once: some 5 MB. */
const DAYS_AT_ONCE = 64;

/** Columns of the days that a period touches; `from` is the minute of the day it begins at. */
export type PeriodDay = { columns: DayColumns; from: number };

type Asked = { county: string; since: number } & Reader;

/** The closed matters received since then, as they were packed some seconds ago. */
export async function closedSince(db: Database, held: MapDays, asked: Asked): Promise<PeriodDay[]> {
  const { county, since } = asked;
  // One after the other for a county: two would read the same days.
  const before = held.reading.get(county) ?? Promise.resolve();
  const reading = before.catch(() => undefined).then(() => renew(db, held, asked));
  held.reading.set(county, reading);
  await reading;
  const first = dayOf(since);
  const days = [...(held.counties.get(county)?.days ?? [])].filter(([day]) => day >= first);
  return days.map(([day, { columns }]) => ({
    columns,
    from: Math.max(0, Math.ceil((since - Date.parse(day)) / MINUTE_MS)),
  }));
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

async function renew(db: Database, held: MapDays, { county, since, mayLag }: Asked): Promise<void> {
  const asked = dayOf(since);
  const own = held.counties.get(county) ?? { days: new Map(), bytes: 0, at: 0, from: asked };
  if (own.at > 0 && performance.now() - own.at < FRESH_MS && own.from <= asked) return;
  const from = own.from < asked ? own.from : asked;
  await db.snapshot({ counties: [county] }, (tx) => readAnew(tx, own, county, from), { mayLag });
  own.at = performance.now();
  own.from = from;
  forgetOld(own, since);
  // The county asked for last stands last, and the first ones make room.
  held.counties.delete(county);
  held.counties.set(county, own);
  makeRoom(held, county);
}

async function readAnew(tx: Tx, own: HeldCounty, county: string, from: string): Promise<void> {
  const stands = await listDays(tx, county, from);
  const changed = stands.filter(({ day, made }) => own.days.get(day)?.made !== made);
  for (let at = 0; at < changed.length; at += DAYS_AT_ONCE) {
    const wanted = changed.slice(at, at + DAYS_AT_ONCE).map(({ day }) => day);
    for (const { day, made, packed } of await readDays(tx, county, wanted)) {
      own.bytes += packed.length - (own.days.get(day)?.bytes ?? 0);
      own.days.set(day, { made, columns: unpackDay(packed), bytes: packed.length });
    }
  }
}

const SPARE_DAYS = 400;

/** Days that no map asks for any more. */
function forgetOld(own: HeldCounty, since: number): void {
  const oldest = dayOf(since - SPARE_DAYS * DAY_MS);
  for (const [day, { bytes }] of own.days) {
    if (day >= oldest) continue;
    own.days.delete(day);
    own.bytes -= bytes;
  }
}

function makeRoom({ counties }: MapDays, kept: string): void {
  let bytes = [...counties.values()].reduce((sum, one) => sum + one.bytes, 0);
  for (const [county, one] of counties) {
    if (bytes <= HELD_MAX_BYTES || county === kept) return;
    counties.delete(county);
    bytes -= one.bytes;
  }
}

/** Of the closed ones those that a reader may count and a filter wants. */
export type Wanted = { regions: readonly string[] | null; traits: (one: DrawnTraits) => boolean };

export function wantedBy({ category }: MapFilter, regions: readonly string[] | null): Wanted {
  const isWanted = (one: DrawnTraits) => category === null || one.category === category;
  return regions === null
    ? { regions, traits: (one) => one.mayBePublic && isWanted(one) }
    : { regions, traits: isWanted };
}

const askedOf = (wanted: Wanted, { from }: PeriodDay): PackAsked => ({ ...wanted, from });

/** A stretch of days is summed at a time: others get their turn between. */
const DAYS_A_TURN = 48;

async function overDays(days: readonly PeriodDay[], work: (day: PeriodDay) => void): Promise<void> {
  for (const [at, day] of days.entries()) {
    if (at % DAYS_A_TURN === DAYS_A_TURN - 1) await new Promise(setImmediate);
    work(day);
  }
}

/** Sums by squares of so many degrees, as `readSpots` gives them of open ones. */
export async function sumSquares(
  days: readonly PeriodDay[],
  wanted: Wanted,
  degrees: number,
  near: NearBox | null = null,
): Promise<SquareSpot[]> {
  const side = degrees * MICRO;
  const squares = new Map<number, Square>();
  await overDays(days, (day) => {
    const { lon, lat, trait, traits } = day.columns;
    const take = (at: number) => {
      const x = lon[at] ?? 0;
      const y = lat[at] ?? 0;
      const binX = Math.floor(x / side);
      const binY = Math.floor(y / side);
      const key = binX * SQUARES_HIGH + binY;
      let square = squares.get(key);
      if (!square) {
        square = { binX, binY, n: 0, x: 0, y: 0, west: x, east: x, south: y, north: y, urgent: 0 };
        squares.set(key, square);
      }
      square.n += 1;
      square.x += x;
      square.y += y;
      if (x < square.west) square.west = x;
      if (x > square.east) square.east = x;
      if (y < square.south) square.south = y;
      if (y > square.north) square.north = y;
      if (traits[trait[at] ?? 0]?.urgency === 'urgent') square.urgent += 1;
    };
    if (near) eachNear(day.columns, askedOf(wanted, day), near, take);
    else eachDrawn(day.columns, askedOf(wanted, day), take);
  });
  return [...squares.values()].map(spotOf);
}

/** Squares are never so fine that a degree has more of them. */
const SQUARES_HIGH = 2 ** 26;

type Square = {
  binX: number;
  binY: number;
  n: number;
  x: number;
  y: number;
  west: number;
  east: number;
  south: number;
  north: number;
  urgent: number;
};

function spotOf({ binX, binY, n, x, y, urgent, ...box }: Square): SquareSpot {
  return {
    binX,
    binY,
    lon: x / n / MICRO,
    lat: y / n / MICRO,
    west: box.west / MICRO,
    south: box.south / MICRO,
    east: box.east / MICRO,
    north: box.north / MICRO,
    count: n,
    overdue: 0,
    urgent,
    number: null,
    category: null,
    stage: null,
    isOpen: false,
  };
}

/** The single ones within a box; null when they are more than so many. */
export function pointsOf(
  days: readonly PeriodDay[],
  wanted: Wanted,
  { near, most }: { near: NearBox; most: number },
): Spot[] | null {
  const found: { columns: DayColumns; at: number }[] = [];
  for (const day of days) {
    const { columns } = day;
    eachNear(columns, askedOf(wanted, day), near, (at) => found.push({ columns, at }));
    if (found.length > most) return null;
  }
  return found.map(({ columns, at }) => pointOf(columns, at));
}

function pointOf(columns: DayColumns, at: number): Spot {
  const lon = (columns.lon[at] ?? 0) / MICRO;
  const lat = (columns.lat[at] ?? 0) / MICRO;
  const traits = columns.traits[columns.trait[at] ?? 0];
  return {
    lon,
    lat,
    west: lon,
    south: lat,
    east: lon,
    north: lat,
    count: 1,
    overdue: 0,
    urgent: traits?.urgency === 'urgent' ? 1 : 0,
    number: numberAt(columns, at),
    category: traits?.category ?? null,
    stage: traits?.stage ?? null,
    isOpen: false,
  };
}

/** What everyone may see of closed ones, as `readPublicGroups` gives it of open ones. */
export async function groupClosed(
  days: readonly PeriodDay[],
  wanted: Wanted,
  degrees: number,
): Promise<PublicGroup[]> {
  const side = degrees * MICRO;
  const groups = new Map<string, PublicGroup>();
  await overDays(days, (day) => {
    const { lon, lat, trait, traits } = day.columns;
    const names = traits.map(({ prefix: _p, urgency: _u, ...judged }) =>
      Object.values(judged).join('/'),
    );
    eachDrawn(day.columns, askedOf(wanted, day), (at) => {
      const bin_x = Math.floor((lon[at] ?? 0) / side);
      const bin_y = Math.floor((lat[at] ?? 0) / side);
      const which = trait[at] ?? 0;
      const key = `${names[which]} ${bin_x} ${bin_y}`;
      const group = groups.get(key);
      const judged = traits[which];
      if (group) group.count += 1;
      else if (judged) groups.set(key, groupOf(judged, bin_x, bin_y));
    });
  });
  return [...groups.values()];
}

function groupOf(traits: DrawnTraits, bin_x: number, bin_y: number): PublicGroup {
  const { kind, processVersion, stage, outcome, category } = traits;
  const judged = {
    kind,
    process_version: processVersion,
    stage,
    is_open: false,
    outcome,
    category,
  };
  return { ...judged, bin_x, bin_y, count: 1 };
}

const TOWN = 9;
const VILLAGE = 12;

/** How many closed ones lie in each grid or village. */
export async function countPlaces(
  days: readonly PeriodDay[],
  wanted: Wanted,
): Promise<PlaceCount[]> {
  const counts = new Map<string, PlaceCount>();
  await overDays(days, (day) => {
    const { places, place } = day.columns;
    const n = new Uint32Array(places.length);
    eachDrawn(day.columns, askedOf(wanted, day), (at) => {
      const which = place[at] ?? 0;
      n[which] = (n[which] ?? 0) + 1;
    });
    for (const [at, { region, grid }] of places.entries()) {
      const key = `${region}/${grid ?? ''}`;
      const count = counts.get(key) ?? {
        town: region.slice(0, TOWN),
        village: region.slice(0, VILLAGE),
        grid,
        open: 0,
        overdue: 0,
      };
      count.open += n[at] ?? 0;
      counts.set(key, count);
    }
  });
  return [...counts.values()].filter(({ open }) => open > 0);
}
