/**
 * Pours moulds into rows: draws what fills each gap, seals anew under the copy's own key, and grows
 * each chain hash by hash. What comes out is text for COPY and the figures that go with it.
 */
import { hash } from 'node:crypto';
import { seal } from '../../../platform/crypto/index.ts';
import { cutForIndex } from '../../../platform/words/index.ts';
import type { BulkParts } from '../../matters/index.ts';
import type { Chance } from '../rules/chance.ts';
import { addTo, filled, type Gap, quickId } from '../rules/mould.ts';
import type { FigureTable, Link, Mould } from './mould-of.ts';
import type { Grid } from './scene.ts';

/** A story to be poured: where and when. */
export type Copy = { mould: Mould; shift: number; town: number; grid: Grid; suffix: string };

/** Lines of a table as bytes: written once, hashed and sent from there. */
export type Sheet = { bytes: Buffer; length: number };

export type Poured = {
  sheets: Map<string, Sheet>;
  /** Of each table of the figures: key of a row → what is added. */
  counted: Record<FigureTable, Map<string, number[]>>;
};

export const emptyPoured = (): Poured => ({
  sheets: new Map(),
  counted: { counter_sum: new Map(), counter_status: new Map() },
});

const SHEET_BYTES = 1 << 20;

function sheetOf({ sheets }: Poured, table: string): Sheet {
  const known = sheets.get(table);
  if (known) return known;
  const made = { bytes: Buffer.allocUnsafe(SHEET_BYTES), length: 0 };
  sheets.set(table, made);
  return made;
}

/** Adds a text; answers where it begins. */
function add(sheet: Sheet, text: string): number {
  const from = sheet.length;
  // A character takes three bytes at most, half a pair two.
  makeRoom(sheet, text.length * 3);
  sheet.length += sheet.bytes.write(text, from);
  return from;
}

function addBytes(sheet: Sheet, bytes: Buffer): void {
  makeRoom(sheet, bytes.length);
  sheet.length += bytes.copy(sheet.bytes, sheet.length);
}

function makeRoom(sheet: Sheet, count: number): void {
  const most = sheet.length + count;
  if (most <= sheet.bytes.length) return;
  const larger = Buffer.allocUnsafe(Math.max(most, sheet.bytes.length * 2));
  sheet.bytes.copy(larger, 0, 0, sheet.length);
  sheet.bytes = larger;
}

export function pour(
  poured: Poured,
  copy: Copy,
  by: { bulk: BulkParts; chance: Chance; numbers: readonly string[] },
): void {
  const { mould } = copy;
  const keys = by.numbers.map(() => by.bulk.newDataKey());
  const values = drawValues(copy, by);
  const put = (what: string, value: string) => {
    const gap = mould.made.get(what);
    if (gap !== undefined) values[gap] = value;
  };
  put('keyId', keys[0]?.keyId ?? '');
  const words = cutForIndex(copy.suffix)
    .map((word) => `'${word}'`)
    .join(' ');
  for (const [of, key] of keys.entries()) {
    put(`dataKey ${of}`, key.sealed.toString('hex'));
    put(`suffix ${of}`, copy.suffix);
    put(`words ${of}`, words);
  }
  for (const one of mould.sealed) {
    const key = keys[one.of]?.key ?? Buffer.alloc(0);
    const bytes = seal(key, filled(one.text, values), filled(one.context, values));
    if (one.sealed >= 0) values[one.sealed] = bytes.toString('hex');
    if (one.digest >= 0) values[one.digest] = hash('sha256', bytes, 'hex');
  }
  // Entries come first, in the order of their chains: a matter's row ends with the last hash.
  for (const { table, line, rest, link } of mould.lines) {
    const sheet = sheetOf(poured, table);
    add(sheet, filled(line, values));
    const entry = mould.links[link];
    if (!entry || !rest) continue;
    values[entry.hash] = addBody(sheet, entry, values);
    add(sheet, filled(rest, values));
  }
  for (const { table, key, sums } of mould.counted) {
    addTo(poured.counted[table], filled(key, values), sums);
  }
}

