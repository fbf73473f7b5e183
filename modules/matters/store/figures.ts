/**
 * Figures of places and periods: sums by blocks of days and what is not folded yet, in one
 * snapshot. Exact to the last committed act.
 */
import { sql, type Tx } from '../../../platform/db/index.ts';
import { type Measure, measures } from '../rules/counters.ts';
import { type Block, blocksOf, daysOf } from '../rules/day-blocks.ts';
import type { FigureRow } from '../rules/figures.ts';
import { findEdge } from './counter-edges.ts';
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

/** What is asked, and from which day on the sums are kept day by day. */
export type Asked = FigureQuery & { edge: string };

/** Without an edge longer blocks hold all that is folded. */
async function askedIn(tx: Tx, query: FigureQuery): Promise<Asked> {
  return { ...query, edge: (await findEdge(tx, query.counties)) ?? '9999-12-31' };
}

/** In a snapshot: of what is folded between its statements nothing must show. */
export async function sumFigures(tx: Tx, asked: FigureQuery): Promise<FigureSum[]> {
  const query = await askedIn(tx, asked);
  const isStated = hasStatuses(query.by);
  const ofSums = sumStatement(query);
  const ofStatuses = statusStatement(query, ({ from }) => (from === null ? ['stock'] : stated));
  const [sums, statuses, deltas] = await Promise.all([
    tx.rows(ofSums.statement, 'byKey'),
    isStated ? tx.rows(ofStatuses.statement, 'byKey') : [],
    tx.rows(deltaStatement(query), 'byKey'),
  ]);
  const plain = measures.filter((one) => !(isStated && stated.includes(one)));
  const all = [
    ...ofSums.inPeriods(sums).flatMap((row) =>
      plain.map((measure) => ({
        period: row.period,
        key: row.key,
        measure,
        status: stated.includes(measure) ? ANY_STATUS : '',
        n: row[measure],
      })),
    ),
    ...ofStatuses.inPeriods(statuses),
    ...deltas,
  ];
  const isStockAlone = query.periods.map(({ from }) => from === null);
  return added(all.filter((row) => !isStockAlone[row.period] || row.measure === 'stock'));
}

/** One measure of lines of places by its status, exact as all figures are, in a snapshot. */
export async function sumByStatus(
  tx: Tx,
  asked: FigureQuery & { by: StatedBy },
  measure: Measure,
): Promise<FigureSum[]> {
  const query = await askedIn(tx, asked);
  const ofStatuses = statusStatement(query, () => [measure]);
  const [statuses, deltas] = await Promise.all([
    tx.rows(ofStatuses.statement, 'byKey'),
    tx.rows(deltaStatement(query, [measure]), 'byKey'),
  ]);
  const folded = ofStatuses.inPeriods(statuses);
  return added([...folded, ...deltas.filter((row) => row.measure === measure)]);
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

/** `among`: which periods hold the blocks that it sums. */
type SumRow = { among: number; key: string } & Record<Measure, number>;
type StatusRow = { among: number; key: string; measure: Measure; status: string; n: number };

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

/** What of a period is looked up: each of these measures, or all of them in one row. */
type AskedOf = (period: Period) => readonly (Measure | typeof ALL_IN_ONE)[];
const ALL_IN_ONE = 'all';

type Looks = {
  /** A look for each block and measure, whichever periods hold it, and which these are. */
  looks: (Block & { of: string; among: number })[];
  inPeriods: <Row extends { among: number }>(
    rows: readonly Row[],
  ) => (Omit<Row, 'among'> & { period: number })[];
};

/**
 * The blocks of all periods. Those of all time up to two ends have the longest in common, and last
 * month held against a year ago may be asked twice: each is looked at once.
 */
function looksOf({ periods, by, edge }: Asked, askedOf: AskedOf): Looks {
  const each = periods.flatMap(({ from, to }, period) => {
    const blocks = by === 'day' && from !== null ? daysOf(from, to) : blocksOf(from, to, edge);
    return askedOf({ from, to }).flatMap((of) => blocks.map((block) => ({ block, of, period })));
  });
  const same = Map.groupBy(each, ({ block, of }) => `${block.span} ${block.day} ${of}`);
  const all = [...same.values()].flatMap((ones) => {
    const names = ones.map((one) => one.period).join();
    return ones.slice(0, 1).map(({ block, of }) => ({ block, of, names }));
  });
  const among = [...new Set(all.map(({ names }) => names))];
  const held = among.map((names) => names.split(',').map(Number));
  return {
    looks: all.map(({ block, of, names }) => ({ ...block, of, among: among.indexOf(names) })),
    inPeriods: (rows) =>
      rows.flatMap(({ among: at, ...row }) =>
        (held[at] ?? []).map((period) => ({ ...row, period })),
      ),
  };
}

/**
 * The looks as rows, by arrays: one text, and one plan, for any period. By equality alone: of a
 * range of days the planner thinks so many that it read them all.
 */
function lookRows({ looks }: Pick<Looks, 'looks'>) {
  const among = sql`${looks.map((one) => one.among)}::integer[]`;
  const spans = sql`${looks.map((one) => one.span)}::integer[]`;
  const days = sql`${looks.map((one) => one.day)}::date[]`;
  const of = sql`${looks.map((one) => one.of)}::text[]`;
  return sql`unnest(${among}, ${spans}, ${days}, ${of}) as b(among, span, day, measure)`;
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
export function sumStatement(query: Asked) {
  // Of all time what is open is asked alone, and where it stands by stage it is read there.
  const isMeant = ({ from }: Period) => from !== null || !hasStatuses(query.by);
  const asked = looksOf(query, (period) => (isMeant(period) ? [ALL_IN_ONE] : []));
  const statement = sql<SumRow>`
    select b.among, ${keys[query.by]} as key, ${SUMS}
    from ${lookRows(asked)}
    cross join lateral (
      select f.county, f.day, f.town, f.village, f.category, ${SUMMED}
      from matter.counter_sum f
      where ${ofCounties(query)} and f.level = ${levelOf(query)}
        and f.span = b.span and f.day = b.day ${inTowns(query)}
      ${BLOCK_BY_BLOCK}
    ) f
    group by 1, 2`;
  return { statement, inPeriods: asked.inPeriods };
}

export function statusStatement(query: Asked, askedOf: AskedOf = () => stated) {
  const asked = looksOf(query, askedOf);
  const statement = sql<StatusRow>`
    select b.among, ${keys[query.by]} as key, f.measure, f.status, sum(f.n)::bigint as n
    from ${lookRows(asked)}
    cross join lateral (
      select f.county, f.day, f.town, f.measure, f.status, f.n
      from matter.counter_status f
      where ${ofCounties(query)} and f.level = ${levelOf(query)}
        and f.span = b.span and f.day = b.day
        and f.measure = b.measure ${inTowns(query)}
      ${BLOCK_BY_BLOCK}
    ) f
    group by 1, 2, 3, 4`;
  return { statement, inPeriods: asked.inPeriods };
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
