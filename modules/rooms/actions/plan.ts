/** Sessions planned, moved and cancelled: acts of the matter, their rows in its transaction. */
import { refuse } from '../../../kernel/refusal.ts';
import { tokenHash } from '../../../platform/auth/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import type { RoomRow } from '../../agenda/index.ts';
import type { MatterView } from '../../matters/index.ts';
import type { NewParticipant, NewSession } from '../contract/sessions.ts';
import { type Invitation, type MediationSession, participantsMax } from '../contract/shapes.ts';
import { listParticipants, updateParticipant } from '../store/participants.ts';
import {
  countTopic,
  endSession,
  findSession,
  insertSession,
  listSessionRows,
  type SessionRow,
  updateSession,
} from '../store/sessions.ts';
import { listRecordings } from '../store/shares.ts';
import { assertGoingOn } from './guest.ts';
import { addParticipant, inviteOne, linkTo, newSecret, notify, sendLink } from './invite.ts';
import { presentSession, takenRooms } from './present.ts';
import { getMatterKey, newSessionKey, openPerson } from './seals.ts';
import { timeText } from './words.ts';
import type { RoomsWorld } from './world.ts';

const MINUTE_MS = 60_000;
/** As much of a place as the act's field takes. */
const PLACE_MAX = 200;
/** By the process of disputes: who may hold a session may plan one. */
export const HOLD = 'holdSession';
const PLAN = 'planSession';
const CANCEL = 'cancelSession';

export async function listSessions(world: RoomsWorld, ctx: RequestContext, number: string) {
  return world.matters.reading(ctx, number, async (tx, view) => {
    const { county, id: matterId } = view.state.matter;
    const why = whyNotLead(world, ctx, view);
    if (world.matters.isSubject(view, ctx.actor))
      return { items: [], ...wordsFor(world, view, why) };
    const sessions = await listSessionRows(tx, { county, matterId });
    const recordings = await listRecordings(tx, { county, matterId });
    const rooms = await takenRooms(world, tx, { county, matterId });
    const items: MediationSession[] = [];
    for (const session of sessions) {
      const participants = await listParticipants(tx, session);
      const room = rooms.get(session.id) ?? null;
      items.push(presentSession(session, { participants, recordings, room }));
    }
    return { items, ...wordsFor(world, view, why) };
  });
}

function wordsFor(world: RoomsWorld, view: MatterView, why: string | null) {
  const isOther = why === null || why === 'ROOM_NO_DISPUTE';
  return { why, whyText: isOther ? null : world.matters.wordsOf(view, why) };
}

function whyNotLead(world: RoomsWorld, ctx: RequestContext, view: MatterView): string | null {
  if (!view.definition.actions[HOLD]) return 'ROOM_NO_DISPUTE';
  return world.matters.whyNot(ctx, view, HOLD);
}

/** Refuses who may not lead a session of this matter now. */
export function assertLead(world: RoomsWorld, ctx: RequestContext, view: MatterView): void {
  const why = whyNotLead(world, ctx, view);
  if (why !== null) refuse(why);
}

type Plan = Pick<NewSession, 'startsAt' | 'minutes' | 'mode' | 'place' | 'room' | 'insist'>;

/** Where somebody comes in person there is a room of the county, or a place in words. */
function timesOf(ctx: RequestContext, plan: Plan, room: RoomRow | null) {
  const startsAt = Date.parse(plan.startsAt);
  const endsAt = startsAt + plan.minutes * MINUTE_MS;
  if (endsAt <= ctx.now) refuse('ROOM_IN_THE_PAST');
  if (plan.mode !== 'online' && !plan.place && !room) refuse('ROOM_PLACE_MISSING');
  return { startsAt, endsAt, mode: plan.mode, place: plan.place || placeOf(room) };
}

/** As parties read it: the name of the room and how one finds it. */
function placeOf(room: RoomRow | null): string {
  return room === null
    ? ''
    : [room.zh, room.way]
        .filter((part) => part !== '')
        .join(' ')
        .slice(0, PLACE_MAX);
}

