/**
 * UTC instants ↔ civil time of a zone, by Intl (Node 24 has no Temporal). Offsets are asked once
 * per zone and UTC day and kept. `instantAt` must stay monotone in local time: due times rest on
 * it.
 */
import { type CivilDate, civilDate, dayMs, dayNumber } from './dates.ts';
import { must } from './refusal.ts';

/** A reading of the wall clock: the civil day (days since 1970-01-01) and ms since its midnight. */
export type Civil = { day: number; msOfDay: number };

/** One UTC day of a zone: the offset at its start, and from `at` on (Infinity: no change). */
type OffsetDay = { before: number; after: number; at: number };

type ZoneTable = { format: Intl.DateTimeFormat; days: Map<number, OffsetDay> };

const tables = new Map<string, ZoneTable>();
/** About 50 years a zone (1 MB); beyond it the table starts anew. */
const daysMax = 20_000;

/** What the zone's wall clock shows at an instant (epoch ms). */
export function civilAt(ms: number, zone: string): Civil {
  const local = ms + offsetAt(ms, zone);
  const day = Math.floor(local / dayMs);
  return { day, msOfDay: local - day * dayMs };
}

/**
 * The instant at which the zone's wall clock shows `msOfDay` on `day`. A time that comes twice
 * (clocks set back) is the first of the two; one that never comes (clocks set forward) is the
 * moment of the change.
 */
export function instantAt(day: number, msOfDay: number, zone: string): number {
  const local = day * dayMs + msOfDay;
  const before = offsetAt(local - dayMs, zone);
  const after = offsetAt(local + dayMs, zone);
  const early = local - before;
  if (before === after || offsetAt(early, zone) === before) return early;
  const late = local - after;
  if (offsetAt(late, zone) === after) return late;
  return changeBetween(late, early, zone);
}

/** Local minus UTC in ms: 28_800_000 for Asia/Shanghai in winter. */
export function offsetAt(ms: number, zone: string): number {
  const table = tableOf(zone);
  const utcDay = Math.floor(ms / dayMs);
  const known = table.days.get(utcDay) ?? addDay(table, utcDay);
  return ms < known.at ? known.before : known.after;
}

/** The civil date of an instant in a zone. */
export function dateAt(ms: number, zone: string): CivilDate {
  return civilDate(civilAt(ms, zone).day);
}

/** 'YYYY-MM-DD HH:MM:SS' on the zone's wall clock. */
export function civilText(ms: number, zone: string): string {
  const { day, msOfDay } = civilAt(ms, zone);
  return `${civilDate(day)} ${new Date(msOfDay).toISOString().slice(11, 19)}`;
}

/** The instant of a local 'YYYY-MM-DD HH:MM[:SS]' (also with a `T`), as `instantAt` reads it. */
export function instantOf(text: string, zone: string): number {
  const parts = /^(\S{10})[ T]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  must(parts?.[1], `not a local time: ${text}`);
  const seconds = Number(parts[2]) * 3600 + Number(parts[3]) * 60 + Number(parts[4] ?? 0);
  return instantAt(dayNumber(parts[1]), seconds * 1000, zone);
}

export function isZone(zone: unknown): zone is string {
  if (typeof zone !== 'string' || zone === '') return false;
  try {
    tableOf(zone);
    return true;
  } catch {
    return false;
  }
}

function tableOf(zone: string): ZoneTable {
  const known = tables.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const table = { format, days: new Map() };
  tables.set(zone, table);
  return table;
}

function addDay(table: ZoneTable, utcDay: number): OffsetDay {
  const start = utcDay * dayMs;
  const before = askOffset(table.format, start);
  const after = askOffset(table.format, start + dayMs - 1000);
  const at = before === after ? Number.POSITIVE_INFINITY : firstWith(table, start, after);
  if (table.days.size >= daysMax) table.days.clear();
  const entry = { before, after, at };
  table.days.set(utcDay, entry);
  return entry;
}

/** The second of a UTC day from which its later offset holds. */
function firstWith(table: ZoneTable, start: number, after: number): number {
  let low = 0;
  let high = dayMs / 1000 - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (askOffset(table.format, start + middle * 1000) === after) high = middle;
    else low = middle + 1;
  }
  return start + low * 1000;
}

function askOffset(format: Intl.DateTimeFormat, ms: number): number {
  const read: Record<string, number> = {};
  for (const part of format.formatToParts(ms)) read[part.type] = Number(part.value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = read;
  return Date.UTC(year, month - 1, day, hour, minute, second) - ms;
}

/** The first instant in (low, high] whose offset differs from that at `low`. */
function changeBetween(low: number, high: number, zone: string): number {
  const before = offsetAt(low, zone);
  let [from, to] = [low, high];
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    if (offsetAt(middle, zone) === before) from = middle;
    else to = middle;
  }
  return to;
}
