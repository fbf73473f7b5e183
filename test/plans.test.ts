/**
 * The plan of every long list over a million rows: which index it walks, that nothing is sorted,
 * and that it reads at most three rows for each that it shows, on its first and on a later page.
 * And of what changes many rows at once: each by its key.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { uuidFloor } from '../kernel/ids.ts';
import {
  findNearest,
  listNamedPlaces,
  searchNamedPlaces,
} from '../modules/geography/store/named-places.ts';
import { matterLinksOf } from '../modules/identity/store/residents.ts';
import { readPage } from '../modules/matters/actions/queues.ts';
import { planDesk } from '../modules/matters/rules/desk.ts';
import { mapFilter } from '../modules/matters/rules/map.ts';
import { type Filters, planQueue, type QueuePlan } from '../modules/matters/rules/queues.ts';
import { type BoardStream, readBoard } from '../modules/matters/store/board.ts';
import { listChanged } from '../modules/matters/store/checkpoints.ts';
import { listDueMatters } from '../modules/matters/store/due.ts';
import { readInBox, readPoints, readPublicGroups } from '../modules/matters/store/map.ts';
import { listNear } from '../modules/matters/store/near.ts';
import { listListed, listRatings } from '../modules/matters/store/publicity.ts';
import { type Search, searchMatters, searchTypes } from '../modules/matters/store/search.ts';
import { listTail } from '../modules/matters/store/tail.ts';
import { listBehind } from '../modules/matters/store/tally.ts';
import { listByState, listOfMatter } from '../modules/messaging/store/messages.ts';
import { listAll, listCurrent } from '../modules/notices/store.ts';
import { listCheckInsOf, listPoints } from '../modules/patrol/store.ts';
import { gathered, q, sql, type Tx, updateTable } from '../platform/db/index.ts';
import { readFiltered, windowOf } from '../platform/journal/endpoint.ts';
import { testDatabase } from './db.ts';
import { orgId, postId, staffActor } from './many-matters.ts';
import { BUSY_ACCOUNT, BUSY_POINT, COUNTY, NOW, seedMillion } from './million.ts';
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

/** `readMax`: where its nature lets it read more than thrice what it shows; `docs/lists.md` says why. */
async function expectWalk(name: string, index: RegExp, list: List, readMax = 0): Promise<void> {
  for (const [at, { plans, shown }] of (await pagesOf(list)).entries()) {
    const touched = plans.flatMap((plan) => plan.touched);
    const reads = touched.map(({ by, read }) => `${by} ${read}`).join(', ');
    report.push(`| ${name}${at > 0 ? ', after 1,000' : ''} | ${shown} | ${reads} |`);
    expect(shown, name).toBeGreaterThan(0);
    expect(touched.map(({ by }) => by).join(' ')).toMatch(index);
    for (const { by, read, looks, pages } of touched) {
      // Of a year without a row there is no better way.
      if (read > 0) expect(by).not.toContain('Seq Scan');
      expect(read, `${name}: ${by}`).toBeLessThanOrEqual(boundOf(shown, readMax));
      // Down an index and to its row: what goes through an index for each look reads more.
      expect(pages, `pages, ${name}: ${by}`).toBeLessThanOrEqual(4 * (looks + read + 1));
    }
    for (const plan of plans) {
      expect(plan.sorted, `${name}: ${plan.text}`).toBeLessThanOrEqual(boundOf(shown, readMax));
    }
  }
}

const boundOf = (shown: number, readMax: number) => Math.max(3 * shown, 3 * (PAGE + 1), readMax);

/** Rows that this transaction read so far of the table and indexes of the search. */
const searchRead = sql<{ newest: number; words: number; unindexed: number }>`
  select pg_stat_get_xact_tuples_returned('matter.search_newest_idx'::regclass) as newest,
    pg_stat_get_xact_tuples_returned('matter.search_words_idx'::regclass) as words,
    pg_stat_get_xact_tuples_returned('matter.search'::regclass) as unindexed`;

