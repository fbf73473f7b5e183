import { afterEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/db.ts';
import { withClient } from '../../test/server.ts';
import { installSchedules, type Schedule, type Scheduler, startScheduler } from './schedule.ts';

const { appUrl, ownerUrl, superUrl } = await testDatabase();
const started: Scheduler[] = [];
const errors: object[] = [];
const log = { error: (about: object) => void errors.push(about) };

async function start(schedules: Schedule[]): Promise<Scheduler> {
  const scheduler = await startScheduler({ url: appUrl, schedules, log, checkEveryS: 1 });
  started.push(scheduler);
  return scheduler;
}

async function stopAll() {
  await Promise.all(started.splice(0).map((scheduler) => scheduler.stop()));
}

/** A promise that the test ends by hand. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

/** So long a start may take: a minute that is over by then would be looked for in vain. */
const START_MS = 15_000;

/** The minute at hand, or the next where it is nearly over, as a moment that comes once a year. */
function thisMinute(): string {
  const at = new Date(Date.now() + START_MS);
  const [minute, hour] = [at.getUTCMinutes(), at.getUTCHours()];
  return `${minute} ${hour} ${at.getUTCDate()} ${at.getUTCMonth() + 1} *`;
}

/** When a process last looked for due times, as pg-boss keeps it. */
async function lastLook(): Promise<number> {
  return withClient(appUrl, async (client) => {
    const { rows } = await client.query('SELECT cron_on FROM pgboss.version');
    return new Date(rows[0].cron_on).getTime();
  });
}

async function stateOf(name: string): Promise<string> {
  return withClient(appUrl, async (client) => {
    const { rows } = await client.query('SELECT state FROM pgboss.job WHERE name = $1', [name]);
    return rows[0]?.state;
  });
}

function counted(name: string, cron: string) {
  const runs: number[] = [];
  let tell: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const schedule: Schedule = {
    name,
    cron,
    run: async () => {
      runs.push(runs.length);
      tell();
    },
  };
  return { schedule, runs, first };
}

describe('schedules', () => {
  afterEach(async () => {
    await stopAll();
  });

  test('are installed by the owner, again without harm, and the application role cannot alter them', async () => {
    await expect(start([])).rejects.toThrow('not installed');
    await installSchedules(ownerUrl);
    await installSchedules(ownerUrl);
    await withClient(appUrl, async (client) => {
      await expect(client.query('CREATE TABLE pgboss.mine (a int)')).rejects.toThrow('permission');
      await expect(client.query('DROP TABLE pgboss.schedule')).rejects.toThrow('must be owner');
    });
  });

  test('run once per occurrence though two processes look, and not again after a restart', async () => {
    const job = counted('checkpoint', thisMinute());
    await Promise.all([start([job.schedule]), start([job.schedule])]);
    await job.first;
    await stopAll();
    const looked = await lastLook();
    await start([job.schedule]);
    await expect.poll(lastLook, { timeout: 10_000 }).toBeGreaterThan(looked);
    await expect.poll(lastLook, { timeout: 10_000 }).toBeGreaterThan(looked + 1000);
    expect(job.runs).toHaveLength(1);
    expect(errors).toEqual([]);
  });

  test('run on demand, and a failed run is logged and kept for another try', async () => {
    const job = counted('calendar', '0 0 1 1 *');
    const run = job.schedule.run;
    job.schedule.run = async (signal) => {
      await run(signal);
      throw new Error('the disk is full');
    };
    const scheduler = await start([job.schedule]);
    await scheduler.runSoon('calendar');
    await job.first;
    await expect.poll(() => errors.splice(0)).toMatchObject([{ schedule: 'calendar' }]);
    await expect(scheduler.runSoon('nothing')).rejects.toThrow('no schedule is called nothing');
    await expect.poll(() => stateOf('calendar')).toBe('retry');
  });

  test('end in silence though the server ends their sessions first, and not otherwise', async () => {
    const endSessions = () =>
      withClient(superUrl, (client) =>
        client.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE application_name = 'linli-schedule' AND datname = $1`,
          [new URL(appUrl).pathname.slice(1)],
        ),
      );
    const [begun, done] = [gate(), gate()];
    const run = async () => {
      begun.open();
      await done.opened;
    };
    await start([]);
    await endSessions();
    await expect.poll(() => errors.length).toBeGreaterThan(0);
    await stopAll();
    errors.length = 0;
    const scheduler = await start([{ name: 'calendar', cron: '0 0 1 1 *', run }]);
    await scheduler.runSoon('calendar');
    await begun.opened;
    const stopping = scheduler.stop();
    await endSessions();
    done.open();
    await stopping;
    expect(errors).toEqual([]);
  });

  test('that the program no longer has are forgotten', async () => {
    await (await start([counted('fold', '0 0 1 1 *').schedule])).stop();
    await (await start([counted('orphans', '0 0 1 1 *').schedule])).stop();
    const names = await withClient(appUrl, async (client) => {
      const { rows } = await client.query('SELECT name FROM pgboss.schedule');
      return rows.map((row) => row.name);
    });
    expect(names).toEqual(['orphans']);
  });
});
