/** Figures counted again from the log, as after an upgrade that counts otherwise. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { dateAt } from '../../../kernel/zone.ts';
import { storyHouse } from '../../../test/house.ts';
import { withClient } from '../../../test/server.ts';
import { teller } from '../../../test/teller.ts';
import { measures } from '../rules/counters.ts';
import { columnOf } from '../store/counter-sums.ts';
import { foldAll } from '../store/counters.ts';
import { recountFigures, recountOnce } from './recount.ts';
import { verifyLog } from './verify.ts';

const story = await storyHouse();
const { report, done, ready } = teller(story);
const folk = await story.people();
const { db, superUrl } = story.base;
const COUNTY = '310116';
const ZONE = 'Asia/Shanghai';

const rows = () =>
  withClient(superUrl, async (client) => {
    const found = await client.query(
      'select * from matter.tally order by county, org, measure, matter_id, seq, town',
    );
    return found.rows as Record<string, unknown>[];
  });

const NOW = story.clock.now();
/** When all that is told is over: longer blocks hold it, too. */
const LATER = dateAt(NOW + 3 * 86_400_000, ZONE);
const sound = async () => (await verifyLog(db, COUNTY, { zone: ZONE })).isSound;
const recount = () => recountFigures({ db, zone: ZONE }, COUNTY, NOW);
const run = (statement: string) => withClient(superUrl, (client) => client.query(statement));
const folded = () =>
  db.scoped({ counties: [COUNTY] }, (tx) => foldAll(tx, { county: COUNTY, today: LATER }));
/** By key, without what came to nothing. */
const sums = async () => {
  await folded();
  const none = measures.map((one) => `${columnOf(one)} = 0`).join(' and ');
  const order = 'order by 1, 2, 3, 4, 5, 6, 7';
  const found = [
    await run(`select * from matter.counter_sum where not (${none}) ${order}`),
    await run(`select * from matter.counter_status where n <> 0 ${order}`),
  ];
  return found.map((one) => one.rows);
};

it('stand again as the acts had written them, and a second count changes nothing', async () => {
  const resident = await folk.resident();
  const closed = await report(resident);
  await ready(folk, closed);
  await done(folk.townDispatcher, closed, 'close');
  await done(resident, closed, 'rate', { score: 3 });
  await done(resident, closed, 'reopen', { reason: '又坏了' });
  const withdrawn = await report(resident);
  await done(folk.townDispatcher, withdrawn, 'open');
  await done(folk.townDispatcher, withdrawn, 'dispatch', { org: folk.orgs.department });
  await done(resident, withdrawn, 'withdraw');
  const before = await rows();
  expect(before.length).toBeGreaterThan(5);

  await withClient(superUrl, (client) => client.query('delete from matter.tally'));
  expect((await verifyLog(db, COUNTY, { zone: ZONE })).isSound).toBe(false);
  const { entries, corrected } = await recount();
  expect(entries).toBeGreaterThan(before.length);
  expect(corrected).toBe(before.length);
  expect(await rows()).toEqual(before);
  expect((await verifyLog(db, COUNTY, { zone: ZONE })).first).toBeNull();

  expect((await recount()).corrected).toBe(0);
  expect(await rows()).toEqual(before);
});

const here = `county = '310116'`;
const DELTA = 'county, id, day, town, village, category, measure, status, n';

it('lose what an older version counted and this one does not, and keep all the rest', async () => {
  const [tallies, before] = [await rows(), await sums()];
  await run(`insert into matter.tally select county, org, measure, matter_id, seq + 1000, town, day,
    n from matter.tally limit 3`);
  await run(`update matter.counter_sum set received = received + 4 where ${here}`);
  await run(`insert into matter.counter_delta (${DELTA})
    select county, gen_random_uuid(), day, town, town || '201', 'gone', 'stock', 'closed', 2
    from matter.counter_sum where ${here} and level = 'town' limit 1`);
  expect(await sound()).toBe(false);
  expect((await recount()).corrected).toBeGreaterThan(3);
  expect(await sound()).toBe(true);
  expect(await rows()).toEqual(tallies);
  expect(await sums()).toEqual(before);
  expect(await sound()).toBe(true);
});

it.each([
  `update matter.counter_sum set stock = stock - 2 where level = 'townCategory' and span = 1`,
  `update matter.counter_sum set village = town where level = 'village' and span = 1`,
  `update matter.counter_status set n = n + 1 where level = 'town' and span = 1`,
  `update matter.counter_sum set closed = closed + 1 where level = 'county' and span = 256`,
  `delete from matter.counter_status where level = 'county'`,
  `delete from matter.counter_sum where span = 1`,
  'delete from matter.counter_sum',
  'delete from matter.counter_status',
])('stand again after %s', async (spoil) => {
  const before = await sums();
  await run(spoil);
  expect(await sound()).toBe(false);
  expect((await recount()).corrected).toBeGreaterThan(0);
  expect(await sound()).toBe(true);
  expect(await sums()).toEqual(before);
  expect((await recount()).corrected).toBe(0);
});

it('leave a measure that is none to the next fold, which writes it nowhere', async () => {
  const before = await sums();
  await run(`insert into matter.counter_delta (${DELTA})
    select county, gen_random_uuid(), day, town, '', '', 'praised', '', 2
    from matter.counter_sum where ${here} and level = 'town' limit 1`);
  expect(await sound()).toBe(false);
  await recount();
  await folded();
  expect(await sound()).toBe(true);
  expect(await sums()).toEqual(before);
});

it('are counted by the program itself, once for each counting', async () => {
  const once = () => recountOnce({ db, zone: ZONE }, COUNTY, NOW);
  expect(await once()).toBeNull();
  await run('update matter.recount set counting = 0');
  await run('delete from matter.tally');
  expect((await once())?.corrected).toBeGreaterThan(0);
  expect(await sound()).toBe(true);
  expect(await once()).toBeNull();
});

it('are corrected once where two begin at the same moment', async () => {
  await run(`update matter.counter_sum set rated = rated + 1 where ${here}`);
  const both = await Promise.all([recount(), recount()]);
  expect(both.filter(({ corrected }) => corrected > 0)).toHaveLength(1);
  expect(await sound()).toBe(true);
});

it('have first answers by their spans after an upgrade before they are counted', async () => {
  const late = await report(await folk.resident());
  story.clock.pass(5 * 3_600_000);
  await done(folk.townDispatcher, late, 'reply', { text: '已安排维修。', isPublic: true });
  await folded();
  const spans = async () =>
    (
      await run(`select * from matter.counter_status where measure = 'answered'
      order by 1, 2, 3, 4, 5, 6, 7`)
    ).rows;
  const before = await spans();
  expect(before.map(({ status }) => status)).toEqual(expect.arrayContaining(['1', '6']));

  await run(`delete from matter.counter_status where measure = 'answered'`);
  await run(await readFile('db/migrations/20261123T0020_matter_answer_spans.sql', 'utf8'));
  expect(await spans()).toEqual(before);
  expect(await sound()).toBe(true);
});
