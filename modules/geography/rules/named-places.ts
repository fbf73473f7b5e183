/**
 * Rows of a file of named places: what each says, and what is wrong with it. A row that names a
 * person or who lives where is refused: the register is of doors that stand on the street.
 */
import { type NamedPlaceKind, namedPlaceKinds } from '../contract/places.ts';
import { readShape } from './geometry.ts';
import { labelPoint } from './label-point.ts';

export type RowFaultCode =
  | 'NAME_MISSING'
  | 'TEXT_TOO_LONG'
  | 'KIND_UNKNOWN'
  | 'POINT_MISSING'
  | 'POINT_OUT_OF_RANGE'
  | 'POINT_AXES_SWAPPED'
  | 'CODE_MISSHAPEN'
  | 'CODE_TWICE'
  | 'PERSONAL'
  | 'FLAT'
  | 'NOT_SERVED'
  | 'OUTSIDE_SCOPE'
  | 'COLUMN_OF_PERSONS';

export type RowFault = { row: number; code: RowFaultCode; field: string | null; value: string };

export type PlaceRow = {
  row: number;
  /** Behind the county's key; null: to be made. */
  ownCode: string | null;
  kind: NamedPlaceKind;
  name: string;
  aliases: string[];
  address: string;
  lon: number;
  lat: number;
};

export type RawPlace = { row: number; fields: Record<string, string>; geometry?: unknown };

const COLUMNS = {
  code: ['code', 'ownCode', '编码', '代码', '编号', '点位编码'],
  kind: ['kind', 'type', '类型', '类别'],
  name: ['name', '名称', '点位名称', '楼栋名称', '小区名称'],
  aliases: ['aliases', 'alias', '别名', '俗称'],
  address: ['address', '地址', '详细地址'],
  lon: ['lon', 'lng', 'longitude', 'x', '经度'],
  lat: ['lat', 'latitude', 'y', '纬度'],
} as const;
type Column = keyof typeof COLUMNS;

const KIND_WORDS: Readonly<Record<string, NamedPlaceKind>> = {
  楼栋: 'building',
  楼: 'building',
  幢: 'building',
  小区: 'compound',
  住宅小区: 'compound',
  网格: 'grid',
  场所: 'public',
  公共场所: 'public',
  公共: 'public',
};

/** Columns that only a list of residents or homes has. */
const PERSON_COLUMNS =
  /户主|姓名|居民|住户|家庭|人口|身份证|证件|手机|电话|联系方式|house(?:hold)|resident|phone|mobile|idcard/i;

const NAME_MAX = 60;
const ADDRESS_MAX = 120;

/** Columns that tell of persons: such a file is not taken at all. */
export function personColumns(names: readonly string[]): string[] {
  return names.filter((name) => PERSON_COLUMNS.test(name));
}

/** An ID, mobile or card number, whatever stands around it. */
export function isPersonal(text: string): boolean {
  const digits = text.normalize('NFKC').replace(/[\s-]/g, '');
  return /(?<!\d)1[3-9]\d{9}(?!\d)/.test(digits) || /\d{15,}/.test(digits);
}

/** A flat behind a shared door: 1203室, 3单元402. */
export function isFlat(text: string): boolean {
  const plain = text.normalize('NFKC');
  return /\d{2,5}\s*室/.test(plain) || /单元\s*\d{2,4}(?!\d*\s*[号幢栋楼])/.test(plain);
}

/** One row's place, or all that is wrong with it. */
export function readPlaceRow(raw: RawPlace): { place: PlaceRow | null; faults: RowFault[] } {
  const text = (column: Column) => valueOf(raw.fields, column);
  const faults: RowFault[] = [];
  const fault = (code: RowFaultCode, field: string | null, value = '') =>
    faults.push({ row: raw.row, code, field, value: value.slice(0, 60) });
  const name = text('name');
  const address = text('address');
  const aliases = text('aliases')
    .split(/[;；、|]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .slice(0, 10);
  if (name === '') fault('NAME_MISSING', 'name');
  for (const [field, value] of [
    ['name', name],
    ['address', address],
    ...aliases.map((one) => ['aliases', one]),
  ] as const) {
    const max = field === 'address' ? ADDRESS_MAX : NAME_MAX;
    if (value && value.length > max) fault('TEXT_TOO_LONG', field ?? null, value);
    if (value && isPersonal(value)) fault('PERSONAL', field ?? null);
    if (value && isFlat(value)) fault('FLAT', field ?? null);
  }
  const kind = kindOf(text('kind'));
  if (!kind) fault('KIND_UNKNOWN', 'kind', text('kind'));
  const ownCode = text('code').toUpperCase() || null;
  if (ownCode && !/^[0-9A-Z][0-9A-Z-]{0,19}$/.test(ownCode)) {
    fault('CODE_MISSHAPEN', 'code', ownCode);
  }
  const point = pointOf(raw, text);
  if (!point) fault('POINT_MISSING', 'lon');
  if (faults.length > 0 || !kind || !point) return { place: null, faults };
  const [lon, lat] = point;
  return { place: { row: raw.row, ownCode, kind, name, aliases, address, lon, lat }, faults };
}

function valueOf(fields: Record<string, string>, column: Column): string {
  for (const name of COLUMNS[column]) {
    const value = fields[name]?.trim();
    if (value) return value;
  }
  return '';
}

/** Without a kind a row is a public place. */
function kindOf(text: string): NamedPlaceKind | null {
  if (text === '') return 'public';
  return namedPlaceKinds.find((kind) => kind === text.toLowerCase()) ?? KIND_WORDS[text] ?? null;
}

function pointOf(raw: RawPlace, text: (column: Column) => string): [number, number] | null {
  const geometry = raw.geometry as { type?: unknown; coordinates?: unknown } | null | undefined;
  if (geometry?.type === 'Point' && Array.isArray(geometry.coordinates)) {
    return finite(geometry.coordinates[0], geometry.coordinates[1]);
  }
  const shape = geometry ? readShape(geometry) : null;
  if (shape) return labelPoint(shape);
  if (text('lon') === '' || text('lat') === '') return null;
  return finite(Number(text('lon')), Number(text('lat')));
}

function finite(lon: unknown, lat: unknown): [number, number] | null {
  return Number.isFinite(lon) && Number.isFinite(lat) ? [Number(lon), Number(lat)] : null;
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Six letters and digits that nobody confuses by eye, from bytes of chance. */
export function sheetCode(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, 6), (byte) => ALPHABET[byte % 32] ?? '0').join('');
}
