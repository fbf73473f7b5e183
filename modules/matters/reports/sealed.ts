/** How far the checkpoints lie behind the work, for whoever watches over the installation. */
import { q, type Tx } from '../../../platform/db/index.ts';
import { findLastCheckpoint, listChanged } from '../store/checkpoints.ts';

export type CheckpointAge = {
  county: string;
  /** Null: none was ever made. */
  lastAt: number | null;
  /** Entries stand that no checkpoint has sealed. */
  hasUnsealed: boolean;
};

/** A day before the last: what was under way then, and clocks that were wrong. */
const BEFORE_MS = 86_400_000;

/** Of every county that gave out a number. Reads what was done since its last checkpoint. */
export async function checkpointAges(
  tx: Tx,
  counties: readonly string[],
): Promise<CheckpointAge[]> {
  if (counties.length === 0) return [];
  const rows = await tx.rows(
    q
      .selectFrom('matter.number_block')
      .select('county')
      .distinct()
      .where('county', 'in', [...counties])
      .orderBy('county'),
  );
  const ages: CheckpointAge[] = [];
  for (const { county } of rows) {
    const last = await findLastCheckpoint(tx, county);
    const since = last ? last.at - BEFORE_MS : null;
    const changed = await listChanged(tx, { county, after: null, since, limit: 1 });
    ages.push({ county, lastAt: last?.at ?? null, hasUnsealed: changed.length > 0 });
  }
  return ages;
}
