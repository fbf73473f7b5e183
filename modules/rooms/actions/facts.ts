/** Undisputed facts: written by anybody in the room, and part of the record once all confirm. */
import { refuse } from '../../../kernel/refusal.ts';
import { seal } from '../../../platform/crypto/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { Fact } from '../contract/shapes.ts';
import { isAgreed } from '../rules.ts';
import {
  agreeFact,
  deleteFact,
  type FactRow,
  insertConfirmation,
  insertFact,
  listFactRows,
} from '../store/facts.ts';
import { listParticipants } from '../store/participants.ts';
import { countTopic, type SessionRow } from '../store/sessions.ts';
import { type Guest, withAdmitted } from './guest.ts';
import { factText, presentFact, type RoomKeys } from './room.ts';
import { factContext, getMatterKey, sessionKey } from './seals.ts';
import type { RoomsWorld } from './world.ts';

async function keysOf(world: RoomsWorld, tx: Tx, session: SessionRow): Promise<RoomKeys> {
  const { key } = await getMatterKey(world, tx, session);
  return { matter: key, session: sessionKey(key, session) };
}

/** Whoever writes it confirms it by that, where they are a party. */
export async function writeFact(
  world: RoomsWorld,
  ctx: RequestContext,
  { room, id, text }: { room: string; id: string; text: string },
): Promise<Fact> {
  return withAdmitted(world, ctx, room, async (tx, guest) => {
    const { session, me } = guest;
    const keys = await keysOf(world, tx, session);
    const known = (await listFactRows(tx, session)).find((one) => one.id === id);
    if (!known) {
      const sealed = seal(keys.session, text, factContext(id));
      const row = { id, by: me.id, isAgreed: false, sealed, writtenAt: ctx.now, agreedAt: null };
      insertFact(tx, session, { ...row, confirmedBy: [] });
    }
    const isParty = me.side === 'applicant' || me.side === 'respondent';
    if (isParty && !known)
      return confirmAs(tx, ctx, { guest, keys, id, by: me.id, isNoted: false });
    countTopic(tx, session, 'room');
    return factNow(tx, session, keys, id);
  });
}

/** For somebody who is there without a device the mediator notes it. */
export async function confirmFact(
  world: RoomsWorld,
  ctx: RequestContext,
  { room, fact, participant }: { room: string; fact: string; participant?: string | undefined },
): Promise<Fact> {
  return withAdmitted(world, ctx, room, async (tx, guest) => {
    const keys = await keysOf(world, tx, guest.session);
    const by = participant ?? guest.me.id;
    const isNoted = by !== guest.me.id;
    if (isNoted) await assertNotable(tx, guest, by);
    return confirmAs(tx, ctx, { guest, keys, id: fact, by, isNoted });
  });
}

async function assertNotable(tx: Tx, { session, me }: Guest, by: string): Promise<void> {
  if (me.side !== 'mediator') refuse('ROOM_MEDIATOR_ONLY');
  const other = (await listParticipants(tx, session)).find(({ id }) => id === by);
  if (!other?.isOnSite || other.admittedAt === null) refuse('NOT_FOUND');
}

async function confirmAs(
  tx: Tx,
  ctx: RequestContext,
  one: { guest: Guest; keys: RoomKeys; id: string; by: string; isNoted: boolean },
): Promise<Fact> {
  const { session } = one.guest;
  const row = (await listFactRows(tx, session)).find(({ id }) => id === one.id);
  if (!row) return refuse('NOT_FOUND');
  const { by, isNoted } = one;
  insertConfirmation(tx, session, { factId: row.id, by, isNoted, at: ctx.now });
  const seats = await listParticipants(tx, session);
  const isWhole = isAgreed(seats, new Set([...row.confirmedBy, by]));
  if (isWhole && !row.isAgreed) {
    // It leaves the key that dies with the session: from now on it belongs to the record.
    const sealed = seal(one.keys.matter, factText(row, one.keys), factContext(row.id));
    agreeFact(tx, session, { id: row.id, sealed, at: ctx.now });
  }
  countTopic(tx, session, 'room');
  return factNow(tx, session, one.keys, row.id);
}

async function factNow(tx: Tx, session: SessionRow, keys: RoomKeys, id: string): Promise<Fact> {
  const row: FactRow | undefined = (await listFactRows(tx, session)).find((one) => one.id === id);
  if (!row) return refuse('NOT_FOUND');
  return presentFact(row, await listParticipants(tx, session), keys);
}

export async function dropFact(
  world: RoomsWorld,
  ctx: RequestContext,
  { room, fact }: { room: string; fact: string },
): Promise<void> {
  await withAdmitted(world, ctx, room, async (tx, { session, me }) => {
    const row = (await listFactRows(tx, session)).find(({ id }) => id === fact);
    if (!row) return refuse('NOT_FOUND');
    if (row.isAgreed) return refuse('ROOM_FACT_AGREED');
    if (row.by !== me.id && me.side !== 'mediator') return refuse('ROOM_NOT_YOUR_FACT');
    deleteFact(tx, session, fact);
    countTopic(tx, session, 'room');
  });
}
