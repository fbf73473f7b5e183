/**
 * Sums of the counters by place, category and blocks of days, written by whoever folds deltas. The
 * promise not to break: they are the counters' own sums, each block of days like its single days.
 */
import { sql, type Tx } from '../../../platform/db/index.ts';
import { type Measure, measures } from '../rules/counters.ts';
import { spans } from '../rules/day-blocks.ts';

type Fragment = ReturnType<typeof sql>;

/** `closedOnTime` is the column `closed_on_time`. */
export const columnOf = (measure: Measure) =>
  measure.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

type SumTable = {
  name: 'counter_sum' | 'counter_status';
  key: readonly string[];
  sums: readonly string[];
  /** What rows of counters sum up to, day by day, at each level. */
  days: (from: Fragment) => Fragment;
};

const columns = measures.map(columnOf);
const byColumn = measures.map(
  (one, at) => `coalesce(sum(n) filter (where measure = '${one}'), 0) as ${columns[at]}`,
);

const sumTable: SumTable = {
  name: 'counter_sum',
  key: ['county', 'level', 'span', 'day', 'town', 'village', 'category'],
  sums: columns,
  days: (from) => sql`
    select county,
      case grouping(town, village, category)
        when 7 then 'county' when 6 then 'countyCategory' when 3 then 'town'
        when 2 then 'townCategory' else 'village' end as level,
      day, coalesce(town, '') as town, coalesce(village, '') as village,
      coalesce(category, '') as category, ${sql.raw(byColumn.join(', '))}
    from ${from}
    group by grouping sets ((county, day), (county, day, category), (county, day, town),
      (county, day, town, category), (county, day, town, village))`,
};

const statusTable: SumTable = {
  name: 'counter_status',
  key: ['county', 'level', 'span', 'day', 'town', 'measure', 'status'],
  sums: ['n'],
  days: (from) => sql`
    select county, case grouping(town) when 1 then 'county' else 'town' end as level, day,
      coalesce(town, '') as town, measure, status, sum(n) as n
    from ${from} where status <> ''
    group by grouping sets ((county, day, measure, status), (county, day, town, measure, status))`,
};

export const sumTables = [sumTable, statusTable] as const;

const list = (names: readonly string[], of = (name: string) => name) =>
  sql.raw(names.map(of).join(', '));
const byKey = ({ key }: SumTable) => sql.raw(key.map((_, at) => at + 1).join(', '));
const spansFrom = (least: number) => {
  const some = spans.filter((span) => span >= least).map((span) => `(${span})`);
  return sql.raw(`(values ${some.join(', ')}) as s(span)`);
};
const BLOCK = sql.raw(`date '0001-01-01' + (day - date '0001-01-01') / s.span * s.span`);

