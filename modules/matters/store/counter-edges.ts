/**
 * The day before which the longer blocks of a county's sums hold every day; from it on there are
 * single days alone. So a fold of what happened today writes a row where it wrote six.
 */
import { q, sql, type Tx } from '../../../platform/db/index.ts';

const edges = (county: string) =>
  q.selectFrom('matter.counter_edge').select('day').where('county', '=', county);

/**
 * Answers the edge, which nobody moves until the transaction is over. A county that was never
 * counted begins with `today`.
 */
export async function holdEdge(tx: Tx, county: string, today: string): Promise<string> {
  const held = () => tx.first(edges(county).forShare());
  const known = await held();
  if (known) return known.day;
  await beginEdge(tx, county, today);
  return (await held())?.day ?? today;
}

/**
 * Before a county has an edge its longer blocks hold all days that there are, as before there were
 * edges; so it begins behind the last of them.
 */
async function beginEdge(tx: Tx, county: string, today: string): Promise<void> {
  const behind = (table: string) => sql`
    (select max(day) + 1 from ${sql.table(table)}
     where county = ${county} and level = 'county' and span = 1)`;
  await tx.run(sql`
    insert into matter.counter_edge (county, day)
    select ${county}, greatest(
      ${today}::date, ${behind('matter.counter_sum')}, ${behind('matter.counter_status')})
    on conflict (county) do nothing`);
}

/** Whether an edge that is held is ours to move: not while somebody else folds or mends, too. */
export async function mayMoveEdge(tx: Tx, county: string): Promise<boolean> {
  return (await tx.first(edges(county).forUpdate().skipLocked())) !== undefined;
}

export function sendEdge(tx: Tx, county: string, day: string): void {
  tx.send(q.updateTable('matter.counter_edge').set({ day }).where('county', '=', county));
}

/** The first edge of these counties, or null where none has one. */
export async function findEdge(tx: Tx, counties: readonly string[]): Promise<string | null> {
  const rows = await tx.rows(
    q
      .selectFrom('matter.counter_edge')
      .select('day')
      .where('county', 'in', [...counties])
      .orderBy('day')
      .limit(1),
    'byKey',
  );
  return rows[0]?.day ?? null;
}
