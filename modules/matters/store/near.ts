/** Matters that lie near a point and came lately, for the suggestion at intake. */
import { q, type Tx } from '../../../platform/db/index.ts';
import type { NearCandidate } from '../rules/near.ts';

const LOOKED_AT_MAX = 200;

/** The newest 200 that are not private in these map cells; merged ones are left out. */
export async function listNear(
  tx: Tx,
  of: { county: string; cells: readonly string[]; since: number },
): Promise<NearCandidate[]> {
  const rows = await tx.rows(
    q
      .selectFrom('matter.matter')
      .select(['number', 'title', 'body', 'category', 'lon', 'lat', 'received_at'])
      .where('county', '=', of.county)
      .where('cell', 'in', [...of.cells])
      .where('received_at', '>=', new Date(of.since))
      .where('is_private', '=', false)
      .where('is_open', '=', true)
      .orderBy('received_at', 'desc')
      .orderBy('id', 'desc')
      .limit(LOOKED_AT_MAX),
  );
  return rows.flatMap((row) =>
    row.lon === null || row.lat === null
      ? []
      : [{ ...row, lon: row.lon, lat: row.lat, receivedAt: row.received_at.getTime() }],
  );
}
