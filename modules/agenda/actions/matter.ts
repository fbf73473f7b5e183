/**
 * The dates of one matter: planned, moved and cancelled as acts of its process, which decides who
 * may; read by staff in sight of it and by who reported.
 */
import { createHash } from 'node:crypto';
import { actorKey } from '../../../kernel/actor.ts';
import { makeUuidV7 } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { civilText } from '../../../kernel/zone.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { MatterView } from '../../matters/index.ts';
import type { MatterDate, MovedDate, NewDate } from '../contract.ts';
import { type EventAt, listEventsOf, listSeats } from '../store/events.ts';
import { listRoomRows } from '../store/rooms.ts';
import { setCalendarHeaders } from './feed.ts';
import { cancelEvent, moveEvent, planEvent, type Wanted } from './plan.ts';
import { byRoom, bySeat, calendarDate, fileOf, presentDate } from './present.ts';
import type { AgendaWorld } from './world.ts';

const THROUGH = 'agenda';
const PLAN = 'planDate';

type Of = { number: string };
type At = Of & { id: string };

export async function listDates(world: AgendaWorld, ctx: RequestContext, { number }: Of) {
  return world.matters.reading(ctx, number, async (tx, view) => ({
    items: await datesFor(world, tx, ctx, view),
    mayPlan: ctx.actor.kind === 'staff' && world.matters.whyNot(ctx, view, PLAN) === null,
  }));
}

/** What a complaint is about sees no date of it; of residents its sides do, and who stands in. */
async function datesFor(
  world: AgendaWorld,
  tx: Tx,
  { actor, now }: RequestContext,
  view: MatterView,
): Promise<MatterDate[]> {
  const isParty = view.relation !== null && view.relation !== 'follower';
  if (actor.kind === 'resident' && isParty) {
    const phone = (await world.phoneOf(tx, actor.account)) ?? '';
    return presentAll(world, tx, view, { isStaff: false, phone, now });
  }
  const isStaff = actor.kind === 'staff' && !world.matters.isSubject(view, actor);
  return isStaff ? presentAll(world, tx, view, { isStaff, phone: '', now }) : [];
}

/** For a party whom their own link proved, with the phone that it was proved by. */
export async function datesOfParty(
  world: AgendaWorld,
  ctx: RequestContext,
  { number, phone }: Of & { phone: string },
): Promise<MatterDate[]> {
  const as = { ...ctx, actor: systemActor };
  return world.matters.reading(as, number, (tx, view) =>
    presentAll(world, tx, view, { isStaff: false, phone, now: ctx.now }),
  );
}

const systemActor = { kind: 'system', task: 'agenda' } as const;

async function presentAll(
  world: AgendaWorld,
  tx: Tx,
  view: MatterView,
  { isStaff, phone, now }: { isStaff: boolean; phone: string; now: number },
): Promise<MatterDate[]> {
  const { county, id: matterId } = view.state.matter;
  const events = await listEventsOf(tx, { county, matterId });
  const seats = bySeat(
    await listSeats(
      tx,
      county,
      events.map(({ id }) => id),
    ),
  );
  const rooms = byRoom(await listRoomRows(tx, county));
  const doors = await world.doorsOf(tx, { county, matterId, phone, now });
  return events.map((event) =>
    presentDate(world, event, { seats, rooms, isStaff, session: doors.get(event.id) ?? null }),
  );
}

/** Refuses what `planEvent` and the process refuse; the same key again answers the same date. */
export async function planDate(
  world: AgendaWorld,
  ctx: RequestContext,
  { number, ...body }: Of & NewDate,
): Promise<MatterDate> {
  const wanted = wantedOf(body);
  const id = eventIdOf(ctx);
  const { kind, title } = body;
  const given = { event: kind, title, ...wordsOf(world, wanted, body.insist) };
  await world.matters.act(ctx, { number, action: PLAN, given, through: THROUGH }, (tx, state) =>
    planEvent(world, tx, ctx, { ...wanted, matter: state.matter, kind, title, id }).then(
      () => undefined,
    ),
  );
  return getDate(world, ctx, { number, id });
}

