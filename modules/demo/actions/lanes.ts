/**
 * Two connections that write batches side by side: while one batch is copied, the next is too, and
 * a third is poured. Each is one transaction, and they commit in their order, so that a run that is
 * killed stands up to a batch and has nothing of those after it.
 */
import type { Bulk } from '../../../platform/db/bulk.ts';
import { openLane } from '../store/growth.ts';

export type Batch = {
  /** What no other batch writes. */
  rows: (lane: Bulk) => Promise<void>;
  /** What others write too: when all before stands. */
  rest: (lane: Bulk) => Promise<void>;
};

export type Lanes = {
  /** Returns when a batch has its lane; refuses what one before it refused. */
  write(batch: Batch): Promise<void>;
  /** All of it stands. */
  done(): Promise<void>;
  close(): Promise<void>;
};

const COUNT = 2;

/** `bulk` holds the lock of the run. */
export async function openLanes(bulk: Bulk): Promise<Lanes> {
  const lanes: { bulk: Bulk; last: Promise<void> }[] = [];
  while (lanes.length < COUNT) lanes.push({ bulk: await openLane(bulk), last: Promise.resolve() });
  let before: Promise<void> = Promise.resolve();
  let at = 0;
  return {
    write: async ({ rows, rest }) => {
      const lane = lanes[at % COUNT];
      at += 1;
      if (!lane) return;
      await lane.last;
      const previous = before;
      lane.last = lane.bulk.whole(async () => {
        await rows(lane.bulk);
        await previous;
        await rest(lane.bulk);
      });
      before = lane.last;
      // It is awaited by whoever comes next, or by `done`.
      before.catch(() => undefined);
    },
    done: () => before,
    close: async () => {
      await Promise.allSettled(lanes.map(({ last }) => last));
      for (const lane of lanes) await lane.bulk.close();
    },
  };
}
