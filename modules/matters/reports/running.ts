/** Open matters by the version of the process that they keep. */
import { q, sql, type Tx } from '../../../platform/db/index.ts';

/** The newest version first; one row a version, so that the list is short. */
export async function countRunningVersions(
  tx: Tx,
  county: string,
  kind: string,
): Promise<{ version: number; open: number }[]> {
  return tx.rows(
    q
      .selectFrom('matter.matter')
      .select(['process_version as version', sql<number>`count(*)::int`.as('open')])
      .where('county', '=', county)
      .where('is_open', '=', true)
      .where('kind', '=', kind)
      .groupBy('process_version')
      .orderBy('process_version', 'desc'),
  );
}