/** What the agenda is told: when, where, and whose time it takes. Parties stand in none. */
function wantedOf(
  { startsAt, endsAt, place, mediatorPost }: SessionRow,
  { insist, room }: { insist: string | undefined; room: RoomRow | null },
) {
  // Taken twice only for a reason that is said: nobody sits in two rooms at once unawares.
  return {
    startsAt,
    endsAt,
    // The room says its own name; what was written beside it is told as well.
    place: place === placeOf(room) ? '' : place,
    room: room?.id ?? null,
    posts: [mediatorPost],
    ...(insist !== undefined && { insist }),
  };
}

function givenOf(world: RoomsWorld, plan: ReturnType<typeof timesOf>, insist?: string) {
  return {
    at: timeText(plan.startsAt, world.zone),
    mode: plan.mode,
    ...(plan.place !== '' && { place: plan.place }),
    ...(insist !== undefined && { insist }),
  };
}

/** The matter of a number that has sessions, and the room that is wanted; the act asks the rest. */
async function assertDispute(
  world: RoomsWorld,
  ctx: RequestContext,
  number: string,
  plan?: Plan,
): Promise<RoomRow | null> {
  return world.matters.reading(ctx, number, async (tx, view) => {
    if (!view.definition.actions[PLAN]) refuse('ROOM_NO_DISPUTE');
    const { room, mode } = plan ?? {};
    if (!room || mode === 'online') return null;
    const all = await world.agenda.roomsOf(tx, view.state.matter.county);
    const found = all.find(({ id, isActive }) => id === room && isActive);
    const fields = [{ path: 'body.room', code: 'unknown' }];
    return found ?? refuse('AGENDA_ROOM_UNKNOWN', { fields });
  });
}

/** The links are in the answer and nowhere else but the outbox. */
export async function planSession(
  world: RoomsWorld,
  ctx: RequestContext,
  { number, ...body }: NewSession & { number: string },
): Promise<{ session: MediationSession; invitations: Invitation[] }> {
  if (body.participants.length >= participantsMax) refuse('ROOM_FULL');
  const room = await assertDispute(world, ctx, number, body);
  const times = timesOf(ctx, body, room);
  const { actor } = ctx;
  if (actor.kind !== 'staff') return refuse('NOT_YOURS');
  const given = givenOf(world, times, body.insist);
  const act = { number, action: PLAN, given, through: 'rooms' };
  const made: { session?: SessionRow; invitations: Invitation[] } = { invitations: [] };
  await world.matters.act(ctx, act, async (tx, { matter }) => {
    const key = await getMatterKey(world, tx, { county: matter.county, matterId: matter.id });
    const id = ctx.newId();
    const session: SessionRow = {
      county: matter.county,
      matterId: matter.id,
      id,
      number: matter.number,
      ...times,
      mediatorPost: actor.post,
      state: 'planned',
      plannedAt: ctx.now,
      openedAt: null,
      closedAt: null,
      sealedKey: newSessionKey(key.key, id),
      lastSeq: 0,
      topics: {},
      recording: 'none',
      eventId: null,
    };
    insertSession(tx, session);
    await world.agenda.plan(tx, ctx, {
      matter,
      kind: 'session',
      title: 'mediation',
      id,
      ...wantedOf(session, { insist: body.insist, room }),
    });
    addParticipant(tx, session, key, {
      id: ctx.newId(),
      side: 'mediator',
      withSide: null,
      isOnSite: false,
      person: { name: actor.name, phone: '' },
      secret: null,
    });
    made.session = session;
    made.invitations = body.participants.map((who) =>
      inviteOne(world, tx, ctx, { session, key, who }),
    );
  });
  return {
    session: await readLast(world, ctx, number, made.session?.id),
    invitations: made.invitations,
  };
}

/** A request that came twice planned once: its links were shown then, and can be renewed. */
async function readLast(
  world: RoomsWorld,
  ctx: RequestContext,
  number: string,
  id: string | undefined,
): Promise<MediationSession> {
  const { items } = await listSessions(world, ctx, number);
  return items.find((one) => one.id === id) ?? items.at(-1) ?? refuse('NOT_FOUND');
}

type Which = { number: string; session: string };

