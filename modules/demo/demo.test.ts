/** The demo in a database of its own: every stage and outcome stands, and twice is once. */
import { describe, expect, it } from 'vitest';
import { q } from '../../platform/db/index.ts';
import { testDatabase } from '../../test/db.ts';
import { DEMO_NOW, demoHouse, smallDemo } from '../../test/demo-house.ts';
import { readDefinition } from '../matters/index.ts';
import { kind } from '../reports/index.ts';
import { type DemoOptions, demoDoors, loadDemo } from './index.ts';
import { planStories, storiesMin } from './rules/plan.ts';
import { toldStories } from './store/stories.ts';

const { db } = await testDatabase();
const { house } = await demoHouse(db);
const load = (more: Partial<DemoOptions> = {}) => loadDemo(house, { ...smallDemo, ...more });

const COUNTY = { counties: ['310116'] };
const read = (table: 'matter' | 'entry') =>
  db.scoped(COUNTY, (tx) =>
    tx.rows<Record<string, unknown>>(
      table === 'matter'
        ? q
            .selectFrom('matter.matter')
            .select(['id', 'number', 'kind', 'stage'])
            .select(['outcome', 'body', 'created_at'])
        : q
            .selectFrom('matter.entry')
            .select(['matter_id', 'seq', 'action', 'recorded_at'])
            .orderBy('matter_id')
            .orderBy('seq'),
    ),
  );
const values = (rows: Record<string, unknown>[], column: string) =>
  new Set(rows.map((row) => row[column]));

describe('the accounts that the sign-in page offers', () => {
  it('are planned ones, each once, with who takes up petitions and who mediates', () => {
    const { accounts } = demoDoors();
    expect(accounts.filter(({ role, zh, name }) => role === '' || zh === name)).toEqual([]);
    expect(new Set(accounts.map(({ name }) => name)).size).toBe(accounts.length);
    expect(accounts).toContainEqual(
      expect.objectContaining({ name: 'petitionofficer', role: 'petitionOfficer' }),
    );
    expect(accounts).toContainEqual(
      expect.objectContaining({ name: 'mediator', role: 'mediator' }),
    );
  });
});

