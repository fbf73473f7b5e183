/**
 * Sums of the figures by place, category and blocks of days, written by whoever folds deltas. The
 * promise not to break: single days of the finest levels are what the log gives; coarser levels are
 * sums of those, and each longer block of days is the sum of its days before the county's edge.
 */
import { sql, type Tx } from '../../../platform/db/index.ts';
import { type Measure, measures } from '../rules/counters.ts';
import { spans } from '../rules/day-blocks.ts';
import type { Figure } from '../rules/figure-print.ts';
import { holdEdge } from './counter-edges.ts';

type Fragment = ReturnType<typeof sql>;

/** `closedOnTime` is the column `closed_on_time`. */
export const columnOf = (measure: Measure) =>
  measure.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export type SumTable = {
  name: 'counter_sum' | 'counter_status';
  key: readonly string[];
  sums: readonly string[];
  levels: readonly string[];
  /** What deltas sum up to at all levels, a row for each day and measure. */
  days: (deltas: Fragment) => Fragment;
  /** Such rows, of days or blocks, as rows of the table; and what else stands in their key. */
  laidOut: (measured: Fragment) => Fragment;
  more: readonly string[];
  /** What days of a level, which is held against the log, sum up to at the coarser levels. */
  coarser: { of: string; levels: readonly string[]; made: (rows: Fragment) => Fragment };
};

const list = (names: readonly string[], of = (name: string) => name) =>
  sql.raw(names.map(of).join(', '));
const summed = (names: readonly string[]) => list(names, (name) => `sum(${name}) as ${name}`);

const columns = measures.map(columnOf);
/** Of rows that have one measure each. As sums they are numeric, and took eight times as long. */
const PIVOT = sql.raw(
  measures
    .map((one, at) => `coalesce(max(n) filter (where measure = '${one}'), 0) as ${columns[at]}`)
    .join(', '),
);

const setsOf = (own: readonly string[], rest: string) =>
  sql.raw(own.map((one) => `(${one === '' ? rest : `${rest}, ${one}`})`).join(', '));
const COARSER = ['', 'category', 'town'];
const FINEST = ['town, category', 'town, village'];
const MEASURED = setsOf([...COARSER, ...FINEST], 'county, day, measure');
const STATED = setsOf(['', 'town'], 'county, day, measure, status');

const sumTable: SumTable = {
  name: 'counter_sum',
  key: ['county', 'level', 'span', 'day', 'town', 'village', 'category'],
  sums: columns,
  levels: ['county', 'countyCategory', 'town', 'townCategory', 'village'],
  days: (deltas) => sql`
    select county,
      case grouping(town, village, category)
        when 7 then 'county' when 6 then 'countyCategory' when 3 then 'town'
        when 2 then 'townCategory' else 'village' end as level,
      day, coalesce(town, '') as town, coalesce(village, '') as village,
      coalesce(category, '') as category, measure, sum(n) as n
    from ${deltas} group by grouping sets (${MEASURED}) having sum(n) <> 0`,
  laidOut: (measured) => sql`
    select county, level, span, day, town, village, category, ${PIVOT}
    from (${measured}) measured group by 1, 2, 3, 4, 5, 6, 7`,
  more: ['measure'],
  coarser: {
    of: 'townCategory',
    levels: ['county', 'countyCategory', 'town'],
    made: (rows) => sql`
      select county,
        case grouping(town, category)
          when 3 then 'county' when 2 then 'countyCategory' else 'town' end as level,
        span, day, coalesce(town, '') as town, '' as village, coalesce(category, '') as category,
        ${summed(columns)}
      from ${rows} group by grouping sets (${setsOf(COARSER, 'county, span, day')})`,
  },
};

const statusTable: SumTable = {
  name: 'counter_status',
  key: ['county', 'level', 'span', 'day', 'measure', 'town', 'status'],
  sums: ['n'],
  levels: ['county', 'town'],
  days: (deltas) => sql`
    select county, case grouping(town) when 1 then 'county' else 'town' end as level, day,
      coalesce(town, '') as town, measure, status, sum(n) as n
    from ${deltas} where status <> '' group by grouping sets (${STATED}) having sum(n) <> 0`,
  laidOut: (measured) => measured,
  more: [],
  coarser: {
    of: 'town',
    levels: ['county'],
    made: (rows) => sql`
      select county, 'county' as level, span, day, '' as town, measure, status, sum(n) as n
      from ${rows} group by county, span, day, measure, status`,
  },
};

export const sumTables = [sumTable, statusTable] as const;

