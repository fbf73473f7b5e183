import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { StaffActor } from '../../../kernel/actor.ts';
import { httpModule } from '../../../platform/http/index.ts';
import { testDatabase } from '../../../test/db.ts';
import { rules } from '../../../test/engine.ts';
import { httpOf } from '../../../test/http.ts';
import { journalOf } from '../../../test/journal.ts';
import {
  type Birth,
  HOUR,
  keepStates,
  START,
  stateOf,
  workOf,
} from '../../../test/many-matters.ts';
import { identityWorld, type Person, people } from '../../../test/people.ts';
import { linkMatter, matterLinksOf } from '../../identity/index.ts';
import type { ListsWorld } from '../actions/own.ts';
import { listApi, type MatterSummary } from '../contract/lists.ts';
import type { MatterState } from '../rules/state.ts';
import { indexMatter } from '../store/search.ts';
import { listTexts } from '../texts/lists.ts';
import { searchTexts } from '../texts/search.ts';
import { listHandlers } from './lists.ts';

const base = await testDatabase();
const { db } = base;
const house = await identityWorld(db);
const all = await people(house);
const world = {
  db,
  orgs: house.identity.orgs,
  rules: async () => rules,
  ownLinks: matterLinksOf,
} as unknown as ListsWorld;
const lists = httpModule('matters', listApi, listHandlers(world), { ...listTexts, ...searchTexts });
const { http } = await httpOf(house, [house.identity.http, lists]);

// Generous: beside other work the machine is slow, and nothing here waits.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let serial = 0;

/** A matter as intake leaves it, findable by its words. */
async function stands(birth: Birth = {}, more: Partial<MatterState> = {}) {
  serial += 1;
  const county = birth.county ?? '310116';
  const defaults = { ownerOrg: all.orgs.town, region: `${county}101201`, category: 'street.lamp' };
  const state = { ...stateOf(serial, { ...defaults, ...birth, county }), ...more };
  await keepStates(db, [state]);
  const { matter } = state;
  await db.scoped({ counties: [county] }, async (tx) =>
    indexMatter(tx, {
      county,
      matterId: matter.id,
      number: matter.number,
      region: matter.region,
      orgs: [matter.ownerOrg, ...state.assignments.map((work) => work.org)],
      createdAt: new Date(matter.createdAt),
      texts: [matter.title, matter.body],
    }),
  );
  return matter;
}

const numbersOf = (body: Record<string, unknown>) =>
  (body.items as MatterSummary[]).map((item) => item.number);

async function queue(as: Person, line: string) {
  const answer = await http(`GET /api/matters?${line}`, { as });
  expect(answer.body).toMatchObject({ items: expect.any(Array) });
  return numbersOf(answer.body);
}

