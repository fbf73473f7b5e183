/**
 * The region tree in memory: per level one text of lines `code name`, sorted by code, with every
 * dated version. All of China is 665,276 rows in some 40 MB, and a name is found by one scan of the
 * text. Rows must come in sorted by code, then date.
 */
import { type Level, levelBelow, levelOf, levels, type RegionLevel, widthOf } from './codes.ts';
import { dayKey, FOREVER, holdsOn } from './dates.ts';

export type RegionVersion = {
  code: string;
  name: string;
  validFrom: string;
  validTo: string | null;
};

export type Region = { code: string; name: string; level: RegionLevel };

type LevelTable = {
  width: number;
  level: RegionLevel;
  text: string;
  /** Where each line begins, and one more: the end. */
  starts: Uint32Array;
  from: Int32Array;
  to: Int32Array;
};

export type RegionTable = { levels: readonly LevelTable[]; count: number };

export type RegionQuery = {
  /** A part of the name, or the beginning of the code when it is all digits. */
  q?: string;
  /** Only regions at or below this one. */
  under?: string;
  level?: Level;
  on: string;
  /** The last code of the page before. */
  after?: string;
  limit: number;
};

/** Builds the table. Rows of a level must be sorted by code and date. */
export function buildRegionTable(rows: Iterable<RegionVersion>): RegionTable {
  const drafts = new Map<number, RegionVersion[]>();
  let count = 0;
  for (const row of rows) {
    const draft = drafts.get(row.code.length);
    if (draft) draft.push(row);
    else drafts.set(row.code.length, [row]);
    count += 1;
  }
  const tables = levels
    .filter((level) => level !== 'grid')
    .map((level) => levelTable(level, drafts.get(widthOf(level)) ?? []));
  return { levels: tables, count };
}

function levelTable(level: RegionLevel, rows: readonly RegionVersion[]): LevelTable {
  const starts = new Uint32Array(rows.length + 1);
  const lines: string[] = [];
  let at = 0;
  rows.forEach((row, index) => {
    starts[index] = at;
    lines.push(row.code, row.name, '\n');
    at += row.code.length + row.name.length + 1;
  });
  starts[rows.length] = at;
  const from = Int32Array.from(rows, (row) => dayKey(row.validFrom));
  const to = Int32Array.from(rows, (row) => dayKey(row.validTo));
  return { width: widthOf(level), level, text: lines.join(''), starts, from, to };
}

/** The region with this code on this day, or null. */
export function regionAt(table: RegionTable, code: string, on: string): Region | null {
  const level = tableOf(table, levelOf(code));
  if (!level) return null;
  const day = dayKey(on);
  for (let row = lowerBound(level, code); codeAt(level, row) === code; row += 1) {
    if (holdsAt(level, row, day)) return regionOf(level, row);
  }
  return null;
}

/** Whether any version, of whatever date, has this code. */
export function isKnownCode(table: RegionTable, code: string): boolean {
  const level = tableOf(table, levelOf(code));
  return level !== undefined && codeAt(level, lowerBound(level, code)) === code;
}

/** The regions directly below, by code; from the provinces when no parent is given. */
export function childrenOf(
  table: RegionTable,
  parent: string | null,
  page: { on: string; after?: string; limit: number },
): Region[] {
  const level = parent === null ? 'province' : levelOf(parent);
  const below = parent === null ? level : level && levelBelow(level);
  const child = tableOf(table, below);
  if (!child) return [];
  return inRange(child, { prefix: parent ?? '', q: '', ...page });
}

/**
 * Regions by name or code, the higher levels first, then by code. Pages go on after the last code.
 * A scan of all levels takes under 10 ms over all of China.
 */
export function searchRegions(table: RegionTable, query: RegionQuery): Region[] {
  const q = query.q?.trim() ?? '';
  const byCode = /^\d+$/.test(q);
  const prefix = longerPrefix(query.under ?? '', byCode ? q : '');
  if (prefix === null) return [];
  const found: Region[] = [];
  for (const level of table.levels) {
    if (found.length >= query.limit) break;
    if (query.level && query.level !== level.level) continue;
    if (query.after && query.after.length > level.width) continue;
    const after = query.after?.length === level.width ? query.after : undefined;
    const limit = query.limit - found.length;
    const name = byCode ? '' : q;
    found.push(...inRange(level, { prefix, q: name, on: query.on, after, limit }));
  }
  return found;
}

function longerPrefix(one: string, other: string): string | null {
  if (one.startsWith(other)) return one;
  return other.startsWith(one) ? other : null;
}

type Range = { prefix: string; q: string; on: string; after?: string; limit: number };

function inRange(level: LevelTable, range: Range): Region[] {
  if (range.prefix.length > level.width) return [];
  const day = dayKey(range.on);
  const floor = lowerBound(level, range.prefix);
  const first = range.after ? Math.max(floor, lowerBound(level, `${range.after}~`)) : floor;
  const end = lowerBound(level, `${range.prefix}~`);
  const found: Region[] = [];
  let row = nextMatch(level, first, range.q);
  while (row < end && found.length < range.limit) {
    if (holdsAt(level, row, day)) found.push(regionOf(level, row));
    row = nextMatch(level, row + 1, range.q);
  }
  return found;
}

/** The first row from `row` on whose name has `q` in it; the end when there is none. */
function nextMatch(level: LevelTable, row: number, q: string): number {
  const rows = level.starts.length - 1;
  if (q === '' || row >= rows) return row;
  let at = level.text.indexOf(q, (level.starts[row] as number) + level.width);
  while (at >= 0) {
    const hit = rowAtOffset(level, at);
    // A hit may begin in the digits of a code only when the query itself begins with digits.
    if (at >= (level.starts[hit] as number) + level.width) return hit;
    at = level.text.indexOf(q, at + 1);
  }
  return rows;
}

function rowAtOffset(level: LevelTable, offset: number): number {
  let low = 0;
  let high = level.starts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((level.starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The first row whose code is not below `code`, in the order of text. */
function lowerBound(level: LevelTable, code: string): number {
  let low = 0;
  let high = level.starts.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (codeAt(level, middle) < code) low = middle + 1;
    else high = middle;
  }
  return low;
}

function codeAt(level: LevelTable, row: number): string {
  const start = level.starts[row] as number;
  return level.text.slice(start, start + level.width);
}

function holdsAt(level: LevelTable, row: number, day: number): boolean {
  return holdsOn(level.from[row] ?? FOREVER, level.to[row] ?? 0, day);
}

function regionOf(level: LevelTable, row: number): Region {
  const start = (level.starts[row] as number) + level.width;
  const end = (level.starts[row + 1] as number) - 1;
  return { code: codeAt(level, row), name: level.text.slice(start, end), level: level.level };
}

function tableOf(table: RegionTable, level: Level | null): LevelTable | undefined {
  return level === null ? undefined : table.levels.find((one) => one.level === level);
}