const places = (key: readonly string[]) => sql.raw(key.map((_, at) => at + 1).join(', '));
const byKey = ({ key }: SumTable) => places(key);
const BLOCK = sql.raw(`date '0001-01-01' + (day - date '0001-01-01') / s.span * s.span`);

type Blocks = {
  key: readonly string[];
  rows: Fragment;
  spans: readonly number[];
  sums: readonly string[];
  /** Days from this one on are by themselves alone. */
  edge?: string;
};

/** Rows of days, or of shorter blocks, summed by the blocks of these spans. */
function blocks({ key, rows, spans: into, sums, edge }: Blocks): Fragment {
  const parts = key.map((name) => (name === 'day' ? null : name === 'span' ? 's.span' : name));
  const names = parts.map((part) => (part === null ? sql`${BLOCK} as day` : sql.raw(part)));
  const values = sql.raw(into.map((span) => `(${span})`).join(', '));
  const within = edge === undefined ? sql`` : sql`where s.span = 1 or day < ${edge}::date`;
  return sql`
    select ${sql.join(names)}, ${list(sums, (name) => `sum(${name})::bigint as ${name}`)}
    from (${rows}) shorter cross join (values ${values}) as s(span) ${within}
    group by ${places(key)}`;
}

/** In the order of the key: two who write wait for each other and never lock each other out. */
function add(of: SumTable, rows: Fragment): Fragment {
  const { name, key, sums } = of;
  return sql`
    insert into ${sql.table(`matter.${name}`)} (${list([...key, ...sums])})
    ${rows} order by ${byKey(of)}
    on conflict (${list(key)}) do update
    set ${list(sums, (sum) => `${sum} = ${name}.${sum} + excluded.${sum}`)}`;
}

/** Adds what deltas sum up to; `deltas` has their columns. What comes to nothing is not written. */
export function addSums(of: SumTable, deltas: Fragment, edge: string): Fragment {
  const key = [...of.key, ...of.more];
  return add(of, of.laidOut(blocks({ key, rows: of.days(deltas), spans, sums: ['n'], edge })));
}

/** Adds the days from one edge to the next to their longer blocks. */
export function addBlocks(of: SumTable, county: string, edges: { from: string; to: string }) {
  const rows = sql`
    ${rowsAt(of, county, 1)} and day >= ${edges.from}::date and day < ${edges.to}::date`;
  return add(of, blocks({ key: of.key, rows, spans: spans.slice(1), sums: of.sums }));
}

/** Rows of a span at all levels, but for how long it is. */
function rowsAt(of: SumTable, county: string, span: number): Fragment {
  const names = [...of.key.filter((name) => name !== 'span'), ...of.sums];
  return sql`
    select ${list(names)} from ${sql.table(`matter.${of.name}`)}
    where county = ${county} and ${at(of.levels, span)}`;
}

/** Adds rows of a table like it: `mendSums` makes the rest where they are of the finest days. */
export const addRows = (of: SumTable, rows: Fragment): Fragment =>
  add(of, sql`select ${list([...of.key, ...of.sums])} from ${rows}`);

const FIGURES_A_STATEMENT = 10_000;

/** Adds to what is held against the log alone: see `mendSums`. */
export function addFigures(tx: Tx, county: string, figures: readonly Figure[]): void {
  for (let from = 0; from < figures.length; from += FIGURES_A_STATEMENT) {
    const some = rowsOf(figures.slice(from, from + FIGURES_A_STATEMENT));
    const sums = sql`
      select ${county}, level, 1, day, town, village, category, ${PIVOT}
      from (${some}) f where level <> 'status' group by 1, 2, 3, 4, 5, 6, 7`;
    const statuses = sql`
      select ${county}, 'town', 1, day, measure, town, status, n
      from (${some}) f where level = 'status'`;
    tx.send(add(sumTable, sums), 'once');
    tx.send(add(statusTable, statuses), 'once');
  }
}

const TYPES = {
  by: 'text',
  day: 'date',
  town: 'text',
  village: 'text',
  category: 'text',
  measure: 'text',
  status: 'text',
  n: 'bigint',
} as const satisfies Record<keyof Figure, string>;

function rowsOf(figures: readonly Figure[]): Fragment {
  const names = Object.keys(TYPES) as (keyof Figure)[];
  const arrays = names.map((name) => {
    return sql`${figures.map((one) => one[name])}::${sql.raw(TYPES[name])}[]`;
  });
  return sql`
    select level, day, town, village, category, measure, status, n from unnest(${sql.join(arrays)})
      as f(level, day, town, village, category, measure, status, n)`;
}

