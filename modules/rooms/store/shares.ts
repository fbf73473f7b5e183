/** What the mediator shows in a room, and recordings made there. */
import { msOrNull, q, sql, type Tx } from '../../../platform/db/index.ts';
import type { SessionAt } from './sessions.ts';

export type ShareRow = {
  id: string;
  source: 'paper' | 'attachment';
  sourceId: string;
  title: string;
  sharedAt: number;
};

/** What is shown already is not shown twice. */
export async function insertShare(tx: Tx, session: SessionAt, row: ShareRow): Promise<boolean> {
  const inserted = await tx.run(
    q
      .insertInto('room.share')
      .values({
        county: session.county,
        matter_id: session.matterId,
        session_id: session.id,
        id: row.id,
        source: row.source,
        source_id: row.sourceId,
        title: row.title,
        shared_at: new Date(row.sharedAt).toISOString(),
      })
      .onConflict((conflict) => conflict.doNothing()),
  );
  return inserted === 1;
}

const SHARES_MAX = 200;

export async function listShareRows(tx: Tx, session: SessionAt): Promise<ShareRow[]> {
  const rows = await tx.rows(
    q
      .selectFrom('room.share')
      .select(['id', 'source', 'source_id as sourceId', 'title', 'shared_at as sharedAt'])
      .where('county', '=', session.county)
      .where('matter_id', '=', session.matterId)
      .where('session_id', '=', session.id)
      .orderBy('id')
      .limit(SHARES_MAX),
  );
  return rows.map((row) => ({
    ...row,
    // Held by the table's check.
    source: row.source as ShareRow['source'],
    sharedAt: row.sharedAt.getTime(),
  }));
}

export async function deleteShare(tx: Tx, session: SessionAt, id: string): Promise<number> {
  return tx.run(
    q
      .deleteFrom('room.share')
      .where('county', '=', session.county)
      .where('matter_id', '=', session.matterId)
      .where('session_id', '=', session.id)
      .where('id', '=', id),
  );
}

export type RecordingRow = {
  sessionId: string;
  id: string;
  mediaType: string;
  parts: number;
  bytes: number;
  sealedKey: Buffer | null;
  begunAt: number;
  endedAt: number | null;
  whyEnded: 'stopped' | 'withdrawn' | 'ended' | 'lost' | null;
};

export function insertRecording(tx: Tx, session: SessionAt, row: RecordingRow): void {
  tx.send(
    q.insertInto('room.recording').values({
      county: session.county,
      matter_id: session.matterId,
      session_id: session.id,
      id: row.id,
      media_type: row.mediaType,
      parts: row.parts,
      bytes: row.bytes,
      sealed_key: row.sealedKey,
      begun_at: new Date(row.begunAt).toISOString(),
      ended_at: row.endedAt === null ? null : new Date(row.endedAt).toISOString(),
      why_ended: row.whyEnded,
    }),
  );
}

const RECORDINGS_MAX = 200;

/** Of all sessions of a matter, in the order in which they began. */
export async function listRecordings(
  tx: Tx,
  at: { county: string; matterId: string },
): Promise<RecordingRow[]> {
  const rows = await tx.rows(
    q
      .selectFrom('room.recording')
      .select([
        'session_id as sessionId',
        'id',
        'media_type as mediaType',
        'parts',
        'bytes',
        'sealed_key as sealedKey',
        'begun_at as begunAt',
        'ended_at as endedAt',
        'why_ended as whyEnded',
      ])
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .orderBy('id')
      .limit(RECORDINGS_MAX),
  );
  return rows.map((row) => ({
    ...row,
    bytes: Number(row.bytes),
    begunAt: row.begunAt.getTime(),
    endedAt: msOrNull(row.endedAt),
    // Held by the table's check.
    whyEnded: row.whyEnded as RecordingRow['whyEnded'],
  }));
}

/** Counts a part that lies in the store; false when another came first. */
export async function addPart(
  tx: Tx,
  session: SessionAt,
  { id, part, bytes }: { id: string; part: number; bytes: number },
): Promise<boolean> {
  const counted = await tx.run(
    q
      .updateTable('room.recording')
      .set({ parts: part + 1, bytes: sql`bytes + ${bytes}` })
      .where('county', '=', session.county)
      .where('matter_id', '=', session.matterId)
      .where('session_id', '=', session.id)
      .where('id', '=', id)
      .where('parts', '=', part),
  );
  return counted === 1;
}

/** Whatever runs in a session ends. */
export function endRecordings(
  tx: Tx,
  session: SessionAt,
  { why, now }: { why: NonNullable<RecordingRow['whyEnded']>; now: number },
): void {
  tx.send(
    q
      .updateTable('room.recording')
      .set({ ended_at: new Date(now).toISOString(), why_ended: why })
      .where('county', '=', session.county)
      .where('matter_id', '=', session.matterId)
      .where('session_id', '=', session.id)
      .where('ended_at', 'is', null),
  );
}
