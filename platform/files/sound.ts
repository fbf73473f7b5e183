/**
 * Voice and video: phones write the place, the device and sometimes the owner's name beside the
 * sound. Those parts are blanked in place, so that every offset in the file stays right.
 */

const BOX_HEAD = 8;
const DEPTH_MAX = 4;
/** Boxes that hold only words about the recording: names, places, makers, XMP. */
const ABOUT = new Set(['udta', 'meta', 'uuid']);
const HOLDERS = new Set(['moov', 'trak', 'moof', 'traf']);

/**
 * Turns the boxes about the recording of an MP4 or M4A into free space, in the given bytes: a copy
 * of a video would cost its size again. False when the boxes do not add up or the index (`moov`)
 * is missing: then no player opens it either.
 */
export function blankMp4Tags(bytes: Buffer): boolean {
  const seen = new Set<string>();
  const isWhole = blankBoxes(bytes, { from: 0, to: bytes.length, depth: 0 }, seen);
  return isWhole && seen.has('moov');
}

const TRACK_HOLDERS = new Set(['moov', 'trak', 'mdia']);
/** Where a handler box (ISO/IEC 14496-12, 8.4.3) names what its track is. */
const HANDLER_AT = 8;

/** Whether every track of an MP4 is sound, and there is one. */
export function isSoundAlone(bytes: Buffer): boolean {
  const handlers = handlersIn(bytes, { from: 0, to: bytes.length, depth: 0 });
  return handlers.length > 0 && handlers.every((handler) => handler === 'soun');
}

function handlersIn(bytes: Buffer, { from, to, depth }: Span): string[] {
  const found: string[] = [];
  let at = from;
  while (at + BOX_HEAD <= to) {
    const { head, size, type } = boxAt(bytes, at, to);
    if (size < head || at + size > to) return found;
    const inner = { from: at + head, to: at + size, depth: depth + 1 };
    if (type === 'hdlr') {
      const name = inner.from + HANDLER_AT;
      found.push(bytes.toString('latin1', name, Math.min(name + 4, inner.to)));
    } else if (TRACK_HOLDERS.has(type) && depth < DEPTH_MAX) {
      found.push(...handlersIn(bytes, inner));
    }
    at += size;
  }
  return found;
}

type Span = { from: number; to: number; depth: number };

function blankBoxes(bytes: Buffer, { from, to, depth }: Span, seen: Set<string>): boolean {
  let at = from;
  while (at + BOX_HEAD <= to) {
    const { head, size, type } = boxAt(bytes, at, to);
    if (size < head || at + size > to) return false;
    seen.add(type);
    if (ABOUT.has(type)) {
      bytes.write('free', at + 4, 'latin1');
      bytes.fill(0, at + head, at + size);
    } else if (HOLDERS.has(type) && depth < DEPTH_MAX) {
      const inner = { from: at + head, to: at + size, depth: depth + 1 };
      if (!blankBoxes(bytes, inner, seen)) return false;
    }
    at += size;
  }
  return true;
}

function boxAt(bytes: Buffer, at: number, to: number) {
  const size = bytes.readUInt32BE(at);
  const type = bytes.toString('latin1', at + 4, at + 8);
  if (size === 0) return { head: BOX_HEAD, size: to - at, type };
  if (size !== 1) return { head: BOX_HEAD, size, type };
  // 64-bit sizes: beyond what we accept, but the form is allowed for small boxes too.
  const isHere = at + 16 <= to;
  return { head: 16, size: isHere ? Number(bytes.readBigUInt64BE(at + 8)) : 0, type };
}

/** An MP3 without its ID3 tags, at the start (v2) and at the end (v1). */
export function withoutMp3Tags(bytes: Buffer): Buffer {
  const from = id3Length(bytes);
  const end = bytes.length - 128;
  const hasEnd = end >= from && bytes.toString('latin1', end, end + 3) === 'TAG';
  return bytes.subarray(from, hasEnd ? end : bytes.length);
}

/** ID3v2: ten bytes of head, a length of four times seven bits, a foot of ten if flagged. */
function id3Length(bytes: Buffer): number {
  if (bytes.length < 10 || bytes.toString('latin1', 0, 3) !== 'ID3') return 0;
  let length = 0;
  for (const byte of bytes.subarray(6, 10)) length = length * 128 + (byte & 0x7f);
  const foot = (bytes[5] ?? 0) & 0x10 ? 10 : 0;
  return Math.min(bytes.length, 10 + length + foot);
}
