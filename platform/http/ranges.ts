/**
 * A file by ranges of bytes (RFC 9110): 200 whole, 206 a part, 416 beyond its end. Streams from the
 * disk: a basemap has gigabytes.
 */
import { createReadStream, type Stats } from 'node:fs';
import type { Readable } from 'node:stream';
import { refuse } from '../../kernel/refusal.ts';
import type { RequestContext } from './context.ts';

type Ctx = Pick<RequestContext, 'headers' | 'setHeader' | 'setStatus'>;

export type Range = { from: number; to: number };

/**
 * The one range that is asked for; null: the whole. `'outside'` when it begins beyond the end.
 * Several ranges at once, and what cannot be read, count as a request for the whole.
 */
export function readRange(header: string | undefined, size: number): Range | 'outside' | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  const [, first, last] = match ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  if (first === '') {
    const count = Math.min(Number(last), size);
    return count === 0 ? 'outside' : { from: size - count, to: size - 1 };
  }
  const from = Number(first);
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < from) return null;
  return from >= size ? 'outside' : { from, to };
}

/** The tag of a file as it lies there: changes with its size or its time. */
export function fileTag({ size, mtimeMs }: Pick<Stats, 'size' | 'mtimeMs'>): string {
  return `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
}

/** Refuses RANGE_INVALID. */
export function answerFile(
  ctx: Ctx,
  path: string,
  file: Pick<Stats, 'size' | 'mtimeMs'>,
): Readable | Buffer {
  const etag = fileTag(file);
  ctx.setHeader('accept-ranges', 'bytes');
  ctx.setHeader('etag', etag);
  if (String(ctx.headers['if-none-match'] ?? '').includes(etag)) {
    ctx.setStatus(304);
    return Buffer.alloc(0);
  }
  // A part of a file that was replaced meanwhile would not fit the parts before.
  const condition = ctx.headers['if-range'];
  const isSame = condition === undefined || condition === etag;
  const range = readRange(isSame ? headerOf(ctx.headers.range) : undefined, file.size);
  if (range === 'outside') {
    ctx.setHeader('content-range', `bytes */${file.size}`);
    return refuse('RANGE_INVALID', { values: { size: file.size } });
  }
  const { from, to } = range ?? { from: 0, to: file.size - 1 };
  ctx.setHeader('content-length', String(to - from + 1));
  if (range) {
    ctx.setStatus(206);
    ctx.setHeader('content-range', `bytes ${from}-${to}/${file.size}`);
  }
  return file.size === 0 ? Buffer.alloc(0) : createReadStream(path, { start: from, end: to });
}

function headerOf(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}
