/**
 * What the portal takes along for when there is no network: its shell, and of what is public only
 * what a report is written with. Nothing that was read under a session.
 */
import type { QueryClient } from '@tanstack/react-query';
import { centresQuery, chosenCounty } from '../county.ts';
import { readKept } from '../kept.ts';
import { registerWorker } from '../worker.ts';

let isBegun = false;

/** Called by the frame; does its work once, and only where a worker can keep the shell. */
export async function beginOffline(client: QueryClient): Promise<void> {
  if (isBegun) return;
  isBegun = true;
  const registration = await registerWorker('/sw.js', '/');
  if (!registration) return;
  // What is on the page goes first.
  await navigator.serviceWorker.ready;
  const { items } = await client.fetchQuery(centresQuery);
  const county = chosenCounty(items)?.county;
  if (county === undefined) return;
  await client.prefetchQuery(readKept('GET /api/categories', { query: { county } }));
  await client.prefetchQuery(readKept('GET /api/regions', { query: townsOf(county) }));
}

const PAGE = 100;

/** The question that the report's choice of a town asks, to the letter. */
export const townsOf = (parent: string) => ({ parent, limit: PAGE });