/** What the rows that stand (`which`) lack, above or below nought, of those that are wanted. */
function lack(of: SumTable, county: string, by: { wanted: Fragment; which: Fragment }): Fragment {
  const { name, key, sums } = of;
  return sql`
    select ${list(key)}, ${summed(sums)}
    from (
      select ${list([...key, ...sums])} from (${by.wanted}) wanted
      union all
      select ${list(key)}, ${list(sums, (sum) => `-${sum}`)}
      from ${sql.table(`matter.${name}`)} where county = ${county} and ${by.which}
    ) differences
    group by ${byKey(of)}
    having ${sql.raw(sums.map((sum) => `sum(${sum}) <> 0`).join(' or '))}`;
}

/** Rows of a span at some levels. */
const at = (levels: readonly string[], span: number) =>
  sql`level = any(${[...levels]}::text[]) and span = ${span}`;

type Stretch = { first: string; last: string };

/** Of single days at the coarser levels, from the finest. */
function lackOfDays(of: SumTable, county: string, { first, last }: Stretch): Fragment {
  const { coarser } = of;
  const within = sql`day between ${first}::date and ${last}::date`;
  const rows = sql`
    (select * from ${sql.table(`matter.${of.name}`)}
     where county = ${county} and ${at([coarser.of], 1)} and ${within}) finest`;
  const which = sql`${at(coarser.levels, 1)} and ${within}`;
  return lack(of, county, { wanted: coarser.made(rows), which });
}

/** Of blocks, from those of the span before; of single days those before the edge. */
function lackOfBlocks(of: SumTable, county: string, span: number, shorter: number): Fragment {
  const edge = sql`(select e.day from matter.counter_edge e where e.county = ${county})`;
  const held = shorter === 1 ? sql`and day < coalesce(${edge}, 'infinity')` : sql``;
  const rows = sql`${rowsAt(of, county, shorter)} ${held}`;
  const wanted = blocks({ key: of.key, rows, spans: [span], sums: of.sums });
  return lack(of, county, { wanted, which: at(of.levels, span) });
}

/** What is to be made of what stands before it, in this order; each a short statement. */
async function lacks(tx: Tx, county: string): Promise<{ of: SumTable; lacking: Fragment }[]> {
  const stretches = await stretchesOf(tx, county);
  return sumTables.flatMap((of) => {
    const days = stretches.map((one) => lackOfDays(of, county, one));
    const longer = spans.slice(1).map((span, index) => {
      return lackOfBlocks(of, county, span, spans[index] ?? 1);
    });
    return [...days, ...longer].map((lacking) => ({ of, lacking }));
  });
}

/** A day of ten million matters has a thousand rows at the finest levels. */
const STRETCH_DAYS = 128;

async function stretchesOf(tx: Tx, county: string): Promise<Stretch[]> {
  const ends = sumTables.map(
    ({ name, levels }) => sql`
      select days.first, days.last from unnest(${[...levels]}::text[]) as l(level)
      cross join lateral (
        select min(day) as first, max(day) as last from ${sql.table(`matter.${name}`)}
        where county = ${county} and level = l.level and span = 1
      ) days`,
  );
  return tx.rows(sql<Stretch>`
    select day::date::text as first, (day::date + ${STRETCH_DAYS}::integer - 1)::text as last
    from (
      select min(first) as first, max(last) as last
      from (${sql.join(ends, sql` union all `)}) parts
    ) whole
    cross join generate_series(first, last, make_interval(days => ${STRETCH_DAYS})) as day
    order by day limit ${STRETCHES_MAX}`);
}

/** Days since 1900. */
const STRETCHES_MAX = 1000;

/** Sums of many days at once would be put aside on the disk in pieces of 4 MB. */
const inMemory = (tx: Tx) => tx.send(sql`set local work_mem = '64MB'`);

/**
 * Makes the coarser levels and longer blocks of a county those of its finest days, by adding what
 * is missing: whoever folds meanwhile adds to all alike. Answers how many rows were wrong.
 */
export async function mendSums(tx: Tx, county: string, today: string): Promise<number> {
  inMemory(tx);
  await holdEdge(tx, county, today);
  let mended = 0;
  for (const { of, lacking } of await lacks(tx, county)) mended += await tx.run(add(of, lacking));
  return mended;
}

export type SumFault = { level: string; span: number; day: string };

/** The first sum that is not what it is made of, if any. */
export async function findSumFault(tx: Tx, county: string): Promise<SumFault | null> {
  inMemory(tx);
  for (const { lacking } of await lacks(tx, county)) {
    const fault = await tx.first(sql<SumFault>`
      select level, span, day from (${lacking}) lacking
      order by day, span, level limit 1`);
    if (fault) return fault;
  }
  return null;
}
