/** Questions to the log that single acts need. */
import { q, type Tx } from '../../../platform/db/index.ts';
import type { MatterState } from '../rules/state.ts';

/** Whether an actor has rated since the matter was last opened again. */
export async function findRatedSince(tx: Tx, state: MatterState, actor: string): Promise<boolean> {
  const { county, id, facts } = state.matter;
  if (facts.ratingCount === 0) return false;
  const rows = await tx.rows(
    q
      .selectFrom('matter.entry')
      .select(['seq', 'action', 'actor'])
      .where('county', '=', county)
      .where('matter_id', '=', id)
      .where('action', 'in', ['rate', 'reopen'])
      .orderBy('seq', 'desc')
      .limit(200),
  );
  const since = rows.findIndex((row) => row.action === 'reopen');
  const fresh = since < 0 ? rows : rows.slice(0, since);
  return fresh.some((row) => row.actor === actor && row.action === 'rate');
}
