/** Packed days of a map: told by stories, followed by the sweep, proved and mended. */
import { describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/index.ts';
import { storyHouse } from '../../test/house.ts';
import { withClient } from '../../test/server.ts';
import { teller } from '../../test/teller.ts';
import { closedSince, countPlaces, openMapDays, pointsOf, wantedBy } from './actions/map-days.ts';
import { recountFigures } from './actions/recount.ts';
import { verifyLog } from './actions/verify.ts';
import { makeMapDaysSweep } from './jobs/map-days.ts';
import { mapFilter } from './rules/map.ts';
import { nearBox } from './rules/map-pack.ts';
import { listMapWork } from './store/map-days.ts';

const story = await storyHouse();
const { clock } = story;
const { report, done, ready } = teller(story);
const folk = await story.people();
const { db, superUrl } = story.base;
const COUNTY = '310116';
const ZONE = 'Asia/Shanghai';

const rests: number[] = [];
let resting = 0;
const now = sql`select now()`;
const rest = async (ms: number) => {
  rests.push(ms);
  resting += 1;
  // So long that another day could be packed.
  for (let trip = 0; trip < 9; trip += 1) await db.scoped({ counties: [] }, (tx) => tx.rows(now));
  expect(resting).toBe(1);
  resting -= 1;
};
const sweep = makeMapDaysSweep({ db, wait: rest });
const packed = async () => {
  while ((await sweep(COUNTY, clock.now(), AbortSignal.timeout(60_000))) > 0);
};
const filter = () => mapFilter({ state: 'closed', days: 30 }, clock.now());

/** A program that has just been started reads all of it. */
async function closedOnes(regions: readonly string[] | null, days = openMapDays()) {
  const since = clock.now() - 20 * 86_400_000;
  const period = await closedSince(db, days, { county: COUNTY, since });
  const wanted = wantedBy(filter(), regions);
  const everywhere = { west: -180, south: -85, east: 180, north: 85 };
  const cells = [...new Set(period.flatMap(({ columns }) => [...columns.cells.keys()]))];
  const near = { ...nearBox([], everywhere), keys: cells };
  const points = pointsOf(period, wanted, { near, most: 1000 }) ?? [];
  const places = await countPlaces(period, wanted);
  const counted = places.reduce((sum, one) => sum + one.open, 0);
  expect(counted).toBe(points.length);
  return points.map((one) => one.number ?? '');
}

const resident = await folk.resident();

async function closed(how: Record<string, unknown> = {}): Promise<string> {
  const number = await report(resident, how);
  await ready(folk, number);
  await done(folk.townDispatcher, number, 'close');
  return number;
}

const sound = async () => (await verifyLog(db, COUNTY, { zone: ZONE })).first?.why ?? null;

describe('the packed days of a map', () => {
  it('hold what is closed, once the sweep has looked at the log', async () => {
    const first = await closed();
    await packed();
    expect(await closedOnes([COUNTY])).toEqual([first]);
    const open = await report(resident);
    const second = await closed();
    await packed();
    expect((await closedOnes([COUNTY])).sort()).toEqual([first, second].sort());
    await ready(folk, open);
    await done(folk.townDispatcher, open, 'close');
    const counties = [COUNTY, '310117'];
    const work = await db.scoped({ counties }, (tx) => listMapWork(tx, counties));
    expect(work).toContain(COUNTY);
    await packed();
    expect((await closedOnes([COUNTY])).sort()).toEqual([first, second, open].sort());
  });

  it('are a reader’s by the regions of the post, and of everyone only what may be public', async () => {
    const before = await closedOnes([COUNTY]);
    const hidden = await closed({ isPrivate: true });
    await packed();
    expect(await closedOnes([COUNTY])).toContain(hidden);
    expect(await closedOnes(['310116101'])).toContain(hidden);
    expect(await closedOnes(['310116102'])).toEqual([]);
    expect(await closedOnes(['310117'])).toEqual([]);
    expect(await closedOnes([])).toEqual([]);
    expect((await closedOnes(null)).sort()).toEqual(before.sort());
  });

  it('let go of what is opened again', async () => {
    const number = await closed();
    await packed();
    expect(await closedOnes([COUNTY])).toContain(number);
    await done(resident, number, 'reopen', { reason: '又坏了' });
    await packed();
    expect(await closedOnes([COUNTY])).not.toContain(number);
  });

  it('are read anew only where they changed', async () => {
    const held = openMapDays();
    await closedOnes([COUNTY], held);
    const days = [...(held.counties.get(COUNTY)?.days.values() ?? [])];
    const again = async () => {
      const own = held.counties.get(COUNTY);
      // As if some seconds had passed.
      if (own) own.at -= 60_000;
      await closedOnes([COUNTY], held);
      return [...(held.counties.get(COUNTY)?.days.values() ?? [])];
    };
    expect((await again()).map((day) => days.includes(day))).not.toContain(false);
    const number = await closed();
    await packed();
    expect((await again()).map((day) => days.includes(day))).toContain(false);
    expect(await closedOnes([COUNTY], held)).toContain(number);
  });

  it('are proved by verify-log, and packed anew by a recount', async () => {
    expect(await sound()).toBeNull();
    const stood = (await closedOnes([COUNTY])).sort();
    await withClient(superUrl, (client) =>
      client.query(`update matter.map_day set packed = overlay(packed placing '\\x07' from
        length(packed) for 1) where county = '${COUNTY}' and count > 0`),
    );
    // What was acted on a moment ago is looked at again, and not judged.
    await withClient(superUrl, (client) =>
      client.query(`update matter.map_progress set
        read_from = 'ffffffff-ffff-7fff-bfff-ffffffffffff' where county = '${COUNTY}'`),
    );
    expect(await sound()).toContain('packed day');
    await recountFigures({ db, zone: ZONE }, COUNTY, clock.now());
    await packed();
    expect(await sound()).toBeNull();
    expect((await closedOnes([COUNTY])).sort()).toEqual(stood);
  });

  it('are packed one at a time with a rest after each, and left where the program stops', async () => {
    const pass = (county: string, signal = AbortSignal.timeout(60_000)) =>
      sweep(county, clock.now(), signal);
    const asSuper = (text: string) => withClient(superUrl, (client) => client.query(text));
    await asSuper(`insert into matter.map_day (county, day) values ('310117', '2026-01-01')`);
    await pass('310117');
    await asSuper('update matter.map_day set is_stale = true');
    const { rows } = await asSuper('select day from matter.map_day');
    rests.length = 0;
    expect(await pass(COUNTY, AbortSignal.abort())).toBe(0);
    expect(rests).toEqual([]);
    await Promise.all([pass(COUNTY), pass('310117')]);
    expect(rests).toHaveLength(rows.length);
    expect(Math.min(...rests)).toBeGreaterThan(0);
  });
});
