/** The room as one participant sees it: in the lobby oneself and the mediator, inside everybody. */
import { createHmac } from 'node:crypto';
import { unseal } from '../../../platform/crypto/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { Fact, Room, RoomParticipant, Share } from '../contract/shapes.ts';
import { confirmers, isHere, readRoom, roomOf } from '../rules.ts';
import { type FactRow, listFactRows } from '../store/facts.ts';
import { listParticipants, type ParticipantRow, updateParticipant } from '../store/participants.ts';
import type { SessionRow } from '../store/sessions.ts';
import { listRecordings, listShareRows, type ShareRow } from '../store/shares.ts';
import { findGuest, type Guest } from './guest.ts';
import { factContext, getMatterKey, openPerson, sessionKey } from './seals.ts';
import type { RoomsWorld } from './world.ts';

export async function getRoom(world: RoomsWorld, ctx: RequestContext, room: string): Promise<Room> {
  return world.db.scoped({ counties: [readRoom(room).county] }, async (tx) => {
    const guest = await findGuest(world, tx, { ctx, room, lock: 'none' });
    const { session, me } = guest;
    // A page asks again every few seconds: a line that broke unseen is noticed by its silence.
    if (guest.isSpeaking && me.page !== null) updateParticipant(tx, me, { seenAt: ctx.now });
    const step = stepOf(guest);
    const key = (await getMatterKey(world, tx, session)).key;
    const seats = await listParticipants(tx, session);
    const seen = step === 'inside' ? seats : seats.filter((one) => isSeenFromLobby(one, me));
    const facts = step === 'inside' ? await listFactRows(tx, session) : [];
    const shares = step === 'inside' ? await listShareRows(tx, session) : [];
    const running = (await listRecordings(tx, session)).find(
      (one) => one.sessionId === session.id && one.endedAt === null,
    );
    const keys = { matter: key, session: sessionKey(key, session) };
    return {
      number: session.number,
      me: me.id,
      step,
      session: presentTimes(session),
      participants: seen.map((one) => presentSeat(one, key, ctx.now)),
      facts: facts.map((one) => presentFact(one, seats, keys)),
      shares: shares.map((one) => presentShare(one, me)),
      recording: {
        state: session.recording,
        id: running?.id ?? null,
        begunAt: running ? new Date(running.begunAt).toISOString() : null,
      },
      iceServers: iceServersFor(world, me.id, ctx.now),
    };
  });
}

function stepOf({ me, isSpeaking }: Guest): Room['step'] {
  if (!isSpeaking) return 'device';
  return me.admittedAt === null ? 'lobby' : 'inside';
}

const isSeenFromLobby = (one: ParticipantRow, me: ParticipantRow) =>
  one.id === me.id || one.side === 'mediator';

function presentTimes(session: SessionRow): Room['session'] {
  return {
    id: session.id,
    startsAt: new Date(session.startsAt).toISOString(),
    endsAt: new Date(session.endsAt).toISOString(),
    mode: session.mode,
    place: session.place,
    state: session.state,
  };
}

function presentSeat(one: ParticipantRow, key: Buffer, now: number): RoomParticipant {
  const { attestedDocument: document, attestedHow: how } = one;
  return {
    id: one.id,
    side: one.side,
    withSide: one.withSide,
    isOnSite: one.isOnSite,
    name: openPerson(key, one).name,
    chamber: one.chamber,
    isHere: isHere(one, now),
    page: one.page,
    isAdmitted: one.admittedAt !== null,
    attested: document !== null && how !== null ? { document, how } : null,
    isTold: one.toldAt !== null,
    hasSecondDevice: one.nextDeviceHash !== null,
    recording: one.recordingAnswer,
  };
}

export type RoomKeys = { matter: Buffer; session: Buffer };

export function factText({ id, isAgreed, sealed }: FactRow, keys: RoomKeys): string {
  if (!sealed) return '';
  return unseal(isAgreed ? keys.matter : keys.session, sealed, factContext(id)).toString('utf8');
}

export function presentFact(row: FactRow, seats: readonly ParticipantRow[], keys: RoomKeys): Fact {
  return {
    id: row.id,
    text: factText(row, keys),
    by: row.by,
    isAgreed: row.isAgreed,
    confirmedBy: row.confirmedBy,
    missing: row.isAgreed
      ? []
      : confirmers(seats)
          .map(({ id }) => id)
          .filter((id) => !row.confirmedBy.includes(id)),
  };
}

export function presentShare(row: ShareRow, me: { county: string; id: string }): Share {
  return {
    id: row.id,
    title: row.title,
    source: row.source,
    href: `/api/rooms/${roomOf(me)}/shares/${row.id}`,
    sharedAt: new Date(row.sharedAt).toISOString(),
  };
}

const TURN_MS = 3_600_000;

/** For a TURN server with a shared secret the credentials end by themselves. */
function iceServersFor(
  { config: { iceUrls, turnSecret } }: RoomsWorld,
  id: string,
  now: number,
): Room['iceServers'] {
  const stun = iceUrls.filter((url) => /^stuns?:/.test(url));
  const turn = iceUrls.filter((url) => /^turns?:/.test(url));
  const until = Math.floor((now + TURN_MS) / 1000);
  const username = `${until}:${id}`;
  const credential = createHmac('sha1', turnSecret ?? '')
    .update(username)
    .digest('base64');
  return [
    ...(stun.length > 0 ? [{ urls: stun }] : []),
    ...(turn.length > 0 && turnSecret ? [{ urls: turn, username, credential }] : []),
  ];
}
