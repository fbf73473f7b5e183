import { expect, it } from 'vitest';
import { q } from '../../../platform/db/index.ts';
import { testDatabase } from '../../../test/db.ts';
import { ELSEWHERE, HERE, VILLAGE } from '../../../test/loop.ts';
import { withClient } from '../../../test/server.ts';
import { testWorld } from '../../../test/world.ts';
import { act } from '../actions/act.ts';
import { register } from '../actions/register.ts';
import { KEYS_KEPT_MS } from '../rules/settings.ts';
import { listCrowded } from '../store/counters.ts';
import { sumFigures } from '../store/figures.ts';
import { searchMatters } from '../store/search.ts';
import { sweepCounters, sweepKeys } from './upkeep.ts';

const base = await testDatabase();
const house = await testWorld(base);
const { staff, clock, world } = house;

const figures = (county: string) =>
  base.db.snapshot({ counties: [county] }, (tx) =>
    sumFigures(tx, {
      counties: [county],
      periods: [{ from: '2026-01-01', to: '2027-12-31' }],
      towns: [],
      by: 'town',
    }),
  );

const unfolded = (county: string) =>
  base.db.scoped({ counties: [county] }, async (tx) => {
    const rows = await tx.rows(q.selectFrom('matter.counter_delta').select('id'));
    return rows.length;
  });

it('folding leaves the figures as they were, also while people act and two fold at once', async () => {
  await Promise.all([house.matterAt('closed'), house.matterAt('handling')]);
  const before = await figures(HERE);
  expect(await unfolded(HERE)).toBeGreaterThan(0);
  await sweepCounters(world, HERE, clock.now());
  expect(await unfolded(HERE)).toBe(0);
  expect(await figures(HERE)).toEqual(before);
  const stages = ['closed', 'opened', 'closed', 'handling'] as const;
  const work = stages.map((stage) => house.matterAt(stage));
  const folds = Array.from({ length: 6 }, () => sweepCounters(world, HERE, clock.now()));
  await Promise.all([...work, ...folds]);
  await sweepCounters(world, HERE, clock.now());
  const received = (await figures(HERE)).find((row) => row.measure === 'received');
  expect(Number(received?.n)).toBe(6);
  expect(await sweepCounters(world, ELSEWHERE, clock.now())).toBe(0);
});

it('a whole batch is followed by the next at once, what is less waits for its turn', async () => {
  await house.matterAt('opened');
  const waiting = await unfolded(HERE);
  expect(waiting).toBeGreaterThan(2);
  expect(await sweepCounters(world, HERE, clock.now(), waiting - 1)).toBe(waiting - 1);
  expect(await unfolded(HERE)).toBe(1);
  expect(await sweepCounters(world, HERE, clock.now(), waiting - 1)).toBe(0);
  expect(await unfolded(HERE)).toBe(0);
});

it('folding settles the words that came meanwhile, and they are found before and after', async () => {
  const settled = () =>
    withClient(base.superUrl, async (client) => {
      const { rows } = await client.query<{ pages: number }>(
        `select gin_clean_pending_list('matter.search_words_idx')::integer as pages`,
      );
      return rows[0]?.pages;
    });
  const found = () =>
    base.db.scoped({ counties: [HERE] }, async (tx) => {
      const { keys } = await searchMatters(tx, { counties: [HERE], query: '窨井', limit: 5 });
      return keys.length;
    });
  await house.report({ text: '窨井盖缺失' });
  expect(await found()).toBe(1);
  expect(await settled()).toBeGreaterThan(0);
  await house.report({ text: '窨井盖松动' });
  await sweepCounters(world, HERE, clock.now());
  expect(await settled()).toBe(0);
  expect(await found()).toBe(2);
});

it('where many wait they are found, to be folded before their time', async () => {
  const crowded = (atLeast: number) =>
    base.db.scoped({ counties: [HERE, ELSEWHERE] }, (tx) =>
      listCrowded(tx, [HERE, ELSEWHERE], atLeast),
    );
  await house.matterAt('opened');
  const waiting = await unfolded(HERE);
  expect(await crowded(waiting)).toEqual([HERE]);
  expect(await crowded(waiting + 1)).toEqual([]);
});

it('keys are forgotten after 30 days, not before, and only the keys', async () => {
  const report = { text: '路灯不亮', category: 'street', region: VILLAGE };
  const send = () => register(world, house.ctx(staff.clerk.actor, 'key-of-a-report'), report);
  const { matter } = await send();
  const note = () =>
    act(world, house.ctx(staff.clerk.actor, 'key-of-a-note'), {
      number: matter.number,
      action: 'note',
      given: { text: '示例' },
    });
  const { seq } = await note();
  clock.pass(KEYS_KEPT_MS);
  expect(await sweepKeys(world, HERE, clock.now())).toBe(0);
  expect((await send()).matter.number).toBe(matter.number);
  expect((await note()).seq).toBe(seq);
  clock.pass(1);
  expect(await sweepKeys(world, HERE, clock.now())).toBe(2);
  expect(await sweepKeys(world, HERE, clock.now())).toBe(0);
  // Done anew, and before it what had fallen due in the 30 days.
  expect((await note()).seq).toBeGreaterThan(seq);
});

it('a key is found again after the boundary was redrawn, where the point lay before', async () => {
  const redrawnAt = clock.now() + 1000;
  const placeAt = (county: string) => ({
    county,
    region: `${county}101201`,
    grid: null,
    lon: 121.2,
    lat: 30.7,
  });
  const ofPoint = (_: unknown, at: number) => placeAt(at < redrawnAt ? HERE : ELSEWHERE);
  const redrawn = { ...world, places: async () => ({ ...(await world.places()), ofPoint }) };
  const report = { text: '路灯不亮', category: 'street', point: { lon: 121.2, lat: 30.7 } };
  const send = () => register(redrawn, house.ctx(staff.clerk.actor, 'key-of-a-point'), report);
  const first = await send();
  clock.pass(24 * 3_600_000);
  const again = await send();
  expect(again.isRepeat).toBe(true);
  expect(again.matter.number).toBe(first.matter.number);
});
