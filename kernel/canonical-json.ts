/**
 * One text for one JSON value, whatever order its keys were written in (RFC 8785): what is hashed.
 * A change here breaks every chain that was hashed before it.
 */

/** A part that was spelled before, by `canonicalJson`: its text stands for it. */
export class Spelled {
  readonly text: string;

  constructor(value: unknown) {
    this.text = canonicalJson(value);
  }
}

/**
 * Keys in UTF-16 order, no spaces, undefined properties left out. Throws on what JSON cannot carry
 * or would quietly change: NaN, Infinity, bigint, dates, functions, holes, half a surrogate pair;
 * and on a zero character, which no text of the database holds.
 */
export function canonicalJson(value: unknown): string {
  if (value instanceof Spelled) return value.text;
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return textJson(value);
  if (typeof value === 'number') return numberJson(value);
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`;
  if (isPlain(value)) return objectJson(value);
  throw new Error(`no JSON value: ${typeof value}`);
}

function textJson(text: string): string {
  if (!text.isWellFormed()) throw new Error('no JSON text: half a surrogate pair');
  if (text.includes('\0')) throw new Error('no JSON text that is kept: a zero character');
  return JSON.stringify(text);
}

function numberJson(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`no JSON number: ${value}`);
  return JSON.stringify(value);
}

function objectJson(value: Record<string, unknown>): string {
  let members = '';
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) continue;
    if (members !== '') members += ',';
    members += `${keyJson(key)}:${canonicalJson(member)}`;
  }
  return `{${members}}`;
}

/** Names are few and come again in every value; what brings ever new ones must not fill memory. */
const KEYS_MAX = 2000;
const keys = new Map<string, string>();

function keyJson(key: string): string {
  const known = keys.get(key);
  if (known !== undefined) return known;
  const text = textJson(key);
  if (keys.size >= KEYS_MAX) keys.clear();
  keys.set(key, text);
  return text;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
