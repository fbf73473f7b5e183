/** What the pages of one's own matters read. */
import { queryOptions } from '@tanstack/react-query';
import { type Answer, api, Problem, read } from '../../../../../web/api.ts';

export type OwnMatter = Answer<'GET /api/my/matters/{number}'>;
export type OwnAction = OwnMatter['actions'][number];
export type OwnSummary = Answer<'GET /api/my/matters'>['items'][number];
export type Opening = Answer<'GET /api/matters/{number}/openings'>['items'][number];

/** Null: not the reader's, or not there, which is an answer of the page and no failure of it. */
export const ownMatter = (number: string) =>
  queryOptions({
    queryKey: ['GET /api/my/matters/{number}', number],
    queryFn: async ({ signal }): Promise<OwnMatter | null> => {
      try {
        return await api('GET /api/my/matters/{number}', { params: { number } }, { signal });
      } catch (error) {
        if (error instanceof Problem && error.status === 404) return null;
        throw error;
      }
    },
    // Others act meanwhile: what is shown is asked again when the reader comes back to it.
    staleTime: 5_000,
  });

export const openingsOf = (number: string) =>
  read('GET /api/matters/{number}/openings', { params: { number } });

/** As people write it: full-width digits, spaces, other dashes. */
export function plainNumber(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[‐-―−－\s]+/g, '-')
    .replace(/^-|-$/g, '');
}

export const isNumber = (number: string): boolean => /^\d{6}-\d{2}-\d{7}$/.test(number);
