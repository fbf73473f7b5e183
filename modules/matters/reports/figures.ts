/** Reads all figures of a county, folded and not, page by page: to compare them with the log. */
import { q, sql, type Tx } from '../../../platform/db/index.ts';
import { type Figure, figureOfTally } from '../rules/figure-print.ts';
import type { Tally } from '../rules/tally.ts';

const KEY = ['measure', 'day', 'town', 'village', 'category', 'status', 'cell'] as const;
const FIGURES_A_PAGE = 10_000;

/** The folded figures of a county, page by page. */
export async function* listFigures(tx: Tx, county: string): AsyncIterable<Figure[]> {
  let last: Figure | undefined;
  do {
    const base = q
      .selectFrom('matter.counter')
      .select([...KEY, 'n'])
      .where('county', '=', county)
      .orderBy('measure')
      .orderBy('day')
      .orderBy('town')
      .orderBy('village')
      .orderBy('category')
      .orderBy('status')
      .orderBy('cell')
      .limit(FIGURES_A_PAGE);
    const rows: Figure[] = await tx.rows(last ? base.where(afterKey(last)) : base);
    yield rows;
    last = rows.length === FIGURES_A_PAGE ? rows.at(-1) : undefined;
  } while (last);
}

function afterKey(last: Figure) {
  const names = sql.join(KEY.map((name) => sql.ref(name)));
  const values = sql.join(KEY.map((name) => last[name]));
  return sql<boolean>`(${names}) > (${values})`;
}

/** Changes of the figures that are not folded yet, page by page. */
export async function* listUnfolded(tx: Tx, county: string): AsyncIterable<Figure[]> {
  let after: string | undefined;
  do {
    const base = q
      .selectFrom('matter.counter_delta')
      .select(['id', ...KEY, 'n'])
      .where('county', '=', county)
      .orderBy('id')
      .limit(FIGURES_A_PAGE);
    const rows = await tx.rows(after ? base.where('id', '>', after) : base);
    yield rows;
    after = rows.length === FIGURES_A_PAGE ? rows.at(-1)?.id : undefined;
  } while (after);
}

/** The figures of organisations of a county as figures, page by page. */
export async function* listTallies(tx: Tx, county: string): AsyncIterable<Figure[]> {
  for await (const rows of listTallyRows(tx, county)) yield rows.map(figureOfTally);
}

/** The same as the rows that they are. */
export async function* listTallyRows(tx: Tx, county: string): AsyncIterable<TallyRow[]> {
  const key = sql.raw('org, measure, matter_id, seq, town');
  let last: TallyRow | undefined;
  do {
    const beyond = last
      ? sql`and (${key}) > (${last.org}::uuid, ${last.measure}, ${last.matterId}::uuid,
          ${last.seq}, ${last.town})`
      : sql``;
    const rows: TallyRow[] = await tx.rows(sql<TallyRow>`
      select org, measure, matter_id as "matterId", seq, town, day, n from matter.tally
      where county = ${county} ${beyond} order by ${key} limit ${sql.lit(FIGURES_A_PAGE)}`);
    yield rows;
    last = rows.length === FIGURES_A_PAGE ? rows.at(-1) : undefined;
  } while (last);
}

export type TallyRow = Tally & { matterId: string; seq: number; day: string };
