/**
 * What happens in rooms, told to the pages that listen: one loop for all of this process, waked by
 * every act of it and looking by itself for those of others. Each hears their own pages alone.
 */
import type { EventSink, EventStream } from '../../../kernel/endpoint.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { unseal } from '../../../platform/crypto/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { type Hub, openHub } from '../../../platform/live/hub.ts';
import type { roomEvents } from '../contract/inside.ts';
import { isHere, pagesOf, readRoom } from '../rules.ts';
import { listParticipants, type ParticipantRow, updateParticipant } from '../store/participants.ts';
import { listRemarkRows, listSignals } from '../store/remarks.ts';
import { countTopic, findSession, type SessionAt, type SessionRow } from '../store/sessions.ts';
import { findGuest } from './guest.ts';
import { stopRecording } from './moves.ts';
import { presentRemark } from './remarks.ts';
import { getMatterKey, sessionKey, signalContext } from './seals.ts';
import type { RoomsWorld } from './world.ts';

type Listener = {
  at: SessionAt;
  me: string;
  page: string;
  /** Of the device that listens: another one that speaks ends this stream. */
  hash: string | null;
  sink: EventSink<typeof roomEvents>;
  /** How far this reader has got; null: it begins. */
  seq: number | null;
  topics: Readonly<Record<string, number>>;
  /** Who was there when last told. */
  here: string;
};

export type RoomsLive = {
  open: (
    ctx: RequestContext,
    asked: { room: string; page: string },
  ) => Promise<EventStream<typeof roomEvents>>;
  /** After an act of this process: its listeners hear at once. */
  wake: () => void;
  close: () => Promise<void>;
};

const EVERY_MS = 400;
/** How often it is looked who has fallen silent. */
const SEEN_EVERY_MS = 5_000;
const BATCH = 500;

export function openRoomsLive(world: RoomsWorld): RoomsLive {
  const seen = { at: 0 };
  const late: { hub?: Hub<Listener> } = {};
  const hub = openHub<Listener>({
    work: () => (late.hub ? round(world, late.hub, seen) : Promise.resolve()),
    everyMs: world.liveEveryMs ?? EVERY_MS,
    onFault: (error) => world.onFault('rooms could not be read', error),
  });
  late.hub = hub;
  return {
    open: (ctx, asked) => openFor(world, hub, ctx, asked),
    wake: hub.wake,
    close: hub.close,
  };
}

async function openFor(
  world: RoomsWorld,
  hub: Hub<Listener>,
  ctx: RequestContext,
  { room, page }: { room: string; page: string },
): Promise<EventStream<typeof roomEvents>> {
  const { at, me, hash } = await arrive(world, ctx, room, page);
  if (!hub.hasRoom(me)) return refuse('LIVE_TOO_MANY');
  const position = Number(ctx.headers['last-event-id']);
  const begin = hub.stream<typeof roomEvents>(me, (sink) => ({
    at,
    me,
    page,
    hash,
    sink,
    seq: position > 0 ? position : null,
    topics: {},
    here: '',
  }));
  return (sink) => {
    const end = begin(sink);
    return () => {
      end();
      // The same page came back before its broken line was noticed.
      if ([...hub.listeners].some((one) => one.me === me && one.page === page)) return;
      void depart(world, at, { me, page }).then(hub.wake, (error: unknown) =>
        world.onFault('a departure from a room was not noted', error),
      );
    };
  };
}

/** Notes the page; a second device listens without being anywhere. */
async function arrive(world: RoomsWorld, ctx: RequestContext, room: string, page: string) {
  return world.db.scoped({ counties: [readRoom(room).county] }, async (tx) => {
    const { session, me, isSpeaking } = await findGuest(world, tx, {
      ctx,
      room,
      lock: 'forUpdate',
    });
    if (isSpeaking) {
      if (me.page !== page) countTopic(tx, session, 'room');
      updateParticipant(tx, me, { page, seenAt: ctx.now });
      // Who was away when it was asked has not said yes.
      if (me.admittedAt !== null && me.recordingAnswer !== 'yes') {
        stopRecording(tx, session, ctx.now);
      }
    }
    const { county, matterId, id } = session;
    const hash = isSpeaking ? me.deviceHash : me.nextDeviceHash;
    return { at: { county, matterId, id }, me: me.id, hash };
  });
}

async function depart(world: RoomsWorld, at: SessionAt, one: { me: string; page: string }) {
  await world.db.scoped({ counties: [at.county] }, async (tx) => {
    const session = await findSession(tx, at, 'forUpdate');
    const me = (await listParticipants(tx, at)).find(({ id }) => id === one.me);
    // A page that was loaded anew has its own name already.
    if (!session || me?.page !== one.page) return;
    updateParticipant(tx, me, { page: null });
    countTopic(tx, at, 'room');
  });
}

async function round(world: RoomsWorld, hub: Hub<Listener>, seen: { at: number }): Promise<void> {
  const now = await world.clock();
  const isTime = performance.now() - seen.at > SEEN_EVERY_MS;
  if (isTime) seen.at = performance.now();
  const groups = Map.groupBy(hub.listeners, ({ at }) => at.id);
  for (const listeners of groups.values()) {
    await tellSession(world, hub, listeners, { now, isTime });
  }
}

