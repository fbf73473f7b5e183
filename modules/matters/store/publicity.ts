/** Reads for what is shown beyond one matter: ratings gathered by organisation, public listings. */
import { q, sql, type Tx } from '../../../platform/db/index.ts';
import type { EntryBody } from '../rules/state.ts';

export type Rating = { id: string; matterId: string; score: number; sealed: Buffer | null };

const RATINGS_MAX = 200;

/** What an organisation handled, and the duplicates that joined it: they were handled with it. */
function handledBy({ county, org }: { county: string; org: string }) {
  return q
    .selectFrom('matter.matter as own')
    .select('own.id')
    .where('own.county', '=', county)
    .where('own.handling_org', '=', org)
    .where('own.merged_into', 'is', null)
    .unionAll(
      q
        .selectFrom('matter.matter as kept')
        .innerJoin('matter.link as joined', (join) =>
          join
            .onRef('joined.county', '=', 'kept.county')
            .onRef('joined.matter_id', '=', 'kept.id')
            .on('joined.kind', '=', 'duplicate')
            .on('joined.state', '=', 'standing'),
        )
        .select('joined.other_id as id')
        .where('kept.county', '=', county)
        .where('kept.handling_org', '=', org),
    );
}

/** The newest 200 ratings of matters that an organisation handled, given before a time. */
export async function listRatings(
  tx: Tx,
  of: { county: string; org: string; until: number },
): Promise<Rating[]> {
  const rows = await tx.rows(
    q
      .selectFrom('matter.matter as m')
      .innerJoin('matter.entry as e', (join) =>
        join.onRef('e.county', '=', 'm.county').onRef('e.matter_id', '=', 'm.id'),
      )
      .select(['e.id', 'e.matter_id', 'e.public', 'e.sealed'])
      .where('m.county', '=', of.county)
      .where('m.id', 'in', handledBy(of))
      .where('m.is_sealed', '=', false)
      .where('e.action', '=', 'rate')
      .where('e.recorded_at', '<=', new Date(of.until))
      .orderBy('e.recorded_at', 'desc')
      .orderBy('e.id', 'desc')
      .limit(RATINGS_MAX),
  );
  return rows.map((row) => ({
    id: row.id,
    matterId: row.matter_id,
    score: Number((row.public as EntryBody).given.score),
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