/** What the function of the search reads: its plans are hidden from who calls it. */
async function searched(asked: Pick<Search, 'query' | 'regions'>) {
  return db.snapshot(scope, async (tx) => {
    const before = await tx.one(searchRead);
    const { keys } = await searchMatters(tx, { counties: [COUNTY], limit: PAGE + 1, ...asked });
    const after = await tx.one(searchRead);
    return {
      shown: keys.length,
      newest: after.newest - before.newest,
      words: after.words - before.words,
      unindexed: after.unindexed - before.unindexed,
    };
  });
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

  it.each<[string, Pick<Search, 'query' | 'regions'>, number]>([
    ['a word of a half', { query: '不亮' }, 0],
    ['two words', { query: '路灯 不亮' }, 0],
    ['a common word in a town', { query: '路灯', regions: [TOWN] }, 0],
    ['a word of one in a thousand', { query: '井盖' }, 1000],
    ['a word of seven', { query: '白鹭' }, 7],
    ['a rare word in a town', { query: '白鹭', regions: [TOWN] }, 7],
    ['a number', { query: `${COUNTY}-26-0400000` }, 1],
  ])('the search for %s', async (what, asked, found) => {
    const { shown, newest, words, unindexed } = await searched(asked);
    report.push(`| search, ${what} | ${shown} | newest ${newest}, words ${words} |`);
    expect(shown > 0 || found === 7).toBe(true);
    expect(unindexed).toBe(0);
    // The newest thousand are walked, or five where that will do, and where the rest begins is
    // looked for once more.
    expect(newest).toBeLessThanOrEqual(found === 0 ? 10_003 : 2_003);
    // Of a stretch of time, and then of all.
    expect(words).toBeLessThanOrEqual(2 * found);
  });

  const near = { cells: ['13705/6703', '13706/6704', '13707/6705', '13708/6706'] };
  const box = { west: 120, south: 30, east: 122, north: 32 };

  const matterTypes = { version: 'int4', id: 'uuid' };
  const changes = {
    matter_pkey: (id: string) =>
      updateTable('matter.matter', { version: 2 }, { county: COUNTY, id }, matterTypes),
    search_pkey: (id: string) =>
      updateTable(
        'matter.search',
        { words: "'灯'" },
        { county: COUNTY, matter_id: id },
        searchTypes,
      ),
  };
  it.each(Object.entries(changes))(
    'changes of many rows, by a plan for any: %s',
    async (key, of) => {
      await db.scoped(scope, async (tx) => {
        const rows = await tx.rows(sql<{ id: string }>`select id from matter.matter limit 20`);
        const sent: { text: string; values: readonly unknown[]; plan: unknown }[] = [];
        const send: Tx['send'] = (statement, plan) => {
          const { sql: text, parameters: values } = statement.compile(q);
          sent.push({ text, values, plan });
        };
        await gathered({ ...tx, send }, async (each) => {
          for (const { id } of rows) each.send(of(id));
        });
        const [{ text, values, plan } = { text: '', values: [], plan: '' }] = sent;
        expect([sent.length, plan]).toEqual([1, 'forAny']);
        await tx.run(sql`prepare many as ${sql.raw(text)}`);
        await tx.run(sql`set local plan_cache_mode = force_generic_plan`);
        const nulls = sql.raw(values.map(() => 'null').join());
        const said = JSON.stringify(await tx.rows(sql<object>`explain execute many (${nulls})`));
        await tx.run(sql`deallocate many`);
        expect(said).toContain(`using ${key} on`);
        expect(said).not.toContain('Seq Scan');
      });
    },
  );

  it('what lies near a point and came lately', async () => {
    await expectWalk('near a point', /matter_spot_idx/, async (tx) => {
      const since = NOW - 14 * 86_400_000;
      const close = { west: 121.1, south: 30.7, east: 121.3, north: 30.85 };
      const rows = await listNear(tx, { county: COUNTY, box: close, since, ...near });
      return { shown: rows.length, next: null };
    });
  });

  it('the public map: sums from afar, the newest near by', async () => {
    const open = {
      county: COUNTY,
      actor: null,
      filter: mapFilter({ state: 'open' }, NOW),
      now: NOW,
    };
    await expectWalk('public map, near by', /matter_(near|map|spot)_idx/, async (tx) => {
      const rows = await readPoints(tx, { ...open, ...near, box }, 1000);
      return { shown: rows.length, next: null };
    });
    await expectWalk(
      'public map, from afar',
      /matter_(map|due|near|spot)_idx/,
      async (tx) => {
        const groups = await readPublicGroups(tx, open);
        return { shown: groups.length, next: null };
      },
      50_000,
    );
  });

  it('what the ratings of an organisation say', async () => {
    await expectWalk(
      'ratings',
      /matter_handled_idx/,
      async (tx) => {
        const rows = await listRatings(tx, { county: COUNTY, org: orgId(3), until: NOW });
        return { shown: rows.length, next: null };
      },
      2000,
    );
  });

  it('what is listed for everybody', async () => {
    await expectWalk('listed publicly', /supervision/, async (tx) => {
      const rows = await listListed(tx, COUNTY);
      return { shown: rows.length, next: null };
    });
  });

  it.each([
    ['a kind of deed', { verb: 'person' }, 200],
    ['an organisation', { org: orgId(7) }, 2000],
    ['a post that did nothing', { post: postId(999) }, 5000],
  ] as const)('the access log of %s', async (what, asked, readMax) => {
    const list: List = async (tx) => {
      const window = windowOf(COUNTY, {}, null);
      const rows = await readFiltered(tx, window, asked, PAGE + 1);
      return { shown: Math.max(rows.length, 1), next: null };
    };
    await expectWalk(`access log, ${what}`, /county_at_id_idx/, list, readMax);
  });

  it('patrol points and their check-ins', async () => {
    for (const code of [null, TOWN, `${TOWN}201`, `${TOWN}201001`]) {
      const index = code === null ? /point_pkey/ : /point_(town|village|grid)_idx/;
      await expectWalk(`patrol points of ${code ?? 'a county'}`, index, async (tx, at, size) => {
        const under = { county: COUNTY, code };
        const asked = { under, isActive: true, afterId: at as string | null, limit: size };
        const rows = await listPoints(tx, asked);
        return { shown: rows.length, next: rows.length < size ? null : rows.at(-1)?.id };
      });
    }
    await expectWalk('check-ins of a point', /check_in_point_idx/, async (tx, at, size) => {
      const point = { county: COUNTY, id: BUSY_POINT };
      const rows = await listCheckInsOf(tx, point, { after: at as never, limit: size });
      const last = rows.at(-1);
      return { shown: rows.length, next: last && { at: new Date(last.occurredAt), id: last.id } };
    });
  });

  it('notices: those that hold, and all', async () => {
    const slice = { county: COUNTY, limit: PAGE };
    await expectWalk('notices that hold', /notice_current_idx/, async (tx) => {
      const rows = await listCurrent(tx, { ...slice, now: NOW });
      return { shown: rows.length, next: null };
    });
    await expectWalk('all notices', /notice_pkey/, async (tx, at, size) => {
      const after = at === null ? {} : { after: at as string };
      const rows = await listAll(tx, { county: COUNTY, limit: size, ...after });
      return { shown: rows.length, next: rows.at(-1)?.id ?? null };
    });
  });

  it('named places: by their words, the nearest, the register', async () => {
    const counties = [COUNTY];
    const here = { lon: 121.1, lat: 30.8 };
    for (const [text, readMax] of [
      ['白鹭苑', 0],
      ['小区', 21_000],
    ] as const) {
      await expectWalk(
        `named places, ${readMax === 0 ? 'rare' : 'common'}`,
        /named_place_words_idx/,
        async (tx) => {
          const rows = await searchNamedPlaces(tx, { text, counties, near: here, limit: PAGE });
          return { shown: rows.length, next: null };
        },
        readMax,
      );
    }
    await expectWalk('the nearest place', /named_place_point_idx/, async (tx) => {
      const place = await findNearest(tx, here, 200);
      return { shown: place ? 1 : 0, next: null };
    });
    await expectWalk('register of places', /named_place_region_idx/, async (tx, at, limit) => {
      const list = { regions: [TOWN], text: null, kind: null, isActive: true, limit };
      const rows = await listNamedPlaces(tx, { ...list, after: at as never });
      const last = rows.at(-1);
      return { shown: rows.length, next: last ? { region: last.region, code: last.code } : null };
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
