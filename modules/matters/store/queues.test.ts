/** The plans of the queues as the application role runs them, behind the wall. */
import type { RawBuilder } from 'kysely';
import pg from 'pg';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { q, sql } from '../../../platform/db/index.ts';
import { testDatabase } from '../../../test/db.ts';
import {
  HOUR,
  idOf,
  keepStates,
  orgId,
  postId,
  START,
  staffActor,
  usualState,
} from '../../../test/many-matters.ts';
import { withClient } from '../../../test/server.ts';
import type { Queue } from '../contract/lists.ts';
import { type Filters, planQueue, type Worker } from '../rules/queues.ts';
import type { ClockDetail, MatterState } from '../rules/state.ts';
import { LOOK_MAX, type Segment, segmentStatement } from './queues.ts';

const { db, superUrl } = await testDatabase();
const NOW = START + 60 * 24 * HOUR;
const SIZE = 20;

/** A report whose kind is not known yet. */
function untriaged(state: MatterState): MatterState {
  const { matter } = state;
  return matter.stage === 'registered'
    ? { ...state, matter: { ...matter, stage: 'received' } }
    : state;
}

/** With the clock that gives it its due time: rows are shown with the unit that it counts. */
function timed(state: MatterState, n: number): MatterState {
  const { dueAt } = state.matter;
  if (dueAt === null) return state;
  // Of a clock's detail a list reads the unit alone.
  const detail = { unit: 'workHours' } as ClockDetail;
  const clock = { id: idOf(0x9, n), name: 'handle', org: null, state: 'running' as const };
  return { ...state, clocks: [{ ...clock, dueAt, nextAt: null, detail }] };
}

// Generous: beside other work the machine is slow, and nothing here waits.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });
beforeAll(async () => {
  await keepStates(
    db,
    Array.from({ length: 22_000 }, (_, n) =>
      timed(n % 3 ? usualState(n) : untriaged(usualState(n)), n),
    ),
  );
  await keepStates(
    db,
    Array.from({ length: 2000 }, (_, n) => timed(usualState(30_000 + n, '310117'), 30_000 + n)),
  );
  await withClient(superUrl, (client) => client.query('analyze'));
});

const TOWN = '310116103';
const path = (n: number) => ({ org: orgId(n), orgPath: [orgId(n)] });
const askers = {
  county: staffActor({ ...path(0) }),
  town: staffActor({ ...path(203), regions: [TOWN] }),
  village: staffActor({ ...path(4), regions: [`${TOWN}207`] }),
  grid: staffActor({ ...path(5), post: postId(7), regions: [`${TOWN}207002`] }),
  handler: staffActor({ ...path(2), post: postId(2) }),
} satisfies Record<string, Worker>;

type Node = {
  'Node Type': string;
  'Index Name'?: string;
  'Relation Name'?: string;
  Alias?: string;
  Filter?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Node[];
};

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

async function planOf(statement: RawBuilder<unknown>): Promise<Node> {
  const [row] = await db.scoped({ counties: ['310116'] }, (tx) =>
    tx.rows(sql<{ 'QUERY PLAN': [{ Plan: Node }] }>`explain (analyze, format json) ${statement}`),
  );
  if (!row) throw new Error('no plan');
  return row['QUERY PLAN'][0].Plan;
}

/** The plan of a prepared statement that serves everybody's parameters. */
async function planForAll(statement: RawBuilder<unknown>): Promise<Node> {
  const { sql: text, parameters } = statement.compile(q);
  const values = parameters.map((one) => pg.escapeLiteral(String(prepareValue(one))));
  const [row] = await db.scoped({ counties: ['310116'] }, async (tx) => {
    await tx.run(sql`set local plan_cache_mode = force_generic_plan`);
    await tx.run(sql.raw(`prepare queue as ${text}`));
    const explained = `explain (analyze, format json) execute queue (${values.join(', ')})`;
    const rows = await tx.rows(sql.raw<{ 'QUERY PLAN': [{ Plan: Node }] }>(explained));
    await tx.run(sql`deallocate queue`);
    return rows;
  });
  if (!row) throw new Error('no plan');
  return row['QUERY PLAN'][0].Plan;
}

/** As the driver writes them: arrays in braces. */
const prepareValue = (value: unknown) =>
  Array.isArray(value) ? `{${value.map((one) => JSON.stringify(one)).join(',')}}` : value;

async function plansOf(queue: Queue, actor: Worker, filters: Filters = {}, explain = planOf) {
  const plan = planQueue(actor, { queue, filters, now: NOW });
  const segments: Segment[] = plan.streams.flatMap((stream) => {
    const dated = { ...stream, order: plan.order, due: plan.due, hasDue: true };
    return plan.order === 'due' && !plan.due ? [dated, { ...dated, hasDue: false }] : [dated];
  });
  const read = { actor, narrowing: plan.narrowing, after: null, limit: SIZE + 1 };
  return Promise.all(segments.map((one) => explain(segmentStatement(one, read))));
}

