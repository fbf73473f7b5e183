/** Reads for what is shown beyond one matter: ratings gathered by organisation, public listings. */
import { q, sql, type Tx } from '../../../platform/db/index.ts';
import type { EntryBody } from '../rules/state.ts';

export type Rating = { id: string; matterId: string; score: number; sealed: Buffer | null };

const RATINGS_MAX = 200;

/** Of what an organisation handled as many are looked at: one in ten is rated, or more. */
const HANDLED_MAX = 2000;

type RatingsOf = { county: string; org: string; until: number };
type RatingRow = { id: string; matter_id: string; public: EntryBody; sealed: Buffer | null };

/**
 * Of the newest 2,000 matters that an organisation handled and that are over, with the duplicates
 * that joined them, the newest 200 ratings given before a time. Shown to the test of its plan:
 * "offset 0" keeps PostgreSQL 18 from reading the entries of whole years.
 */
export function ratingsStatement({ county, org, until }: RatingsOf) {
  return sql<RatingRow>`
    with handled as materialized (
      select id, merged_into from matter.matter
      where county = ${county} and handling_org = ${org}::uuid and not is_open
      order by id desc limit ${sql.lit(HANDLED_MAX)}
    ), rated as (
      select id from handled where merged_into is null
      union
      select l.other_id from handled h join matter.link l on l.county = ${county}
        and l.matter_id = h.id and l.kind = 'duplicate' and l.state = 'standing'
    )
    select e.id, e.matter_id, e.public, e.sealed
    from rated r join matter.matter m on m.county = ${county} and m.id = r.id
      cross join lateral (
        select e.id, e.matter_id, e.public, e.sealed, e.recorded_at from matter.entry e
        where e.county = ${county} and e.matter_id = m.id and e.action = 'rate'
          and e.recorded_at <= ${new Date(until).toISOString()}::timestamptz
        offset 0
      ) e
    where not m.is_sealed
    order by e.recorded_at desc, e.id desc limit ${sql.lit(RATINGS_MAX)}`;
}

export async function listRatings(tx: Tx, of: RatingsOf): Promise<Rating[]> {
  const rows = await tx.rows(ratingsStatement(of));
  return rows.map((row) => ({
    id: row.id,
    matterId: row.matter_id,
    score: Number(row.public.given.score),
    sealed: row.sealed,
  }));
}

/** The newest hundred public listings of a county. */
export async function listListed(tx: Tx, county: string) {
  return tx.rows(
    q
      .selectFrom('matter.supervision as s')
      .innerJoin('matter.matter as m', (join) =>
        join.onRef('m.county', '=', 's.county').onRef('m.id', '=', 's.matter_id'),
      )
      .select(['m.number', 'm.title', 's.issuer_org', 's.target_org', 's.detail', 's.issued_at'])
      .select(['s.state', 's.reply_due_at', 'm.category', 'm.region', 'm.kind', 'm.stage'])
      .select(['m.process_version', 'm.is_open', 'm.closed_at', 'm.outcome', 'm.subject_org'])
      .select(['m.moved_to_county', 'm.merged_into', 'm.facts', 'm.is_private'])
      .where('s.county', '=', county)
      .where('s.kind', '=', 'listed')
      .where('s.is_public', '=', sql.lit(true))
      .where('m.is_private', '=', sql.lit(false))
      .orderBy('s.issued_at', 'desc')
      .orderBy('s.id', 'desc')
      .limit(100),
  );
}
