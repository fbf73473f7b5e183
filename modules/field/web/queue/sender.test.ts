/**
 * The queue against a network that loses questions and answers, a server that says no now and then,
 * and an app that is closed at any step: what was done arrives once, in order, and nothing is lost.
 */
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ITEM_VERSION, type Item } from './item.ts';
import { again, type Outcome } from './rules.ts';
import { type QueueStore, runQueue, type Transport } from './sender.ts';
import { openStore } from './store.ts';

const said = (code: string) => ({
  code,
  titles: { zh: code, en: code },
  fields: [],
  present: null,
});

type Plan = {
  kind: 'report' | 'act' | 'checkIn';
  /** Of an act: one of few matters; of a check-in: which earlier item it names. */
  of: number;
  isRefused: boolean;
};

/** What happens at one try. */
type Weather =
  | 'fine'
  | 'questionLost'
  | 'answerLost'
  | 'closedBefore'
  | 'closedAfter'
  | 'signedOut';

const plan: fc.Arbitrary<Plan> = fc.record({
  kind: fc.constantFrom('report', 'act', 'checkIn'),
  of: fc.nat(3),
  isRefused: fc.boolean().map((yes) => yes),
});
const weather: fc.Arbitrary<Weather> = fc.constantFrom(
  'fine',
  'fine',
  'questionLost',
  'answerLost',
  'closedBefore',
  'closedAfter',
  'signedOut',
);

const fileOf = (id: string): Item['files'][number] => ({
  id,
  slot: 'photos',
  name: `${id}.jpg`,
  type: 'image/jpeg',
  bytes: 1,
  key: id,
  uploadId: null,
  sent: 0,
  attachmentId: null,
});

class Closed extends Error {}

function itemOf(step: Plan, at: number): Omit<Item, 'seq'> {
  const base = {
    v: ITEM_VERSION,
    id: `item-${at}`,
    account: 'wang',
    key: `key-${at}`,
    files: [],
    happenedAt: at,
    state: 'waiting' as const,
    tries: 0,
    said: null,
    answer: null,
    doneAt: null,
    standing: null,
  };
  if (step.kind === 'report') {
    const place = { point: null, region: null, address: '', fields: {}, selfHandled: null };
    const deed = { kind: 'report', text: '', category: null, urgency: 'normal', ...place } as const;
    return { ...base, deed };
  }
  if (step.kind === 'act') {
    const words = { zh: '核实', en: 'Verify' };
    const seen = { seq: null, stage: null, fields: null };
    const about = { action: 'verify', words, title: '', input: {}, needsVersion: true, ...seen };
    return { ...base, deed: { kind: 'act', number: `m-${step.of}`, version: 1, ...about } };
  }
  const about = { county: '310116', point: 'p', name: '', result: 'trouble', note: '' } as const;
  const reportItem = at > 0 ? `item-${Math.min(step.of, at - 1)}` : null;
  return { ...base, deed: { kind: 'checkIn', reportItem, ...about } };
}

/** A server that does each key once and remembers what it answered. */
function server(refused: ReadonlySet<string>) {
  const answers = new Map<string, Outcome>();
  const done: { id: string; matter: string | null }[] = [];
  const versions = new Map<string, number>();
  const take: (item: Item, version: number | undefined, matter: string | null) => Outcome = (
    item,
    version,
    matter,
  ) => {
    const before = answers.get(item.key);
    if (before) return before;
    const answer = judge(item, version);
    answers.set(item.key, answer);
    if (answer.kind === 'done') done.push({ id: item.id, matter });
    return answer;
  };
  const judge = (item: Item, version: number | undefined): Outcome => {
    if (refused.has(item.id)) return { kind: 'refused', said: said('ACTION_NOT_OPEN') };
    const { deed } = item;
    if (deed.kind !== 'act') return { kind: 'done', number: `n-${item.id}`, version: 1 };
    const stands = versions.get(deed.number) ?? 1;
    if (version !== stands) return { kind: 'conflict', said: said('VERSION_STALE') };
    versions.set(deed.number, stands + 1);
    return { kind: 'done', number: deed.number, version: stands + 1 };
  };
  return { take, done };
}

/** The weather of one try after the other; fine once it has run out. */
function network(
  store: Pick<ReturnType<typeof server>, 'take'>,
  days: readonly Weather[],
): Transport {
  const left = [...days];
  return {
    send: async (item, { version, matter }) => {
      const now = left.shift() ?? 'fine';
      if (now === 'closedBefore') throw new Closed();
      if (now === 'questionLost') return { kind: 'lost', said: said('NETWORK') };
      if (now === 'signedOut') return { kind: 'signedOut', said: said('SIGN_IN_NEEDED') };
      const answer = store.take(item, version, matter);
      if (now === 'closedAfter') throw new Closed();
      return now === 'answerLost' ? { kind: 'lost', said: said('NETWORK') } : answer;
    },
  };
}

