/** Rungs of clocks whose time has come, counted for whoever watches over the server. */
import { q, sql, type Tx } from '../../../platform/db/index.ts';

/** A number that stays above zero for long says that the ladder does not run. */
export async function countDueClocks(
  tx: Tx,
  counties: readonly string[],
  now: number,
): Promise<number> {
  if (counties.length === 0) return 0;
  const row = await tx.one(
    q
      .selectFrom('matter.clock')
      .select(sql<number>`count(*)::int`.as('count'))
      .where('county', 'in', [...counties])
      .where('next_at', '<=', new Date(now)),
  );
  return row.count;
}
