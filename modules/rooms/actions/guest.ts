/**
 * Who asks: a participant by the cookie of their one device. Everything in the room begins here;
 * nothing of a room is told to a device that is not known.
 */
import type { StaffActor } from '../../../kernel/actor.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { newToken, tokenHash } from '../../../platform/auth/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { readRoom, roomOf } from '../rules.ts';
import { findParticipant, type ParticipantRow } from '../store/participants.ts';
import { findSession, type SessionRow } from '../store/sessions.ts';
import { withKey } from './seals.ts';
import type { RoomsWorld } from './world.ts';

export type Guest = {
  session: SessionRow;
  me: ParticipantRow;
  /** The device that speaks; a second one only waits. */
  isSpeaking: boolean;
};

export const COOKIE = 'linli_room';

type Asking = {
  ctx: Pick<RequestContext, 'headers'>;
  room: string;
  lock: 'forUpdate' | 'none';
};

/** Refuses ROOM_DEVICE_UNKNOWN, and what `assertGoingOn` refuses. */
export async function findGuest(
  world: Pick<RoomsWorld, 'matters'>,
  tx: Tx,
  { ctx, room, lock }: Asking,
): Promise<Guest> {
  const at = readRoom(room);
  const found = await findParticipant(tx, at);
  if (!found) return refuse('ROOM_DEVICE_UNKNOWN');
  const { county, matterId, sessionId } = found;
  const session = await findSession(tx, { county, matterId, id: sessionId }, lock);
  if (!session) return refuse('ROOM_DEVICE_UNKNOWN');
  assertGoingOn(session);
  // Read again behind the lock: what came before it may have changed who speaks.
  const me = lock === 'none' ? found : await findParticipant(tx, at);
  const hash = hashOf(ctx);
  if (!me || me.removedAt !== null || hash === null) return refuse('ROOM_DEVICE_UNKNOWN');
  if (hash !== me.deviceHash && hash !== me.nextDeviceHash) return refuse('ROOM_DEVICE_UNKNOWN');
  return {
    session: await withKey(world, tx, session),
    me,
    isSpeaking: hash === me.deviceHash,
  };
}

/** Refuses ROOM_ENDED and ROOM_CANCELLED. */
export function assertGoingOn({ state }: Pick<SessionRow, 'state'>): void {
  if (state === 'closed') refuse('ROOM_ENDED');
  if (state === 'cancelled') refuse('ROOM_CANCELLED');
}

/** As the device that speaks, in a transaction of its county, with the session locked. */
export async function withGuest<T>(
  world: Pick<RoomsWorld, 'db' | 'matters'>,
  ctx: RequestContext,
  room: string,
  work: (tx: Tx, guest: Guest) => Promise<T>,
): Promise<T> {
  return world.db.scoped({ counties: [readRoom(room).county] }, async (tx) => {
    const guest = await findGuest(world, tx, { ctx, room, lock: 'forUpdate' });
    if (!guest.isSpeaking) return refuse('ROOM_DEVICE_UNKNOWN');
    return work(tx, guest);
  });
}

/** The same for who was let in. Refuses ROOM_NOT_ADMITTED. */
export async function withAdmitted<T>(
  world: Pick<RoomsWorld, 'db' | 'matters'>,
  ctx: RequestContext,
  room: string,
  work: (tx: Tx, guest: Guest) => Promise<T>,
): Promise<T> {
  return withGuest(world, ctx, room, async (tx, guest) => {
    if (guest.me.admittedAt === null) return refuse('ROOM_NOT_ADMITTED');
    return work(tx, guest);
  });
}

export type Lead = Guest & { actor: StaffActor };

/** The same for the mediator who leads the session, signed in. Refuses ROOM_MEDIATOR_ONLY. */
export async function withLead<T>(
  world: Pick<RoomsWorld, 'db' | 'matters'>,
  ctx: RequestContext,
  room: string,
  work: (tx: Tx, lead: Lead) => Promise<T>,
): Promise<T> {
  return withGuest(world, ctx, room, async (tx, guest) => {
    const { actor } = ctx;
    const isLead = guest.me.side === 'mediator' && actor.kind === 'staff';
    if (!isLead || actor.post !== guest.session.mediatorPost) return refuse('ROOM_MEDIATOR_ONLY');
    return work(tx, { ...guest, actor });
  });
}

/** A fresh secret for the device at hand: its cookie goes nowhere but to this room. */
export function giveDevice(
  { config }: Pick<RoomsWorld, 'config'>,
  ctx: RequestContext,
  me: { county: string; id: string },
): { room: string; deviceHash: string } {
  const room = roomOf(me);
  const token = newToken();
  const flags = `HttpOnly; SameSite=Strict${config.isSecure ? '; Secure' : ''}`;
  const path = `/api/rooms/${room}`;
  ctx.setHeader('set-cookie', `${COOKIE}=${token}; Path=${path}; Max-Age=${KEPT_S}; ${flags}`);
  return { room, deviceHash: tokenHash(token) };
}

/** Longer than any session waits for its day: what ended refuses its devices anyway. */
const KEPT_S = 60 * 86_400;

function hashOf({ headers }: Pick<RequestContext, 'headers'>): string | null {
  const { cookie } = headers;
  const text = Array.isArray(cookie) ? cookie.join(';') : (cookie ?? '');
  const pair = text.split(';').find((one) => one.trim().startsWith(`${COOKIE}=`));
  return pair === undefined ? null : tokenHash(pair.trim().slice(COOKIE.length + 1));
}
