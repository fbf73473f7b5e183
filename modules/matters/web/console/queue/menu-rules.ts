/** Which queues the menu offers and which one opens first: those that can be the reader's work. */
import type { Counts, QueueName } from './use-counts.ts';

const groups = [
  {
    name: 'work',
    queues: [
      'mine',
      'org',
      'toOpen',
      'toDispatch',
      'requests',
      'toCheck',
      'toCallBack',
      'toVerify',
    ],
  },
  { name: 'watch', queues: ['overdue', 'dueSoon', 'supervised', 'supervising', 'unowned'] },
  { name: 'all', queues: ['owned', 'recent', 'closed'] },
] as const satisfies readonly { name: string; queues: readonly QueueName[] }[];

const all: readonly QueueName[] = groups.flatMap(({ queues }) => queues);

/**
 * Own work first: the first of these in which something waits. What lies in the region for somebody
 * to look at comes after what is with one's own organisation.
 */
const FIRST: readonly QueueName[] = [
  'mine',
  'toOpen',
  'toDispatch',
  'org',
  'requests',
  'supervised',
  'toCheck',
  'toCallBack',
  'toVerify',
  'overdue',
];

/** What was not counted is not known to be somebody else's. */
const isWork = (counts: Counts, queue: QueueName) => counts.get(queue)?.isWork ?? true;

export function firstQueue(counts: Counts): QueueName {
  const isWaiting = (queue: QueueName) => (counts.get(queue)?.count ?? 0) > 0;
  return FIRST.find((queue) => isWork(counts, queue) && isWaiting(queue)) ?? 'recent';
}

export const asQueue = (name: string | undefined): QueueName | undefined =>
  all.find((queue) => queue === name);

type Group = { name: (typeof groups)[number]['name']; queues: readonly QueueName[] };

/** Without the work of others; what the address names is shown whosever it is. */
export function offeredGroups(counts: Counts, chosen: QueueName): Group[] {
  return groups
    .map(({ name, queues }): Group => {
      const own = (queue: QueueName) => queue === chosen || isWork(counts, queue);
      return { name, queues: queues.filter(own) };
    })
    .filter(({ queues }) => queues.length > 0);
}
