import { afterAll, expect, it } from 'vitest';
import { movableClock, moveClock } from '../../../platform/clock/clock.ts';
import { type Database, openDatabase } from '../../../platform/db/index.ts';
import { type Sweeper, startSweeper } from '../../../platform/jobs/sweeper.ts';
import { testDatabase } from '../../../test/db.ts';
import { ELSEWHERE, HERE } from '../../../test/loop.ts';
import { testWorld } from '../../../test/world.ts';
import { matterSchedules, matterSweeps } from './index.ts';

const base = await testDatabase();
const house = await testWorld(base);
const { clock, matterAt, state, log } = house;

const LADDER = ['remind', 'yellow', 'orange', 'red', 'breach'];
const faults: object[] = [];
const running: { sweeper: Sweeper; pool: Database }[] = [];
afterAll(() => stopAll());

/** A server as far as the ladder goes: a pool, the clock's row, the sweeper's own loops. */
function startServer(name: string) {
  const pool = openDatabase({ url: base.appUrl, max: 6, applicationName: name });
  const world = { ...house.on(pool), counties: async () => [HERE, ELSEWHERE] };
  const noted = { error: (about: object) => void faults.push(about) };
  const tasks = matterSweeps(world, movableClock(pool), noted);
  const quick = tasks.map((task) => ({ ...task, everyMs: 5 }));
  const server = { pool, sweeper: startSweeper({ db: pool, tasks: quick, log: noted }) };
  running.push(server);
  return server;
}

type Server = ReturnType<typeof startServer>;

async function stop(server: Server) {
  await server.sweeper.stop();
  await server.pool.close();
}

const stopAll = () => Promise.all(running.splice(0).map(stop));

async function fired(number: string): Promise<string[]> {
  const entries = await log(number);
  return entries
    .filter((one) => one.action === 'rung' && one.public.given.clock === 'handle')
    .map((one) => String(one.public.given.rung));
}

/** Moves the row that every server reads, and waits until the ladder shows it. */
async function moveTo(at: number, numbers: readonly string[], rungs: readonly string[]) {
  await moveClock(base.db, { at, frozen: true });
  for (const number of numbers) {
    await expect.poll(() => fired(number), { timeout: 20_000 }).toEqual(rungs);
  }
}

it('two servers on one database and a restart fire every rung once as the clock is moved', async () => {
  const numbers = await Promise.all(Array.from({ length: 6 }, () => matterAt('handling')));
  const { clocks } = await state(numbers[0] ?? '');
  const { rungs } = clocks.find((one) => one.name === 'handle')?.detail ?? { rungs: [] };
  const at = rungs.map((one) => one.at);
  await moveClock(base.db, { at: clock.now(), frozen: true });
  startServer('first');
  startServer('second');
  await moveTo(at[0] ?? 0, numbers, LADDER.slice(0, 1));
  await moveTo(at[1] ?? 0, numbers, LADDER.slice(0, 2));
  await Promise.all(running.splice(0, 1).map(stop));
  await moveTo(at[2] ?? 0, numbers, LADDER.slice(0, 3));
  // Nothing runs while the clock goes on; what starts then makes up for it.
  await stopAll();
  await moveClock(base.db, { at: at[3] ?? 0, frozen: true });
  startServer('third');
  startServer('fourth');
  await moveTo(at[3] ?? 0, numbers, LADDER.slice(0, 4));
  await moveTo(at[4] ?? 0, numbers, LADDER);
  await Promise.all(running.map((server) => server.sweeper.sweepNow('ladder')));
  for (const number of numbers) {
    expect(await fired(number)).toEqual(LADDER);
    expect(await house.rebuilt(number)).toEqual(await state(number));
  }
  expect(faults).toEqual([]);
}, 60_000);

it('the schedules run in every county, and one that fails does not stop the others', async () => {
  const visited: string[] = [];
  const counties = async () => [HERE, ELSEWHERE];
  const db: Database = {
    ...base.db,
    scoped: (scope, work) => {
      visited.push(scope.counties.join());
      return scope.counties.includes(HERE)
        ? Promise.reject(new Error('away'))
        : base.db.scoped(scope, work);
    },
  };
  const schedules = matterSchedules({ ...house.world, db, counties }, clock);
  expect(schedules.map((one) => one.name)).toEqual(['recount', 'calendar', 'keys', 'uploads']);
  for (const { run } of schedules) {
    visited.length = 0;
    await expect(run(new AbortController().signal)).rejects.toThrow('away');
    expect(visited).toEqual(expect.arrayContaining([HERE, ELSEWHERE]));
  }
});
