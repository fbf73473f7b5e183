/** All matters of a kind that were received in a period, with what an analysis of it reads. */
import { q, type Tx } from '../../../platform/db/index.ts';

export type KindRow = {
  category: string | null;
  town: string;
  grid: string | null;
  receivedAt: number;
  outcome: string | null;
  own: Readonly<Record<string, unknown>>;
};

const ROWS_MAX = 50_000;

/** Never what is sealed, nor what complains about an organisation or a post. */
export async function listOfKind(
  tx: Tx,
  of: { county: string; kind: string; from: number; until: number },
): Promise<KindRow[]> {
  const rows = await tx.rows(
    q
      .selectFrom('matter.matter')
      .select(['category', 'town', 'grid', 'received_at', 'outcome', 'own'])
      .where('county', '=', of.county)
      .where('kind', '=', of.kind)
      .where('received_at', '>=', new Date(of.from))
      .where('received_at', '<', new Date(of.until))
      .where('is_sealed', '=', false)
      .where('subject_org', 'is', null)
      .where('subject_post', 'is', null)
      .where('moved_to_county', 'is', null)
      .orderBy('id')
      .limit(ROWS_MAX),
  );
  return rows.map(({ received_at, own, ...row }) => ({
    ...row,
    receivedAt: received_at.getTime(),
    // What its kind keeps of it, always an object.
    own: own as Record<string, unknown>,
  }));
}
