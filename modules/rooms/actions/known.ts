/**
 * Whoever proved elsewhere the phone that stands in a session's list (by an account, by their own
 * link) sees when the room opens, and goes in without another code.
 */
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { isHere } from '../rules.ts';
import {
  findParticipant,
  listParticipants,
  type ParticipantRow,
  updateParticipant,
} from '../store/participants.ts';
import { countTopic, findSession, listSessionRows, type SessionRow } from '../store/sessions.ts';
import { assertGoingOn, giveDevice } from './guest.ts';
import { getMatterKey, openPerson } from './seals.ts';
import type { RoomsWorld } from './world.ts';

export type RoomDoor = Pick<SessionRow, 'mode' | 'state'> & { mayEnter: boolean };

/** The lobby opens before the session: who comes early is not sent away. */
const EARLY_MS = 30 * 60_000;

export async function doorsOf(
  world: Pick<RoomsWorld, 'matters'>,
  tx: Tx,
  { phone, now, ...at }: { county: string; matterId: string; phone: string; now: number },
): Promise<ReadonlyMap<string, RoomDoor>> {
  const sessions = await listSessionRows(tx, at);
  const doors = new Map<string, RoomDoor>();
  for (const session of sessions) {
    const { id, mode, state } = session;
    const isOn = state === 'open' || (state === 'planned' && now >= session.startsAt - EARLY_MS);
    const mayEnter = isOn && (await findByPhone(world, tx, session, phone)) !== null;
    doors.set(id, { mode, state, mayEnter });
  }
  return doors;
}

/** As it is written here and there: with +86, spaces, dashes. */
const plain = (phone: string) => phone.replace(/\D/g, '').replace(/^(?:00)?86(?=1\d{10}$)/, '');

async function findByPhone(
  world: Pick<RoomsWorld, 'matters'>,
  tx: Tx,
  session: SessionRow,
  phone: string,
): Promise<ParticipantRow | null> {
  const wanted = plain(phone);
  const known = wanted === '' ? null : await world.matters.matterKeyOf(tx, session);
  if (!known) return null;
  const seats = await listParticipants(tx, session);
  const { key } = known;
  return (
    seats.find(
      (seat) =>
        seat.side !== 'mediator' &&
        seat.linkHash !== null &&
        plain(openPerson(key, seat).phone) === wanted,
    ) ?? null
  );
}

/** Refuses ROOM_NOT_INVITED, ROOM_ENDED, ROOM_CANCELLED. A device that speaks stays first. */
export async function enterAs(
  world: RoomsWorld,
  ctx: RequestContext,
  of: { county: string; matterId: string; session: string; phone: string },
): Promise<{ href: string }> {
  const { county, matterId, phone } = of;
  return world.db.scoped({ counties: [county] }, async (tx) => {
    const session = await findSession(tx, { county, matterId, id: of.session }, 'forUpdate');
    if (!session) return refuse('ROOM_NOT_INVITED');
    assertGoingOn(session);
    await getMatterKey(world, tx, session);
    const found = await findByPhone(world, tx, session, phone);
    const me = found && (await findParticipant(tx, { county, id: found.id }, 'forUpdate'));
    if (!me) return refuse('ROOM_NOT_INVITED');
    const { room, deviceHash } = giveDevice(world, ctx, me);
    const isFree = me.deviceHash === null || !isHere(me, ctx.now);
    updateParticipant(
      tx,
      me,
      isFree ? { deviceHash, nextDeviceHash: null, page: null } : { nextDeviceHash: deviceHash },
    );
    countTopic(tx, session, 'room');
    return { href: `/rooms/${room}` };
  });
}

/** By the account of a party: its phone was proved by a code when they signed in. */
export async function enterOwnSession(
  world: RoomsWorld,
  ctx: RequestContext,
  { number, session }: { number: string; session: string },
): Promise<{ href: string }> {
  const { actor } = ctx;
  if (actor.kind !== 'resident') return refuse('FORBIDDEN');
  const of = await world.matters.reading(ctx, number, async (tx, view) => {
    const isParty = view.relation === 'reporter' || view.relation === 'party';
    if (!isParty) return refuse('NOT_FOUND');
    const { county, id: matterId } = view.state.matter;
    const phone = (await world.phoneOf(tx, actor.account)) ?? '';
    return { county, matterId, session, phone };
  });
  return enterAs(world, ctx, of);
}
