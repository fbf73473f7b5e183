/**
 * Which county the portal speaks for. Most installations serve one; where there are several the
 * choice is remembered on this device.
 */
import { useSuspenseQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { type Answer, read } from './api.ts';

const REMEMBERED_AS = 'linli.county';
const listeners = new Set<() => void>();

export type ServedCounty = Answer<'GET /api/public/centres'>['items'][number];

export type CountyChoice = {
  /** Null: not chosen yet, or none is served. */
  county: ServedCounty | null;
  all: readonly ServedCounty[];
  choose: (county: string) => void;
};

const centresQuery = { ...read('GET /api/public/centres', {}), staleTime: 600_000 };

export function useCounty(): CountyChoice {
  const { items } = useSuspenseQuery(centresQuery).data;
  const kept = useSyncExternalStore(listen, () => localStorage.getItem(REMEMBERED_AS));
  const chosen = items.find(({ county }) => county === kept) ?? null;
  return {
    county: chosen ?? (items.length === 1 ? (items[0] ?? null) : null),
    all: items,
    choose: chooseCounty,
  };
}

function chooseCounty(county: string): void {
  localStorage.setItem(REMEMBERED_AS, county);
  for (const hear of listeners) hear();
}

function listen(hear: () => void): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}
