/** Writes the figures' deltas with the act, folds them per county, reads both in one snapshot. */
import { q, sql, type Tx } from '../../../platform/db/index.ts';
import type { CounterDelta } from '../rules/counters.ts';

export function insertDeltas(
  tx: Tx,
  county: string,
  deltas: readonly CounterDelta[],
  newId: () => string,
): void {
  if (deltas.length === 0) return;
  tx.send(
    q
      .insertInto('matter.counter_delta')
      .values(deltas.map((delta) => ({ county, id: newId(), ...delta }))),
  );
}

const KEY = ['county', 'day', 'town', 'village', 'category', 'cell', 'measure', 'status'] as const;
const FOLD_MAX = 5000;

/** The last id of the deltas that one fold takes; above all of them where there are fewer. */
function foldedUpTo(county: string) {
  const last = q
    .selectFrom('matter.counter_delta')
    .select('id')
    .where('county', '=', county)
    .orderBy('id')
    .offset(FOLD_MAX - 1)
    .limit(1);
  return sql<string>`coalesce((${last}), 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)`;
}

/**
 * Folds up to 5,000 deltas of a county into its counters. Answers how many. By one range of their
 * key and not by a list of ids: of a table that is always nearly empty the planner knows so little
 * that it compared each with each, 2.5 s for 3,000.
 */
export async function foldDeltas(tx: Tx, county: string): Promise<number> {
  const taken = await tx.rows(
    q
      .deleteFrom('matter.counter_delta')
      .where('county', '=', county)
      .where('id', '<=', foldedUpTo(county))
      .returning([...KEY, 'n']),
  );
  addToCounters(tx, taken);
  return taken.length;
}

/**
 * Folds all deltas of a county at once: for what was written in bulk. Answers how many counters it
 * touched.
 */
export async function foldAll(tx: Tx, county: string): Promise<number> {
  return tx.run(sql`
    with taken as (
      delete from matter.counter_delta d where d.county = ${county} returning d.*
    )
    insert into matter.counter (county, day, town, village, category, cell, measure, status, n)
    select t.county, t.day, t.town, t.village, t.category, t.cell, t.measure, t.status, sum(t.n)
    from taken t
    group by t.county, t.day, t.town, t.village, t.category, t.cell, t.measure, t.status
    order by t.measure, t.day, t.town, t.village, t.category, t.status, t.cell
    on conflict (county, measure, day, town, village, category, status, cell)
    do update set n = counter.n + excluded.n`);
}

/** Adds them to what stands, each key once. */
export function addToCounters(tx: Tx, rows: readonly Row[]): void {
  for (const sum of summed(rows)) {
    tx.send(
      q
        .insertInto('matter.counter')
        .values(sum)
        .onConflict((conflict) =>
          conflict.columns(KEY).doUpdateSet({ n: sql<number>`counter.n + excluded.n` }),
        ),
    );
  }
}

type Row = Omit<CounterDelta, 'measure'> & { county: string; measure: string };

function summed(rows: readonly Row[]): Row[] {
  const sums = new Map<string, Row>();
  for (const row of rows) {
    const key = KEY.map((column) => row[column]).join('|');
    const sum = sums.get(key);
    if (sum) sum.n += row.n;
    else sums.set(key, { ...row });
  }
  // One order of locks for all folders.
  return [...sums.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

export type FigureQuery = {
  county: string;
  /** Civil days, both included. */
  from: string;
  to: string;
  /** Empty: the whole county. */
  towns: readonly string[];
  by: readonly ('day' | 'town' | 'village' | 'category')[];
};

export type FigureRow = {
  day?: string;
  town?: string;
  village?: string;
  category?: string;
  measure: string;
  status: string;
  n: number;
};

/** Sums of counters and unfolded deltas; exact to the last committed act. */
export async function sumFigures(tx: Tx, query: FigureQuery): Promise<FigureRow[]> {
  const keys = [...query.by, 'measure', 'status'] as const;
  const part = (table: 'matter.counter' | 'matter.counter_delta') => {
    const base = q
      .selectFrom(table as 'matter.counter')
      .select([...keys, 'n'])
      .where('county', '=', query.county)
      .where('day', '>=', query.from)
      .where('day', '<=', query.to);
    return query.towns.length > 0 ? base.where('town', 'in', [...query.towns]) : base;
  };
  const both = part('matter.counter').unionAll(part('matter.counter_delta')).as('both');
  const rows = await tx.rows(
    q
      .selectFrom(both)
      .select([...keys] as never)
      .select(({ fn }) => fn.sum<number>('n').as('n'))
      .groupBy([...keys] as never)
      .orderBy('measure')
      .limit(20_000),
  );
  return rows;
}
