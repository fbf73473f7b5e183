/**
 * The plan of every long list over a million rows: which index it walks, that nothing is sorted,
 * and that it reads at most three rows for each that it shows, on its first and on a later page.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { uuidFloor } from '../kernel/ids.ts';
import { matterLinksOf } from '../modules/identity/store/residents.ts';
import { readPage } from '../modules/matters/actions/queues.ts';
import { planDesk } from '../modules/matters/rules/desk.ts';
import { mapFilter } from '../modules/matters/rules/map.ts';
import { type Filters, planQueue, type QueuePlan } from '../modules/matters/rules/queues.ts';
import { type BoardStream, readBoard } from '../modules/matters/store/board.ts';
import { listChanged } from '../modules/matters/store/checkpoints.ts';
import { listDueMatters } from '../modules/matters/store/due.ts';
import { readInBox } from '../modules/matters/store/map.ts';
import { listTail } from '../modules/matters/store/tail.ts';
import { listBehind } from '../modules/matters/store/tally.ts';
import { listByState, listOfMatter } from '../modules/messaging/store/messages.ts';
import type { Tx } from '../platform/db/index.ts';
import { windowOf } from '../platform/journal/endpoint.ts';
import { testDatabase } from './db.ts';
import { orgId, postId, staffActor } from './many-matters.ts';
import { BUSY_ACCOUNT, COUNTY, NOW, seedMillion } from './million.ts';
import { explaining, type Plan } from './plans.ts';

// Once is enough, and the embedded server of the other leg takes twice as long to fill.
const isHere = process.env.TEST_DATABASE_URL !== undefined;
const { db, superUrl } = await testDatabase();

vi.setConfig({ testTimeout: 60_000, hookTimeout: 400_000 });
beforeAll(async () => {
  if (isHere) await seedMillion(superUrl);
});

const PAGE = 20;
const scope = { counties: [COUNTY] };
const report: string[] = [];
// The table of docs/lists.md: `PLANS=1 npx vitest run test/plans.test.ts` prints it.
afterAll(() => {
  if (process.env.PLANS) console.log(report.join('\n'));
});

type Listed = { shown: number; next: unknown };
/** A list: from a key on (null: from its beginning) as many rows as asked, and the key after. */
type List = (tx: Tx, at: unknown, size: number) => Promise<Listed>;

/** The plans of the first page and of the one behind a thousand rows. */
async function pagesOf(list: List): Promise<{ plans: Plan[]; shown: number }[]> {
  const { db: explained, plans } = explaining(db);
  const pages: { plans: Plan[]; shown: number }[] = [];
  for (const at of [null, (await db.snapshot(scope, (tx) => list(tx, null, 1000))).next]) {
    if (at === null && pages.length > 0) break;
    plans.length = 0;
    const { shown } = await explained.snapshot(scope, (tx) => list(tx, at, PAGE));
    pages.push({ plans: [...plans], shown });
  }
  return pages;
}

async function expectWalk(name: string, index: RegExp, list: List): Promise<void> {
  for (const [at, { plans, shown }] of (await pagesOf(list)).entries()) {
    const touched = plans.flatMap((plan) => plan.touched);
    const reads = touched.map(({ by, read }) => `${by} ${read}`).join(', ');
    report.push(`| ${name}${at > 0 ? ', after 1,000' : ''} | ${shown} | ${reads} |`);
    expect(shown, name).toBeGreaterThan(0);
    expect(touched.map(({ by }) => by).join(' ')).toMatch(index);
    for (const { by, read } of touched) {
      // Of a year without a row there is no better way.
      if (read > 0) expect(by).not.toContain('Seq Scan');
      expect(read, `${name}: ${by}`).toBeLessThanOrEqual(3 * Math.max(shown, PAGE + 1));
    }
    for (const plan of plans) {
      const bound = 3 * Math.max(shown, PAGE + 1);
      expect(plan.sorted, `${name}: ${plan.text}`).toBeLessThanOrEqual(bound);
    }
  }
}

