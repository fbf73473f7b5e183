/** Live updates over HTTP: two servers, who is told what, late commits, coming back, the end. */
import { expect, it, vi } from 'vitest';
import { sql } from '../../../platform/db/index.ts';
import { storyHouse } from '../../../test/house.ts';
import { httpOf } from '../../../test/http.ts';
import { listenAs, listening } from '../../../test/live.ts';
import { PASSWORD } from '../../../test/people.ts';
import { proveLogs, teller } from '../../../test/teller.ts';
import { commandContext } from '../../identity/index.ts';
import { keepAnswered } from '../store/idempotency.ts';

const story = await storyHouse();
const tell = teller(story);
const folk = await story.people();
const { app } = await httpOf(story.world, story.house.http);
const here = await listening(app);
const second = await story.another();
const there = await listening(second.app);
vi.setConfig({ testTimeout: 30_000 });

const numbersOf = (events: Record<string, unknown>[]) => events.map((event) => event.number);

it('tells on every server what was done on one, with the queues of each reader', async () => {
  const town = await listenAs(here, folk.townDispatcher);
  const county = await listenAs(there, folk.countyDispatcher);
  const number = await tell.report(folk.clerk);
  await tell.done(folk.townDispatcher, number, 'open');
  for (const reader of [town, county]) {
    await expect
      .poll(() => reader.named('matter').find((one) => one.action === 'open'))
      .toMatchObject({ number, stage: 'opened', isOpen: true, region: '310116101201' });
    expect(reader.named('counts').length).toBeGreaterThan(0);
  }
  const last = (reader: typeof town) => reader.named('matter').at(-1)?.queues;
  expect(last(town)).toEqual(expect.arrayContaining(['owned', 'toDispatch', 'recent']));
  expect(last(county)).not.toContain('toDispatch');
  const told = town.named('matter').filter((one) => one.number === number);
  expect(told[0]).toMatchObject({ isNew: true });
  expect(Object.keys(told[0] ?? {})).not.toContain('title');
  town.close();
  county.close();
});

it('tells nothing to another town, another county, or who reads no matters', async () => {
  const readers = await Promise.all([
    listenAs(here, folk.otherTownDispatcher),
    listenAs(there, folk.elsewhere.countyDispatcher),
    listenAs(here, folk.auditor),
    listenAs(here, await folk.resident()),
  ]);
  const town = await listenAs(here, folk.townDispatcher);
  const number = await tell.report(folk.clerk);
  await expect.poll(() => numbersOf(town.named('matter'))).toContain(number);
  // What comes later in the same streams shows that nothing came before it.
  const other = await tell.report(folk.clerk, { point: { lon: 121.23, lat: 30.71 } });
  await expect.poll(() => numbersOf(readers[0]?.named('matter') ?? [])).toEqual([other]);
  for (const reader of readers.slice(1)) {
    expect(reader.events.map((event) => event.name)).toEqual(['hello']);
  }
  for (const reader of [...readers, town]) reader.close();
});

it('tells an organisation outside the place only of its own work, and when it is taken back', async () => {
  const handler = await listenAs(here, folk.stationHandler);
  const number = await tell.report(folk.clerk);
  await tell.done(folk.townDispatcher, number, 'open');
  await tell.done(folk.townDispatcher, number, 'dispatch', { org: folk.orgs.department });
  const department = await listenAs(there, folk.otherHandler);
  await tell.done(folk.townDispatcher, number, 'dispatch', {
    org: folk.orgs.otherDepartment,
  });
  await expect
    .poll(() => department.named('matter').at(-1))
    .toMatchObject({ number, queues: expect.arrayContaining(['org']) });
  handler.close();
  department.close();
});

it('tells residents of their own matters and of the acts that their story tells', async () => {
  const resident = await folk.resident();
  const number = await tell.report(resident);
  const own = await listenAs(here, resident);
  await tell.done(folk.townDispatcher, number, 'note', { text: '内部备注' });
  await tell.done(folk.townDispatcher, number, 'open');
  await expect.poll(() => own.named('matter')).toMatchObject([{ number, action: 'open' }]);
  expect(own.named('matter')[0]).toMatchObject({ queues: [] });
  own.close();
});

