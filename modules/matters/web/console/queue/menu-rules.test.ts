import { describe, expect, it } from 'vitest';
import { asQueue, firstQueue, offeredGroups } from './menu-rules.ts';
import type { Counts, QueueName } from './use-counts.ts';

const counted = (own: Partial<Record<QueueName, number>>, others: typeof own = {}): Counts => {
  const of = (counts: typeof own, isWork: boolean) =>
    Object.entries(counts).map(
      ([queue, count]) =>
        [queue as QueueName, { queue: queue as QueueName, count, isMore: false, isWork }] as const,
    );
  return new Map([...of(own, true), ...of(others, false)]);
};
const queuesOf = (counts: Counts, chosen: QueueName) =>
  offeredGroups(counts, chosen).flatMap(({ queues }) => queues);

describe('the queue that opens first', () => {
  it('is one in which the reader can act, not the fullest of somebody else', () => {
    expect(firstQueue(counted({ toCheck: 3 }, { toOpen: 12, toDispatch: 7 }))).toBe('toCheck');
    expect(firstQueue(counted({ mine: 0, org: 2, overdue: 5 }))).toBe('org');
  });

  it('is what came last where nothing of one’s own waits', () => {
    expect(firstQueue(counted({ mine: 0 }, { toCheck: 4, unowned: 6, overdue: 21 }))).toBe(
      'recent',
    );
    expect(firstQueue(new Map())).toBe('recent');
  });
});

describe('the menu', () => {
  it('leaves out the work of others, and keeps what one’s own may be', () => {
    const queues = queuesOf(counted({ mine: 1, org: 0 }, { toCheck: 4, unowned: 6 }), 'mine');
    expect(queues).toEqual(expect.arrayContaining(['mine', 'org', 'recent', 'closed']));
    expect(queues).not.toContain('toCheck');
    expect(queues).not.toContain('unowned');
  });

  it('shows the queue that the address names, whosever it is', () => {
    const counts = counted({ mine: 1 }, { toCheck: 4 });
    expect(asQueue('toCheck')).toBe('toCheck');
    expect(queuesOf(counts, 'toCheck')).toContain('toCheck');
    expect(asQueue('nothing')).toBeUndefined();
  });

  it('offers all where they could not be counted', () => {
    expect(queuesOf(new Map(), 'recent')).toHaveLength(16);
  });
});
