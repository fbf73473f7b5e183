/** Reads for what is shown beyond one matter: ratings gathered by organisation, public listings. */
import { q, sql, type Tx } from '../../../platform/db/index.ts';
import type { EntryBody } from '../rules/state.ts';

export type Rating = { id: string; matterId: string; score: number; sealed: Buffer | null };

const RATINGS_MAX = 200;

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
      .where('m.handling_org', '=', of.org)
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
      .select('s.state')
      .where('s.county', '=', county)
      .where('s.kind', '=', 'listed')
      .where('s.is_public', '=', sql.lit(true))
      .where('m.is_private', '=', sql.lit(false))
      .orderBy('s.issued_at', 'desc')
      .orderBy('s.id', 'desc')
      .limit(100),
  );
}
