/**
 * The closed matters of a day of receipt as a map needs them, in columns: a year of a county of
 * three million is some 20 MB, and is summed in the time in which the rows would be asked for.
 */
import { covers } from '../../../kernel/actor.ts';
import { must } from '../../../kernel/refusal.ts';
import { cellOf } from './cells.ts';
import type { Box } from './map.ts';

/** A closed matter of the day; `minute` since its beginning in UTC. */
export type Drawn = {
  number: string;
  region: string;
  grid: string | null;
  kind: string;
  processVersion: number;
  stage: string;
  outcome: string | null;
  category: string | null;
  urgency: string;
  /** Nothing hides it from everyone before the public judge is asked. */
  mayBePublic: boolean;
  lon: number;
  lat: number;
  minute: number;
};

export type DrawnPlace = Pick<Drawn, 'region' | 'grid'>;
export type DrawnTraits = Omit<Drawn, 'number' | 'region' | 'grid' | 'lon' | 'lat' | 'minute'> & {
  /** What stands before the serial in the number. */
  prefix: string;
};

/** Matters stand by cell: those of one lie from its entry in `cells` to the next one's. */
export type DayColumns = {
  count: number;
  places: readonly DrawnPlace[];
  traits: readonly DrawnTraits[];
  cells: ReadonlyMap<number, readonly [from: number, to: number]>;
  /** Millionths of a degree, some 10 cm. */
  lon: Int32Array;
  lat: Int32Array;
  serial: Uint32Array;
  minute: Uint16Array;
  place: Uint16Array;
  trait: Uint16Array;
};

export const MICRO = 1_000_000;
const BYTES_EACH = 18;
const LENGTH_BYTES = 4;
const SERIAL_DIGITS = 7;

/** Short, since a day has a thousand places: half of what is packed would be names of fields. */
type Head = {
  count: number;
  places: string;
  traits: ReturnType<typeof traitsToRow>[];
  /** Each with the first of its matters. */
  cells: [string, number][];
};

/** The same matters in the same order give the same bytes. */
export function packDay(drawn: readonly Drawn[]): Uint8Array {
  const points = drawn.map((one) => {
    const lon = Math.round(one.lon * MICRO);
    const lat = Math.round(one.lat * MICRO);
    // Of the point as it will be read: at a cell's edge it may be another's.
    return { one, lon, lat, cell: cellOf(lon / MICRO, lat / MICRO) ?? '' };
  });
  const byCell = [...Map.groupBy(points, ({ cell }) => cell)].sort(([a], [b]) => (a < b ? -1 : 1));
  const sorted = byCell.flatMap(([, ones]) => ones);
  const places = distinct(sorted, ({ one }) => placeOf(one), placeText);
  const traits = distinct(sorted, ({ one }) => traitsOf(one), traitsKey);
  let from = 0;
  const cells = byCell.map(([cell, ones]): [string, number] => {
    from += ones.length;
    return [cell, from - ones.length];
  });
  const count = sorted.length;
  const head: Head = {
    count,
    places: places.values.map(placeText).join(' '),
    traits: traits.values.map(traitsToRow),
    cells,
  };
  const text = new TextEncoder().encode(JSON.stringify(head));
  const packed = new Uint8Array(columnsFrom(text.length) + count * BYTES_EACH);
  new DataView(packed.buffer).setUint32(0, text.length, true);
  packed.set(text, LENGTH_BYTES);
  const columns = columnsIn(packed.buffer, columnsFrom(text.length), count);
  for (const [at, { one, lon, lat }] of sorted.entries()) {
    columns.lon[at] = lon;
    columns.lat[at] = lat;
    columns.serial[at] = Number(one.number.slice(one.number.lastIndexOf('-') + 1));
    columns.minute[at] = one.minute;
    columns.place[at] = places.at[at] ?? 0;
    columns.trait[at] = traits.at[at] ?? 0;
  }
  return packed;
}

const placeOf = ({ region, grid }: Drawn): DrawnPlace => ({ region, grid });
const VILLAGE = 12;

/** A grid's code names its village. */
function placeText({ region, grid }: DrawnPlace): string {
  return grid !== null && grid.slice(0, VILLAGE) === region ? grid : `${region}/${grid ?? ''}`;
}

function placeIn(text: string): DrawnPlace {
  const [region = '', grid] = text.split('/');
  if (grid === undefined) return { region: text.slice(0, VILLAGE), grid: text };
  return { region, grid: grid === '' ? null : grid };
}

function traitsOf(one: Drawn): DrawnTraits {
  const { kind, processVersion, stage, outcome, category, urgency, mayBePublic, number } = one;
  const prefix = number.slice(0, number.lastIndexOf('-') + 1);
  return { kind, processVersion, stage, outcome, category, urgency, mayBePublic, prefix };
}

const traitsKey = (one: DrawnTraits) => Object.values(one).join('/');

function traitsToRow(one: DrawnTraits) {
  const { kind, processVersion, stage, outcome, category, urgency, mayBePublic, prefix } = one;
  return [kind, processVersion, stage, outcome, category, urgency, mayBePublic, prefix] as const;
}

function traitsIn(row: ReturnType<typeof traitsToRow>): DrawnTraits {
  const [kind, processVersion, stage, outcome, category, urgency, mayBePublic, prefix] = row;
  return { kind, processVersion, stage, outcome, category, urgency, mayBePublic, prefix };
}

