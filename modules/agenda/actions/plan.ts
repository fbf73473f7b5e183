/**
 * Dates are planned, moved, cancelled and held within the transaction of whoever does it: what is
 * taken already is found under a lock, and told to those concerned through the outbox.
 */
import { refuse } from '../../../kernel/refusal.ts';
import { civilText } from '../../../kernel/zone.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { Matter } from '../../matters/index.ts';
import type { EventKind } from '../contract.ts';
import { collisionsOf, isOpen, nextReminder, whyNotSpan } from '../rules.ts';
import {
  deleteSeats,
  type EventAt,
  type EventRow,
  freeSeats,
  insertEvent,
  insertSeats,
  listEvents,
  listTaken,
  lockEvent,
  lockLanes,
  type SeatRow,
  updateEvent,
} from '../store/events.ts';
import { lockRoom } from '../store/rooms.ts';
import { tellAll } from './tell.ts';
import type { AgendaWorld } from './world.ts';

/** When and where, who comes, and why what is taken is taken again. */
export type Wanted = {
  startsAt: number;
  endsAt: number;
  /** Where, in words, when it is no room of a centre. */
  place?: string;
  room?: string | null;
  /** Staff, as which post. */
  posts: readonly string[];
  insist?: string;
};

/** A date as the module wants it that plans it. */
export type NewAgendaEvent = Wanted & {
  /** Or a county alone: of no matter, known to everyone (a reception day). */
  matter: Matter | { county: string };
  kind: EventKind;
  /** A code; pages have its words (`eventTitles`). */
  title: string;
  /** The event's id, where the module keeps it; absent: a new one. */
  id?: string;
};

export type PlanContext = { now: number; newId: () => string };

/** Others see of such a matter only that the time is taken. */
export function isShut({ isSealed, subjectOrg, facts }: Matter): boolean {
  return isSealed || subjectOrg !== null || Boolean(facts.subjectPost);
}

/**
 * Refuses AGENDA_POST_TAKEN and AGENDA_ROOM_TAKEN with what collides, unless a reason insists;
 * AGENDA_TIME_REVERSED, AGENDA_TOO_LONG, AGENDA_IN_PAST, AGENDA_ROOM_UNKNOWN, AGENDA_POST_UNKNOWN.
 */
export async function planEvent(
  world: AgendaWorld,
  tx: Tx,
  ctx: PlanContext,
  wanted: NewAgendaEvent,
): Promise<EventRow> {
  const row: EventRow = {
    ...ownerOf(wanted.matter),
    id: wanted.id ?? ctx.newId(),
    kind: wanted.kind,
    title: wanted.title,
    state: 'planned',
    startsAt: wanted.startsAt,
    endsAt: wanted.endsAt,
    place: wanted.place ?? '',
    room: wanted.room ?? null,
    insisted: '',
    remindAt: 'id' in wanted.matter ? (nextReminder(wanted, ctx.now)?.at ?? null) : null,
    revision: 0,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  };
  const taken = await take(world, tx, ctx, row, wanted);
  const planned = { ...row, insisted: taken };
  insertEvent(tx, planned);
  seat(tx, planned, wanted);
  await tellAll(world, tx, ctx, { event: planned, posts: wanted.posts, what: 'planned' });
  return planned;
}

/** Who comes to what is of no matter is told by the module that plans it. */
function ownerOf(matter: NewAgendaEvent['matter']) {
  const { county } = matter;
  if (!('id' in matter)) {
    return { county, matterId: null, number: null, matterKind: null, isSealed: false };
  }
  const { id: matterId, number, kind: matterKind } = matter;
  return { county, matterId, number, matterKind, isSealed: isShut(matter) };
}

/** As `planEvent`; also NOT_FOUND, and AGENDA_EVENT_OVER for what was held or cancelled. */
export async function moveEvent(
  world: AgendaWorld,
  tx: Tx,
  ctx: PlanContext,
  { at, wanted }: { at: EventAt; wanted: Wanted },
): Promise<EventRow> {
  const event = await lockOpen(tx, at);
  const moved: EventRow = {
    ...event,
    state: 'moved',
    startsAt: wanted.startsAt,
    endsAt: wanted.endsAt,
    place: wanted.place ?? '',
    room: wanted.room ?? null,
    remindAt: event.matterId === null ? null : (nextReminder(wanted, ctx.now)?.at ?? null),
    revision: event.revision + 1,
    updatedAt: ctx.now,
  };
  const row = { ...moved, insisted: await take(world, tx, ctx, moved, wanted) };
  updateEvent(tx, row);
  deleteSeats(tx, row.county, row.id);
  seat(tx, row, wanted);
  await tellAll(world, tx, ctx, { event: row, posts: wanted.posts, what: 'moved' });
  return row;
}