it('does not miss an entry that commits after younger ones', async () => {
  const reader = await listenAs(here, folk.townDispatcher);
  const slow = await tell.report(folk.clerk);
  await expect.poll(() => numbersOf(reader.named('matter'))).toContain(slow);
  const held = await holdKey(`staff:${folk.townDispatcher.account}`, 'late-commit-1');
  const late = story.http(`POST /api/matters/${slow}/actions/note`, {
    as: folk.townDispatcher,
    headers: { 'idempotency-key': 'late-commit-1' },
    body: { input: { text: '稍后再看' } },
  });
  await expect.poll(isWaiting).toBe(true);
  const quick = await tell.report(folk.clerk);
  await expect.poll(() => numbersOf(reader.named('matter'))).toContain(quick);
  const before = reader.named('matter').length;
  held.free();
  expect(await late).toMatchObject({ status: 200 });
  await expect.poll(() => numbersOf(reader.named('matter').slice(before))).toContain(slow);
  reader.close();
});

/** Holds an idempotency key without a commit: the act that takes it waits, its entry written. */
async function holdKey(actor: string, key: string) {
  const { promise: isFree, resolve: free } = Promise.withResolvers<void>();
  const { promise: isHeld, resolve: held } = Promise.withResolvers<void>();
  const holding = story.base.db.scoped({ counties: ['310116'] }, async (tx) => {
    const deed = { county: '310116', actor, key, body: {} };
    keepAnswered(tx, deed, { matterId: null, seq: null, refusal: null }, story.clock.now());
    await tx.rows(sql`select 1`);
    held();
    await isFree;
    throw new Error('given back');
  });
  holding.catch(() => undefined);
  await isHeld;
  return { free };
}

async function isWaiting(): Promise<boolean> {
  const [row] = await story.base.db.scoped({ counties: [] }, (tx) =>
    tx.rows(
      sql<{ n: number }>`
        select count(*)::int as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`,
    ),
  );
  return (row?.n ?? 0) > 0;
}

it('goes on where a reader had got to, on another server; too long ago it begins anew', async () => {
  const reader = await listenAs(here, folk.townDispatcher);
  await expect.poll(reader.position).not.toBe('');
  const position = reader.position();
  reader.close();
  const number = await tell.report(folk.clerk);
  const back = await listenAs(there, folk.townDispatcher, position);
  expect(numbersOf(back.named('matter'))).toContain(number);
  expect(back.named('hello')).toEqual([{ isResumed: true }]);
  const late = await listenAs(there, folk.townDispatcher, String(Date.now() - 3_600_000));
  expect(late.events).toEqual([{ name: 'hello', data: { isResumed: false } }]);
  for (const one of [back, late]) one.close();
});

it('ends with the session', async () => {
  const as = await signedIn(folk.clerk.login);
  const reader = await listenAs(here, as);
  await story.http('POST /api/staff/sign-out', { as });
  const number = await tell.report(folk.clerk);
  await expect.poll(reader.isEnded).toBe(true);
  expect(reader.named('end')).toEqual([{ why: 'signedOut' }]);
  expect(numbersOf(reader.named('matter'))).not.toContain(number);
});

it('ends when another post becomes active', async () => {
  const { actor, account, login } = folk.supervisor;
  const ctx = commandContext('test', story.clock.now(), story.house.newId);
  const post = await story.house.identity.addPost(ctx, {
    accountId: account,
    orgId: actor.org,
    role: 'leader',
    presence: 'permanent',
    title: '示例第二岗位',
    publicName: null,
    dutyPhone: null,
    regions: [...actor.regions],
  });
  const as = await signedIn(login);
  const reader = await listenAs(here, as);
  await story.http('POST /api/staff/post', { as, body: { post: post.id } });
  await tell.report(folk.clerk);
  await expect.poll(reader.isEnded).toBe(true);
  expect(reader.named('end')).toEqual([{ why: 'post' }]);
});

async function signedIn(login: string) {
  const body = { name: login, password: PASSWORD };
  const { cookie } = await story.http('POST /api/staff/sign-in', { body });
  return { headers: { cookie } };
}

it('refuses more streams than a person can look at', async () => {
  const readers = [];
  for (let n = 0; n < 8; n += 1) readers.push(await listenAs(here, folk.leader));
  await expect(listenAs(here, folk.leader)).rejects.toThrow('LIVE_TOO_MANY');
  readers[0]?.close();
  await expect
    .poll(() =>
      listenAs(here, folk.leader).then(
        (one) => readers.push(one) > 0,
        () => false,
      ),
    )
    .toBe(true);
  for (const reader of readers) reader.close();
});

it('counts its readers for the figures', async () => {
  const reader = await listenAs(here, folk.townDispatcher);
  const figures = await story.house.matters.figures(story.clock);
  const values = Object.fromEntries(figures.map((figure) => [figure.name, figure.value]));
  expect(values.linli_live_streams).toBeGreaterThan(0);
  expect(values.linli_live_behind_seconds).toBeLessThan(5);
  reader.close();
});

proveLogs(story);