/** Each different value once, and which one each has. */
function distinct<T, V>(all: readonly T[], valueOf: (one: T) => V, keyOf: (value: V) => string) {
  const known = new Map<string, number>();
  const values: V[] = [];
  const at = all.map((one) => {
    const value = valueOf(one);
    const key = keyOf(value);
    const index = known.get(key) ?? values.push(value) - 1;
    known.set(key, index);
    return index;
  });
  must(values.length <= 2 ** 16, 'a day has more than its columns can name');
  return { values, at };
}

/** Where the columns begin: numbers of four bytes stand at a multiple of four. */
const columnsFrom = (textLength: number) => LENGTH_BYTES + Math.ceil(textLength / 4) * 4;

function columnsIn(buffer: ArrayBuffer, from: number, count: number) {
  const wide = (n: number) => from + n * 4 * count;
  const narrow = (n: number) => wide(3) + n * 2 * count;
  return {
    lon: new Int32Array(buffer, wide(0), count),
    lat: new Int32Array(buffer, wide(1), count),
    serial: new Uint32Array(buffer, wide(2), count),
    minute: new Uint16Array(buffer, narrow(0), count),
    place: new Uint16Array(buffer, narrow(1), count),
    trait: new Uint16Array(buffer, narrow(2), count),
  };
}

export function unpackDay(bytes: Uint8Array): DayColumns {
  // A copy of its own: what the driver hands out may begin anywhere, and keep more alive.
  const { buffer } = new Uint8Array(bytes);
  const length = new DataView(buffer).getUint32(0, true);
  const text = new TextDecoder().decode(new Uint8Array(buffer, LENGTH_BYTES, length));
  const { count, places, traits, cells } = JSON.parse(text) as Head;
  const ends = [...cells.slice(1).map(([, from]) => from), count];
  return {
    count,
    places: places === '' ? [] : places.split(' ').map(placeIn),
    traits: traits.map(traitsIn),
    cells: new Map(cells.map(([cell, from], at) => [keyOf(cell), [from, ends[at] ?? count]])),
    ...columnsIn(buffer, columnsFrom(length), count),
  };
}

export function numberAt(day: DayColumns, at: number): string {
  const prefix = day.traits[day.trait[at] ?? 0]?.prefix ?? '';
  return prefix + String(day.serial[at]).padStart(SERIAL_DIGITS, '0');
}

/** What is asked of a day; `from` is the first minute of it that counts. */
export type PackAsked = {
  /** Null: wherever; else the codes of which one must hold the region or the grid. */
  regions: readonly string[] | null;
  traits: (one: DrawnTraits) => boolean;
  from: number;
};

/** Calls for each matter of the day that counts. */
export function eachDrawn(
  day: DayColumns,
  { regions, traits, from }: PackAsked,
  take: (at: number) => void,
): void {
  const isPlace = askedOnce(day.places, (one) => regions === null || isWithin(regions, one));
  const isTrait = askedOnce(day.traits, traits);
  const { place, trait, minute } = day;
  for (let at = 0; at < day.count; at += 1) {
    if ((minute[at] ?? 0) < from) continue;
    if (isPlace(place[at] ?? 0) && isTrait(trait[at] ?? 0)) take(at);
  }
}

/** A box and the keys of the cells that it touches. */
export type NearBox = { keys: readonly number[]; box: Box };

export const nearBox = (cells: readonly string[], box: Box): NearBox => ({
  keys: cells.map(keyOf),
  box,
});

const CELLS_HIGH = 2 ** 14;

/** Some thousand looks for a tile: numbers are found ten times as fast as texts. */
function keyOf(cell: string): number {
  const [x = 0, y = 0] = cell.split('/').map(Number);
  return x * CELLS_HIGH + y;
}

/** As `eachDrawn`, of those in some cells and within a box: a few, each judged by itself. */
export function eachNear(
  day: DayColumns,
  { regions, traits, from }: PackAsked,
  { keys, box }: NearBox,
  take: (at: number) => void,
): void {
  const counts = (at: number) => {
    const place = day.places[day.place[at] ?? 0];
    const trait = day.traits[day.trait[at] ?? 0];
    if (!place || !trait || !traits(trait)) return false;
    return regions === null || isWithin(regions, place);
  };
  for (const key of keys) {
    const [first, end] = day.cells.get(key) ?? NOTHING;
    for (let at = first; at < end; at += 1) {
      if (isInBox(day, at, box) && (day.minute[at] ?? 0) >= from && counts(at)) take(at);
    }
  }
}

const NOTHING = [0, 0] as const;

const YES = 1;
const NO = 2;

/** Asks of each value once, and only of those that are met: of a cell a few of a thousand. */
function askedOnce<T>(values: readonly T[], ask: (one: T) => boolean): (at: number) => boolean {
  const answers = new Uint8Array(values.length);
  return (at) => {
    const known = answers[at];
    if (known === YES || known === NO) return known === YES;
    const value = values[at];
    const isSo = value !== undefined && ask(value);
    answers[at] = isSo ? YES : NO;
    return isSo;
  };
}

/** As `inRegions` of the store: by the region, or by the grid. */
export function isWithin(regions: readonly string[], { region, grid }: DrawnPlace): boolean {
  return covers(regions, region) || (grid !== null && covers(regions, grid));
}

function isInBox({ lon, lat }: DayColumns, at: number, box: Box): boolean {
  const x = (lon[at] ?? 0) / MICRO;
  const y = (lat[at] ?? 0) / MICRO;
  return x >= box.west && x <= box.east && y >= box.south && y <= box.north;
}