/** Its time is free again, and who was to come is told. */
export async function cancelEvent(
  world: AgendaWorld,
  tx: Tx,
  ctx: PlanContext,
  { at, posts }: { at: EventAt; posts: readonly string[] },
): Promise<EventRow> {
  const event = await lockOpen(tx, at);
  const row = over(event, 'cancelled', ctx.now);
  updateEvent(tx, row);
  freeSeats(tx, row.county, row.id);
  await tellAll(world, tx, ctx, { event: row, posts, what: 'cancelled' });
  return row;
}

/** It took place: nothing more is sent. */
export async function holdEvent(tx: Tx, ctx: PlanContext, at: EventAt): Promise<EventRow> {
  const row = over(await lockOpen(tx, at), 'held', ctx.now);
  updateEvent(tx, row);
  return row;
}

function over(event: EventRow, state: 'cancelled' | 'held', now: number): EventRow {
  return { ...event, state, remindAt: null, revision: event.revision + 1, updatedAt: now };
}

async function lockOpen(tx: Tx, at: EventAt): Promise<EventRow> {
  const event = (await lockEvent(tx, at)) ?? refuse('NOT_FOUND');
  if (!isOpen(event.state)) refuse('AGENDA_EVENT_OVER');
  return event;
}

function seat(tx: Tx, event: EventRow, { posts }: Wanted): void {
  const rooms = event.room === null ? [] : [{ subject: event.room, isRoom: true }];
  const people = [...new Set(posts)].map((subject) => ({ subject, isRoom: false }));
  insertSeats(tx, event, [...rooms, ...people]);
}

/** Locks what is wanted and answers the reason for which it is taken twice; '' where it is free. */
async function take(
  world: AgendaWorld,
  tx: Tx,
  { now }: PlanContext,
  event: EventRow,
  { posts, insist }: Wanted,
): Promise<string> {
  const why = whyNotSpan(event, now);
  if (why) refuse(why, { fields: [{ path: 'body.endsAt', code: 'span' }] });
  await checkRoom(tx, event);
  for (const id of posts) checkPost(world, event.county, id, now);
  const subjects = [...new Set([...posts, ...(event.room === null ? [] : [event.room])])];
  await lockLanes(tx, event.county, subjects);
  const taken = await listTaken(tx, { ...event, subjects });
  const found = collisionsOf({ ...event, eventId: event.id, subjects }, taken);
  const [first] = found;
  if (!first) return '';
  if (insist !== undefined) return insist;
  return refuseTaken(world, tx, event, found);
}

async function checkRoom(tx: Tx, { county, room }: EventRow): Promise<void> {
  if (room === null) return;
  const row = await lockRoom(tx, county, room);
  if (row?.isActive) return;
  refuse('AGENDA_ROOM_UNKNOWN', { fields: [{ path: 'body.room', code: 'unknown' }] });
}

function checkPost(world: AgendaWorld, county: string, id: string, now: number): void {
  if (world.post(id, now)?.counties.includes(county)) return;
  refuse('AGENDA_POST_UNKNOWN', { fields: [{ path: 'body.posts', code: 'unknown' }] });
}

/** Names who or what is taken and when; never whose matter it is for. */
async function refuseTaken(
  world: AgendaWorld,
  tx: Tx,
  event: EventRow,
  found: readonly SeatRowLike[],
): Promise<never> {
  const events = await listEvents(tx, event.county, [...new Set(found.map((one) => one.eventId))]);
  const byId = new Map(events.map((one) => [one.id, one]));
  const collisions = await Promise.all(
    found.map(async (one) => ({
      ...(await wordsOf(world, tx, event.county, one)),
      startsAt: new Date(one.startsAt).toISOString(),
      endsAt: new Date(one.endsAt).toISOString(),
      number: byId.get(one.eventId)?.isSealed === false ? byId.get(one.eventId)?.number : null,
    })),
  );
  const [first] = collisions;
  const isRoom = found[0]?.subject === event.room;
  refuse(isRoom ? 'AGENDA_ROOM_TAKEN' : 'AGENDA_POST_TAKEN', {
    values: {
      what: first?.zh ?? '',
      whatEn: first?.en ?? '',
      from: shown(world, found[0]?.startsAt ?? 0),
      to: shown(world, found[0]?.endsAt ?? 0).slice(-5),
    },
    present: { collisions },
  });
}

type SeatRowLike = Omit<SeatRow, 'isRoom'>;

async function wordsOf(world: AgendaWorld, tx: Tx, county: string, { subject }: SeatRowLike) {
  const post = world.postWords(subject);
  if (post) return { subject, ...post };
  const room = await lockRoom(tx, county, subject);
  return { subject, zh: room?.zh ?? '', en: room?.en ?? room?.zh ?? '' };
}

const shown = ({ zone }: AgendaWorld, at: number) => civilText(at, zone).slice(0, 16);
