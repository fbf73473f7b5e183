/** What the board's pages read, and the words of the address that they understand. */
import { type Answer, read } from '../../../../../web/api.ts';
import type { Search } from '../../../../../web/router.tsx';

export type PublicMatter = Answer<'GET /api/public/matters'>['items'][number];
export type PublicPage = Answer<'GET /api/public/matters/{number}'>;
export type Figures = Answer<'GET /api/public/figures'>;
export type TownLine = Figures['towns'][number];

export const PAGE = 20;

/** The filters of the address as the server wants them; what is misspelt there is left out. */
export function filtersOf(search: Search) {
  const { town, category, state, q } = search;
  return {
    ...(town && /^\d{9}$/.test(town) && { town }),
    ...(category && { category }),
    ...(state === 'open' && { isOpen: 'true' as const }),
    ...(state === 'closed' && { isOpen: 'false' as const }),
    ...(q && q.trim() !== '' && { q: q.trim() }),
  };
}

export const townsOf = (county: string) => ({
  ...read('GET /api/regions', { query: { parent: county } }),
  staleTime: 600_000,
});

export const categoriesOf = (county: string) => ({
  ...read('GET /api/categories', { query: { county } }),
  staleTime: 600_000,
});

export const publicPage = (number: string) =>
  read('GET /api/public/matters/{number}', { params: { number } });

/** The months up to this one, newest first, as `2026-11`. */
export function monthsBack(now: number, count: number): string[] {
  const here = new Date(now + 8 * 3_600_000);
  return Array.from({ length: count }, (_, back) => {
    const at = new Date(Date.UTC(here.getUTCFullYear(), here.getUTCMonth() - back, 1));
    return at.toISOString().slice(0, 7);
  });
}
