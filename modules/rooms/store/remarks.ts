/** What is written in a room, and the signals between its browsers: sealed, and gone at the end. */
import { q, type Tx } from '../../../platform/db/index.ts';
import type { RemarkKind, RoomPage } from '../contract/shapes.ts';
import type { SessionAt } from './sessions.ts';

export type RemarkRow = {
  seq: number;
  id: string;
  page: RoomPage;
  kind: RemarkKind;
  by: string;
  sealed: Buffer;
  at: number;
};

const columns = [
  'seq',
  'id',
  'chamber as page',
  'kind',
  'participant_id as by',
  'sealed',
  'said_at as at',
] as const;

export function insertRemark(tx: Tx, session: SessionAt, row: RemarkRow): void {
  tx.send(
    q.insertInto('room.remark').values({
      county: session.county,
      matter_id: session.matterId,
      session_id: session.id,
      seq: row.seq,
      id: row.id,
      chamber: row.page,
      kind: row.kind,
      participant_id: row.by,
      sealed: row.sealed,
      said_at: new Date(row.at).toISOString(),
    }),
  );
}

export async function findRemark(
  tx: Tx,
  session: SessionAt,
  id: string,
): Promise<RemarkRow | null> {
  const row = await tx.first(
    q
      .selectFrom('room.remark')
      .select(columns)
      .where('county', '=', session.county)
      .where('matter_id', '=', session.matterId)
      .where('session_id', '=', session.id)
      .where('id', '=', id),
  );
  return row ? toRemark(row) : null;
}

/** After a given one, in order, of the pages that the reader may read. */
export async function listRemarkRows(
  tx: Tx,
  session: SessionAt,
  asked: { after: number; pages: readonly RoomPage[]; limit: number },
): Promise<RemarkRow[]> {
  if (asked.pages.length === 0) return [];
  const rows = await tx.rows(
    q
      .selectFrom('room.remark')
      .select(columns)
      .where('county', '=', session.county)
      .where('matter_id', '=', session.matterId)
      .where('session_id', '=', session.id)
      .where('seq', '>', asked.after)
      .where('chamber', 'in', [...asked.pages])
      .orderBy('seq')
      .limit(asked.limit),
  );
  return rows.map(toRemark);
}

export type SignalRow = {
  seq: number;
  from: string;
  to: string;
  page: string;
  sealed: Buffer;
  at: number;
};

/** The one at hand; those of more than a minute ago reached nobody, or long since. */
export function insertSignal(tx: Tx, session: SessionAt, row: SignalRow): void {
  tx.send(
    q
      .deleteFrom('room.signal')
      .where('county', '=', session.county)
      .where('matter_id', '=', session.matterId)
      .where('session_id', '=', session.id)
      .where('sent_at', '<', new Date(row.at - SIGNAL_KEPT_MS)),
  );
  tx.send(
    q.insertInto('room.signal').values({
      county: session.county,
      matter_id: session.matterId,
      session_id: session.id,
      seq: row.seq,
      from_id: row.from,
      to_id: row.to,
      page: row.page,
      sealed: row.sealed,
      sent_at: new Date(row.at).toISOString(),
    }),
  );
}

const SIGNAL_KEPT_MS = 60_000;
const SIGNALS_MAX = 1000;

export async function listSignals(tx: Tx, session: SessionAt, after: number): Promise<SignalRow[]> {
  const rows = await tx.rows(
    q
      .selectFrom('room.signal')
      .select(['seq', 'from_id as from', 'to_id as to', 'page', 'sealed', 'sent_at as at'])
      .where('county', '=', session.county)
      .where('matter_id', '=', session.matterId)
      .where('session_id', '=', session.id)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(SIGNALS_MAX),
  );
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

function toRemark(row: {
  seq: number;
  id: string;
  page: string;
  kind: string;
  by: string;
  sealed: Buffer;
  at: Date;
}): RemarkRow {
  // Checks of the table keep these within their lists.
  return { ...row, page: row.page as RoomPage, kind: row.kind as RemarkKind, at: row.at.getTime() };
}