type When = { now: number; isTime: boolean };

async function tellSession(
  world: RoomsWorld,
  hub: Hub<Listener>,
  listeners: readonly Listener[],
  when: When,
): Promise<void> {
  const [first] = listeners;
  if (!first) return;
  // In one snapshot: a session that ends lets go of its devices, and read after it had still been
  // open those would look replaced.
  await world.db.snapshot({ counties: [first.at.county] }, async (tx) => {
    const session = await findSession(tx, first.at);
    if (session?.state !== 'planned' && session?.state !== 'open') {
      const why = session?.state === 'closed' ? 'closed' : 'cancelled';
      for (const one of listeners) end(hub, one, why);
      return;
    }
    const isNew = (one: Listener) => one.seq === null || one.seq < session.lastSeq;
    const isChanged = (one: Listener) => topicsAfter(one, session).length > 0;
    if (!when.isTime && !listeners.some((one) => isNew(one) || isChanged(one))) return;
    const seats = await listParticipants(tx, session);
    for (const one of listeners) endReplaced(hub, one, seats);
    const staying = listeners.filter((one) => hub.listeners.has(one));
    const news = await readNews(world, tx, session, staying);
    for (const one of staying) tell(one, { session, seats, news, now: when.now });
  });
}

/** Another device, or another page of this one, speaks now. */
function endReplaced(hub: Hub<Listener>, one: Listener, seats: readonly ParticipantRow[]): void {
  const me = seats.find(({ id }) => id === one.me);
  const isWaiting = me !== undefined && me.nextDeviceHash === one.hash;
  if (isWaiting) return;
  const isSpeaking = me !== undefined && me.deviceHash === one.hash;
  if (isSpeaking && (me.page === one.page || me.page === null)) return;
  end(hub, one, 'device');
}

function end(hub: Hub<Listener>, one: Listener, why: 'closed' | 'cancelled' | 'device'): void {
  hub.leave(one);
  one.sink.send('end', { why });
  one.sink.end();
}

const topicsAfter = (one: Listener, { topics }: SessionRow) =>
  Object.keys(topics).filter((topic) => topics[topic] !== one.topics[topic]);

type News = Awaited<ReturnType<typeof readNews>>;

async function readNews(
  world: RoomsWorld,
  tx: Tx,
  session: SessionRow,
  listeners: readonly Listener[],
) {
  const from = Math.min(...listeners.map(({ seq }) => seq ?? session.lastSeq), session.lastSeq);
  if (from === session.lastSeq) return { remarks: [], signals: [] };
  const key = sessionKey((await getMatterKey(world, tx, session)).key, session);
  const pages = ['joint', 'applicant', 'respondent', 'notes'] as const;
  const remarks = await listRemarkRows(tx, session, { after: from, pages, limit: BATCH });
  const signals = await listSignals(tx, session, from);
  return {
    remarks: remarks.map((row) => presentRemark(row, key)),
    signals: signals.map((row) => ({
      ...row,
      data: unseal(key, row.sealed, signalContext(session.id, row.seq)).toString('utf8'),
    })),
  };
}

type Told = { session: SessionRow; seats: readonly ParticipantRow[]; news: News; now: number };

function tell(one: Listener, { session, seats, news, now }: Told): void {
  const me = seats.find(({ id }) => id === one.me);
  const isSpeaking = me !== undefined && me.deviceHash === one.hash;
  const isBeginning = Object.keys(one.topics).length === 0 && one.here === '';
  const since = one.seq ?? session.lastSeq;
  const isResumed = one.seq !== null;
  if (isBeginning) one.sink.send('hello', { isResumed });
  const pages = isSpeaking ? pagesOf(me) : [];
  // What was added since the session was read is the next round's: told now it would be told twice.
  const until = reached(session.lastSeq, since, news);
  const isNew = ({ seq }: { seq: number }) => seq > since && seq <= until;
  for (const remark of news.remarks.filter(isNew)) {
    if (pages.includes(remark.page)) one.sink.send('remark', remark);
  }
  for (const { from, to, page, data } of news.signals.filter(isNew)) {
    if (isSpeaking && to === one.me) one.sink.send('signal', { from, page, data });
  }
  const here = hereText(seats, now);
  const topics = new Set(topicsAfter(one, session));
  if (here !== one.here) topics.add('room');
  if (!isBeginning || isResumed) for (const topic of topics) one.sink.send('changed', { topic });
  one.topics = session.topics;
  one.here = here;
  one.seq = until;
  one.sink.mark(String(one.seq));
}

const hereText = (seats: readonly ParticipantRow[], now: number) =>
  `here ${seats
    .filter((seat) => isHere(seat, now))
    .map(({ id }) => id)
    .join()}`;

/** A full batch says that there may be more: the next round goes on from its last. */
function reached(lastSeq: number, since: number, { remarks }: News): number {
  const last = remarks.at(-1)?.seq ?? since;
  return remarks.length === BATCH ? Math.max(since, last) : lastSeq;
}
