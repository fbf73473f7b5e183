/**
 * What a dashboard reads does not grow with the years: rows of sums at full density, as a city of
 * ten million matters has them, and the rows that each statement touches.
 */
import { beforeAll, expect, it } from 'vitest';
import { q } from '../../../platform/db/index.ts';
import { testDatabase } from '../../../test/db.ts';
import { withClient } from '../../../test/server.ts';
import { answerSpans } from '../rules/answer-spans.ts';
import { measures } from '../rules/counters.ts';
import { spans } from '../rules/day-blocks.ts';
import { columnOf } from './counter-sums.ts';
import { type Asked, statusStatement, sumStatement } from './figures.ts';

const { superUrl, appUrl } = await testDatabase();
const COUNTIES = ['310101', '310116', '310117', '310118'];
const FROM = '2023-11-01';
const TO = '2026-12-31';
const TOWNS = 6;
const VILLAGES = 8;
const CATEGORIES = 20;
const STATUSES = 12;

const numbered = (name: string, count: number) =>
  `generate_series(1, ${count}) as ${name}(${name}_at)`;
const LEVELS = {
  county: { from: '', town: `''`, village: `''`, category: `''` },
  countyCategory: {
    from: `, ${numbered('c', CATEGORIES)}`,
    town: `''`,
    village: `''`,
    category: `'c' || c_at`,
  },
  town: {
    from: `, ${numbered('t', TOWNS)}`,
    town: `county || (100 + t_at)`,
    village: `''`,
    category: `''`,
  },
  townCategory: {
    from: `, ${numbered('t', TOWNS)}, ${numbered('c', CATEGORIES)}`,
    town: `county || (100 + t_at)`,
    village: `''`,
    category: `'c' || c_at`,
  },
  village: {
    from: `, ${numbered('t', TOWNS)}, ${numbered('v', VILLAGES)}`,
    town: `county || (100 + t_at)`,
    village: `county || (100 + t_at) || (200 + v_at)`,
    category: `''`,
  },
} as const;

/** First days of the blocks of each span in the three years. */
const BLOCKS = `
  unnest(array['${COUNTIES.join("','")}']) as county,
  (select distinct span, date '0001-01-01' + (day::date - date '0001-01-01') / span * span as day
   from generate_series(date '${FROM}', date '${TO}', interval '1 day') as day,
     unnest(array[${spans.join()}]) as span) blocks`;

beforeAll(async () => {
  const columns = measures.map(columnOf);
  await withClient(superUrl, async (client) => {
    for (const [level, { from, town, village, category }] of Object.entries(LEVELS)) {
      await client.query(`
        insert into matter.counter_sum
          (county, level, span, day, town, village, category, ${columns.join()})
        select county, '${level}', span, day, ${town}, ${village}, ${category},
          ${columns.map(() => 'span').join()}
        from ${BLOCKS} ${from}`);
    }
    for (const level of ['county', 'town'] as const) {
      const { from, town } = LEVELS[level];
      await client.query(`
        insert into matter.counter_status (county, level, span, day, town, measure, status, n)
        select county, '${level}', span, day, ${town}, m, 's' || s_at, span
        from ${BLOCKS} ${from}, ${numbered('s', STATUSES)}, unnest(array['stock', 'closed']) as m
        union all
        select county, '${level}', span, day, ${town}, 'answered', within, span
        from ${BLOCKS} ${from}, unnest(array['${answerSpans.join("','")}']) as within`);
    }
    await client.query('analyze matter.counter_sum');
    await client.query('analyze matter.counter_status');
  });
}, 120_000);

type Node = {
  'Node Type': string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  'Rows Removed by Join Filter'?: number;
  Plans?: Node[];
};

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** What the sums were made of, and what was read and left out. */
function rowsRead(plan: Node): number {
  const nodes = nodesOf(plan);
  const joined = nodes.find((node) => node['Node Type'] === 'Nested Loop');
  const removed = nodes.map((node) => {
    const each =
      (node['Rows Removed by Filter'] ?? 0) +
      (node['Rows Removed by Index Recheck'] ?? 0) +
      (node['Rows Removed by Join Filter'] ?? 0);
    return each * node['Actual Loops'];
  });
  return (joined?.['Actual Rows'] ?? Number.NaN) + removed.reduce((sum, n) => sum + n, 0);
}

