/**
 * Sends the queue: one item after the other, each settled and kept before the next. What it does
 * with the network and the store comes from outside, so that a test can take both away at any step.
 */
import type { Item } from './item.ts';
import {
  begun,
  blockersOf,
  goesOn,
  nextItem,
  numberFor,
  type Outcome,
  recovered,
  settled,
  versionFor,
} from './rules.ts';

/** What an item is sent with, as far as it hangs on earlier ones. */
export type Sending = { version: number | undefined; matter: string | null };

export type QueueStore = {
  list: () => Promise<Item[]>;
  /** Replaces the record of the same id; does nothing when the worker has thrown it away. */
  save: (item: Item) => Promise<void>;
  /**
   * Changes the record as it stands now, in one step: the worker may change it in the same moment.
   * Answers what was kept, or null where nothing was changed.
   */
  alter: (id: string, change: (item: Item) => Item | null) => Promise<Item | null>;
};

export type Transport = {
  /** Sends the item's files and the deed. `onFiles` keeps how far the files are. */
  send: (
    item: Item,
    with_: Sending,
    onFiles: (files: Item['files']) => Promise<void>,
  ) => Promise<Outcome>;
};

export type RunEnd = 'empty' | 'lost' | 'signedOut' | 'outdated' | 'stopped';

export type Run = {
  store: QueueStore;
  transport: Transport;
  account: string;
  now: () => number;
  /** Asked before each item: the app wants to stop. */
  isStopped?: () => boolean;
};

/** Sends whatever can be sent. Only one run may be at work at a time: the caller holds a lock. */
export async function runQueue(run: Run): Promise<RunEnd> {
  const { store, account } = run;
  for (const item of await store.list()) {
    const whole = recovered(item);
    if (whole !== item) await store.save(whole);
  }
  for (;;) {
    if (run.isStopped?.()) return 'stopped';
    const items = await store.list();
    const item = nextItem(items, account);
    if (!item) return 'empty';
    const outcome = await sendOne(run, item, items);
    if (outcome && !goesOn(outcome)) return outcome.kind as RunEnd;
  }
}

/** Null: the worker changed it or threw it away in the moment before. */
async function sendOne(run: Run, item: Item, items: readonly Item[]): Promise<Outcome | null> {
  const { store, transport } = run;
  const isSame = (now: Item) => now.state === 'waiting' && now.key === item.key;
  let current = await store.alter(item.id, (now) => (isSame(now) ? begun(now) : null));
  if (!current) return null;
  const sending = { version: versionFor(item, items), matter: numberFor(item, items) };
  const outcome = await transport.send(current, sending, async (files) => {
    current = { ...(current ?? item), files };
    await store.save(current);
  });
  await store.save(settled(current, outcome, run.now()));
  return outcome;
}

/** For the list: what an item waits for, beside the network. */
export function heldBy(item: Item, items: readonly Item[]): Item | null {
  return blockersOf(item, items)[0] ?? null;
}
