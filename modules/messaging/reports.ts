/** What waits to be sent, counted for whoever watches over the server: numbers only. */
import { q, sql, type Tx } from '../../platform/db/index.ts';

/** Messages whose time has come and that are not sent. Reads the index that the sweep reads. */
export async function countBacklog(
  tx: Tx,
  counties: readonly string[],
  now: number,
): Promise<number> {
  if (counties.length === 0) return 0;
  const row = await tx.one(
    q
      .selectFrom('messaging.message')
      .select(sql<number>`count(*)::int`.as('count'))
      .where('county', 'in', [...counties])
      .where('state', 'in', ['queued', 'sending'])
      .where('next_at', '<=', new Date(now)),
  );
  return row.count;
}

/** Messages that were given up: somebody must look at them. */
export async function countFailed(tx: Tx, counties: readonly string[]): Promise<number> {
  if (counties.length === 0) return 0;
  const row = await tx.one(
    q
      .selectFrom('messaging.message')
      .select(sql<number>`count(*)::int`.as('count'))
      .where('county', 'in', [...counties])
      .where('state', '=', 'failed'),
  );
  return row.count;
}
