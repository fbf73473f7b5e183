/**
 * Which county the portal speaks for. Most installations serve one; where there are several the
 * choice is remembered on this device.
 */
import { useSuspenseQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Answer } from './api.ts';
import { readKept } from './kept.ts';

const REMEMBERED_AS = 'linli.county';
const listeners = new Set<() => void>();

export type ServedCounty = Answer<'GET /api/public/centres'>['items'][number];

export type CountyChoice = {
  /** Null: not chosen yet, or none is served. */
  county: ServedCounty | null;
  all: readonly ServedCounty[];
  choose: (county: string) => void;
};

export const centresQuery = { ...readKept('GET /api/public/centres', {}), staleTime: 600_000 };

export function useCounty(): CountyChoice {
  const { items } = useSuspenseQuery(centresQuery).data;
  const kept = useSyncExternalStore(listen, () => localStorage.getItem(REMEMBERED_AS));
  return { county: chosenOf(items, kept), all: items, choose: chooseCounty };
}

/** Outside a page: the county that was chosen here, or the only one. */
export function chosenCounty(all: readonly ServedCounty[]): ServedCounty | null {
  return chosenOf(all, localStorage.getItem(REMEMBERED_AS));
}

function chosenOf(all: readonly ServedCounty[], kept: string | null): ServedCounty | null {
  const chosen = all.find(({ county }) => county === kept) ?? null;
  return chosen ?? (all.length === 1 ? (all[0] ?? null) : null);
}

function chooseCounty(county: string): void {
  localStorage.setItem(REMEMBERED_AS, county);
  for (const hear of listeners) hear();
}

function listen(hear: () => void): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}
