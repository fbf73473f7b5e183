/** Reads all figures of a county, folded and not, page by page: to compare them with the log. */
import { q, sql, type Tx } from '../../../platform/db/index.ts';
import { type Measure, measures } from '../rules/counters.ts';
import { type Figure, figureOfTally, figuresOf } from '../rules/figure-print.ts';
import type { Tally } from '../rules/tally.ts';
import { columnOf } from '../store/counter-sums.ts';

const FIGURES_A_PAGE = 10_000;

/** The folded figures of a county at the finest levels, day by day, page by page. */
export async function* listFigures(tx: Tx, county: string): AsyncIterable<Figure[]> {
  yield* listSums(tx, county, 'townCategory');
  yield* listSums(tx, county, 'village');
  yield* listStatuses(tx, county);
}

type SumRow = Pick<Figure, 'day' | 'town' | 'village' | 'category'> & Record<Measure, number>;

const SUM_KEY = { day: 'day', town: 'town', village: 'village', category: 'category' } as const;
const STATUS_KEY = { day: 'day', measure: 'measure', town: 'town', status: 'status' } as const;

const MEASURES = sql.raw(measures.map((one) => `${columnOf(one)} as "${one}"`).join(', '));

async function* listSums(
  tx: Tx,
  county: string,
  by: 'townCategory' | 'village',
): AsyncIterable<Figure[]> {
  const pages = paged<SumRow>(
    tx,
    SUM_KEY,
    (beyond) => sql`
    select day, town, village, category, ${MEASURES} from matter.counter_sum
    where county = ${county} and level = ${by} and span = 1 ${beyond}`,
  );
  for await (const rows of pages) {
    yield rows.flatMap(({ day, town, village, category, ...sums }) =>
      measures
        .filter((measure) => sums[measure] !== 0)
        .map((measure) => {
          return { by, day, town, village, category, measure, status: '', n: sums[measure] };
        }),
    );
  }
}

type StatusRow = Pick<Figure, 'day' | 'town' | 'measure' | 'status' | 'n'>;

async function* listStatuses(tx: Tx, county: string): AsyncIterable<Figure[]> {
  const pages = paged<StatusRow>(
    tx,
    STATUS_KEY,
    (beyond) => sql`
    select day, town, measure, status, n from matter.counter_status
    where county = ${county} and level = 'town' and span = 1 ${beyond}`,
  );
  for await (const rows of pages) {
    yield rows.map((row) => ({ by: 'status', village: '', category: '', ...row }));
  }
}

type Fragment = ReturnType<typeof sql>;

/** Column → its name in a row. */
type Key<Row> = Readonly<Record<string, keyof Row>>;

/** Rows in the order of a key, which each of them has once. */
async function* paged<Row extends object>(
  tx: Tx,
  key: Key<Row>,
  rowsBeyond: (beyond: Fragment) => Fragment,
): AsyncIterable<Row[]> {
  const columns = sql.raw(Object.keys(key).join(', '));
  const after = (row: Row) => sql.join(Object.values(key).map((name) => row[name]));
  let last: Row | undefined;
  do {
    const beyond: Fragment = last ? sql`and (${columns}) > (${after(last)})` : sql``;
    const rows: Row[] = await tx.rows(
      sql<Row>`${rowsBeyond(beyond)} order by ${columns} limit ${sql.lit(FIGURES_A_PAGE)}`,
    );
    yield rows;
    last = rows.length === FIGURES_A_PAGE ? rows.at(-1) : undefined;
  } while (last);
}

/** Changes of the figures that are not folded yet, page by page. */
export async function* listUnfolded(tx: Tx, county: string): AsyncIterable<Figure[]> {
  let after: string | undefined;
  do {
    const base = q
      .selectFrom('matter.counter_delta')
      .select(['id', 'day', 'town', 'village', 'category', 'measure', 'status', 'n'])
      .where('county', '=', county)
      .orderBy('id')
      .limit(FIGURES_A_PAGE);
    const rows = await tx.rows(after ? base.where('id', '>', after) : base);
    yield rows.flatMap(figuresOf);
    after = rows.length === FIGURES_A_PAGE ? rows.at(-1)?.id : undefined;
  } while (after);
}

/** The figures of organisations of a county as figures, page by page. */
export async function* listTallies(tx: Tx, county: string): AsyncIterable<Figure[]> {
  for await (const rows of listTallyRows(tx, county)) yield rows.map(figureOfTally);
}

const TALLY_KEY = {
  org: 'org',
  measure: 'measure',
  matter_id: 'matterId',
  seq: 'seq',
  town: 'town',
} as const;

/** The same as the rows that they are. */
export function listTallyRows(tx: Tx, county: string): AsyncIterable<TallyRow[]> {
  return paged<TallyRow>(
    tx,
    TALLY_KEY,
    (beyond) => sql`
    select org, measure, matter_id as "matterId", seq, town, day, n from matter.tally
    where county = ${county} ${beyond}`,
  );
}

export type TallyRow = Tally & { matterId: string; seq: number; day: string };