/** Days that stand by themselves in blocks of every span from `least` on. */
function blocks(of: SumTable, days: Fragment, least: number): Fragment {
  const parts = of.key.map((name) => (name === 'day' ? null : name === 'span' ? 's.span' : name));
  const key = parts.map((part) => (part === null ? sql`${BLOCK} as day` : sql.raw(part)));
  return sql`
    select ${sql.join(key)}, ${list(of.sums, (name) => `sum(${name}) as ${name}`)}
    from (${days}) days cross join ${spansFrom(least)} group by ${byKey(of)}`;
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

/** Adds what rows of counters sum up to; `from` has their columns. */
export const addSums = (of: SumTable, from: Fragment): Fragment =>
  add(of, blocks(of, of.days(from), 1));

/** What the rows that stand (`which`) lack, above or below nought, of those that are wanted. */
function lack(of: SumTable, county: string, by: { wanted: Fragment; which: Fragment }): Fragment {
  const { name, key, sums } = of;
  return sql`
    select ${list(key)}, ${list(sums, (sum) => `sum(${sum}) as ${sum}`)}
    from (
      select ${list([...key, ...sums])} from (${by.wanted}) wanted
      union all
      select ${list(key)}, ${list(sums, (sum) => `-${sum}`)}
      from ${sql.table(`matter.${name}`)} where county = ${county} and ${by.which}
    ) differences
    group by ${byKey(of)}
    having ${sql.raw(sums.map((sum) => `sum(${sum}) <> 0`).join(' or '))}`;
}

type Stretch = { first: string; last: string };

/** Of single days, from the counters. */
function lackOfDays(of: SumTable, county: string, { first, last }: Stretch): Fragment {
  const within = sql`day between ${first}::date and ${last}::date`;
  const ofMeasures = sql`measure = any(${[...measures]}::text[])`;
  const counters = sql`
    (select * from matter.counter where county = ${county} and ${ofMeasures} and ${within}) c`;
  const wanted = sql`select *, 1 as span from (${of.days(counters)}) days`;
  return lack(of, county, { wanted, which: sql`span = 1 and ${within}` });
}

/** Of longer blocks, from the single days. */
function lackOfBlocks(of: SumTable, county: string): Fragment {
  const columns = list([...of.key.filter((name) => name !== 'span'), ...of.sums]);
  const days = sql`
    select ${columns} from ${sql.table(`matter.${of.name}`)} where county = ${county} and span = 1`;
  return lack(of, county, { wanted: blocks(of, days, 2), which: sql`span > 1` });
}

/** Ten million matters are some thirty million counters: a stretch is a short statement. */
const STRETCH_DAYS = 128;

async function stretchesOf(tx: Tx, county: string): Promise<Stretch[]> {
  const ends = sql`min(day) as first, max(day) as last`;
  return tx.rows(sql<Stretch>`
    select day::date::text as first, (day::date + ${STRETCH_DAYS}::integer - 1)::text as last
    from (
      select min(first) as first, max(last) as last from (
        select c.first, c.last from unnest(${[...measures]}::text[]) as m(measure)
        cross join lateral (
          select ${ends} from matter.counter where county = ${county} and measure = m.measure
        ) c
        union all
        select ${ends} from matter.counter_sum where county = ${county} and span = 1
        union all
        select ${ends} from matter.counter_status where county = ${county} and span = 1
      ) parts
    ) whole
    cross join generate_series(first, last, make_interval(days => ${STRETCH_DAYS})) as day
    order by day limit ${STRETCHES_MAX}`);
}

/** Days since 1900. */
const STRETCHES_MAX = 1000;

/** Sums of many days at once would be put aside on the disk in pieces of 4 MB. */
const inMemory = (tx: Tx) => tx.send(sql`set local work_mem = '64MB'`);

/**
 * Makes the sums of a county those of its counters, by adding what is missing: whoever folds
 * meanwhile adds to both alike. Answers how many rows were wrong.
 */
export async function mendSums(tx: Tx, county: string): Promise<number> {
  inMemory(tx);
  let mended = 0;
  const stretches = await stretchesOf(tx, county);
  for (const of of sumTables) {
    for (const one of stretches) mended += await tx.run(add(of, lackOfDays(of, county, one)));
    mended += await tx.run(add(of, lackOfBlocks(of, county)));
  }
  return mended;
}

export type SumFault = { level: string; span: number; day: string };

/** The first sum that is not what its counters sum up to, if any. */
export async function findSumFault(tx: Tx, county: string): Promise<SumFault | null> {
  inMemory(tx);
  const firstOf = (lacking: Fragment) =>
    tx.first(sql<SumFault>`
      select level, span, day from (${lacking}) lacking
      order by day, span, level limit 1`);
  const stretches = await stretchesOf(tx, county);
  for (const of of sumTables) {
    for (const one of stretches) {
      const fault = await firstOf(lackOfDays(of, county, one));
      if (fault) return fault;
    }
    const fault = await firstOf(lackOfBlocks(of, county));
    if (fault) return fault;
  }
  return null;
}
