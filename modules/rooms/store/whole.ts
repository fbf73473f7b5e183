/** Sessions as a matter takes them along: to another county, and into its erasure. */
import { q, type Tx } from '../../../platform/db/index.ts';
import { type FactRow, insertConfirmation, insertFact, listFactRows } from './facts.ts';
import { insertParticipant, listParticipants } from './participants.ts';
import { endSession, insertSession, listSessionRows, type SessionAt } from './sessions.ts';
import { insertRecording, insertShare, listRecordings, listShareRows } from './shares.ts';

type MatterAt = { county: string; matterId: string };

/** The shard key of a row never changes: all that is left after the end is written anew there. */
export async function carrySessions(
  tx: Tx,
  { matterId, from, to }: { matterId: string; from: string; to: string },
): Promise<void> {
  const at = { county: from, matterId };
  const sessions = await listSessionRows(tx, at);
  const recordings = await listRecordings(tx, at);
  const carried = [];
  for (const session of sessions) {
    const [participants, facts, shares] = await Promise.all([
      listParticipants(tx, session),
      listFactRows(tx, session),
      listShareRows(tx, session),
    ]);
    carried.push({ session, participants, facts, shares });
  }
  tx.send(
    q.deleteFrom('room.session').where('county', '=', from).where('matter_id', '=', matterId),
  );
  for (const { session, participants, facts, shares } of carried) {
    const there = { ...session, county: to };
    insertSession(tx, there);
    for (const one of participants) insertParticipant(tx, { ...one, county: to });
    for (const fact of facts) carryFact(tx, there, fact);
    for (const share of shares) await insertShare(tx, there, share);
    for (const one of recordings.filter(({ sessionId }) => sessionId === session.id)) {
      insertRecording(tx, there, one);
    }
  }
}

function carryFact(tx: Tx, session: SessionAt, fact: FactRow): void {
  insertFact(tx, session, fact);
  for (const by of fact.confirmedBy) {
    insertConfirmation(tx, session, { factId: fact.id, by, isNoted: false, at: fact.writtenAt });
  }
}

/** Nothing of a person opens from now on, and whatever still goes on is over. */
export async function eraseSessions(
  tx: Tx,
  { county, matterId }: MatterAt,
  now: number,
): Promise<void> {
  await endAll(tx, { county, matterId }, { state: 'cancelled', now });
  tx.send(
    q
      .updateTable('room.participant')
      .set({ sealed: null, label: '' })
      .where('county', '=', county)
      .where('matter_id', '=', matterId),
  );
  tx.send(
    q
      .updateTable('room.fact')
      .set({ sealed: null })
      .where('county', '=', county)
      .where('matter_id', '=', matterId),
  );
  tx.send(
    q
      .updateTable('room.recording')
      .set({ sealed_key: null })
      .where('county', '=', county)
      .where('matter_id', '=', matterId),
  );
}

/** Ends those of a matter that still go on. */
export async function endAll(
  tx: Tx,
  at: MatterAt,
  as: { state: 'closed' | 'cancelled'; now: number },
): Promise<void> {
  const sessions = await listSessionRows(tx, at);
  for (const session of sessions) {
    if (session.state === 'planned' || session.state === 'open') endSession(tx, session, as);
  }
}

/** Recordings of erased matters whose parts are still there. */
export async function listErasedRecordings(
  tx: Tx,
  county: string,
  limit: number,
): Promise<{ matterId: string; sessionId: string; id: string; parts: number }[]> {
  return tx.rows(
    q
      .selectFrom('room.recording')
      .select(['matter_id as matterId', 'session_id as sessionId', 'id', 'parts'])
      .where('county', '=', county)
      .where('sealed_key', 'is', null)
      .orderBy('id')
      .limit(limit),
  );
}

export async function forgetRecordings(
  tx: Tx,
  county: string,
  ids: readonly string[],
): Promise<void> {
  await tx.run(
    q
      .deleteFrom('room.recording')
      .where('county', '=', county)
      .where('id', 'in', [...ids]),
  );
}