/** What is hashed of an entry, once it is written: one call instead of four, and no text twice. */
const scratch: Sheet = { bytes: Buffer.allocUnsafe(SHEET_BYTES), length: 0 };

/** Adds the body of an entry; answers the entry's hash. */
function addBody(sheet: Sheet, { before, body, after }: Link, values: readonly string[]): string {
  const text = filled(body, values);
  scratch.length = 0;
  add(scratch, filled(before, values));
  const from = add(scratch, text);
  const to = add(scratch, filled(after, values));
  if (text.includes('\\')) add(sheet, text.replaceAll('\\', '\\\\'));
  else addBytes(sheet, scratch.bytes.subarray(from, to));
  return hash('sha256', scratch.bytes.subarray(0, scratch.length), 'hex');
}

type Drawing = { bulk: BulkParts; chance: Chance; numbers: readonly string[] };
type Point = { lon: number; lat: number };

/** Some 150 m around the middle of the grid. */
const JITTER_DEGREES = 0.0016;

function drawValues(copy: Copy, { bulk, chance, numbers }: Drawing): string[] {
  const points = numbers.map((): Point => {
    const near = () => chance.between(-JITTER_DEGREES, JITTER_DEGREES);
    return { lon: copy.grid.lon + near(), lat: copy.grid.lat + near() };
  });
  return copy.mould.gaps.map((gap) => valueOf(gap, { copy, bulk, chance, numbers, points }));
}

function valueOf(gap: Gap, of: Drawing & { copy: Copy; points: readonly Point[] }): string {
  const { shift, town, grid } = of.copy;
  switch (gap.kind) {
    case 'id':
      return quickId(gap.at + shift, of.chance.next);
    case 'ms':
      return String(gap.at + shift);
    case 'iso':
      return isoOf(gap.at + shift);
    case 'dayOf':
      return civilDay(gap.at + shift);
    case 'day':
      return new Date(gap.at + Math.round(shift / DAY_MS) * DAY_MS).toISOString().slice(0, 10);
    case 'number':
      return of.numbers[gap.of] ?? '';
    case 'county':
      return grid.code.slice(0, 6);
    case 'town':
      return grid.code.slice(0, 9);
    case 'village':
      return grid.code.slice(0, 12);
    case 'grid':
      return grid.code;
    case 'lon':
    case 'lat':
      return String(of.points[gap.of]?.[gap.kind]);
    case 'cell': {
      const { lon, lat } = of.points[gap.of] ?? grid;
      return of.bulk.cellOf(lon, lat) ?? '';
    }
    case 'office':
      return gap.byTown[town] ?? '';
    case 'resident':
      return of.chance.is(KNOWN_SHARE)
        ? gap.account
        : quickId(of.copy.mould.firstAt + shift, of.chance.next);
    case 'made':
      return '';
  }
}

/** Of a million matters some four hundred come from each of the residents who sign in. */
const KNOWN_SHARE = 0.01;

const DAY_MS = 86_400_000;
/** China has one zone and no summer time. */
const ZONE_MS = 8 * 3_600_000;
const days = new Map<number, string>();

/** A day by its number since 1970. */
function dayText(day: number): string {
  const known = days.get(day) ?? new Date(day * DAY_MS).toISOString().slice(0, 10);
  days.set(day, known);
  return known;
}

const civilDay = (at: number) => dayText(Math.floor((at + ZONE_MS) / DAY_MS));

const TWO_DIGITS = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

/** As `toISOString` spells a moment, four times as fast: a history has some forty. */
function isoOf(at: number): string {
  const day = Math.floor(at / DAY_MS);
  const ms = at - day * DAY_MS;
  const part = (unit: number, of: number) => TWO_DIGITS[Math.floor(ms / unit) % of] ?? '00';
  const seconds = `${part(3_600_000, 24)}:${part(60_000, 60)}:${part(1000, 60)}`;
  return `${dayText(day)}T${seconds}.${String(ms % 1000).padStart(3, '0')}Z`;
}
