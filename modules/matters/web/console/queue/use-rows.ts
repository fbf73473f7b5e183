/** The rows of the queue that the address names, kept up to date by live updates. */
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { api } from '../../../../../web/api.ts';
import { useLive } from '../../../../../web/live.ts';
import { type RowStore, type Rows, rowStore } from './row-store.ts';
import { askedFilters, type Filters } from './rules.ts';
import type { QueueName } from './use-counts.ts';

/** While nobody tells what changes, the list is read again from time to time. */
const LOOK_EVERY_MS = 30_000;

export type Listing = { store: RowStore; listed: Rows; isLive: boolean };

export function useRows(queue: QueueName, filters: Filters): Listing {
  const asked = JSON.stringify(askedFilters(filters));
  const store = useMemo(
    () =>
      rowStore((after, limit) =>
        api('GET /api/matters', {
          query: { queue, ...JSON.parse(asked), limit, ...(after !== null && { after }) },
        }),
      ),
    [queue, asked],
  );
  useEffect(() => store.reload(), [store]);
  const listed = useSyncExternalStore(store.subscribe, store.get);
  const status = useLive({
    hello: ({ isResumed }) => {
      if (!isResumed && store.get().rows.length > 0) store.reload();
    },
    reset: () => store.reload(),
    gone: ({ number }) => store.hear({ number, isHere: false }),
    matter: ({ number, queues }) => store.hear({ number, isHere: queues.includes(queue) }),
  });
  useEffect(() => {
    if (status === 'live') return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible' && isAtTop()) store.reload();
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [status, store]);
  return { store, listed, isLive: status === 'live' };
}

/** Whoever is in the middle of a list is not thrown back to its beginning. */
function isAtTop(): boolean {
  return (document.querySelector('.queue-scroll')?.scrollTop ?? 0) < 40;
}
