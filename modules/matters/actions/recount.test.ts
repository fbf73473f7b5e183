/** Figures of organisations counted again from the log, as after an upgrade that brought them. */
import { expect, it } from 'vitest';
import { storyHouse } from '../../../test/house.ts';
import { withClient } from '../../../test/server.ts';
import { teller } from '../../../test/teller.ts';
import { recountTallies } from './recount.ts';
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
  const { entries } = await recountTallies(db, COUNTY, ZONE);
  expect(entries).toBeGreaterThan(before.length);
  expect(await rows()).toEqual(before);
  expect((await verifyLog(db, COUNTY, { zone: ZONE })).first).toBeNull();

  await recountTallies(db, COUNTY, ZONE);
  expect(await rows()).toEqual(before);
});