const TOWN = `${COUNTY}101`;
const path = (n: number) => ({ org: orgId(n), orgPath: [orgId(n)] });
const askers = {
  county: staffActor(path(0)),
  town: staffActor({ ...path(101), regions: [TOWN] }),
  village: staffActor({ ...path(4), regions: [`${TOWN}207`] }),
  grid: staffActor({ ...path(5), post: postId(7), regions: [`${TOWN}207002`] }),
  handler: staffActor({ ...path(2), post: postId(14) }),
};
type Asker = keyof typeof askers;

const queueOf =
  (who: Asker, plan: QueuePlan): List =>
  async (tx, at, size) => {
    const world = { db: { ...db, snapshot: (_scope: unknown, work: never) => within(tx, work) } };
    const asked = { after: at as never, size };
    const page = await readPage(world as never, askers[who], plan, asked);
    return { shown: page.rows.length, next: page.next };
  };
const within = (tx: Tx, work: (tx: Tx) => unknown) => work(tx);

const filters: Filters = {};

describe.skipIf(!isHere)('over a million matters (TEST_DATABASE_URL)', () => {
  it.each([
    ['mine', 'handler', /assignment_post_idx/],
    ['org', 'handler', /assignment_org_idx/],
    ['owned', 'county', /matter_owner_due_idx/],
    ['owned', 'town', /matter_owner_due_idx/],
    ['toOpen', 'county', /matter_owner_stage_idx/],
    ['toDispatch', 'county', /matter_owner_stage_idx/],
    ['toOpen', 'town', /matter_owner_stage_idx/],
    ['toVerify', 'county', /matter_county_stage_idx/],
    ['toVerify', 'town', /matter_town_stage_idx/],
    ['toCheck', 'county', /matter_county_stage_idx/],
    ['toCheck', 'town', /matter_town_stage_idx/],
    ['toCallBack', 'county', /matter_county_stage_idx/],
    ['unowned', 'county', /matter_unowned_idx/],
    ['overdue', 'county', /matter_due_idx/],
    ['overdue', 'town', /matter_town_due_idx/],
    ['dueSoon', 'county', /matter_due_idx/],
    ['requests', 'county', /request_decider_idx/],
    ['supervised', 'handler', /supervision_target_idx/],
    ['supervising', 'county', /supervision_issuer_idx/],
    ['recent', 'county', /matter_county_idx/],
    ['recent', 'town', /matter_town_idx/],
    ['recent', 'village', /matter_village_idx/],
    ['recent', 'grid', /matter_grid_idx/],
    ['closed', 'county', /matter_county_idx/],
    ['closed', 'grid', /matter_grid_idx/],
  ] as const)('the queue %s of a %s', async (queue, who, index) => {
    const plan = planQueue(askers[who], { queue, filters, now: NOW });
    await expectWalk(`queue ${queue}, ${who}`, index, queueOf(who, plan));
  });

  it.each([
    ['yellow', /clock_rung_idx/],
    ['breached', /clock_rung_idx/],
    ['issued', /supervision_reply_idx/],
    ['late', /supervision_reply_idx/],
    ['answered', /supervision_reply_idx/],
    ['asked', /request_decider_idx/],
    ['returned', /matter_returned_idx/],
    ['disputed', /matter_disputed_idx/],
  ] as const)('the supervision desk: %s', async (list, index) => {
    const plan = planDesk(askers.county, { list, filters, now: NOW });
    await expectWalk(`supervision ${list}`, index, queueOf('county', plan));
  });

  it.each([
    ['a county', {}, /matter_county_idx/],
    ['a town', { town: TOWN }, /matter_town_idx/],
    ['a category', { category: 'street.3' }, /matter_category_idx/],
  ] as const)('the public board of %s', async (what, part, index) => {
    for (const isOpen of [true, false]) {
      const stream: BoardStream = { county: COUNTY, isOpen, ...part };
      await expectWalk(
        `board of ${what}, ${isOpen ? 'open' : 'closed'}`,
        index,
        async (tx, at, size) => {
          const rows = await readBoard(tx, stream, { after: at as never, look: size });
          return { shown: rows.length, next: rows.at(-1)?.key ?? null };
        },
      );
    }
  });

  it('a resident’s own matters', async () => {
    await expectWalk('own matters', /my_matter_list_idx/, async (tx, at, size) => {
      const links = await matterLinksOf(tx, BUSY_ACCOUNT, { after: at as never, limit: size });
      const last = links.at(-1);
      return { shown: links.length, next: last ?? null };
    });
  });

  it('the access log', async () => {
    await expectWalk('access log', /county_at_id_idx/, async (tx, at, size) => {
      const rows = await tx.rows(
        windowOf(COUNTY, {}, at as never)
          .clearLimit()
          .limit(size),
      );
      const last = rows.at(-1);
      return { shown: rows.length, next: last ? { at: last.at.toISOString(), id: last.id } : null };
    });
  });

  it('messages by state, and of one matter', async () => {
    for (const state of ['sent', 'failed'] as const) {
      await expectWalk(`messages ${state}`, /county_state_id_idx/, async (tx, at, size) => {
        const asked = { before: at as string | null, limit: size };
        const rows = await listByState(tx, { county: COUNTY, state }, asked);
        return { shown: rows.length, next: rows.at(-1)?.id ?? null };
      });
    }
    await expectWalk('messages of a matter', /message_\d+_pkey/, async (tx) => {
      const matterId = await oneMatter(tx);
      const rows = await listOfMatter(
        tx,
        { county: COUNTY, matterId },
        { before: null, limit: 20 },
      );
      return { shown: rows.length, next: null };
    });
  });

  it('the tail of the log, for who listens', async () => {
    await expectWalk('tail of the log', /county_id_idx/, async (tx, _at, size) => {
      const asked = { counties: [COUNTY], from: NOW - 86_400_000, limit: size };
      const rows = await listTail(tx, asked);
      return { shown: rows.length, next: null };
    });
  });

  it('what a checkpoint of the hour looks at', async () => {
    await expectWalk('checkpoint of the tail', /county_id_idx/, async (tx) => {
      const since = NOW - 3 * 3_600_000;
      const rows = await listChanged(tx, { county: COUNTY, after: null, since, limit: 50_000 });
      return { shown: rows.length, next: null };
    });
  });

  it('the newest in a part of the map', async () => {
    const box = { west: 120, south: 30, east: 122, north: 32 };
    const cells = ['13705/6703', '13706/6704'];
    const filter = mapFilter({ state: 'all', days: 366 }, NOW);
    const map = { county: COUNTY, actor: askers.county, filter, now: NOW, cells, box };
    await expectWalk('newest in a box of the map', /matter_near_idx/, async (tx) => {
      const rows = await readInBox(tx, map, PAGE + 1);
      return { shown: rows.length, next: null };
    });
  });

  it('what a ladder finds due', async () => {
    await expectWalk('due rungs', /clock_next_idx/, async (tx, _at, size) => {
      const asked = { county: COUNTY, now: NOW, except: [], limit: size };
      const { ids } = await listDueMatters(tx, asked);
      return { shown: ids.length, next: null };
    });
  });

  it('the matters behind a figure', async () => {
    await expectWalk('behind a figure', /tally_pkey/, async (tx, at, size) => {
      const period = { county: COUNTY, from: '2025-01-01', to: '2025-06-30', towns: [] };
      const asked = { period, org: orgId(3), measure: 'given' as const, limit: 5 * size };
      const rows = await listBehind(tx, { ...asked, after: at as string | null });
      return { shown: rows.length, next: rows.at(-1)?.id ?? null };
    });
  });
});

/** A matter of the last days. */
async function oneMatter(tx: Tx): Promise<string> {
  const [entry] = await listTail(tx, { counties: [COUNTY], from: NOW - 86_400_000, limit: 1 });
  return entry?.matterId ?? uuidFloor(0);
}
