/** Matters that lie near a point and came lately, for the suggestion at intake. */
import { q, sql, type Tx } from '../../../platform/db/index.ts';
import type { Box } from '../rules/cells.ts';
import { wholeFacts } from '../rules/kept.ts';
import type { NearRow } from '../rules/near.ts';

const LOOKED_AT_MAX = 200;

/** The newest 200 that are not private in a box and its map cells; merged ones are left out. */
export async function listNear(
  tx: Tx,
  { box, ...of }: { county: string; cells: readonly string[]; box: Box; since: number },
): Promise<NearRow[]> {
  const rows = await tx.rows(
    q
      .selectFrom('matter.matter')
      .select(['number', 'kind', 'stage', 'title', 'body', 'category', 'lon', 'lat'])
      .select(['received_at', 'subject_org', 'facts'])
      .where('county', '=', of.county)
      .where('cell', 'in', [...of.cells])
      .where('received_at', '>=', new Date(of.since))
      .where('lon', '>=', box.west)
      .where('lon', '<=', box.east)
      .where('lat', '>=', box.south)
      .where('lat', '<=', box.north)
      // As literals: of parameters a plan for all cannot know that they are those of its index.
      .where('is_private', '=', sql.lit(false))
      .where('is_open', '=', sql.lit(true))
      .orderBy('received_at', 'desc')
      .orderBy('id', 'desc')
      .limit(LOOKED_AT_MAX),
    // Few cells of one county: one plan serves all, and making it cost more than running it.
    'byKey',
  );
  return rows.flatMap((row) =>
    row.lon === null || row.lat === null ? [] : [toNear({ ...row, lon: row.lon, lat: row.lat })],
  );
}

type Row = Pick<
  NearRow,
  'number' | 'kind' | 'stage' | 'title' | 'body' | 'category' | 'lon' | 'lat'
> & { received_at: Date; subject_org: string | null; facts: unknown };

function toNear({ received_at, subject_org, facts, ...row }: Row): NearRow {
  const { subjectPost } = wholeFacts(facts);
  return { ...row, receivedAt: received_at.getTime(), subjectOrg: subject_org, subjectPost };
}
