/** Undisputed facts and who confirmed them. */
import { msOrNull, q, type Tx } from '../../../platform/db/index.ts';
import type { SessionAt } from './sessions.ts';

export type FactRow = {
  id: string;
  by: string;
  isAgreed: boolean;
  sealed: Buffer | null;
  writtenAt: number;
  agreedAt: number | null;
  confirmedBy: string[];
};

export function insertFact(tx: Tx, session: SessionAt, row: FactRow): void {
  tx.send(
    q.insertInto('room.fact').values({
      county: session.county,
      matter_id: session.matterId,
      session_id: session.id,
      id: row.id,
      participant_id: row.by,
      is_agreed: row.isAgreed,
      sealed: row.sealed,
      written_at: new Date(row.writtenAt).toISOString(),
      agreed_at: row.agreedAt === null ? null : new Date(row.agreedAt).toISOString(),
    }),
  );
}

const FACTS_MAX = 200;
const CONFIRMATIONS_MAX = 2000;

/** In the order in which they were written. */
export async function listFactRows(tx: Tx, session: SessionAt): Promise<FactRow[]> {
  const [rows, confirmations] = await Promise.all([
    tx.rows(
      q
        .selectFrom('room.fact')
        .select([
          'id',
          'participant_id as by',
          'is_agreed as isAgreed',
          'sealed',
          'written_at as writtenAt',
          'agreed_at as agreedAt',
        ])
        .where('county', '=', session.county)
        .where('matter_id', '=', session.matterId)
        .where('session_id', '=', session.id)
        .orderBy('written_at')
        .orderBy('id')
        .limit(FACTS_MAX),
    ),
    tx.rows(
      q
        .selectFrom('room.confirmation')
        .select(['fact_id as factId', 'participant_id as by'])
        .where('county', '=', session.county)
        .where('matter_id', '=', session.matterId)
        .where('session_id', '=', session.id)
        .orderBy('fact_id')
        .orderBy('participant_id')
        .limit(CONFIRMATIONS_MAX),
    ),
  ]);
  return rows.map((row) => ({
    ...row,
    writtenAt: row.writtenAt.getTime(),
    agreedAt: msOrNull(row.agreedAt),
    confirmedBy: confirmations.filter((one) => one.factId === row.id).map(({ by }) => by),
  }));
}

export function insertConfirmation(
  tx: Tx,
  session: SessionAt,
  one: { factId: string; by: string; isNoted: boolean; at: number },
): void {
  tx.send(
    q
      .insertInto('room.confirmation')
      .values({
        county: session.county,
        matter_id: session.matterId,
        session_id: session.id,
        fact_id: one.factId,
        participant_id: one.by,
        is_noted: one.isNoted,
        confirmed_at: new Date(one.at).toISOString(),
      })
      .onConflict((conflict) => conflict.doNothing()),
  );
}

/** All have confirmed: from now on it is sealed under the matter's key, and stays. */
export function agreeFact(
  tx: Tx,
  session: SessionAt,
  { id, sealed, at }: { id: string; sealed: Buffer; at: number },
): void {
  tx.send(
    q
      .updateTable('room.fact')
      .set({ is_agreed: true, sealed, agreed_at: new Date(at).toISOString() })
      .where('county', '=', session.county)
      .where('matter_id', '=', session.matterId)
      .where('session_id', '=', session.id)
      .where('id', '=', id),
  );
}

export function deleteFact(tx: Tx, session: SessionAt, id: string): void {
  tx.send(
    q
      .deleteFrom('room.fact')
      .where('county', '=', session.county)
      .where('matter_id', '=', session.matterId)
      .where('session_id', '=', session.id)
      .where('id', '=', id),
  );
}