describe('the demo', () => {
  it('goes on where a first start was cut off', { timeout: 120_000 }, async () => {
    const ending = new AbortController();
    const progress = (part: string, done: number) => {
      if (part === 'matters' && done === 3) ending.abort();
    };
    const first = await load({ signal: ending.signal, progress });
    // Drawn a moment before: whoever places something in the grids must see them at once.
    const [places] = await db.scoped({ counties: [] }, (tx) =>
      tx.rows(q.selectFrom('geography.named_place').select((eb) => eb.fn.countAll().as('count'))),
    );
    expect(Number(places?.count)).toBeGreaterThan(50);
    expect(first).toEqual({ told: 3, of: storiesMin, left: storiesMin - 3 });
    const second = await load();
    expect(second).toEqual({ told: storiesMin - 3, of: storiesMin, left: 0 });
  });

  it('shows every stage and outcome', async () => {
    const matters = await read('matter');
    const definition = readDefinition(kind.processFile) as { stages: object };
    const stages = ['received', ...Object.keys(definition.stages)];
    const reports = matters.filter(({ kind: is }) => is === 'report' || is === 'intake');
    expect(values(reports, 'stage')).toEqual(new Set(stages));
    const others = matters.filter((matter) => !reports.includes(matter));
    const wanted = ['registered', 'handling', 'closed', 'reviewing', 'consenting', 'mediating'];
    wanted.push('reReviewing', 'performing', 'agreed');
    expect(values(others, 'stage')).toEqual(new Set(wanted));
    const outcomes = ['fixed', 'answered', 'referred', 'impossible', 'declined'];
    expect(values(matters, 'outcome')).toEqual(
      new Set([...outcomes, 'duplicate', 'withdrawn', null]),
    );
  });

  it.each([
    ['petitionProxy', 'handling', 'proxyReport'],
    ['petitionUrged', 'handling', 'jointMeasure'],
    ['petitionHearing', 'handling', 'makePaper'],
    ['petitionAtCity', 'reviewing', 'askReview'],
    ['petitionResolved', 'handling', 'closeLegacy'],
    ['disputeFailed', 'closed', 'deliver'],
    ['disputeToday', 'mediating', 'planSession'],
    ['disputeNextWeek', 'mediating', 'planSession'],
    ['disputeDrafting', 'mediating', 'writeText'],
    ['disputeSigning', 'agreed', 'signText'],
    ['disputeInForce', 'performing', 'notePromise'],
    ['disputeConfirming', 'performing', 'applyConfirmation'],
  ])('tells %s to its end', async (way, stage, action) => {
    const told = [...(await toldStories(db))].find(([name]) => name.startsWith(`${way}-`));
    const matter = (await read('matter')).find(({ number }) => number === told?.[1]);
    const entries = (await read('entry')).filter((entry) => entry.matter_id === matter?.id);
    // Rungs come between the acts of people.
    const last = entries.filter((entry) => entry.action !== 'rung').at(-1);
    expect([matter?.stage, last?.action]).toEqual([stage, action]);
  });

  it('has a petition that a proxy brought, and a party who was invited by a link', async () => {
    expect(values(await read('entry'), 'action')).toContain('fileAsProxy');
    const links = await db.scoped(COUNTY, (tx) =>
      tx.rows(q.selectFrom('invitation.link').select('invited_at')),
    );
    expect(links.some(({ invited_at: at }) => at !== null)).toBe(true);
  });

  it('has a withdrawn petition that waits for its call', async () => {
    const rows = await db.scoped(COUNTY, (tx) =>
      tx.rows(q.selectFrom('petition.listed').select('state').where('list', '=', 'withdrawal')),
    );
    expect(rows).toContainEqual({ state: 'due' });
  });

  it('tells of every hitch on the way, and of rungs that fired then', async () => {
    const entries = await read('entry');
    const wanted = ['object', 'designate', 'decideSuspension', 'decideExtension', 'supervise'];
    const more = ['selfHandle', 'reopen', 'rate', 'unmerge', 'createSub', 'callIn', 'rung'];
    const actions = values(entries, 'action');
    expect([...wanted, ...more].filter((action) => !actions.has(action))).toEqual([]);
    const rungs = entries.filter((entry) => entry.action === 'rung');
    const past = rungs.filter(
      (entry) => (entry.recorded_at as Date).getTime() < DEMO_NOW - 86_400_000,
    );
    expect(past.length).toBeGreaterThan(rungs.length / 2);
  });

  it('marks every invented text, and puts nothing into the future', async () => {
    const matters = await read('matter');
    expect(matters.filter((matter) => !String(matter.body).includes('【示例】'))).toEqual([]);
    const entries = await read('entry');
    const times = entries.map((entry) => (entry.recorded_at as Date).getTime());
    expect(Math.max(...times)).toBeLessThanOrEqual(DEMO_NOW);
  });

  it('is loaded once: a second time changes nothing', async () => {
    const before = [await read('matter'), await read('entry')];
    const posts = house.identity.posts({}, DEMO_NOW).length;
    expect(await load()).toEqual({ told: 0, of: storiesMin, left: 0 });
    expect([await read('matter'), await read('entry')]).toEqual(before);
    expect(house.identity.posts({}, DEMO_NOW)).toHaveLength(posts);
  });

  it('plans the same stories whatever the time', () => {
    const names = (now: number) =>
      planStories({ now, count: 300 })
        .map((plan) => plan.name)
        .sort();
    expect(names(DEMO_NOW)).toEqual(names(DEMO_NOW + 5 * 86_400_000));
    expect(new Set(names(DEMO_NOW)).size).toBe(300);
  });
});
