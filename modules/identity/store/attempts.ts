/** Rows of recent attempts, locked while they are judged, so that parallel guesses queue up. */
import { json, q, type Tx } from '../../../platform/db/index.ts';

type Table = 'identity.attempt' | 'resident.attempt';

/**
 * Locks the subjects' rows (made when missing), in order of subject against deadlocks. Answers
 * the recent times (epoch ms) of each.
 */
export async function lockAttempts(
  tx: Tx,
  table: Table,
  subjects: readonly string[],
  at: string,
): Promise<Map<string, number[]>> {
  const ordered = [...subjects].sort();
  await tx.run(
    q
      .insertInto(table)
      .values(ordered.map((subject) => ({ subject, recent: json([]), last_at: at })))
      .onConflict((conflict) => conflict.doNothing()),
  );
  const rows = await tx.rows(
    q
      .selectFrom(table)
      .select(['subject', 'recent'])
      .where('subject', 'in', ordered)
      .orderBy('subject')
      .forUpdate(),
  );
  return new Map(rows.map((row) => [row.subject, row.recent as number[]]));
}

export async function keepAttempts(
  tx: Tx,
  table: Table,
  row: { subject: string; recent: readonly number[]; at: string },
): Promise<void> {
  await tx.run(
    q
      .updateTable(table)
      .set({ recent: json(row.recent), last_at: row.at })
      .where('subject', '=', row.subject),
  );
}

/** Deletes rows that no rule can ask for any more. */
export async function sweepAttempts(tx: Tx, before: string): Promise<void> {
  await tx.run(q.deleteFrom('identity.attempt').where('last_at', '<', new Date(before)));
  await tx.run(q.deleteFrom('resident.attempt').where('last_at', '<', new Date(before)));
}
