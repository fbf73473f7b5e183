/**
 * Live updates: one reader of the log's tail for all who listen in this process. Each is told of
 * what is in their sight, by the rules of the lists; an entry that commits late is not missed.
 */
import { type Actor, actorKey, type ResidentActor } from '../../../kernel/actor.ts';
import type { EventStream } from '../../../kernel/endpoint.ts';
import { Refusal, refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { Figure, RequestContext } from '../../../platform/http/index.ts';
import { type Hub, openHub } from '../../../platform/live/hub.ts';
import { type TailWindow, tailWindow } from '../../../platform/live/window.ts';
import type { liveEvents } from '../contract/live.ts';
import type { Worker } from '../rules/queues.ts';
import { listTail, oldestUnderWay, readTracked, type TailEntry } from '../store/tail.ts';
import { type Company, watchCompany } from './company.ts';
import type { Listener, LiveWorld } from './live-world.ts';
import { type News, tellOwn, tellWorker } from './tell.ts';

export type Live = {
  open: (ctx: RequestContext) => Promise<EventStream<typeof liveEvents>>;
  figures: () => Figure[];
  close: () => Promise<void>;
};

const EVERY_MS = 1_000;
/** Sessions are looked at this often while nothing happens, and before anything is told. */
const CHECK_EVERY_MS = 5_000;
/** How far the clocks of two servers may stand apart. */
const SKEW_MS = 5_000;
/** Beyond this a reader that comes back reads everything again. */
const RESUME_MAX_MS = 10 * 60_000;
/** A reader that hears nothing still moves on. */
const MARK_EVERY_MS = 15_000;
const BATCH = 5_000;
/** A resident's newest matters: older ones are closed long since. */
const OWN_MAX = 200;

type Reader = {
  world: LiveWorld;
  hub: Hub<Listener>;
  window: TailWindow;
  /** Counties of the last round: what stands in a new one was there before its listener. */
  known: ReadonlySet<string>;
  company: Company;
  told: number;
  readAt: number;
  markedAt: number;
};

export function openLive(world: LiveWorld): Live {
  const reader: Omit<Reader, 'hub'> & { hub?: Hub<Listener> } = {
    world,
    window: tailWindow(0),
    known: new Set(),
    company: watchCompany(world),
    told: 0,
    readAt: Date.now(),
    markedAt: 0,
  };
  const hub = openHub<Listener>({
    work: () => round(reader as Reader),
    everyMs: world.liveEveryMs ?? EVERY_MS,
    onFault: (error) => world.onFault('the tail of the log could not be read', error),
  });
  reader.hub = hub;
  return {
    open: (ctx) => openFor(world, hub, ctx),
    figures: () => figuresOf(reader as Reader),
    close: hub.close,
  };
}

async function openFor(world: LiveWorld, hub: Hub<Listener>, ctx: RequestContext) {
  const { actor, headers } = ctx;
  if (actor.kind === 'system' || actor.kind === 'nobody') return refuse('SIGN_IN_NEEDED');
  if (!hub.hasRoom(actorKey(actor))) refuse('LIVE_TOO_MANY');
  const reach = await reachOf(world, actor);
  const position = Number(headers['last-event-id']);
  return hub.stream<typeof liveEvents>(actorKey(actor), (sink) => ({
    actor,
    headers,
    sink,
    ...reach,
    checkedAt: performance.now(),
    resumesAt: position > 0 ? position : null,
    isReady: false,
  }));
}

/** A resident reaches the counties of the own matters; a later one is seen when it reopens. */
async function reachOf(world: LiveWorld, actor: Worker | ResidentActor) {
  const nothing = new Set<string>();
  if (actor.kind !== 'resident') {
    return { counties: actor.counties, own: nothing, followed: nothing };
  }
  const links = await world.db.scoped({ counties: [] }, (tx) =>
    world.ownLinks(tx, actor.account, { after: null, limit: OWN_MAX }),
  );
  return {
    counties: [...new Set(links.map((link) => link.county))],
    own: new Set(links.map((link) => link.matterId)),
    followed: new Set(
      links.filter((link) => link.relation === 'follower').map((link) => link.matterId),
    ),
  };
}

async function round(reader: Reader): Promise<void> {
  const { hub, world } = reader;
  await checkSessions(reader, CHECK_EVERY_MS);
  const listeners = [...hub.listeners];
  if (listeners.length === 0) return forget(reader);
  const counties = [...new Set(listeners.flatMap((one) => one.counties))];
  const now = await world.clock();
  const news = await readNews(reader, counties);
  reader.readAt = Date.now();
  // Whoever is told reads the list anew, perhaps from the replica: it must stand there by then.
  if (news.tracked.length > 0) await world.db.caughtUp();
  // Only what changed costs a look at the sessions: nothing is told to one that has just ended.
  if (news.tracked.length > 0) await checkSessions(reader, 0);
  const ready = listeners.filter((one) => one.isReady && hub.listeners.has(one));
  for (const listener of ready) tell(reader, listener, news, now);
  await reader.company.tell(ready, counties, now);
  if (news.tracked.length > 0 || reader.readAt - reader.markedAt > MARK_EVERY_MS) {
    for (const listener of ready) listener.sink.mark(String(reader.window.floor));
    reader.markedAt = reader.readAt;
  }
  await welcome(reader, listeners, now);
}

/** Nobody is there: the next one begins anew. */
function forget(reader: Reader): void {
  reader.window = tailWindow(0);
  reader.known = new Set();
  reader.company.forget();
}

async function readNews(reader: Reader, counties: readonly string[]): Promise<News> {
  if (counties.length === 0) return { entries: [], tracked: [] };
  return reader.world.db.scoped({ counties }, async (tx) => {
    const settled = (await oldestUnderWay(tx)) - SKEW_MS;
    const { known } = reader;
    if (known.size === 0) reader.window = tailWindow(settled);
    const read = await readAll(tx, counties, reader.window.floor);
    const fresh = reader.window.take(read, settled);
    reader.known = new Set(counties);
    const entries = fresh.filter((entry) => known.has(entry.county));
    return { entries, tracked: await readTracked(tx, atOf(entries)) };
  });
}

async function readAll(tx: Tx, counties: readonly string[], from: number): Promise<TailEntry[]> {
  const all: TailEntry[] = [];
  for (let after = from; ; ) {
    const page = await listTail(tx, { counties, from: after, limit: BATCH });
    all.push(...page);
    const last = page.at(-1);
    if (page.length < BATCH || !last) return [...new Map(all.map((one) => [one.id, one])).values()];
    after = Math.max(after + 1, timeOf(last.id));
  }
}

const timeOf = (id: string) => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

const atOf = (entries: readonly TailEntry[]) => ({
  counties: [...new Set(entries.map((entry) => entry.county))],
  ids: [...new Set(entries.map((entry) => entry.matterId))],
});

function tell(reader: Reader, listener: Listener, news: News, now: number): void {
  const { actor } = listener;
  reader.told +=
    actor.kind === 'resident'
      ? tellOwn(listener, news)
      : tellWorker({ actor, sink: listener.sink }, news, now);
}

/** Those who joined: what they missed while away, or that they begin now. */
async function welcome(reader: Reader, listeners: readonly Listener[], now: number) {
  for (const listener of listeners.filter((one) => !one.isReady)) {
    const missed = listener.resumesAt === null ? null : await readMissed(reader, listener);
    if (missed) tell(reader, listener, missed, now);
    listener.isReady = true;
    listener.sink.send('hello', { isResumed: missed !== null });
    listener.sink.mark(String(reader.window.floor));
  }
}

/** Null when it is too long ago or too much: then the reader reads everything again. */
async function readMissed({ world }: Reader, listener: Listener): Promise<News | null> {
  const { counties, resumesAt: from } = listener;
  if (from === null || Date.now() - from > RESUME_MAX_MS || from > Date.now()) return null;
  if (counties.length === 0) return { entries: [], tracked: [] };
  return world.db.scoped({ counties }, async (tx) => {
    const entries = await listTail(tx, { counties, from, limit: BATCH });
    if (entries.length === BATCH) return null;
    return { entries, tracked: await readTracked(tx, atOf(entries)) };
  });
}

/** Ends the streams of sessions that ended or went over to another post. */
async function checkSessions({ hub, world }: Reader, olderMs: number): Promise<void> {
  const at = performance.now();
  const due = [...hub.listeners].filter((one) => at - one.checkedAt > olderMs);
  await Promise.all(
    due.map(async (listener) => {
      listener.checkedAt = at;
      const actor = await whoIs(world, listener);
      const why = whyEnded(listener.actor, actor);
      if (why === null) return;
      hub.leave(listener);
      listener.sink.send('end', { why });
      listener.sink.end();
    }),
  );
}

/** Null for a key that was revoked. A database that does not answer signs nobody out. */
function whoIs(world: LiveWorld, { headers }: Listener): Promise<Actor | null> {
  return world.whoIs(headers).catch((error: unknown) => {
    if (error instanceof Refusal) return null;
    throw error;
  });
}

function whyEnded(was: Listener['actor'], is: Actor | null): 'signedOut' | 'post' | null {
  if (is === null || actorKey(is) !== actorKey(was)) return 'signedOut';
  if (was.kind !== 'staff' || is.kind !== 'staff') return null;
  const reach = (one: typeof is) => [one.post, one.org, ...one.regions, ...one.permissions].join();
  return reach(was) === reach(is) ? null : 'post';
}

function figuresOf({ hub, told, readAt }: Reader): Figure[] {
  const behind = hub.listeners.size === 0 ? 0 : (Date.now() - readAt) / 1000;
  return [
    {
      name: 'linli_live_streams',
      help: 'Pages that are told what changes.',
      value: hub.listeners.size,
    },
    { name: 'linli_live_told', help: 'Events told since the start.', value: told },
    {
      name: 'linli_live_behind_seconds',
      help: 'Since the tail of the log was last read.',
      value: behind,
    },
  ];
}
