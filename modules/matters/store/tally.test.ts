/** The plans of boards and desks as the application role runs them, behind the wall. */
import type { RawBuilder } from 'kysely';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { sql } from '../../../platform/db/index.ts';
import { testDatabase } from '../../../test/db.ts';
import {
  drawn,
  HOUR,
  idOf,
  keepStates,
  ORGS,
  orgId,
  START,
  staffActor,
  usualState,
} from '../../../test/many-matters.ts';
import { withClient } from '../../../test/server.ts';
import type { DeskList } from '../contract/desk.ts';
import { planDesk } from '../rules/desk.ts';
import type { Clock, MatterState, Rung } from '../rules/state.ts';
import { tallyMeasures } from '../rules/tally.ts';
import { openStatement } from './desk.ts';
import { type Segment, segmentStatement } from './queues.ts';
import {
  behindStatement,
  flowStatement,
  insertTallies,
  lateStatement,
  loadStatement,
  type TallyPeriod,
} from './tally.ts';

const { db, superUrl } = await testDatabase();
const COUNTY = '310116';
const NOW = START + 60 * 24 * HOUR;
// So many that requests, the rarest, fill more than a page or two: less is read whole.
const MATTERS = 24_000;
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const RUNGS: readonly Rung[] = ['remind', 'yellow', 'orange', 'red', 'breach'];

/** Open matters have a clock on some rung; some were returned; some supervisions are replied. */
function deskState(n: number): MatterState {
  const state = usualState(n);
  const { matter } = state;
  const returns = drawn(n, 31, 12) === 0 ? 1 + drawn(n, 32, 2) : 0;
  return {
    ...state,
    matter: { ...matter, facts: { ...matter.facts, objectionCount: returns } },
    clocks: matter.isOpen && matter.dueAt !== null ? [clockOf(n, matter.dueAt)] : [],
    supervisions: state.supervisions.map((one) => ({
      ...one,
      state: drawn(n, 33, 2) === 0 ? 'issued' : 'replied',
      replyDueAt: drawn(n, 34, 4) === 0 ? null : one.issuedAt + drawn(n, 35, 2000) * HOUR,
    })),
  };
}

function clockOf(n: number, dueAt: number): Clock {
  const fired = RUNGS.slice(0, drawn(n, 36, RUNGS.length + 1));
  return {
    id: idOf(0x9, n),
    name: 'handle',
    org: orgId(1 + drawn(n, 5, ORGS)),
    state: 'running',
    dueAt,
    nextAt: null,
    // Only what the lists look at.
    detail: { firedRungs: fired, isProvisional: false } as unknown as Clock['detail'],
  };
}

beforeAll(async () => {
  await keepStates(
    db,
    Array.from({ length: MATTERS }, (_, n) => deskState(n)),
  );
  await db.scoped({ counties: [COUNTY] }, async (tx) => {
    for (let n = 0; n < MATTERS; n += 1) {
      const at = { county: COUNTY, matterId: idOf(0xc, n), seq: 1, day: dayOf(n) };
      const town = `${COUNTY}${101 + drawn(n, 1, 11)}`;
      const org = orgId(1 + drawn(n, 5, ORGS));
      const some = tallyMeasures.filter((_, index) => drawn(n, 40 + index, 3) === 0);
      insertTallies(
        tx,
        at,
        some.map((measure) => ({ org, measure, town, n: 1 })),
      );
    }
  });
  await withClient(superUrl, (client) => client.query('vacuum analyze'));
});

const dayOf = (n: number) =>
  new Date(START + drawn(n, 30, 300) * 24 * HOUR).toISOString().slice(0, 10);

type Node = {
  'Node Type': string;
  'Index Name'?: string;
  'Rows Removed by Filter'?: number;
  'Actual Rows': number;
  Plans?: Node[];
};
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

async function planOf(statement: RawBuilder<unknown>): Promise<Node[]> {
  const [row] = await db.scoped({ counties: [COUNTY] }, (tx) =>
    tx.rows(sql<{ 'QUERY PLAN': [{ Plan: Node }] }>`explain (analyze, format json) ${statement}`),
  );
  if (!row) throw new Error('no plan');
  return nodesOf(row['QUERY PLAN'][0].Plan);
}

