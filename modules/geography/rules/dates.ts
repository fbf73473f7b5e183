/** Days as numbers like 20260131: what the memory tables compare a million times a second. */

/** Later than every date a table can hold: the end of what has no end. */
export const FOREVER = 99991231;

/**
 * The first edition of a place stands for all time before it too, since nothing older is known;
 * matters of earlier years would else have no region.
 */
export const BEFORE_RECORDS = '1949-10-01';

/** 'YYYY-MM-DD' as a number; null is `FOREVER`. */
export function dayKey(date: string | null): number {
  return date === null ? FOREVER : Number(date.replaceAll('-', ''));
}

/** Whether a validity [from, to) holds on a day, all as numbers. */
export function holdsOn(from: number, to: number, day: number): boolean {
  return from <= day && day < to;
}
