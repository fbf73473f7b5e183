/** Reads that answer from the device when the server cannot be reached. */
import { queryOptions } from '@tanstack/react-query';
import { type Answer, addressOf, api, type Input, isUnreachable } from './api.ts';
import type { KeptRoute } from './kept-routes.ts';

const CACHE = 'linli-portal-public';

/** As `read`, for what everyone may know: the last answer stands in while there is no network. */
export function readKept<R extends KeptRoute>(route: R, input: Input<R>) {
  return queryOptions({
    queryKey: [route, input] as const,
    queryFn: async ({ signal }): Promise<Answer<R>> => {
      // These routes have no braces to fill; what they are asked with is typed by the route.
      const { query } = input as { query?: Record<string, string | number | boolean> };
      const address = addressOf(route.slice('GET '.length), {}, query);
      try {
        const answer = await api(route, input, { signal });
        await keep(address, answer);
        return answer;
      } catch (error) {
        const kept = isUnreachable(error) ? await find(address) : undefined;
        if (kept === undefined) throw error;
        // What this route answered earlier, as it was put there.
        return kept as Answer<R>;
      }
    },
  });
}

async function keep(address: string, answer: unknown): Promise<void> {
  // Without TLS there is no such cache; a full device keeps nothing: both lose only the comfort.
  const cache = await open();
  await cache?.put(address, Response.json(answer)).catch(() => undefined);
}

async function find(address: string): Promise<unknown> {
  const found = await (await open())?.match(address).catch(() => undefined);
  return found?.json();
}

async function open(): Promise<Cache | undefined> {
  return typeof caches === 'undefined' ? undefined : caches.open(CACHE).catch(() => undefined);
}
