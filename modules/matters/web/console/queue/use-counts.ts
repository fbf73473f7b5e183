/** How much waits in each queue, counted anew when something changes, at most every two seconds. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { type Answer, Problem, read } from '../../../../../web/api.ts';
import { useLive } from '../../../../../web/live.ts';

type Counted = Answer<'GET /api/matters/counts'>['items'][number];
export type QueueName = Counted['queue'];
export type Counts = ReadonlyMap<QueueName, Counted>;

const AGAIN_AFTER_MS = 2_000;
/** What is overdue changes by itself. */
const EVERY_MS = 60_000;

export function useCounts(): { counts: Counts; isKnown: boolean } {
  const client = useQueryClient();
  const counts = read('GET /api/matters/counts', {});
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { data, error } = useQuery({ ...counts, refetchInterval: EVERY_MS });
  const again = () => {
    waiting.current ??= setTimeout(() => {
      waiting.current = undefined;
      void client.invalidateQueries({ queryKey: counts.queryKey });
    }, AGAIN_AFTER_MS);
  };
  useLive({ counts: again, hello: again, reset: again });
  useEffect(
    () => () => {
      clearTimeout(waiting.current);
      waiting.current = undefined;
    },
    [],
  );
  const items = data?.items ?? [];
  return {
    counts: new Map(items.map((one) => [one.queue, one])),
    // A province has too many counties to count at once: its queues stand without numbers.
    isKnown: data !== undefined || error instanceof Problem,
  };
}
