/** Matters that lie near a point and came lately, for the suggestion at intake. */
import { sql, type Tx } from '../../../platform/db/index.ts';
import type { Box } from '../rules/cells.ts';
import type { NearRow } from '../rules/near.ts';

const LOOKED_AT_MAX = 200;
const COLUMNS = sql.raw(
  'number, kind, stage, title, body, category, lon, lat, received_at, subject_org',
);

/** The newest 200 that are not private in a box and its map cells; merged ones are left out. */
export async function listNear(
  tx: Tx,
  { box, ...of }: { county: string; cells: readonly string[]; box: Box; since: number },
): Promise<NearRow[]> {
  const rows = await tx.rows(
    // Cell by cell, which "offset 0" keeps the planner to: in a plan for any cells it read a whole
    // county's index else. What that index is made for is no parameter.
    sql<Row>`
      select ${COLUMNS}, subject_post
      from unnest(${[...of.cells]}::text[]) as c(cell) cross join lateral (
        select id, ${COLUMNS}, facts ->> 'subjectPost' as subject_post
        from matter.matter
        where county = ${of.county} and cell = c.cell and received_at >= ${new Date(of.since)}
          and lon between ${box.west} and ${box.east} and lat between ${box.south} and ${box.north}
          and is_open and not is_private
        offset 0
      ) m
      order by received_at desc, id desc limit ${sql.lit(LOOKED_AT_MAX)}`,
    'forAny',
  );
  return rows.map(toNear);
}

type Row = Pick<
  NearRow,
  'number' | 'kind' | 'stage' | 'title' | 'body' | 'category' | 'lon' | 'lat'
> & { received_at: Date; subject_org: string | null; subject_post: string | null };

function toNear({ received_at, subject_org, subject_post, ...row }: Row): NearRow {
  return {
    ...row,
    receivedAt: received_at.getTime(),
    subjectOrg: subject_org,
    subjectPost: subject_post,
  };
}