describe('a queue over HTTP', () => {
  let lamp: Awaited<ReturnType<typeof stands>>;
  let elsewhere: typeof lamp;

  beforeAll(async () => {
    const dueAt = house.clock.now() - HOUR;
    const work = { org: all.orgs.department, post: all.handler.post, dueAt };
    lamp = await stands(
      { stage: 'handling', handlingOrg: all.orgs.department, dueAt, title: '三村路灯不亮' },
      { assignments: [workOf(1, work)] },
    );
    await stands({ region: '310116102201', ownerOrg: all.orgs.otherTown });
    elsewhere = await stands({ county: '310117', ownerOrg: all.elsewhere.orgs.town });
  });

  it('shows what the handler owes, in the words of stage, category and organisation', async () => {
    const { body } = await http('GET /api/matters?queue=mine', { as: all.handler });
    expect(body).toMatchObject({
      items: [
        {
          number: lamp.number,
          title: '三村路灯不亮',
          stage: { code: 'handling', zh: '处置中', en: 'Being handled' },
          category: { code: 'street.lamp', zh: '路灯' },
          handlingOrg: { id: all.orgs.department, zh: '示例区城管局' },
          isOverdue: true,
          work: { role: 'lead', state: 'assigned' },
          request: null,
          supervision: null,
        },
      ],
      next: null,
    });
    expect(JSON.stringify(body)).not.toMatch(/part(y|ies)|reporter|registeredBy/);
  });

  it('shows a town its own and neither the other town nor the other county', async () => {
    expect(await queue(all.townDispatcher, 'queue=recent')).toEqual([lamp.number]);
    const other = await queue(all.otherTownDispatcher, 'queue=recent');
    expect(other).toHaveLength(1);
    expect(other).not.toContain(lamp.number);
    expect(await queue(all.countyDispatcher, 'queue=recent')).toHaveLength(2);
    expect(await queue(all.elsewhere.countyDispatcher, 'queue=recent')).toEqual([elsewhere.number]);
    expect(await queue(all.countyDispatcher, 'queue=recent&county=310117')).toEqual([]);
    expect(await queue(all.townDispatcher, 'queue=recent&town=310116102')).toEqual([]);
  });

  it('goes on where the cursor says', async () => {
    const first = await http('GET /api/matters?queue=recent&limit=1', { as: all.countyDispatcher });
    const next = String(first.body.next);
    const second = await http(`GET /api/matters?queue=recent&limit=1&after=${next}`, {
      as: all.countyDispatcher,
    });
    const numbers = [...numbersOf(first.body), ...numbersOf(second.body)];
    expect(numbers).toEqual(await queue(all.countyDispatcher, 'queue=recent'));
    const strange = await http(`GET /api/matters?queue=owned&after=${next}`, {
      as: all.countyDispatcher,
    });
    expect(strange).toMatchObject({ status: 400, body: { code: 'CURSOR_INVALID' } });
  });

  it('is counted', async () => {
    const { body } = await http('GET /api/matters/counts', { as: all.handler });
    const one = (queue: string, count: number, isWork: boolean) =>
      expect(body.items).toContainEqual({ queue, count, isMore: false, isWork });
    one('mine', 1, true);
    one('overdue', 1, false);
    one('requests', 0, false);
  });

  it('says of each queue whether it can be the reader’s work', async () => {
    const workOf = async (as: Person) => {
      const { body } = await http('GET /api/matters/counts', { as });
      const items = body.items as { queue: string; isWork: boolean }[];
      return items.filter(({ isWork }) => isWork).map(({ queue }) => queue);
    };
    expect(await workOf(all.handler)).toEqual(['mine', 'org', 'supervised']);
    expect(await workOf(all.checker)).toEqual(['mine', 'org', 'toCheck']);
    const caller = await workOf(all.callBackOperator);
    expect(caller).toContain('toCallBack');
    expect(caller).not.toContain('toOpen');
    const dispatcher = await workOf(all.townDispatcher);
    expect(dispatcher).toEqual(
      expect.arrayContaining(['owned', 'toOpen', 'toDispatch', 'unowned', 'overdue', 'requests']),
    );
    expect(dispatcher).not.toContain('toCheck');
    const supervisor = await workOf(all.supervisor);
    expect(supervisor).toEqual(expect.arrayContaining(['supervising', 'unowned', 'overdue']));
    expect(supervisor).not.toContain('toOpen');
  });

  it('is for staff with the right alone', async () => {
    const resident = await all.resident();
    for (const path of ['/api/matters?queue=recent', '/api/matters/counts']) {
      expect((await http(`GET ${path}`)).status).toBe(401);
      expect((await http(`GET ${path}`, { as: resident })).status).toBe(403);
      expect((await http(`GET ${path}`, { as: all.auditor })).status).toBe(403);
    }
  });

  it.each([
    'queue=unknown',
    'queue=recent&town=3101',
    'queue=recent&from=yesterday',
    'queue=recent&isOpen=perhaps',
    'queue=recent&person=wang',
  ])('is refused for %s', async (line) => {
    const answer = await http(`GET /api/matters?${line}`, { as: all.countyDispatcher });
    expect(answer).toMatchObject({ status: 400, body: { code: 'INPUT_INVALID' } });
  });
});

describe('a count', () => {
  it('stops at a thousand', async () => {
    const many = Array.from({ length: 1100 }, (_, n) =>
      stateOf(10_000 + n, { county: '310118', region: '310118101201', isUnowned: true }),
    );
    await keepStates(db, many);
    const { actor } = all.countyDispatcher;
    const wide: StaffActor = { ...actor, regions: ['310118'], counties: ['310118'] };
    const { items } = (await listHandlers(world).countMatters(
      { actor: wide, now: START } as never,
      {} as never,
    )) as { items: { queue: string; count: number; isMore: boolean }[] };
    const counted = Object.fromEntries(items.map((item) => [item.queue, item]));
    expect(counted.unowned).toMatchObject({ queue: 'unowned', count: 1000, isMore: true });
    expect(counted.org).toMatchObject({ queue: 'org', count: 0, isMore: false });
  });
});