/** Opens the app again and again until a run comes to its end. */
async function runThrough(store: QueueStore, transport: Transport): Promise<number> {
  for (let openings = 1; openings < 200; openings += 1) {
    try {
      const end = await runQueue({ store, transport, account: 'wang', now: () => 1 });
      if (end === 'empty') return openings;
    } catch (error) {
      if (!(error instanceof Closed)) throw error;
    }
  }
  throw new Error('the queue never came to rest');
}

function memoryStore(first: readonly Omit<Item, 'seq'>[]): QueueStore {
  const items = new Map(first.map((item, at) => [item.id, { ...item, seq: at + 1 }]));
  return {
    list: async () => [...items.values()],
    save: async (item) => {
      items.set(item.id, item);
    },
    alter: async (id, change) => {
      const item = items.get(id);
      const next = item ? change(item) : null;
      if (!next || next === item) return null;
      items.set(id, next);
      return next;
    },
  };
}

const keyOf = (item: { key: string }) => item.key;
const textOf = ({ deed }: Item) => (deed.kind === 'report' ? deed.text : '');

/** Keeps the words that arrived under each key; refuses some keys, never what came after. */
function wordsServer(refused: ReadonlySet<string>) {
  const arrived: { id: string; text: string }[] = [];
  const keys = new Set<string>();
  const take = (item: Item): Outcome => {
    if (refused.has(item.key)) return { kind: 'refused', said: said('PLACE_UNKNOWN') };
    if (!keys.has(item.key)) arrived.push({ id: item.id, text: textOf(item) });
    keys.add(item.key);
    return { kind: 'done', number: `n-${item.id}`, version: 1 };
  };
  const through = (days: readonly Weather[]) => network({ take }, days);
  return { arrived, through };
}

/** Before each step of the sender the worker may change an item, as far as the rules let it. */
function busyStore(store: QueueStore, hands: readonly (number | null)[]) {
  const words = new Map<string, string>();
  const left = [...hands];
  let changes = 0;
  const worker = async () => {
    const at = left.shift() ?? null;
    if (at === null) return;
    changes += 1;
    const text = `change ${changes}`;
    const kept = await store.alter(`item-${at}`, (item) => {
      if (item.deed.kind !== 'report') return null;
      return again(item, `changed-${changes}`, { deed: { ...item.deed, text } });
    });
    if (kept) words.set(kept.id, text);
  };
  const before = <A extends unknown[], R>(step: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      await worker();
      return step(...args);
    };
  };
  const { list, save, alter } = store;
  return { words, list: before(list), save: before(save), alter: before(alter) };
}

const dependsOn = (item: Item, other: Item): boolean =>
  other.seq < item.seq &&
  (item.deed.kind === 'checkIn'
    ? item.deed.reportItem === other.id
    : item.deed.kind === 'act' &&
      other.deed.kind === 'act' &&
      other.deed.number === item.deed.number);

/** What must hold at rest, whatever happened on the way. */
function expectAtRest(items: Item[], there: ReturnType<typeof server>, count: number) {
  expect(items).toHaveLength(count);
  const arrived = there.done.map((one) => one.id);
  expect(new Set(arrived).size, 'each once').toBe(arrived.length);
  const marked = items.filter((item) => item.state === 'done').map((item) => item.id);
  expect([...arrived].sort(), 'what is done is what arrived').toEqual([...marked].sort());
  for (const item of items) {
    expect(['done', 'refused', 'conflict', 'waiting']).toContain(item.state);
    if (item.state !== 'waiting') continue;
    const holds = items.filter((other) => dependsOn(item, other) && other.state !== 'done');
    expect(holds.length, 'what still waits hangs on what was refused').toBeGreaterThan(0);
  }
  for (const item of items) {
    for (const other of items.filter((one) => dependsOn(item, one))) {
      if (item.state !== 'done' || other.state !== 'done') continue;
      expect(arrived.indexOf(other.id)).toBeLessThan(arrived.indexOf(item.id));
    }
  }
  for (const { id, matter } of there.done) {
    const item = items.find((one) => one.id === id);
    if (item?.deed.kind !== 'checkIn' || item.deed.reportItem === null) continue;
    const named = items.find((one) => one.id === (item.deed as { reportItem: string }).reportItem);
    expect(matter, 'a check-in names the number of its report').toBe(named?.answer?.number);
  }
}

