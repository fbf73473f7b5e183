/** Days as numbers like 20260131: what the memory tables compare a million times a second. */

/** Later than every date a table can hold: the end of what has no end. */
export const FOREVER = 99991231;

/**
 * The first edition of a place stands for all time before it too, since nothing older is known;
 * matters of earlier years would else have no region.
 */
export const BEFORE_RECORDS = '1949-10-01';

/** 'YYYY-MM-DD' as a number; null is `FOREVER`. */
export function dayNumber(date: string | null): number {
  return date === null ? FOREVER : Number(date.replaceAll('-', ''));
}

/** Whether a validity [from, to) holds on a day, all as numbers. */
export function holdsOn(from: number, to: number, day: number): boolean {
  return from <= day && day < to;
}

/** Whether the text is a real calendar day written 'YYYY-MM-DD'. */
export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}
