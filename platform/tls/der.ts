/**
 * DER, as far as a certificate needs it (X.690): each value is a tag, a length and the content.
 * Nothing here is secret or signs anything.
 */

/** One value; contents are joined. */
function value(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.of(tag), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  const bytes = Buffer.from(length.toString(16).padStart(length < 0x100 ? 2 : 4, '0'), 'hex');
  return Buffer.concat([Buffer.of(0x80 | bytes.length), bytes]);
}

export const sequence = (...items: Buffer[]) => value(0x30, ...items);
export const set = (...items: Buffer[]) => value(0x31, ...items);
export const octets = (bytes: Buffer) => value(0x04, bytes);
export const utf8 = (text: string) => value(0x0c, Buffer.from(text));
export const yes = () => value(0x01, Buffer.of(0xff));
/** `[n] EXPLICIT`: around another value. */
export const around = (tag: number, content: Buffer) => value(0xa0 | tag, content);
/** `[n] IMPLICIT` of something plain. */
export const tagged = (tag: number, content: Buffer) => value(0x80 | tag, content);
/** The last byte has so many bits that do not count. */
export const bits = (bytes: Buffer, unused = 0) => value(0x03, Buffer.of(unused), bytes);

/** A positive whole number, its bytes in order. */
export function integer(bytes: Buffer): Buffer {
  const isNegative = ((bytes[0] ?? 0) & 0x80) !== 0;
  return value(0x02, isNegative ? Buffer.concat([Buffer.of(0), bytes]) : bytes);
}

/** `2.5.29.17` and its like. */
export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap(base128);
  return value(0x06, Buffer.from(bytes));
}

function base128(arc: number): number[] {
  const digits = [arc % 128];
  for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) {
    digits.unshift((left % 128) | 0x80);
  }
  return digits;
}

/** To the second. UTCTime until 2049, as RFC 5280 wants it. */
export function time(atMs: number): Buffer {
  const text = new Date(atMs).toISOString().replace(/[-:T]|\.\d+/g, '');
  const year = Number(text.slice(0, 4));
  return year < 2050 ? value(0x17, Buffer.from(text.slice(2))) : value(0x18, Buffer.from(text));
}