describe('the queue, whatever the network does', () => {
  it('arrives once, in order, and loses nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(plan, { minLength: 1, maxLength: 12 }),
        fc.array(weather, { maxLength: 40 }),
        async (steps, days) => {
          const items = steps.map(itemOf);
          const refused = items.filter((_, at) => steps[at]?.isRefused).map((item) => item.id);
          const there = server(new Set(refused));
          const store = memoryStore(items);
          await runThrough(store, network(there, days));
          expectAtRest(await store.list(), there, items.length);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('the same on the phone’s own store, closed and opened anew', async () => {
    let phones = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(plan, { minLength: 1, maxLength: 5 }),
        fc.array(weather, { maxLength: 10 }),
        async (steps, days) => {
          phones += 1;
          const name = `phone-${phones}`;
          const first = openStore(name);
          for (const [at, step] of steps.entries()) await first.add(itemOf(step, at), new Map());
          first.db.close();
          const there = server(new Set());
          const transport = network(there, days);
          const second = openStore(name);
          await runThrough(second, transport);
          expectAtRest(await second.list(), there, steps.length);
          await second.db.delete();
        },
      ),
      { numRuns: 25 },
    );
  });

  it('takes what the worker changes in any moment: the last words arrive, once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }),
        fc.array(weather, { maxLength: 20 }),
        fc.array(fc.option(fc.nat(5), { nil: null }), { maxLength: 60 }),
        async (refusals, days, hands) => {
          const items = refusals.map((isRefused, of) =>
            itemOf({ kind: 'report', of, isRefused }, of),
          );
          const there = wordsServer(new Set(items.filter((_, at) => refusals[at]).map(keyOf)));
          const calm = memoryStore(items);
          const store = busyStore(calm, hands);
          await runThrough(store, there.through(days));
          for (const item of await calm.list()) {
            const arrived = there.arrived.filter((one) => one.id === item.id);
            expect(arrived.length, 'once').toBe(item.state === 'done' ? 1 : 0);
            expect(textOf(item)).toBe(store.words.get(item.id) ?? '');
            if (item.state === 'done') expect(arrived[0]?.text).toBe(textOf(item));
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('with fine weather all that the server takes is done in the order of its doing', async () => {
    const steps: Plan[] = [0, 1, 2].map((of) => ({ kind: 'report', of, isRefused: of === 1 }));
    const there = server(new Set(['item-1']));
    const store = memoryStore(steps.map(itemOf));
    await runThrough(store, network(there, []));
    expect(there.done.map((one) => one.id)).toEqual(['item-0', 'item-2']);
    expect((await store.list())[1]).toMatchObject({
      state: 'refused',
      said: { code: 'ACTION_NOT_OPEN' },
    });
  });
});

describe('the phone’s store', () => {
  it('keeps an item with its files, and forgets both together', async () => {
    const store = openStore('files');
    const blob = new Blob(['photo']);
    const added = await store.add(
      itemOf({ kind: 'report', of: 0, isRefused: false }, 0),
      new Map([['f', blob]]),
    );
    expect(added.seq).toBe(1);
    expect(await (await store.blob('f'))?.text()).toBe('photo');
    await store.remove(added.id);
    expect(await store.blob('f')).toBeNull();
    expect(await store.list()).toEqual([]);
  });

  it('does not bring back what was thrown away while it was being sent', async () => {
    const store = openStore('thrown');
    const added = await store.add(
      itemOf({ kind: 'report', of: 0, isRefused: false }, 0),
      new Map(),
    );
    await store.remove(added.id);
    await store.save({ ...added, state: 'done' });
    expect(await store.list()).toEqual([]);
  });

  it('changes a record as it stands, with its files, and throws none away that is on its way', async () => {
    const store = openStore('altered');
    const files = [fileOf('old')];
    const first = { ...itemOf({ kind: 'report', of: 0, isRefused: false }, 0), files };
    const { id } = await store.add(first, new Map([['old', new Blob(['a'])]]));
    const next = await store.alter(
      id,
      (item) => ({ ...item, key: 'second', files: [fileOf('new')] }),
      new Map([['new', new Blob(['b'])]]),
    );
    expect(next?.key).toBe('second');
    expect([await store.blob('old'), await (await store.blob('new'))?.text()]).toEqual([null, 'b']);
    expect(await store.alter(id, () => null)).toBeNull();
    await store.remove(id, (item) => item.state !== 'waiting');
    expect(await store.list()).toHaveLength(1);
  });

  it('leaves the records of a newer app as they are', async () => {
    const store = openStore('newer');
    const item = itemOf({ kind: 'report', of: 0, isRefused: false }, 0);
    await store.add({ ...item, v: ITEM_VERSION + 1 }, new Map());
    expect(await store.list()).toEqual([]);
    expect(await store.countUnreadable()).toBe(1);
  });
});