/** Also NOT_FOUND and AGENDA_EVENT_OVER. */
export async function moveDate(
  world: AgendaWorld,
  ctx: RequestContext,
  { number, id, reason, ...body }: At & MovedDate,
): Promise<MatterDate> {
  const wanted = wantedOf(body);
  const given = { date: id, reason, ...wordsOf(world, wanted, body.insist) };
  await world.matters.act(
    ctx,
    { number, action: 'moveDate', given, through: THROUGH },
    async (tx, { matter }) => {
      await moveEvent(world, tx, ctx, { at: atOf(matter, id), wanted });
    },
  );
  return getDate(world, ctx, { number, id });
}

export async function cancelDate(
  world: AgendaWorld,
  ctx: RequestContext,
  { number, id, reason }: At & { reason: string },
): Promise<MatterDate> {
  const given = { date: id, reason };
  await world.matters.act(
    ctx,
    { number, action: 'cancelDate', given, through: THROUGH },
    async (tx, { matter }) => {
      const seats = await listSeats(tx, matter.county, [id]);
      const posts = seats.filter((seat) => !seat.isRoom).map(({ subject }) => subject);
      await cancelEvent(world, tx, ctx, { at: atOf(matter, id), posts });
    },
  );
  return getDate(world, ctx, { number, id });
}

/** One date for one's own calendar; refuses NOT_FOUND where the list would not show it. */
export async function openDate(world: AgendaWorld, ctx: RequestContext, at: At): Promise<Buffer> {
  const date = await world.matters.reading(ctx, at.number, async (tx, view) => {
    const shown = await datesFor(world, tx, ctx, view);
    if (!shown.some(({ id }) => id === at.id)) refuse('NOT_FOUND');
    const { county, id: matterId, isSealed } = view.state.matter;
    const event = (await listEventsOf(tx, { county, matterId })).find(({ id }) => id === at.id);
    const rooms = byRoom(await listRoomRows(tx, county));
    // On a phone that others look at, a sealed matter is only a time that is taken.
    const about = { rooms, language: ctx.language, isCovered: isSealed };
    return calendarDate(event ?? refuse('NOT_FOUND'), about);
  });
  setCalendarHeaders(ctx, 'event');
  return fileOf([date], ctx.language);
}

async function getDate(world: AgendaWorld, ctx: RequestContext, { number, id }: At) {
  const { items } = await listDates(world, ctx, { number });
  return items.find((item) => item.id === id) ?? refuse('NOT_FOUND');
}

function wantedOf(body: MovedDate | NewDate | Omit<MovedDate, 'reason'>): Wanted {
  const room = body.room ?? null;
  if (room === null && body.place === '') {
    refuse('AGENDA_NO_PLACE', { fields: [{ path: 'body.place', code: 'required' }] });
  }
  return {
    startsAt: Date.parse(body.startsAt),
    endsAt: Date.parse(body.endsAt),
    place: body.place,
    room,
    posts: body.posts,
    ...(body.insist !== undefined && { insist: body.insist }),
  };
}

/** As the log says it: times of the centre, the place in words. */
function wordsOf({ zone }: AgendaWorld, { startsAt, endsAt, place }: Wanted, insist?: string) {
  const text = (at: number) => civilText(at, zone).slice(0, 16);
  return {
    startsAt: text(startsAt),
    endsAt: text(endsAt),
    ...(place && { place }),
    ...(insist !== undefined && { insist }),
  };
}

function atOf({ county, id }: { county: string; id: string }, eventId: string): EventAt {
  return { county, matterId: id, id: eventId };
}

/** A repeat of the same request finds the date that it made. */
function eventIdOf(ctx: RequestContext): string {
  if (!ctx.idempotencyKey) return ctx.newId();
  const words = `${actorKey(ctx.actor)} ${ctx.idempotencyKey}`;
  return makeUuidV7(0, createHash('sha256').update(words).digest());
}
