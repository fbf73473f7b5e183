/**
 * Keyset pages: a cursor carries the order key of the last row shown, and only for the order that
 * made it. Cursors are opaque but not secret or signed: a key in one opens nothing, because the
 * query that uses it is scoped as any other.
 */
import { refuse } from './refusal.ts';

/** A part of an order key: text, safe integer, time as ISO text, or null (sorts where SQL says). */
export type KeyPart = string | number | boolean | null;

/** What each part of a key must be. `time?` and the like also accept null. */
export type KeyShape = readonly ('text' | 'number' | 'boolean' | 'time' | 'text?' | 'time?')[];

export type Page<Item> = { items: Item[]; next: string | null };

export const pageSizeDefault = 20;
export const pageSizeMax = 100;
const cursorLengthMax = 1000;

/** The page size asked for, or the default. Refuses PAGE_SIZE_INVALID outside 1 to `max`. */
export function pageSize(asked: number | undefined, max: number = pageSizeMax): number {
  if (asked === undefined) return pageSizeDefault;
  if (Number.isInteger(asked) && asked >= 1 && asked <= max) return asked;
  return refuse('PAGE_SIZE_INVALID', {
    fields: [{ path: 'limit', code: 'PAGE_SIZE_INVALID' }],
    values: { max },
  });
}

/** The cursor of a row: `order` names the list and its sort, and must be the same when read. */
export function makeCursor(order: string, key: readonly KeyPart[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify([order, ...key]));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The order key in a cursor. Refuses CURSOR_INVALID when it is not of this order and shape. */
export function readCursor(order: string, shape: KeyShape, cursor: string): KeyPart[] {
  const parts = parseCursor(cursor);
  const isSound =
    Array.isArray(parts) &&
    parts.length === shape.length + 1 &&
    parts[0] === order &&
    shape.every((kind, index) => isPart(kind, parts[index + 1]));
  if (isSound) return parts.slice(1);
  return refuse('CURSOR_INVALID', { fields: [{ path: 'cursor', code: 'CURSOR_INVALID' }] });
}

/** A page from rows read with `limit size + 1`: the extra row only says that there are more. */
export function pageOf<Item>(
  rows: readonly Item[],
  size: number,
  cursorOf: (last: Item) => string,
): Page<Item> {
  const items = rows.slice(0, size);
  const last = items.at(-1);
  const hasMore = rows.length > size && last !== undefined;
  return { items, next: hasMore ? cursorOf(last) : null };
}

function parseCursor(cursor: string): unknown {
  if (cursor.length > cursorLengthMax || !/^[\w-]+$/.test(cursor)) return null;
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

function isPart(kind: KeyShape[number], value: unknown): boolean {
  if (kind.endsWith('?') && value === null) return true;
  if (kind === 'number') return Number.isSafeInteger(value);
  if (kind === 'boolean') return typeof value === 'boolean';
  // PostgreSQL refuses a NUL in text; as an error of ours that would be a bug, not a refusal.
  if (typeof value !== 'string' || value.includes('\u0000')) return false;
  return !kind.startsWith('time') || isTime(value);
}

function isTime(value: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/.test(value) && !Number.isNaN(Date.parse(value))
  );
}
