/** A tile as an answer: 204 for an empty one, 304 for a known one, compressed where it helps. */
import { gzipSync } from 'node:zlib';
import type { RequestContext } from '../http/index.ts';
import type { EncodedTile } from './encode.ts';

type Ctx = Pick<RequestContext, 'headers' | 'setHeader' | 'setStatus'>;

/** Below this gzip gains nothing. */
const GZIP_FROM_BYTES = 600;

/**
 * Sets the headers and answers the bytes. `keep` is the cache-control; what differs by person must
 * be private.
 */
export function answerTile(ctx: Ctx, tile: EncodedTile | null, keep: string): Buffer | undefined {
  ctx.setHeader('cache-control', keep);
  if (!tile) {
    ctx.setStatus(204);
    return undefined;
  }
  const isOwn = keep.startsWith('private');
  ctx.setHeader('vary', isOwn ? 'Accept-Encoding, Cookie, Authorization' : 'Accept-Encoding');
  ctx.setHeader('etag', tile.etag);
  if (namesTag(ctx.headers['if-none-match'], tile.etag)) {
    ctx.setStatus(304);
    return Buffer.alloc(0);
  }
  ctx.setHeader('content-type', 'application/vnd.mapbox-vector-tile');
  if (tile.bytes.length < GZIP_FROM_BYTES || !takesGzip(ctx.headers['accept-encoding'])) {
    return tile.bytes;
  }
  ctx.setHeader('content-encoding', 'gzip');
  return gzipSync(tile.bytes, { level: 5 });
}

type Header = string | string[] | undefined;

/** A proxy that compresses may have made the tag a weak one. */
function namesTag(header: Header, etag: string): boolean {
  return String(header ?? '')
    .split(',')
    .some((one) => one.trim().replace(/^W\//, '') === etag);
}

function takesGzip(header: Header): boolean {
  return /(?:^|,)\s*gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$)))?/i.test(String(header ?? ''));
}
