/**
 * A row of somebody else's file as a report: what each column means stands in the map. Nothing is
 * guessed silently: what cannot be read is a fault with its field, and the row is not taken in.
 */

import type { ImportMap } from '../contract/import.ts';
import { NewReport } from '../contract/reports.ts';
import { type CategoryTree, findCategory, guessCategory } from './category.ts';
import { parseTime } from './import-times.ts';

export type Row = Readonly<Record<string, unknown>>;

/** `field` is the part of the report, as in the map; `column` the file's own name for it. */
export type RowFault = { code: string; field: string; column: string | null; detail?: string };

export type MappedAct = {
  action: string;
  at: number;
  given: Record<string, unknown>;
  by: readonly string[] | null;
};

export type MappedRow = {
  id: string;
  receivedAt: number;
  report: NewReport;
  acts: MappedAct[];
  /** The file's own due time. */
  target: number | null;
};

export type MapAround = {
  map: ImportMap;
  categories: CategoryTree;
  /** Codes over which places are spread; empty unless the map says so. */
  villages: readonly string[];
  now: number;
  withActs: boolean;
};

type Faults = RowFault[];

/** The report that a row makes, or everything that is wrong with it. */
export function mapRow(row: Row, around: MapAround): MappedRow | { faults: RowFault[] } {
  const { map } = around;
  const faults: Faults = [];
  const id = idOf(row, map);
  if (id === '') faults.push({ code: 'IMPORT_ID_MISSING', field: 'id', column: map.id });
  if (id.length > ID_MAX) faults.push({ code: 'IMPORT_ID_MISSING', field: 'id', column: map.id });
  const receivedAt = timeOf(row, map.time.column, around, faults, 'time');
  const report = reportOf(row, around, id, faults);
  const acts = around.withActs ? actsOf(row, around, receivedAt ?? 0, faults) : [];
  const target = map.target ? targetOf(row, map) : null;
  if (faults.length > 0 || receivedAt === null || report === null) return { faults };
  const occurredAt = new Date(receivedAt).toISOString();
  return { id, receivedAt, report: { ...report, occurredAt }, acts, target };
}

const ID_MAX = 200;

/** The file's own name of a row; empty when it has none. */
export function idOf(row: Row, map: ImportMap): string {
  return textOf(row, map.id);
}

/** A cell as text, trimmed; numbers keep their digits. */
export function textOf(row: Row, columns: string | readonly string[]): string {
  for (const column of typeof columns === 'string' ? [columns] : columns) {
    const value = Object.hasOwn(row, column) ? row[column] : undefined;
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  }
  return '';
}

function timeOf(
  row: Row,
  column: string,
  { map, now }: MapAround,
  faults: Faults,
  field: string,
): number | null {
  const at = parseTime(textOf(row, column), map.time);
  if (at === null) faults.push({ code: 'IMPORT_TIME_INVALID', field, column });
  else if (at > now) faults.push({ code: 'TIME_IN_FUTURE', field, column });
  return at;
}

function targetOf(row: Row, map: ImportMap): number | null {
  const text = map.target ? textOf(row, map.target.column) : '';
  return text === '' ? null : parseTime(text, map.time);
}

function reportOf(row: Row, around: MapAround, id: string, faults: Faults): NewReport | null {
  const { map } = around;
  const category = categoryOf(row, around, faults);
  const draft = compact({
    title: map.title && textOf(row, map.title),
    text: textOf(row, map.text),
    category: category ?? undefined,
    urgency: urgencyOf(row, map, faults),
    address: map.address && textOf(row, map.address),
    reporter: map.reporter && reporterOf(row, map.reporter),
    ...placeOf(row, around, id, faults),
  });
  const parsed = NewReport.safeParse({ text: '', ...draft });
  if (parsed.success) return whole(parsed.data, map, faults) ? parsed.data : null;
  for (const issue of parsed.error.issues) faults.push(faultOfIssue(issue, map));
  return null;
}

/** Signs that no database takes: half a character, and the zero that ends strings elsewhere. */
function whole(report: NewReport, map: ImportMap, faults: Faults): boolean {
  const bad = (['title', 'text', 'address'] as const).filter((field) => {
    const text = report[field];
    return text !== undefined && (text.includes('\u0000') || !text.isWellFormed());
  });
  for (const field of bad) {
    faults.push({ code: 'INPUT_INVALID', field, column: columnOf(map, field), detail: 'signs' });
  }
  return bad.length === 0;
}

type Issue = { path: readonly PropertyKey[]; code: string };

function faultOfIssue(issue: Issue, map: ImportMap): RowFault {
  const field = issue.path.map(String).join('.');
  const details: Record<string, string> = { too_big: 'tooLong', too_small: 'required' };
  const detail = details[issue.code] ?? 'form';
  return { code: 'INPUT_INVALID', field, column: columnOf(map, field), detail };
}

function columnOf(map: ImportMap, field: string): string | null {
  const columns = field === 'title' ? map.title : field === 'text' ? map.text : map.address;
  if (!['title', 'text', 'address'].includes(field) || columns === undefined) return null;
  return typeof columns === 'string' ? columns : columns.join(', ');
}

function compact<T extends Record<string, unknown>>(draft: T): Partial<T> {
  const kept = Object.entries(draft).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(kept) as Partial<T>;
}