describe('a search', () => {
  const ask = (as: Person, q: string, more = '') =>
    http(`GET /api/matters/search?q=${encodeURIComponent(q)}${more}`, { as });

  it('finds in the actor’s sight, marked, and leaves a line without the words', async () => {
    const here = await stands({ title: '地下车库积水', body: '示例小区的地下车库积水严重' });
    const there = await stands({
      title: '车库积水',
      body: '积水',
      region: '310116102201',
      ownerOrg: all.orgs.otherTown,
    });
    const elsewhere = { county: '310117', ownerOrg: all.elsewhere.orgs.town };
    await stands({ title: '车库积水', body: '积水', ...elsewhere });
    const found = await ask(all.townDispatcher, '车库积水');
    expect(numbersOf(found.body)).toEqual([here.number]);
    expect(found.body.items).toMatchObject([
      {
        titleMarks: [{ from: 2, to: 6 }],
        excerpt: '示例小区的地下车库积水严重',
        excerptMarks: [{ from: 7, to: 11 }],
      },
    ]);
    const wide = await ask(all.countyDispatcher, '车库积水');
    expect(numbersOf(wide.body)).toEqual([there.number, here.number]);
    const narrow = await ask(all.countyDispatcher, '车库积水', '&town=310116101');
    expect(numbersOf(narrow.body)).toEqual([here.number]);

    const lines = await journalOf(base, `staff:${all.townDispatcher.account}`);
    expect(lines.at(-1)).toMatchObject({
      verb: 'search.run',
      county: '310116',
      detail: { length: 4, words: expect.any(Number), found: 1 },
    });
    expect(JSON.stringify(lines)).not.toContain('车库');
  });

  it('finds by number, and what the own organisation works on in another place', async () => {
    const far = await stands(
      { title: '河道护栏缺失', region: '310116102201', ownerOrg: all.orgs.otherTown },
      { assignments: [workOf(2, { org: all.orgs.town, role: 'supporting' })] },
    );
    expect(numbersOf((await ask(all.townDispatcher, far.number)).body)).toEqual([far.number]);
    expect(numbersOf((await ask(all.townDispatcher, '护栏')).body)).toEqual([far.number]);
  });

  it('goes page by page past those out of sight', async () => {
    const mine: string[] = [];
    for (let n = 0; n < 70; n += 1) {
      const isMine = n % 10 === 0;
      // In the grid's village by the word index, and out of the post's grid by the scope.
      const grid = isMine ? '310116101201009' : '310116101201008';
      const matter = await stands({ title: '楼顶水箱渗漏', grid });
      if (isMine) mine.unshift(matter.number);
    }
    const { actor } = all.clerk;
    const worker: StaffActor = { ...actor, regions: ['310116101201009'], org: all.orgs.village };
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page = (await listHandlers(world).searchMatters(
        { actor: worker, now: START, newId: house.newId, journaled: new Set() } as never,
        { query: { q: '水箱', limit: 3, ...(next && { after: next }) } } as never,
      )) as { items: MatterSummary[]; next: string | null };
      seen.push(...page.items.map((item) => item.number));
      next = page.next;
    }
    expect(seen).toEqual(mine);
  });

  it.each(['13812345678', '31011619900307123X', '沪A12345'])('is refused for %s', async (q) => {
    const answer = await ask(all.countyDispatcher, q);
    expect(answer).toMatchObject({ status: 400, body: { code: 'SEARCH_PERSONAL' } });
  });

  it('needs its own right', async () => {
    expect((await ask(all.handler, '路灯')).status).toBe(403);
  });
});

describe('a resident’s own matters', () => {
  it('are those linked to the account, newest first, also when one has moved', async () => {
    const resident = await all.resident();
    const stranger = await all.resident();
    const at = (n: number) => new Date(START + n * HOUR).toISOString();
    const link = async (matter: { county: string; id: string; number: string }, n: number) =>
      db.scoped({ counties: [] }, async (tx) =>
        linkMatter(tx, {
          account: resident.actor.account,
          county: matter.county,
          matterId: matter.id,
          number: matter.number,
          relation: 'reporter',
          createdAt: at(n),
        }),
      );
    const plain = await stands({ title: '我的第一件' });
    await link(plain, 1);
    const copy = await stands({ title: '移送后的事项', county: '310117' });
    const moved = { isOpen: false, movedToCounty: '310117', movedToId: copy.id };
    await link(await stands({ title: '移送前的事项', ...moved }), 2);

    const own = (as: Person, more = '') => http(`GET /api/my/matters${more}`, { as });
    const { body } = await own(resident as unknown as Person);
    expect(body.items).toMatchObject([
      { title: '移送后的事项', relation: 'reporter', stage: { zh: '已登记' } },
      { title: '我的第一件' },
    ]);
    const first = await own(resident as unknown as Person, '?limit=1');
    const rest = await own(resident as unknown as Person, `?after=${String(first.body.next)}`);
    expect(numbersOf(rest.body)).toEqual([plain.number]);
    expect(rest.body.next).toBeNull();
    expect((await own(stranger as unknown as Person)).body).toEqual({ items: [], next: null });
    expect((await own(all.clerk)).status).toBe(403);
  });
});
