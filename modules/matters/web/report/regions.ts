/** Names of regions as residents say them. */
import type { Answer } from '../../../../web/api.ts';

/** From the county down: the province is known to everybody here. */
export function regionWords({ regions }: Answer<'GET /api/locate'>): string {
  return regions
    .filter(({ code }) => code.length >= 6)
    .map(({ name }) => name)
    .join('');
}
