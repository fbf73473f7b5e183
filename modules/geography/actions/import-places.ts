/** Files of named places, CSV or GeoJSON: a look and an import go the same way, row by row. */
import { parse } from 'csv-parse/sync';
import { covers } from '../../../kernel/actor.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { dateAt } from '../../../kernel/zone.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import type { NamedPlaceFault, NamedPlaceImport } from '../contract/places.ts';
import { type Crs, toStored } from '../rules/crs.ts';
import {
  type PlaceRow,
  personColumns,
  type RawPlace,
  type RowFault,
  type RowFaultCode,
  readPlaceRow,
} from '../rules/named-places.ts';
import { rangeFault } from '../rules/soundness.ts';
import type { Geography, Places } from '../store/memory.ts';
import { placesByCode, savePlaces, type WrittenPlace } from '../store/named-places.ts';
import { rowFaultTexts } from '../texts.ts';
import {
  madeCode,
  type NamedPlaceWorld,
  regionNames,
  regionsOf,
  standingOf,
} from './named-places.ts';

type Ctx = RequestContext;

const FILE_BYTES_MAX = 8 * 1024 * 1024;
const ROWS_MAX = 20_000;
const FAULTS_SHOWN = 500;
const POINTS_SHOWN = 2000;
const ZONE = 'Asia/Shanghai';

/** Looks at a file; writes nothing. */
export async function previewPlaces(
  world: NamedPlaceWorld,
  ctx: Ctx,
  { crs }: { crs: Crs },
): Promise<NamedPlaceImport> {
  const look = await examine(world, ctx, crs);
  return look.report;
}

/** Takes a file in, whole unless faulty rows are to be skipped. Refuses NAMED_PLACE_FILE_FAULTY. */
export async function importPlaces(
  world: NamedPlaceWorld,
  ctx: Ctx,
  { crs, isSkipping }: { crs: Crs; isSkipping: boolean },
): Promise<NamedPlaceImport> {
  const { report, places } = await examine(world, ctx, crs);
  const isClosed = report.faults.some((one) => one.row === 0);
  if (report.faults.length > 0 && (isClosed || !isSkipping)) {
    const fields = report.faults.slice(0, 100).map((one) => ({
      path: `file.rows.${one.row}${one.field ? `.${one.field}` : ''}`,
      code: one.code,
      detail: one.zh,
    }));
    refuse('NAMED_PLACE_FILE_FAULTY', { fields, values: { count: report.faulty || 1 } });
  }
  await world.geography.change(async (tx) => {
    await savePlaces(tx, places);
    const { added, changed, unchanged, faulty } = report;
    journal(tx, ctx, { verb: 'place.import', detail: { added, changed, unchanged, faulty } });
  });
  return report;
}

type Examined = { report: NamedPlaceImport; places: WrittenPlace[] };

async function examine(world: NamedPlaceWorld, ctx: Ctx, crs: Crs): Promise<Examined> {
  const { rows, columns } = readFile(ctx);
  const persons = personColumns(columns);
  const closed = persons.map((field) => faultOf(0, 'COLUMN_OF_PERSONS', field));
  const places = await world.geography.places();
  const seen = new Set<string>();
  const faults: RowFault[] = [...closed];
  const sound: Sound[] = [];
  for (const raw of rows) {
    const one = examineRow(raw, { places, ctx, crs, seen });
    faults.push(...one.faults);
    if (one.sound && one.faults.length === 0) sound.push(one.sound);
  }
  return weigh(world, ctx, { rows: rows.length, faults, sound, places });
}

type Sound = { row: PlaceRow; place: Omit<WrittenPlace, 'code' | 'isActive' | 'changedAt'> };
type Around = { places: Places; ctx: Ctx; crs: Crs; seen: Set<string> };

function examineRow(raw: RawPlace, around: Around): { sound: Sound | null; faults: RowFault[] } {
  const { places, ctx, crs, seen } = around;
  const { place, faults } = readPlaceRow(raw);
  if (!place) return { sound: null, faults };
  const fail = (code: RowFaultCode, field: string, value = '') => ({
    sound: null,
    faults: [...faults, faultOf(raw.row, code, field, value)],
  });
  const out = rangeFault([place.lon, place.lat]);
  if (out) {
    const code = out === 'AXES_SWAPPED' ? 'POINT_AXES_SWAPPED' : 'POINT_OUT_OF_RANGE';
    return fail(code, 'lon', `${place.lon}, ${place.lat}`);
  }
  if (place.ownCode && seen.has(place.ownCode)) return fail('CODE_TWICE', 'code', place.ownCode);
  if (place.ownCode) seen.add(place.ownCode);
  const [lon, lat] = toStored([place.lon, place.lat], crs);
  const standing = standingOf(places, [lon, lat], ctx.now);
  if (!standing) return fail('NOT_SERVED', 'lon', `${place.lon}, ${place.lat}`);
  const { region, grid } = standing;
  const own = regionsOf(ctx.actor);
  if (!covers(own, region) && !(grid && covers(own, grid))) return fail('OUTSIDE_SCOPE', 'lon');
  const { kind, name, aliases, address } = place;
  const names = regionNames(places, region, dateAt(ctx.now, ZONE));
  return {
    sound: {
      row: place,
      place: { kind, name, aliases, address, lon, lat, ...standing, regionNames: names },
    },
    faults,
  };
}

function faultOf(row: number, code: RowFaultCode, field: string | null, value = ''): RowFault {
  return { row, code, field, value };
}

type Weighing = { rows: number; faults: RowFault[]; sound: Sound[]; places: Places };

