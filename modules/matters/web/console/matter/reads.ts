/** What the matter page reads, and how it reads again after an act. */
import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { type Answer, api, read } from '../../../../../web/api.ts';
import type { Matter } from './form-rules.ts';

export type LogEntry = Answer<'GET /api/matters/{number}/log'>['items'][number];
export type WholeLog = {
  entries: LogEntry[];
  brokenAt: number | null;
  sealed: Answer<'GET /api/matters/{number}/log'>['chain']['sealed'];
};

const FRESH_MS = 5000;
const MATTER = 'GET /api/matters/{number}';

export function useMatter(number: string): Matter {
  return useSuspenseQuery({
    ...read(MATTER, { params: { number } }),
    staleTime: FRESH_MS,
  }).data;
}

const LOG_PAGE = 200;
const LOG_PAGES_MAX = 10;

/** The log whole, oldest first; a matter of 2,000 entries is none that a person reads on. */
export function logQuery(number: string, after = 0) {
  return queryOptions({
    queryKey: ['log', { params: { number } }, after] as const,
    staleTime: FRESH_MS,
    queryFn: async ({ signal }): Promise<WholeLog> => {
      const log: WholeLog = { entries: [], brokenAt: null, sealed: null };
      let next: number | null = after;
      for (let page = 0; next !== null && page < LOG_PAGES_MAX; page += 1) {
        const answer: Answer<'GET /api/matters/{number}/log'> = await api(
          'GET /api/matters/{number}/log',
          { params: { number }, query: { after: next, limit: LOG_PAGE } },
          { signal },
        );
        log.entries.push(...answer.items);
        log.brokenAt ??= answer.chain.brokenAt;
        log.sealed = answer.chain.sealed;
        next = answer.next;
      }
      return log;
    },
  });
}

type Named = { params?: { number?: string }; query?: { number?: string } } | undefined;

/** Everything of one matter is read again; only the matter itself is waited for. */
export function useReadAgain(number: string): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => {
    const isOf = (input: Named) =>
      input?.params?.number === number || input?.query?.number === number;
    const again = (isItself: boolean) =>
      client.invalidateQueries({
        predicate: ({ queryKey: [route, input] }) =>
          isOf(input as Named) && (route === MATTER) === isItself,
      });
    void again(false);
    return again(true);
  }, [client, number]);
}

const ORGS_PAGE = 100;
const ORGS_PAGES_MAX = 20;
const ORGS_KEPT_MS = 300_000;

export type Org = Answer<'GET /api/orgs'>['items'][number];

/** The organisations of a county that live, and those above it that serve it. */
export function orgsQuery(county: string) {
  return queryOptions({
    queryKey: ['orgs', county] as const,
    staleTime: ORGS_KEPT_MS,
    queryFn: async ({ signal }): Promise<Org[]> => {
      const orgs: Org[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < ORGS_PAGES_MAX; page += 1) {
        const query = { region: county, limit: ORGS_PAGE, ...(cursor && { cursor }) };
        const answer: Answer<'GET /api/orgs'> = await api('GET /api/orgs', { query }, { signal });
        orgs.push(...answer.items.filter((org) => org.isActive));
        if (answer.next === null) break;
        cursor = answer.next;
      }
      return orgs;
    },
  });
}

/** The shard key of a matter's county, which its number begins with. */
export function countyOf(number: string): string {
  return number.split('-')[0] ?? '';
}
