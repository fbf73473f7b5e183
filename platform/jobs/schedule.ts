/**
 * Named jobs at set times, once per occurrence whatever the number of processes: pg-boss, and
 * nothing else of it. Rows that people wait for are swept (`sweeper.ts`), never queued here.
 * Its tables are the owner's: the application role has rows but no DDL (decision 0006).
 */
import { PgBoss } from 'pg-boss';
import type { SweepLog } from './sweeper.ts';

export type Schedule = {
  /** `checkpoint`, `partitions`, `calendar` …: letters, unique in the house. */
  name: string;
  /** Five fields of cron, in real time: the movable clock moves deadlines, not maintenance. */
  cron: string;
  /** IANA zone of `cron`; UTC when absent. */
  zone?: string;
  /** Must bear to be run again: a process may die between its work and the mark. */
  run: (signal: AbortSignal) => Promise<void>;
};

export type SchedulerOptions = {
  /** The application role's; a small pool of its own (pg-boss pins and times its connections). */
  url: string;
  schedules: readonly Schedule[];
  log: SweepLog;
  /** How often due times are looked for; in tests a second. */
  checkEveryS?: number;
};

export type Scheduler = {
  /** Waits for the jobs at hand, up to 30 s. */
  stop: () => Promise<void>;
  /** Queues one run now, as its time would; the run is seen in the job's own traces. */
  runSoon: (name: string) => Promise<void>;
};

const SCHEMA = 'pgboss';
const CHECK_EVERY_S = 30;
/** A process that dies in a job is noticed after this long, and the job is run again. */
const HEARTBEAT_S = 60;
const LONGEST_RUN_S = 6 * 3600;
const GRANTS = [
  `GRANT USAGE ON SCHEMA ${SCHEMA} TO linli_app`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${SCHEMA} TO linli_app`,
  `GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${SCHEMA} TO linli_app`,
];

/** Creates or updates pg-boss's tables as the owner: part of `linli migrate`. Safe to repeat. */
export async function installSchedules(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: SCHEMA,
    supervise: false,
    schedule: false,
    max: 2,
  });
  const failures: unknown[] = [];
  boss.on('error', (error) => failures.push(error));
  await boss.start();
  try {
    for (const grant of GRANTS) await boss.getDb().executeSql(grant);
  } finally {
    await boss.stop();
  }
  if (failures.length > 0) throw failures[0];
}

/** Starts looking for due jobs. Throws when `installSchedules` was not run for this version. */
export async function startScheduler(options: SchedulerOptions): Promise<Scheduler> {
  const everyS = options.checkEveryS ?? CHECK_EVERY_S;
  const boss = new PgBoss({
    connectionString: options.url,
    application_name: 'linli-schedule',
    schema: SCHEMA,
    max: 2,
    migrate: false,
    createSchema: false,
    // Both want to own the tables; a handful of rows a day does not bloat an index.
    reindex: false,
    monitorVacuum: false,
    cronMonitorIntervalSeconds: everyS,
    cronWorkerIntervalSeconds: Math.min(everyS, 5),
  });
  let isStopping = false;
  boss.on('error', (err) => {
    if (isStopping && isConnectionEnd(err)) return;
    options.log.error({ err }, 'the scheduler met an error');
  });
  await boss.start();
  await forgetOthers(boss, options.schedules);
  for (const schedule of options.schedules) await register(boss, schedule, options, everyS);
  return {
    stop: async () => {
      isStopping = true;
      await boss.stop({ graceful: true, timeout: 30_000 });
    },
    runSoon: async (name) => {
      if (!options.schedules.some((schedule) => schedule.name === name)) {
        throw new Error(`no schedule is called ${name}`);
      }
      await boss.send(name);
    },
  };
}

/** 57P01: the server ends its sessions. */
const ENDED = new Set(['57P01', 'ECONNRESET', 'EPIPE']);

/**
 * The pool says that it has ended before its sockets have: a server that is stopped right after
 * still finds them there and takes its leave of them, which is no fault.
 */
function isConnectionEnd(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return ENDED.has(code ?? '') || message === 'Connection terminated unexpectedly';
}

async function register(
  boss: PgBoss,
  schedule: Schedule,
  options: SchedulerOptions,
  everyS: number,
): Promise<void> {
  // `stately`: at most one waiting and one running, so that a long stop leaves no pile.
  await boss.createQueue(schedule.name, {
    policy: 'stately',
    expireInSeconds: LONGEST_RUN_S,
    heartbeatSeconds: HEARTBEAT_S,
    retryLimit: 3,
    retryDelay: 60,
    retryBackoff: true,
  });
  await boss.work(
    schedule.name,
    { batchSize: 1, pollingIntervalSeconds: Math.min(everyS, 15) },
    async ([job]) => {
      if (!job) return;
      try {
        await schedule.run(job.signal);
      } catch (err) {
        options.log.error({ err, schedule: schedule.name }, 'a scheduled job failed');
        throw err;
      }
    },
  );
  // `once`: what fell due while nothing ran is done once when something does.
  await boss.schedule(schedule.name, schedule.cron, null, {
    tz: schedule.zone ?? 'UTC',
    missed: 'once',
  });
}

/** A schedule that the program no longer has would queue jobs that nobody takes. */
async function forgetOthers(boss: PgBoss, schedules: readonly Schedule[]): Promise<void> {
  const known = new Set(schedules.map((schedule) => schedule.name));
  for (const there of await boss.getSchedules()) {
    if (!known.has(there.name)) await boss.unschedule(there.name, there.key);
  }
}