/** What is new, what changes, what stands so already. */
async function weigh(
  { geography }: NamedPlaceWorld,
  ctx: Ctx,
  { rows, faults, sound }: Weighing,
): Promise<Examined> {
  const codes = sound.flatMap(({ row, place }) =>
    row.ownCode ? [`${place.county}-${row.ownCode}`] : [],
  );
  const stand = new Map(
    (await geography.look((tx) => placesByCode(tx, codes))).map((one) => [one.code, one]),
  );
  const written: WrittenPlace[] = [];
  const counts = { added: 0, changed: 0, unchanged: 0 };
  for (const { row, place } of sound) {
    const code = row.ownCode ? `${place.county}-${row.ownCode}` : madeCode(place.county, ctx.newId);
    const before = stand.get(code);
    const after = { ...place, code, isActive: true, changedAt: new Date(ctx.now) };
    if (before && isSame(before, after)) counts.unchanged += 1;
    else {
      counts[before ? 'changed' : 'added'] += 1;
      written.push(after);
    }
  }
  const faulty = new Set(faults.flatMap((one) => (one.row > 0 ? [one.row] : []))).size;
  const points = sound.slice(0, POINTS_SHOWN).map(({ row, place }) => ({
    row: row.row,
    name: place.name,
    kind: place.kind,
    point: { lon: place.lon, lat: place.lat },
  }));
  const shown = faults.slice(0, FAULTS_SHOWN).map(shownFault);
  return { report: { rows, ...counts, faulty, faults: shown, points }, places: written };
}

type Comparable = Omit<WrittenPlace, 'regionNames' | 'changedAt'>;

function isSame(one: Comparable, other: Comparable): boolean {
  const facts = (p: Comparable) =>
    JSON.stringify([p.kind, p.name, p.aliases, p.address, p.lon, p.lat, p.grid, p.isActive]);
  return facts(one) === facts(other);
}

function shownFault({ row, code, field, value }: RowFault): NamedPlaceFault {
  return { row, code, field, value: value || null, ...rowFaultTexts[code] };
}

type Read = { rows: RawPlace[]; columns: string[] };

/** Refuses IMPORT_FILE_MISSING, IMPORT_FILE_TOO_LARGE, IMPORT_FILE_UNREADABLE. */
function readFile(ctx: Ctx): Read {
  const bytes = ctx.file?.bytes;
  if (!bytes || bytes.length === 0) return refuse('IMPORT_FILE_MISSING');
  if (bytes.length > FILE_BYTES_MAX) refuse('IMPORT_FILE_TOO_LARGE');
  const text = decode(bytes).replace(/^\uFEFF/, '');
  const read = text.trimStart().startsWith('{') ? readGeoJson(text) : readCsv(text);
  if (read.rows.length === 0) refuse('IMPORT_FILE_UNREADABLE');
  return read.rows.length > ROWS_MAX ? refuse('IMPORT_FILE_TOO_LARGE') : read;
}

/** Chinese spreadsheets write CSV in GB 18030. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function readCsv(text: string): Read {
  try {
    const parsed: unknown = parse(text, {
      columns: (names: string[]) => names.map((name) => name.trim()),
      skip_empty_lines: true,
      relax_column_count: true,
      trim: true,
    });
    // With `columns` every record is an object of texts.
    const records = parsed as Record<string, string>[];
    const rows = records.map((fields, index) => ({ row: index + 1, fields }));
    return { rows, columns: Object.keys(records[0] ?? {}) };
  } catch {
    return refuse('IMPORT_FILE_UNREADABLE');
  }
}

/** Of a property: lists as CSV has them, nothing of what is no word. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(';');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function readGeoJson(text: string): Read {
  let file: { features?: unknown };
  try {
    file = JSON.parse(text) as { features?: unknown };
  } catch {
    return refuse('IMPORT_FILE_UNREADABLE');
  }
  if (!Array.isArray(file.features)) return refuse('IMPORT_FILE_UNREADABLE');
  const rows = file.features.map((feature: unknown, index): RawPlace => {
    const { properties, geometry } = (feature ?? {}) as {
      properties?: Record<string, unknown> | null;
      geometry?: unknown;
    };
    const entries = Object.entries(properties ?? {}).map(([name, value]) => [name, textOf(value)]);
    return { row: index + 1, fields: Object.fromEntries(entries), geometry };
  });
  return { rows, columns: [...new Set(rows.flatMap((row) => Object.keys(row.fields)))] };
}

export type KeptPlace = Omit<PlaceRow, 'row' | 'ownCode'> & { ownCode: string };

/** Keeps places that the program itself brings; those that stand already are left as they are. */
export async function keepNamedPlaces(
  geography: Geography,
  rows: readonly KeptPlace[],
  now: number,
): Promise<number> {
  const places = await geography.places();
  const made = rows.flatMap(({ ownCode, ...row }): WrittenPlace[] => {
    const standing = standingOf(places, [row.lon, row.lat], now);
    if (!standing) return [];
    const names = regionNames(places, standing.region, dateAt(now, ZONE));
    const code = `${standing.county}-${ownCode}`;
    const changedAt = new Date(now);
    return [{ ...row, ...standing, code, isActive: true, changedAt, regionNames: names }];
  });
  return geography.change(async (tx) => {
    const codes = made.map((one) => one.code);
    const stand = new Set((await placesByCode(tx, codes)).map((one) => one.code));
    const missing = made.filter((one) => !stand.has(one.code));
    await savePlaces(tx, missing);
    return missing.length;
  });
}
