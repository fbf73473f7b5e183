/**
 * A write that a browser sends with our cookies must come from our own pages. SameSite=Lax already
 * keeps cookies from foreign forms; this holds where a neighbour shares the site (another port or
 * subdomain of an intranet address).
 */
import { refuse } from '../../kernel/refusal.ts';

type Headers = Record<string, string | string[] | undefined>;

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses ORIGIN_FOREIGN. Clients without cookies or outside a browser send nothing to check. */
export function assertSameOrigin(method: string, headers: Headers): void {
  if (READS.has(method) || headers.cookie === undefined) return;
  // Browsers send it over TLS and to the loopback; it is not for scripts to set.
  const site = headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return;
  if (site !== undefined) refuse('ORIGIN_FOREIGN');
  const { origin } = headers;
  if (origin !== undefined && hostOf(origin) !== headers.host) refuse('ORIGIN_FOREIGN');
}

function hostOf(origin: string | string[]): string | null {
  return typeof origin === 'string' && URL.canParse(origin) ? new URL(origin).host : null;
}
