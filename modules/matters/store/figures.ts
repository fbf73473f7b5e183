/**
 * Figures of places and periods: sums by blocks of days and what is not folded yet, in one
 * snapshot. Exact to the last committed act.
 */
import { sql, type Tx } from '../../../platform/db/index.ts';
import { type Measure, measures } from '../rules/counters.ts';
import { blocksOf, daysOf } from '../rules/day-blocks.ts';
import type { FigureRow } from '../rules/figures.ts';
import { columnOf } from './counter-sums.ts';

/** Civil days, both included; without `from` the stock alone, of all time up to `to`. */
export type Period = { from: string | null; to: string };
export type FiguresBy = 'total' | 'county' | 'day' | 'town' | 'village' | 'category';

export type FigureQuery = {
  /** Within the wall; asked in one statement that names them. */
  counties: readonly string[];
  periods: readonly Period[];
  by: FiguresBy;
  /** Empty: whole counties. */
  towns: readonly string[];
};

/** A measure of a line: `period` is its index in the query. */
export type FigureSum = FigureRow & { period: number; key: string };

/** Of these the lines of places say by which stage or outcome; the others as one sum. */
const stated: readonly Measure[] = ['stock', 'closed'];
type StatedBy = 'total' | 'county' | 'town';
const hasStatuses = (by: FiguresBy): by is StatedBy =>
  by === 'total' || by === 'county' || by === 'town';

/** What a status is called where a line has but one sum. */
export const ANY_STATUS = 'all';

export async function sumFigures(tx: Tx, query: FigureQuery): Promise<FigureSum[]> {
  const isStated = hasStatuses(query.by);
  const [sums, statuses, deltas] = await Promise.all([
    tx.rows(sumStatement(query), 'byKey'),
    isStated ? tx.rows(statusStatement(query), 'byKey') : [],
    tx.rows(deltaStatement(query), 'byKey'),
  ]);
  const plain = measures.filter((one) => !(isStated && stated.includes(one)));
  const all = [
    ...sums.flatMap((row) =>
      plain.map((measure) => ({
        period: row.period,
        key: row.key,
        measure,
        status: stated.includes(measure) ? ANY_STATUS : '',
        n: row[measure],
      })),
    ),
    ...statuses,
    ...deltas,
  ];
  const isStockAlone = query.periods.map(({ from }) => from === null);
  return added(all.filter((row) => !isStockAlone[row.period] || row.measure === 'stock'));
}

/** One measure of lines of places by its status, exact as all figures are. */
export async function sumByStatus(
  tx: Tx,
  query: FigureQuery & { by: StatedBy },
  measure: Measure,
): Promise<FigureSum[]> {
  const [statuses, deltas] = await Promise.all([
    tx.rows(statusStatement(query, [measure]), 'byKey'),
    tx.rows(deltaStatement(query, [measure]), 'byKey'),
  ]);
  return added([...statuses, ...deltas.filter((row) => row.measure === measure)]);
}

/** A line, measure and status once. */
function added(rows: readonly FigureSum[]): FigureSum[] {
  const sums = new Map<string, FigureSum>();
  for (const row of rows) {
    if (row.n === 0) continue;
    const name = `${row.period} ${row.key}\n${row.measure} ${row.status}`;
    const sum = sums.get(name);
    if (sum) sum.n += row.n;
    else sums.set(name, { ...row });
  }
  // In one order, whether they are folded or not.
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}

type SumRow = { period: number; key: string } & Record<Measure, number>;

const keys = {
  total: sql`''`,
  county: sql`f.county`,
  day: sql`f.day::text`,
  town: sql`f.town`,
  village: sql`f.village`,
  category: sql`f.category`,
} as const satisfies Record<FiguresBy, unknown>;

/** The level at which these lines are kept. */
function levelOf({ by, towns }: FigureQuery): string {
  if (by === 'village') return 'village';
  const isTown = by === 'town' || towns.length > 0;
  if (by === 'category') return isTown ? 'townCategory' : 'countyCategory';
  return isTown ? 'town' : 'county';
}

/** Of one town the index leads there; of several what is left over is the rest of a county. */
function inTowns({ towns }: FigureQuery) {
  const [only] = towns;
  if (only === undefined) return sql``;
  return towns.length === 1
    ? sql`and f.town = ${only}`
    : sql`and f.town = any(${[...towns]}::text[])`;
}

