/** By which counting the figures of a county stand. */
import { q, type Tx } from '../../../platform/db/index.ts';

export async function findRecount(
  tx: Tx,
  county: string,
): Promise<{ counting: number; runs: number } | null> {
  const row = await tx.first(
    q.selectFrom('matter.recount').select(['counting', 'runs']).where('county', '=', county),
  );
  return row ?? null;
}

/** False when somebody noted a run since `runs` was read (null: there was none). */
export async function noteRecount(
  tx: Tx,
  county: string,
  { counting, runs, now }: { counting: number; runs: number | null; now: number },
): Promise<boolean> {
  const counted_at = new Date(now).toISOString();
  if (runs === null) {
    const inserted = await tx.run(
      q
        .insertInto('matter.recount')
        .values({ county, counting, runs: 1, counted_at })
        .onConflict((conflict) => conflict.doNothing()),
    );
    return inserted === 1;
  }
  const updated = await tx.run(
    q
      .updateTable('matter.recount')
      .set({ counting, runs: runs + 1, counted_at })
      .where('county', '=', county)
      .where('runs', '=', runs),
  );
  return updated === 1;
}