/** Compiled by the builder, as a transaction does it. */
type Compiled = {
  compile: (of: typeof q) => { sql: string; parameters: readonly unknown[] };
};
type Explained = { 'QUERY PLAN': [{ Plan: Node }] };

/** As the application's role reads it, by the plan that serves any parameters. */
async function readBy(query: Asked, statement: Compiled): Promise<number> {
  return withClient(appUrl, async (client) => {
    await client.query(`begin; set local app.counties = '${query.counties.join()}'`);
    await client.query('set local plan_cache_mode = force_generic_plan');
    await client.query('set local jit = off');
    const { sql: text, parameters } = statement.compile(q);
    await client.query({ name: 'figures', text, values: [...parameters] });
    const given = parameters.map(literal).join(', ');
    const { rows } = await client.query<Explained>(
      `explain (analyze, format json) execute figures(${given})`,
    );
    const plan = rows[0]?.['QUERY PLAN'][0].Plan;
    expect(JSON.stringify(plan)).not.toContain('"Seq Scan"');
    return plan ? rowsRead(plan) : Number.NaN;
  });
}

function literal(value: unknown): string {
  return Array.isArray(value) ? `'{${value.join()}}'` : `'${String(value)}'`;
}

const year = { from: '2026-01-01', to: '2026-11-22' };
const three = { from: '2023-12-01', to: '2026-11-22' };
const all = { from: null, to: '2026-11-22' };
const here = { counties: ['310116'], towns: [], edge: '2026-11-22' };

it.each([
  ['a county', { ...here, by: 'total', periods: [three, all] }, 60, 1500],
  ['a county of a year', { ...here, by: 'total', periods: [year] }, 20, 500],
  ['a town', { ...here, by: 'total', towns: ['310116101'], periods: [three, all] }, 60, 1500],
  ['its categories', { ...here, by: 'category', periods: [three] }, 25 * CATEGORIES, null],
  ['its towns', { ...here, by: 'town', periods: [three] }, 25 * TOWNS, 25 * 24 * TOWNS],
  [
    'villages of a town',
    { ...here, by: 'village', towns: ['310116101'], periods: [three] },
    25 * VILLAGES,
    null,
  ],
  ['a city', { ...here, counties: COUNTIES, by: 'total', periods: [three] }, 25 * 4, 25 * 24 * 4],
  [
    'categories of a city',
    { ...here, counties: COUNTIES, by: 'category', periods: [three] },
    25 * CATEGORIES * 4,
    null,
  ],
  ['days of a county', { ...here, by: 'day', periods: [year] }, 326, null],
] as const)('%s: rows of blocks alone are read', async (_what, query, sums, statuses) => {
  const asked: Asked = query;
  const read = await readBy(asked, sumStatement(asked).statement);
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThanOrEqual(sums);
  if (statuses === null) return;
  const stated = await readBy(asked, statusStatement(asked).statement);
  expect(stated).toBeGreaterThan(0);
  expect(stated).toBeLessThanOrEqual(statuses);
});

it('what several periods hold is read once', async () => {
  const city: Asked = { ...here, counties: COUNTIES, by: 'total', periods: [three, all] };
  const again: Asked = { ...city, periods: [three, all, three, all] };
  const each = [sumStatement, (asked: Asked) => statusStatement(asked)];
  for (const statement of each) {
    const once = await readBy(city, statement(city).statement);
    expect(once).toBeGreaterThan(0);
    expect(await readBy(again, statement(again).statement)).toBe(once);
  }
});

const months = Array.from({ length: 12 }, (_, at) => {
  const month = `2025-${String(at + 1).padStart(2, '0')}`;
  return { from: `${month}-01`, to: `${month}-28` };
});

it('how soon towns were answered in the months of a year: spans of blocks alone are read', async () => {
  const asked: Asked = { ...here, by: 'town', periods: months };
  const read = await readBy(asked, statusStatement(asked, () => ['answered']).statement);
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThanOrEqual(12 * 8 * answerSpans.length * TOWNS);
});