type IsMeant = (period: Period) => boolean;

/**
 * The blocks of all periods as rows, by arrays: one text, and one plan, for any
 * period. By equality alone: of a range of days the planner thinks so many that it read them all.
 */
function blockRows({ periods, by }: FigureQuery, isMeant: IsMeant = () => true) {
  const blocks = periods.flatMap(({ from, to }, period) => {
    if (!isMeant({ from, to })) return [];
    const own = by === 'day' && from !== null ? daysOf(from, to) : blocksOf(from, to);
    return own.map((block) => ({ ...block, period }));
  });
  const numbers = sql`${blocks.map((one) => one.period)}::integer[]`;
  const spans = sql`${blocks.map((one) => one.span)}::integer[]`;
  const days = sql`${blocks.map((one) => one.day)}::date[]`;
  return sql`unnest(${numbers}, ${spans}, ${days}) as b(period, span, day)`;
}

/** One county is named by itself: a cluster then asks its shard alone. */
function ofCounties({ counties }: FigureQuery) {
  const [only] = counties;
  return counties.length === 1
    ? sql`f.county = ${only}`
    : sql`f.county = any(${[...counties]}::text[])`;
}

const SUMS = sql.raw(
  measures.map((one) => `sum(f.${columnOf(one)})::bigint as "${one}"`).join(', '),
);

const SUMMED = sql.raw(measures.map((one) => `f.${columnOf(one)}`).join(', '));

/**
 * Keeps the planner from joining otherwise than block by block: of arrays it thinks ten rows each,
 * and PostgreSQL 18 read all of a county's sums (37,104 rows for 624) to hash them.
 */
const BLOCK_BY_BLOCK = sql`offset 0`;

/** Shown to the test that pins its plan, as the two below. */
export function sumStatement(query: FigureQuery) {
  // Of all time what is open is asked alone, and where it stands by stage it is read there.
  const isMeant = ({ from }: Period) => from !== null || !hasStatuses(query.by);
  return sql<SumRow>`
    select b.period, ${keys[query.by]} as key, ${SUMS}
    from ${blockRows(query, isMeant)}
    cross join lateral (
      select f.county, f.day, f.town, f.village, f.category, ${SUMMED}
      from matter.counter_sum f
      where ${ofCounties(query)} and f.level = ${levelOf(query)}
        and f.span = b.span and f.day = b.day ${inTowns(query)}
      ${BLOCK_BY_BLOCK}
    ) f
    group by 1, 2`;
}

export function statusStatement(query: FigureQuery, of: readonly Measure[] = stated) {
  return sql<FigureSum>`
    select b.period, ${keys[query.by]} as key, f.measure, f.status, sum(f.n)::bigint as n
    from ${blockRows(query)}
    cross join unnest(${[...of]}::text[]) as m(measure)
    cross join lateral (
      select f.county, f.day, f.town, f.measure, f.status, f.n
      from matter.counter_status f
      where ${ofCounties(query)} and f.level = ${levelOf(query)}
        and f.span = b.span and f.day = b.day
        and f.measure = m.measure ${inTowns(query)}
      ${BLOCK_BY_BLOCK}
    ) f
    group by 1, 2, 3, 4`;
}

/** What is not folded yet; its days are few and its rows those of some seconds. */
export function deltaStatement(query: FigureQuery, of: readonly Measure[] = stated) {
  const { periods, by } = query;
  const isStated = hasStatuses(by);
  const status = isStated ? sql`f.status` : sql`${ANY_STATUS}`;
  return sql<FigureSum>`
    select p.period::integer - 1 as period, ${keys[by]} as key, f.measure,
      case when f.measure = any(${[...of]}::text[]) then ${status} else '' end as status,
      sum(f.n)::bigint as n
    from unnest(${periods.map(({ from }) => from ?? '0001-01-01')}::date[],
      ${periods.map(({ to }) => to)}::date[]) with ordinality as p(first, last, period)
    join matter.counter_delta f on ${ofCounties(query)}
      and f.day between p.first and p.last ${inTowns(query)}
    group by 1, 2, 3, 4`;
}