export async function changeSession(
  world: RoomsWorld,
  ctx: RequestContext,
  { number, session: id, ...body }: Plan & Which,
): Promise<MediationSession> {
  const room = await assertDispute(world, ctx, number, body);
  const times = timesOf(ctx, body, room);
  const given = givenOf(world, times, body.insist);
  const act = { number, action: PLAN, given, through: 'rooms' };
  await world.matters.act(ctx, act, async (tx, { matter }) => {
    const session = await getSession(tx, { county: matter.county, matterId: matter.id, id });
    updateSession(tx, session, times);
    const at = { county: session.county, matterId: session.matterId, id };
    const wanted = wantedOf({ ...session, ...times }, { insist: body.insist, room });
    await world.agenda.move(tx, ctx, at, wanted);
    countTopic(tx, session, 'room');
    const values = { number: session.number, at: timeText(times.startsAt, world.zone) };
    await tellAll(world, tx, ctx, { session, template: 'room.changed', values });
  });
  return readLast(world, ctx, number, id);
}

export async function cancelSession(
  world: RoomsWorld,
  ctx: RequestContext,
  { number, session: id, reason }: Which & { reason: string },
): Promise<MediationSession> {
  await assertDispute(world, ctx, number);
  const act = { number, action: CANCEL, given: { reason }, through: 'rooms' };
  await world.matters.act(ctx, act, async (tx, { matter }) => {
    const session = await getSession(tx, { county: matter.county, matterId: matter.id, id });
    const values = { number: session.number };
    await tellAll(world, tx, ctx, { session, template: 'room.cancelled', values });
    endSession(tx, session, { state: 'cancelled', now: ctx.now });
    const at = { county: session.county, matterId: session.matterId, id };
    await world.agenda.cancel(tx, ctx, at, [session.mediatorPost]);
  });
  return readLast(world, ctx, number, id);
}

async function getSession(tx: Tx, at: { county: string; matterId: string; id: string }) {
  const session = await findSession(tx, at, 'forUpdate');
  if (!session) return refuse('NOT_FOUND');
  assertGoingOn(session);
  return session;
}

async function tellAll(
  world: RoomsWorld,
  tx: Tx,
  ctx: RequestContext,
  told: { session: SessionRow; template: string; values: Record<string, string> },
): Promise<void> {
  const key = await getMatterKey(world, tx, told.session);
  for (const row of await listParticipants(tx, told.session)) {
    notify(world, tx, ctx, { ...told, key, row, person: openPerson(key.key, row) });
  }
}

/** One more, while there is room. */
export async function invite(
  world: RoomsWorld,
  ctx: RequestContext,
  { number, session: id, who }: Which & { who: NewParticipant },
): Promise<Invitation> {
  return world.matters.reading(ctx, number, async (tx, view) => {
    assertLead(world, ctx, view);
    const { county, id: matterId } = view.state.matter;
    const session = await getSession(tx, { county, matterId, id });
    const present = await listParticipants(tx, session);
    if (present.length >= participantsMax) refuse('ROOM_FULL');
    const key = await getMatterKey(world, tx, session);
    journal(tx, ctx, { verb: 'room.invite', county, matterId, detail: { number } });
    countTopic(tx, session, 'room');
    return inviteOne(world, tx, ctx, { session, key, who });
  });
}

/** The earlier link opens nothing from now on, and the device that came by it is out. */
export async function renewLink(
  world: RoomsWorld,
  ctx: RequestContext,
  { number, session: id, participant }: Which & { participant: string },
): Promise<Invitation> {
  return world.matters.reading(ctx, number, async (tx, view) => {
    assertLead(world, ctx, view);
    const { county, id: matterId } = view.state.matter;
    const session = await getSession(tx, { county, matterId, id });
    const row = (await listParticipants(tx, session)).find((one) => one.id === participant);
    if (!row || row.side === 'mediator') return refuse('NOT_FOUND');
    const key = await getMatterKey(world, tx, session);
    const secret = newSecret();
    updateParticipant(tx, row, {
      linkHash: tokenHash(secret),
      codeHash: null,
      deviceHash: null,
      nextDeviceHash: null,
      page: null,
      ...(row.isOnSite ? {} : { admittedAt: null, attestedAt: null, chamber: 'lobby' as const }),
    });
    countTopic(tx, session, 'room');
    journal(tx, ctx, { verb: 'room.invite', county, matterId, detail: { number } });
    const link = linkTo(world, ctx, county, secret);
    const person = openPerson(key.key, row);
    const isSent = sendLink(world, tx, ctx, { session, key, row, person, link });
    return { id: row.id, side: row.side, label: row.label, link, isSent };
  });
}