function categoryOf(row: Row, { map, categories }: MapAround, faults: Faults): string | null {
  const spec = map.category;
  if (!spec) return null;
  const otherwise = spec.otherwise;
  if (spec.by === 'keywords') {
    const words = [map.title ? textOf(row, map.title) : '', textOf(row, map.text)].join('\n');
    return guessCategory(categories, words)?.code ?? otherwise ?? null;
  }
  const said = spec.column ? textOf(row, spec.column) : '';
  const value = spec.values && Object.hasOwn(spec.values, said) ? spec.values[said] : said;
  const found =
    spec.by === 'code' ? findCategory(categories, value ?? '') : byName(categories, value);
  if (found) return found.code;
  if (otherwise !== undefined) return otherwise;
  faults.push({
    code: 'CATEGORY_UNKNOWN',
    field: 'category',
    column: spec.column ?? null,
    detail: said.slice(0, 40),
  });
  return null;
}

function byName(categories: CategoryTree, name: string | undefined) {
  let names = namesOf.get(categories);
  if (!names) {
    names = new Map(
      categories.categories.flatMap((one) => [[one.en, one] as const, [one.zh, one] as const]),
    );
    namesOf.set(categories, names);
  }
  return names.get(name ?? '') ?? null;
}

const namesOf = new WeakMap<CategoryTree, Map<string, CategoryTree['categories'][number]>>();

function urgencyOf(row: Row, map: ImportMap, faults: Faults): string | undefined {
  if (!map.urgency) return undefined;
  const { column, values } = map.urgency;
  const said = textOf(row, column);
  if (said === '') return undefined;
  const value = Object.hasOwn(values, said) ? values[said] : undefined;
  if (value === undefined)
    faults.push({ code: 'INPUT_INVALID', field: 'urgency', column, detail: 'choice' });
  return value;
}

function reporterOf(row: Row, spec: NonNullable<ImportMap['reporter']>) {
  const entries = Object.entries(spec).map(
    ([name, column]) => [name, textOf(row, column)] as const,
  );
  const given = compact(Object.fromEntries(entries));
  return Object.keys(given).length > 0 ? given : undefined;
}

function placeOf(row: Row, around: MapAround, id: string, faults: Faults) {
  const { place } = around.map;
  if (place.spread) return { region: spreadOver(around.villages, id) };
  return {
    point: place.point && pointOf(row, place.point, faults),
    region: regionOf(row, place, faults),
  };
}

type PlaceSpec = ImportMap['place'];

function pointOf(row: Row, spec: NonNullable<PlaceSpec['point']>, faults: Faults) {
  const [lon, lat] = [textOf(row, spec.lon), textOf(row, spec.lat)];
  if (lon === '' && lat === '') return undefined;
  const point = { lon: Number(lon), lat: Number(lat), crs: spec.crs };
  if (lon !== '' && lat !== '' && Number.isFinite(point.lon) && Number.isFinite(point.lat))
    return point;
  faults.push({
    code: 'INPUT_INVALID',
    field: 'point',
    column: `${spec.lon}, ${spec.lat}`,
    detail: 'number',
  });
  return undefined;
}

function regionOf(row: Row, place: PlaceSpec, faults: Faults): string | undefined {
  if (!place.region) return place.otherwise;
  const { column, values } = place.region;
  const said = textOf(row, column);
  if (said === '') return place.otherwise;
  if (!values) return said;
  if (Object.hasOwn(values, said)) return values[said];
  if (place.otherwise === undefined) {
    faults.push({ code: 'REGION_UNKNOWN', field: 'region', column, detail: said.slice(0, 40) });
  }
  return place.otherwise;
}

/** The same village for the same id, whatever the order of the file. */
export function spreadOver(codes: readonly string[], id: string): string | undefined {
  return codes[fnv1a(id) % codes.length];
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  }
  return hash;
}

/** Acts whose time is empty did not happen; none may lie before the one before it. */
function actsOf(row: Row, around: MapAround, receivedAt: number, faults: Faults): MappedAct[] {
  const acts: MappedAct[] = [];
  let last = receivedAt;
  for (const spec of around.map.acts) {
    const isMeant = !spec.when || spec.when.is.includes(textOf(row, spec.when.column));
    if (!isMeant || textOf(row, spec.at) === '') continue;
    const at = timeOf(row, spec.at, around, faults, `acts.${spec.action}.at`);
    if (at === null) continue;
    if (at < last)
      faults.push({
        code: 'IMPORT_ACT_TOO_EARLY',
        field: `acts.${spec.action}.at`,
        column: spec.at,
      });
    last = at;
    const given = Object.entries(spec.given).map(
      ([name, value]) =>
        [name, 'is' in value ? value.is : textOf(row, value.column) || value.otherwise] as const,
    );
    acts.push({
      action: spec.action,
      at,
      given: compact(Object.fromEntries(given)),
      by: spec.by ?? null,
    });
  }
  return acts;
}

/** Faults of a map that its shape cannot say; none means that it can be used. */
export function mapFaults(
  map: ImportMap,
  around: { isZone: boolean; mayInventPlaces: boolean },
): string[] {
  const { place } = map;
  const faults: string[] = [];
  if (!around.isZone) faults.push(`time.zone: ${map.time.zone} is no time zone`);
  if (map.category && map.category.by !== 'keywords' && !map.category.column) {
    faults.push('category.column: is needed unless the category is guessed by keywords');
  }
  const hasPlace = place.point || place.region || place.otherwise;
  if (place.spread && hasPlace) faults.push('place: spread invents places and stands alone');
  if (!place.spread && !hasPlace) faults.push('place: says nowhere where a row lies');
  if (place.spread && !around.mayInventPlaces) {
    faults.push('place.spread: invents places; say --demo-places if that is meant');
  }
  return faults;
}
