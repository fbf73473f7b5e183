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

/** Of every county that gave out a number. Reads each county's matters once: 0.5 s for 300,000. */
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
    const changed = await listChanged(tx, county, 1);
    ages.push({ county, lastAt: last?.at ?? null, hasUnsealed: changed.length > 0 });
  }
  return ages;
}
