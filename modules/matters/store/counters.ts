/** Writes the figures' deltas with the act and folds them into their sums. */
import { insertInto, q, sql, type Tx } from '../../../platform/db/index.ts';
import type { CounterDelta } from '../rules/counters.ts';
import { holdEdge, mayMoveEdge, sendEdge } from './counter-edges.ts';
import { addBlocks, addSums, sumTables } from './counter-sums.ts';

export function insertDeltas(
  tx: Tx,
  county: string,
  deltas: readonly CounterDelta[],
  newId: () => string,
): void {
  if (deltas.length === 0) return;
  tx.send(
    insertInto(
      'matter.counter_delta',
      deltas.map((delta) => ({ county, id: newId(), ...delta })),
    ),
  );
}

/** The last id of the deltas that one fold takes; above all of them where there are fewer. */
function foldedUpTo(county: string, most: number) {
  const last = q
    .selectFrom('matter.counter_delta')
    .select('id')
    .where('county', '=', county)
    .orderBy('id')
    .offset(most - 1)
    .limit(1);
  return sql`coalesce((${last}), 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)`;
}

export type Fold = {
  county: string;
  /** The civil day: what was before it is over, and longer blocks may have it. */
  today: string;
};

/**
 * Folds up to `most` deltas of a county into its sums. Answers how many. By one range of their key
 * and not by a list of ids: of a table that is always nearly empty the planner knows so little that
 * it compared each with each, 2.5 s for 3,000.
 */
export function foldDeltas(tx: Tx, of: Fold, most: number): Promise<number> {
  const { county } = of;
  return fold(tx, of, sql`d.county = ${county} and d.id <= ${foldedUpTo(county, most)}`);
}

/** Of the given counties those in which so many deltas wait to be folded. */
export async function listCrowded(
  tx: Tx,
  counties: readonly string[],
  atLeast: number,
): Promise<string[]> {
  if (counties.length === 0) return [];
  const rows = await tx.rows(
    q
      .selectFrom('matter.counter_delta')
      .select('county')
      .where('county', 'in', [...counties])
      .groupBy('county')
      .having(({ fn }) => fn.countAll<number>(), '>=', atLeast),
  );
  return rows.map((row) => row.county);
}

/** Folds all deltas of a county at once: for what was written in bulk. Answers how many. */
export function foldAll(tx: Tx, of: Fold): Promise<number> {
  return fold(tx, of, sql`d.county = ${of.county}`);
}

const DELTA = sql.raw('d.county, d.day, d.town, d.village, d.category, d.measure, d.status, d.n');

/**
 * One statement: nothing of it leaves the database, and nobody sees a delta gone whose sum is not
 * there. Each table is written in the order of its key, so that two folders wait and never lock
 * each other out.
 */
async function fold(tx: Tx, of: Fold, which: ReturnType<typeof sql>): Promise<number> {
  const [sums, statuses] = sumTables;
  const edge = await edgeOn(tx, of);
  const { n } = await tx.one(sql<{ n: number }>`
    with taken as (delete from matter.counter_delta d where ${which} returning ${DELTA}),
    summed as (${addSums(sums, sql`taken`, edge)}),
    stated as (${addSums(statuses, sql`taken`, edge)})
    select count(*)::integer as n from taken`);
  return n;
}

/** Whoever folds first on a day moves the edge to it, if nobody else is at work; else the next. */
async function edgeOn(tx: Tx, { county, today }: Fold): Promise<string> {
  const edge = await holdEdge(tx, county, today);
  if (edge >= today || !(await mayMoveEdge(tx, county))) return edge;
  for (const of of sumTables) tx.send(addBlocks(of, county, { from: edge, to: today }));
  sendEdge(tx, county, today);
  return today;
}
