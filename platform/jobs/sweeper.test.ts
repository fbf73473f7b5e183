import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '../../test/db.ts';
import { openDatabase } from '../db/index.ts';
import { type SweepTask, startSweeper } from './sweeper.ts';

const { db, appUrl } = await testDatabase();
const other = openDatabase({ url: appUrl, max: 8 });
afterAll(() => other.close());

const HOUR = 3_600_000;

let serial = 0;
/** A task with a name of its own, so that leases of different tests do not meet. */
function task(over: Partial<SweepTask>): SweepTask {
  serial += 1;
  return {
    name: `task${serial}`,
    everyMs: HOUR,
    counties: async () => ['350102'],
    sweep: async () => 0,
    ...over,
  };
}

function memoryLog() {
  const lines: object[] = [];
  return { lines, error: (about: object) => void lines.push(about) };
}

test('a county is swept again at once until nothing is left', async () => {
  // More than one pass takes: the other county has its turn between.
  const due: Record<string, number> = { '350102': 2_500, '350103': 30 };
  const handled: Record<string, number> = {};
  const of = task({
    counties: async () => Object.keys(due),
    sweep: async (county) => {
      const batch = Math.min(100, due[county] ?? 0);
      due[county] = (due[county] ?? 0) - batch;
      handled[county] = (handled[county] ?? 0) + batch;
      return batch;
    },
  });
  const sweeper = startSweeper({ db, tasks: [of], log: memoryLog() });
  await sweeper.sweepNow();
  await sweeper.stop();
  expect(handled).toEqual({ '350102': 2_500, '350103': 30 });
});

test('two processes that sweep together never sweep a county at the same time', async () => {
  let inside = 0;
  let most = 0;
  let left = 40;
  const of = task({
    sweep: async () => {
      inside += 1;
      most = Math.max(most, inside);
      await db.scoped({ counties: [] }, async () => undefined);
      inside -= 1;
      left -= 1;
      return left > 0 ? 1 : 0;
    },
  });
  const log = memoryLog();
  const sweepers = [db, other].map((pool) => startSweeper({ db: pool, tasks: [of], log }));
  while (left > 0) await Promise.all(sweepers.map((sweeper) => sweeper.sweepNow()));
  await Promise.all(sweepers.map((sweeper) => sweeper.stop()));
  expect(most).toBe(1);
  expect(log.lines).toEqual([]);
});

test('passes asked for together stand in a row', async () => {
  let inside = 0;
  let most = 0;
  const of = task({
    counties: async () => {
      inside += 1;
      most = Math.max(most, inside);
      await Promise.resolve();
      inside -= 1;
      return [];
    },
  });
  const sweeper = startSweeper({ db, tasks: [of], log: memoryLog() });
  await Promise.all([sweeper.sweepNow(), sweeper.sweepNow(of.name), sweeper.sweepNow()]);
  await sweeper.stop();
  expect(most).toBe(1);
});

test('a failing county is logged, does not hold up the others, and the loop goes on', async () => {
  const swept: string[] = [];
  let isBroken = true;
  const of = task({
    counties: async () => ['350102', '350103'],
    sweep: async (county) => {
      if (county === '350102' && isBroken) throw new Error('broken');
      swept.push(county);
      return 0;
    },
  });
  const log = memoryLog();
  const sweeper = startSweeper({ db, tasks: [of], log });
  await expect(sweeper.sweepNow()).rejects.toThrow('a sweep failed');
  expect(swept).toContain('350103');
  expect(swept).not.toContain('350102');
  expect(log.lines[0]).toMatchObject({ task: of.name, county: '350102' });
  isBroken = false;
  await sweeper.sweepNow();
  expect(swept).toContain('350102');
  await sweeper.stop();
});

test('the loop itself runs without being asked, also after a failure', async () => {
  const seen: string[] = [];
  let wasAsked: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    wasAsked = resolve;
  });
  const of = task({
    everyMs: 1,
    counties: async () => {
      seen.push('asked');
      if (seen.length === 1) throw new Error('the database is away');
      if (seen.length === 3) wasAsked();
      return [];
    },
  });
  const sweeper = startSweeper({ db, tasks: [of], log: memoryLog() });
  await asked;
  await sweeper.stop();
  expect(seen.length).toBeGreaterThanOrEqual(3);
});

test('a stop waits for the sweep at hand, tells it to end, and begins no other', async () => {
  const seen: string[] = [];
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const of = task({
    counties: async () => ['350102', '350103', '350104', '350105', '350106'],
    sweep: async (_county, signal) => {
      seen.push('begun');
      begin();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      seen.push('ended');
      return 1;
    },
  });
  const sweeper = startSweeper({ db, tasks: [of], log: memoryLog() });
  await begun;
  await sweeper.stop();
  const begins = seen.filter((word) => word === 'begun').length;
  expect(seen.filter((word) => word === 'ended')).toHaveLength(begins);
  expect(begins).toBeLessThan(5);
});

test('asking for a task that is not there is a mistake', async () => {
  const sweeper = startSweeper({ db, tasks: [task({})], log: memoryLog() });
  await expect(sweeper.sweepNow('nothing')).rejects.toThrow('no task is called nothing');
  await sweeper.stop();
});
