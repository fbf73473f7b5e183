/** How soon first answers came, counted by span: what a median needs and the counters have not. */
import { q, sql, type Tx } from '../../../platform/db/index.ts';

export type AnswerCount = { month: number; town: string; span: number; n: number };

/**
 * First answers between two bounds, by the month (its index) and span (its index; one more than
 * there are: beyond all). `monthStarts` are instants in order, the last the end of it all.
 */
export function countAnswers(
  tx: Tx,
  of: { county: string; monthStarts: readonly number[]; spanHours: readonly number[] },
): Promise<AnswerCount[]> {
  const answeredAt = sql<number>`(facts ->> 'firstRepliedAt')::float8`;
  const hours = sql`(${answeredAt} - extract(epoch from received_at)::float8 * 1000) / 3600000`;
  const starts = [...of.monthStarts];
  const month = sql<number>`width_bucket(${answeredAt}, ${starts}::float8[]) - 1`;
  // A bucket begins at its bound: what took exactly an hour was answered within it.
  const span = sql<number>`width_bucket(${hours} - 0.0000001, ${[...of.spanHours]}::float8[])`;
  return tx.rows(
    q
      .selectFrom('matter.matter')
      .select(['town', month.as('month'), span.as('span')])
      .select(sql<number>`count(*)::int`.as('n'))
      .where('county', '=', of.county)
      .where(sql<boolean>`${answeredAt} >= ${starts[0] ?? 0}::float8`)
      .where(sql<boolean>`${answeredAt} < ${starts.at(-1) ?? 0}::float8`)
      .where('moved_to_county', 'is', null)
      // What is appraised by its own periods alone would lengthen everybody's answers.
      .where(sql<boolean>`facts ->> 'appraisal' is null`)
      .groupBy(['town', sql`2`, sql`3`])
      .orderBy(sql`1, 2, 3`)
      .limit(ROWS_MAX),
  );
}

/** Twelve months, 24 spans, and more towns than a county has. */
const ROWS_MAX = 12 * 24 * 100;
