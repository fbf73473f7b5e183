/**
 * Civil dates without a zone: 'YYYY-MM-DD' and the count of days since 1970-01-01, which is what
 * rules calculate with. A date here is never a moment; `zone.ts` turns one into the other.
 */
import { must } from './refusal.ts';

/** 'YYYY-MM-DD' of the Gregorian calendar, years 1000 to 9999. */
export type CivilDate = string;

export const dayMs = 86_400_000;

const datePattern = /^([1-9]\d{3})-(\d{2})-(\d{2})$/;

/** Days since 1970-01-01; throws when the text is no real date (2026-02-30). */
export function dayNumber(date: CivilDate): number {
  const day = parseDay(date);
  must(day !== null, `not a civil date: ${date}`);
  return day;
}

/** The inverse of `dayNumber`. */
export function civilDate(day: number): CivilDate {
  const known = dates.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * dayMs).toISOString().slice(0, 10);
  if (dates.size >= datesMax) dates.clear();
  dates.set(day, date);
  return date;
}

/** An act asks for the same few days some twenty times. Beyond these years they are made anew. */
const datesMax = 5000;
const dates = new Map<number, CivilDate>();

export function isCivilDate(value: unknown): boolean {
  return typeof value === 'string' && parseDay(value) !== null;
}

/** 1 = Monday … 7 = Sunday. */
export function isoWeekday(day: number): number {
  // 1970-01-01 was a Thursday.
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

function parseDay(date: string): number | null {
  const parts = datePattern.exec(date);
  if (!parts) return null;
  const day = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) / dayMs;
  // Date.UTC rolls the 30th of February over into March.
  return civilDate(day) === date ? day : null;
}