const indexesOf = (nodes: readonly Node[]) =>
  nodes.flatMap((node) => (node['Index Name'] ? [node['Index Name']] : []));
const period: TallyPeriod = { county: COUNTY, from: '2026-10-01', to: '2026-10-07', towns: [] };

describe('the desk', () => {
  const actor = staffActor({ org: orgId(0), orgPath: [orgId(0)] });
  const target = staffActor({ org: orgId(2), orgPath: [orgId(2)] });
  const lists: [DeskList, typeof actor, string][] = [
    ['yellow', actor, 'clock_rung_idx'],
    ['orange', actor, 'clock_rung_idx'],
    ['red', actor, 'clock_rung_idx'],
    ['breached', actor, 'clock_rung_idx'],
    ['issued', actor, 'supervision_reply_idx'],
    ['late', actor, 'supervision_reply_idx'],
    ['answered', actor, 'supervision_reply_idx'],
    ['owed', target, 'supervision_owed_idx'],
    ['asked', actor, 'request_decider_idx'],
    ['returned', actor, 'matter_returned_idx'],
    ['disputed', actor, 'matter_disputed_idx'],
  ];

  it.each(lists)('%s walks its index in order and throws little away', async (list, who, index) => {
    const plan = planDesk(who, { list, filters: {}, now: NOW });
    const [stream] = plan.streams;
    if (!stream) throw new Error('no stream');
    const segment: Segment = { ...stream, order: plan.order, due: plan.due, hasDue: true };
    const read = { actor: who, narrowing: plan.narrowing, after: null, limit: 21 };
    const nodes = await planOf(segmentStatement(segment, read));
    expect(nodes[0]?.['Actual Rows'], 'the sample has some').toBeGreaterThan(3);
    expect(indexesOf(nodes)).toContain(index);
    const kinds = nodes.map((node) => node['Node Type']);
    expect(kinds).not.toContain('Seq Scan');
    expect(kinds).not.toContain('Sort');
    const removed = nodes.reduce((sum, node) => sum + (node['Rows Removed by Filter'] ?? 0), 0);
    expect(removed).toBeLessThanOrEqual(63);
  });
});

describe('figures of organisations', () => {
  it('of a period read its days and no others', async () => {
    const nodes = await planOf(flowStatement(period));
    expect(indexesOf(nodes)).toEqual(['tally_day_idx']);
    const scan = nodes.find((node) => node['Index Name']);
    expect(scan?.['Actual Rows']).toBeLessThan((MATTERS * tallyMeasures.length) / 20);
  });

  it('that stand at its end read only what is late', async () => {
    expect(indexesOf(await planOf(lateStatement(period)))).toEqual(['tally_late_idx']);
  });

  it.each(['onTime', 'late'] as const)('list the matters behind %s by key', async (measure) => {
    const all = { ...period, from: '2026-01-01', to: '2027-12-31' };
    const asked = { period: all, org: orgId(2), measure, after: idOf(0xc, 9000), limit: 21 };
    const nodes = await planOf(behindStatement(asked));
    expect(indexesOf(nodes)).toEqual(['tally_pkey']);
    expect(nodes.map((node) => node['Node Type'])).not.toContain('Sort');
    // It stops with the page: it does not gather all that the organisation ever did.
    expect(nodes.find((node) => node['Index Name'])?.['Actual Rows']).toBeLessThan(60);
  });

  it('the load of organisations is one read of one index', async () => {
    const nodes = await planOf(loadStatement(COUNTY, NOW, NOW + 24 * HOUR));
    expect(indexesOf(nodes)).toEqual(['assignment_org_idx']);
    expect(nodes.map((node) => node['Node Type'])).toContain('Index Only Scan');
  });

  it.each([
    [[], 'matter_due_idx'],
    [['310116103'], 'matter_town_due_idx'],
  ] as const)('what is open in %o is counted by one index', async (towns, index) => {
    const asked = { county: COUNTY, towns, now: NOW, soon: NOW + 24 * HOUR };
    expect(indexesOf(await planOf(openStatement(asked)))).toEqual([index]);
  });
});
