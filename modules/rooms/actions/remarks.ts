/** What is written, and what browsers signal: each judged by who it is and where they are. */
import { refuse } from '../../../kernel/refusal.ts';
import { seal, unseal } from '../../../platform/crypto/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { Remark, RemarkKind, RoomPage } from '../contract/shapes.ts';
import { mayConnect, mayWrite, pagesOf } from '../rules.ts';
import { listParticipants, updateParticipant } from '../store/participants.ts';
import {
  findRemark,
  insertRemark,
  insertSignal,
  listRemarkRows,
  type RemarkRow,
} from '../store/remarks.ts';
import { countTopic, nextSeq } from '../store/sessions.ts';
import { withAdmitted, withGuest } from './guest.ts';
import { getMatterKey, remarkContext, sessionKey, signalContext } from './seals.ts';
import type { RoomsWorld } from './world.ts';

const PAGE_SIZE = 200;

export async function listRemarks(
  world: RoomsWorld,
  ctx: RequestContext,
  { room, after = 0 }: { room: string; after?: number | undefined },
) {
  return withAdmitted(world, ctx, room, async (tx, { session, me }) => {
    const key = sessionKey((await getMatterKey(world, tx, session)).key, session);
    const rows = await listRemarkRows(tx, session, {
      after,
      pages: pagesOf(me),
      limit: PAGE_SIZE,
    });
    const next = rows.length === PAGE_SIZE ? (rows.at(-1)?.seq ?? null) : null;
    return { items: rows.map((row) => presentRemark(row, key)), next };
  });
}

export function presentRemark(row: RemarkRow, key: Buffer): Remark {
  return {
    seq: row.seq,
    id: row.id,
    page: row.page,
    kind: row.kind,
    by: row.by,
    text: unseal(key, row.sealed, remarkContext(row.id)).toString('utf8'),
    at: new Date(row.at).toISOString(),
  };
}

/** Sent twice it stands once. Refuses ROOM_NOT_YOUR_PAGE. */
export async function addRemark(
  world: RoomsWorld,
  ctx: RequestContext,
  input: { room: string; id: string; page: RoomPage; kind: RemarkKind; text: string },
): Promise<Remark> {
  return withAdmitted(world, ctx, input.room, async (tx, { session, me }) => {
    if (!mayWrite(me, input)) return refuse('ROOM_NOT_YOUR_PAGE');
    const key = sessionKey((await getMatterKey(world, tx, session)).key, session);
    const earlier = await findRemark(tx, session, input.id);
    if (earlier && earlier.by === me.id) return presentRemark(earlier, key);
    if (earlier) return refuse('ROOM_NOT_YOUR_PAGE');
    const row: RemarkRow = {
      seq: await nextSeq(tx, session),
      id: input.id,
      page: input.page,
      kind: input.kind,
      by: me.id,
      sealed: seal(key, input.text, remarkContext(input.id)),
      at: ctx.now,
    };
    insertRemark(tx, session, row);
    return presentRemark(row, key);
  });
}

/** Within one chamber, between two pages that are open. Refuses ROOM_OTHER_CHAMBER. */
export async function sendSignal(
  world: RoomsWorld,
  ctx: RequestContext,
  { room, to, page, data }: { room: string; to: string; page: string; data: string },
): Promise<void> {
  await withGuest(world, ctx, room, async (tx, { session, me }) => {
    const other = (await listParticipants(tx, session)).find(({ id }) => id === to);
    if (!other || !mayConnect(me, other)) return refuse('ROOM_OTHER_CHAMBER');
    const key = sessionKey((await getMatterKey(world, tx, session)).key, session);
    const seq = await nextSeq(tx, session);
    const sealed = seal(key, data, signalContext(session.id, seq));
    insertSignal(tx, session, { seq, from: me.id, to, page, sealed, at: ctx.now });
  });
}

/** Told on the page before somebody comes in (在线调解规则 art. 17). */
export async function acknowledgeDuties(
  world: RoomsWorld,
  ctx: RequestContext,
  room: string,
): Promise<void> {
  await withGuest(world, ctx, room, async (tx, { session, me }) => {
    if (me.toldAt !== null) return;
    updateParticipant(tx, me, { toldAt: ctx.now });
    countTopic(tx, session, 'room');
  });
}
