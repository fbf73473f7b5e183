/**
 * The door: from a link and a code to the one device that speaks for a participant. A second device
 * waits for the mediator, and the first is told; the mediator comes by the console.
 */
import { refuse, refuseForNow } from '../../../kernel/refusal.ts';
import { newPhoneCode, tokenHash } from '../../../platform/auth/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import { maskPhone } from '../../matters/index.ts';
import {
  CODE_MINUTES,
  CODE_TRIES,
  codesAfter,
  codeWait,
  isCodeFresh,
  isHere,
  readLink,
} from '../rules.ts';
import {
  findByLink,
  listParticipants,
  type ParticipantRow,
  updateParticipant,
} from '../store/participants.ts';
import { countTopic, findSession, type SessionRow, updateSession } from '../store/sessions.ts';
import { assertGoingOn, giveDevice, withGuest } from './guest.ts';
import { leaveTalk } from './moves.ts';
import { assertLead } from './plan.ts';
import { getMatterKey, openPerson } from './seals.ts';
import type { RoomsWorld } from './world.ts';

type Linked = { me: ParticipantRow; session: SessionRow; secret: string };

/** Refuses ROOM_LINK_UNKNOWN, ROOM_ENDED, ROOM_CANCELLED. */
async function withLink<T>(
  world: RoomsWorld,
  link: string,
  work: (tx: Tx, linked: Linked) => Promise<T>,
): Promise<T> {
  const read = readLink(link);
  if (!read) return refuse('ROOM_LINK_UNKNOWN');
  const { county, secret } = read;
  return world.db.scoped({ counties: [county] }, async (tx) => {
    const found = await findByLink(tx, { county, linkHash: tokenHash(secret) }, 'forUpdate');
    if (!found) return refuse('ROOM_LINK_UNKNOWN');
    const { matterId, sessionId } = found;
    const session = await findSession(tx, { county, matterId, id: sessionId });
    if (!session) return refuse('ROOM_LINK_UNKNOWN');
    assertGoingOn(session);
    return work(tx, { me: found, session, secret });
  });
}

export async function readLinkOf(world: RoomsWorld, ctx: RequestContext, link: string) {
  return withLink(world, link, async (tx, { me, session }) => {
    const key = await getMatterKey(world, tx, session);
    const { phone } = openPerson(key.key, me);
    return {
      side: me.side,
      startsAt: new Date(session.startsAt).toISOString(),
      endsAt: new Date(session.endsAt).toISOString(),
      mode: session.mode,
      place: session.place,
      state: session.state,
      phone: phone === '' ? null : maskPhone(phone),
      hasDevice: me.deviceHash !== null && isHere(me, ctx.now),
    };
  });
}

/** To the phone that stands on the matter, never to one that was typed here. */
export async function sendRoomCode(world: RoomsWorld, ctx: RequestContext, link: string) {
  const code = newPhoneCode();
  const phone = await withLink(world, link, async (tx, { me, session, secret }) => {
    if (!me.hasPhone) return refuse('ROOM_NO_PHONE');
    const before = { sentAt: me.codeSentAt, sent: me.codeSent };
    const waitMs = codeWait(before, ctx.now);
    if (waitMs > 0) {
      return refuseForNow('ROOM_CODE_TOO_SOON', waitMs);
    }
    const key = await getMatterKey(world, tx, session);
    updateParticipant(tx, me, {
      codeHash: codeHash(secret, code),
      codeSentAt: ctx.now,
      codeSent: codesAfter(before, ctx.now),
      codeTries: 0,
    });
    return openPerson(key.key, me).phone;
  });
  try {
    const shownCode = await world.phoneCodes.send({ phone, code, minutes: CODE_MINUTES });
    return { validMinutes: CODE_MINUTES, ...(shownCode && { shownCode }) };
  } catch (error) {
    world.onFault('a code for the mediation room was not taken by the gateway', error);
    return refuse('ROOM_CODE_NOT_SENT');
  }
}

/** Six digits alone would be found from their hash; the link's secret stands nowhere. */
const codeHash = (secret: string, code: string) => tokenHash(`${secret} ${code}`);

export async function enterByLink(
  world: RoomsWorld,
  ctx: RequestContext,
  { link, code }: { link: string; code?: string | undefined },
): Promise<{ room: string }> {
  const entered = await withLink(world, link, async (tx, linked) => {
    const { me, session } = linked;
    if (!isProved(tx, ctx, linked, code)) return null;
    const { room, deviceHash } = giveDevice(world, ctx, me);
    // Whoever holds the phone may come back by another browser when the first is gone.
    const isFree = me.deviceHash === null || (me.hasPhone && !isHere(me, ctx.now));
    updateParticipant(
      tx,
      me,
      isFree ? { deviceHash, nextDeviceHash: null, page: null } : { nextDeviceHash: deviceHash },
    );
    countTopic(tx, session, 'room');
    return { room };
  });
  // The try was counted: the refusal comes after.
  return entered ?? refuse('ROOM_CODE_WRONG');
}

/** By the code, once; without a phone the mediator compares the document by hand. */
function isProved(
  tx: Tx,
  ctx: RequestContext,
  { me, secret }: Linked,
  code: string | undefined,
): boolean {
  if (!me.hasPhone) return true;
  const isRight =
    code !== undefined &&
    me.codeHash === codeHash(secret, code) &&
    me.codeTries < CODE_TRIES &&
    isCodeFresh(me.codeSentAt, ctx.now);
  updateParticipant(tx, me, isRight ? { codeHash: null } : { codeTries: me.codeTries + 1 });
  return isRight;
}

/** By the console: who may hold a session of this matter leads it. */
export async function enterSession(
  world: RoomsWorld,
  ctx: RequestContext,
  { number, session: id }: { number: string; session: string },
): Promise<{ href: string }> {
  return world.matters.reading(ctx, number, async (tx, view) => {
    assertLead(world, ctx, view);
    const { actor } = ctx;
    if (actor.kind !== 'staff') return refuse('NOT_YOURS');
    const { county, id: matterId } = view.state.matter;
    const session = await findSession(tx, { county, matterId, id }, 'forUpdate');
    if (!session) return refuse('NOT_FOUND');
    assertGoingOn(session);
    const seats = await listParticipants(tx, session);
    const me = seats.find(({ side }) => side === 'mediator');
    if (!me) return refuse('NOT_FOUND');
    const { room, deviceHash } = giveDevice(world, ctx, me);
    updateParticipant(tx, me, {
      deviceHash,
      nextDeviceHash: null,
      page: null,
      chamber: me.chamber === 'lobby' ? 'joint' : me.chamber,
      admittedAt: me.admittedAt ?? ctx.now,
      toldAt: me.toldAt ?? ctx.now,
    });
    updateSession(tx, session, {
      state: 'open',
      openedAt: session.openedAt ?? ctx.now,
      mediatorPost: actor.post,
    });
    countTopic(tx, session, 'room');
    journal(tx, ctx, { verb: 'room.enter', county, matterId, detail: { number } });
    return { href: `/rooms/${room}` };
  });
}

/** The page is closed on purpose; who comes back needs no new code on this device. */
export async function leaveRoom(
  world: RoomsWorld,
  ctx: RequestContext,
  room: string,
): Promise<void> {
  await withGuest(world, ctx, room, async (tx, { session, me }) => {
    updateParticipant(tx, me, { page: null });
    if (me.side === 'mediator') await leaveTalk(tx, session, ctx.now);
    countTopic(tx, session, 'room');
  });
}
