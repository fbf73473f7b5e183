/**
 * The time as the server has it: devices go wrong, and the clock of a demo is moved. Learnt from
 * every answer that is not kept by the browser; until the first one the device's own.
 */
import { NOW_HEADER } from '../kernel/contract-version.ts';

let offsetMs = 0;

/** Milliseconds since 1970, as `Date.now()`. */
export const serverNow = (): number => Date.now() + offsetMs;

/** A kept answer tells the time of when it was made: it teaches nothing. */
export function learnTime({ headers }: Pick<Response, 'headers'>): void {
  if (headers.get('cache-control')?.includes('max-age')) return;
  const now = Date.parse(headers.get(NOW_HEADER) ?? '');
  if (!Number.isNaN(now)) offsetMs = now - Date.now();
}