/** Which index each queue walks, for whom; place queues go by the post's regions. */
const walks: [Queue, keyof typeof askers, string][] = [
  ['mine', 'handler', 'assignment_post_idx'],
  ['org', 'handler', 'assignment_org_idx'],
  ['owned', 'county', 'matter_owner_due_idx'],
  ['toOpen', 'town', 'matter_owner_stage_idx'],
  ['toDispatch', 'town', 'matter_owner_stage_idx'],
  ['toVerify', 'county', 'matter_county_stage_idx'],
  ['toVerify', 'town', 'matter_town_stage_idx'],
  ['toCheck', 'county', 'matter_county_stage_idx'],
  ['toCheck', 'town', 'matter_town_stage_idx'],
  ['toCallBack', 'county', 'matter_county_stage_idx'],
  ['unowned', 'county', 'matter_unowned_idx'],
  ['overdue', 'county', 'matter_due_idx'],
  ['overdue', 'town', 'matter_town_due_idx'],
  ['dueSoon', 'county', 'matter_due_idx'],
  ['requests', 'county', 'request_decider_idx'],
  ['supervised', 'handler', 'supervision_target_idx'],
  ['supervising', 'county', 'supervision_issuer_idx'],
  ['recent', 'county', 'matter_county_idx'],
  ['recent', 'town', 'matter_town_idx'],
  ['recent', 'village', 'matter_village_idx'],
  ['recent', 'grid', 'matter_grid_idx'],
  ['closed', 'grid', 'matter_grid_idx'],
];

describe('the plan', () => {
  it.each(walks)('of %s for %s walks %s and throws little away', async (queue, who, index) => {
    for (const plan of await plansOf(queue, askers[who])) {
      const nodes = nodesOf(plan);
      const names = nodes.map((node) => node['Index Name']);
      expect(names).toContain(index);
      const kinds = nodes.map((node) => node['Node Type']);
      expect(kinds).not.toContain('Seq Scan');
      expect(kinds).not.toContain('Sort');
      const removed = nodes.reduce((sum, node) => sum + (node['Rows Removed by Filter'] ?? 0), 0);
      expect(removed).toBeLessThanOrEqual(3 * Math.max(plan['Actual Rows'], SIZE));
    }
  });

  it.each(walks)(
    'of %s for %s walks %s also where it is made for all',
    async (queue, who, index) => {
      for (const plan of await plansOf(queue, askers[who], {}, planForAll)) {
        const nodes = nodesOf(plan);
        expect(nodes.map((node) => node['Index Name'])).toContain(index);
        const kinds = nodes.map((node) => node['Node Type']);
        expect(kinds).not.toContain('Seq Scan');
        expect(kinds).not.toContain('Sort');
      }
    },
  );

  it.each([
    ['mine', 'handler', 'assignment_pkey'],
    ['org', 'handler', 'assignment_pkey'],
    ['requests', 'county', 'request_pkey'],
    ['supervised', 'handler', 'supervision_pkey'],
  ] as const)('of %s for %s looks for other work by the matter alone', async (queue, who, key) => {
    for (const explain of [planOf, planForAll]) {
      const plans = await plansOf(queue, askers[who], {}, explain);
      const others = plans.flatMap(nodesOf).filter((node) => node.Alias === 'other');
      const looks = others.map((node) => [node['Index Name'], node.Filter]);
      expect(looks).toEqual(plans.map(() => [key, undefined]));
    }
  });

  it('of no queue has a star: such a statement is never planned once', () => {
    for (const [queue, who] of walks) {
      const plan = planQueue(askers[who], { queue, filters: {}, now: NOW });
      for (const stream of plan.streams) {
        const segment = { ...stream, order: plan.order, due: plan.due, hasDue: true };
        const read = { actor: askers[who], narrowing: plan.narrowing, after: null, limit: SIZE };
        expect(segmentStatement(segment, read).compile(q).sql).not.toContain('*');
      }
    }
  });

  it.each([
    ['toCheck', 'grid', {}],
    ['overdue', 'village', {}],
    ['recent', 'county', { urgency: 'urgent', channel: 'hotline', category: 'street.3' }],
    ['closed', 'village', { category: 'nowhere' }],
    ['org', 'handler', { category: 'nowhere' }],
  ] as const)(
    'of %s for %s narrowed by %o looks at a bounded number',
    async (queue, who, filter) => {
      for (const plan of await plansOf(queue, askers[who], filter)) {
        const nodes = nodesOf(plan);
        expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([]);
        for (const node of nodes) {
          expect(node['Actual Rows'] * node['Actual Loops']).toBeLessThanOrEqual(LOOK_MAX);
          expect(node['Rows Removed by Filter'] ?? 0).toBeLessThanOrEqual(LOOK_MAX);
        }
      }
    },
  );
});
