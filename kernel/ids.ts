/**
 * UUIDv7 (RFC 9562): the program makes all ids, time first, so that keys grow and a partition of a
 * growing table is a range of time. Clock and randomness are passed in: nothing here asks for them.
 */
import { must } from './refusal.ts';

/** 48 bits of ms: until the year 10889. */
const timeMax = 2 ** 48 - 1;
const randomBytes = 10;
const counterMax = 0xfff;
const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const hexTexts = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const hexText = (byte: number) => hexTexts[byte] ?? '';

/** The UUIDv7 of an instant (epoch ms) from ten random bytes; the same input gives the same id. */
export function makeUuidV7(atMs: number, random: Uint8Array): string {
  must(Number.isInteger(atMs) && atMs >= 0 && atMs <= timeMax, `no time for an id: ${atMs}`);
  must(random.length >= randomBytes, 'an id needs ten random bytes');
  const hex = (at: number) => hexText(byteAt(random, at));
  const time = atMs.toString(16).padStart(12, '0');
  const version = hexText(0x70 | (byteAt(random, 0) & 0x0f));
  const variant = hexText(0x80 | (byteAt(random, 2) & 0x3f));
  const node = hex(4) + hex(5) + hex(6) + hex(7) + hex(8) + hex(9);
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}${hex(1)}-${variant}${hex(3)}-${node}`;
}

/** Lower-case UUIDv7, the only spelling that we make or accept. */
export function isUuidV7(value: unknown): value is string {
  return typeof value === 'string' && pattern.test(value);
}

/** The epoch ms that an id carries. Throws on anything but a UUIDv7: check at the edge first. */
export function uuidTime(id: string): number {
  must(isUuidV7(id), 'not a UUIDv7');
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** The smallest UUIDv7 of an instant: a bound of a partition (`from` inclusive, `to` exclusive). */
export function uuidFloor(atMs: number): string {
  return makeUuidV7(atMs, new Uint8Array(randomBytes));
}

/**
 * A source of strictly increasing ids for one process, also within a millisecond and when the clock
 * goes back (it then stays at the last time). The twelve bits after the version count within a
 * millisecond, seeded at random in their lower half, so that at least 2,048 ids fit before the time
 * runs a millisecond ahead.
 */
export function idSource(now: () => number, random: (n: number) => Uint8Array): () => string {
  let lastMs = -1;
  let counter = 0;
  return () => {
    const bytes = Uint8Array.from(random(randomBytes));
    const ms = Math.floor(now());
    const fresh = ms > lastMs || counter === counterMax;
    counter = fresh ? ((byteAt(bytes, 0) & 0x07) << 8) | byteAt(bytes, 1) : counter + 1;
    if (fresh) lastMs = Math.max(ms, lastMs + 1);
    bytes[0] = counter >> 8;
    bytes[1] = counter & 0xff;
    return makeUuidV7(lastMs, bytes);
  };
}

function byteAt(bytes: ArrayLike<number>, index: number): number {
  return bytes[index] ?? 0;
}
