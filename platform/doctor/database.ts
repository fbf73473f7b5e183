/** Checks of the database as it is reached: version, role, schema, partitions, jobs, clock. */
import pg from 'pg';
import { copiedTables, lastPartition, masterKeysOf } from '../backup/catalogue.ts';
import { connectionOptions } from '../db/database.ts';
import { assertSafeRole, DatabaseRoleError } from '../db/guard.ts';
import type { Migration } from '../db/migrate.ts';
import type { Finding, Said } from './finding.ts';

export type DatabaseFacts = {
  /** Such as 150014. */
  version: number;
  driftMs: number;
  lastPartition: number;
  /** Null: pg-boss's tables are not there. */
  jobs: number | null;
};

export const databaseWhat = {
  reach: { zh: '数据库', en: 'database' },
  role: { zh: '数据库角色', en: 'database role' },
  schema: { zh: '数据结构', en: 'schema' },
  partitions: { zh: '分区', en: 'partitions' },
  jobs: { zh: '定时任务', en: 'schedules' },
  drift: { zh: '时钟偏差', en: 'clock drift' },
} as const satisfies Record<string, Said>;

const OLDEST = 150_000;
/** Deadlines in minutes are the shortest; NTP keeps machines within tens of milliseconds. */
const DRIFT_MAX_MS = 2000;

const migrateTodo = { zh: '请运行 npm run linli -- migrate', en: 'run npm run linli -- migrate' };

/** Connects and looks. Throws when the database does not answer. */
export async function readFacts(url: string): Promise<DatabaseFacts> {
  return connected(url, async (client) => {
    const sent = Date.now();
    const { rows } = await client.query<{ at: number; version: number }>(
      `SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS at,
         current_setting('server_version_num')::int AS version`,
    );
    const middle = (sent + Date.now()) / 2;
    const jobs = await client
      .query<{ version: number }>('SELECT version FROM pgboss.version')
      .then((answer) => answer.rows[0]?.version ?? null)
      .catch(() => null);
    return {
      version: rows[0]?.version ?? 0,
      driftMs: Math.round((rows[0]?.at ?? 0) - middle),
      lastPartition: await lastPartition(client),
      jobs,
    };
  });
}

/** Which master keys the data needs, as the owner: another role sees no county's keys. */
export async function masterKeysNeeded(ownerUrl: string): Promise<string[]> {
  return connected(ownerUrl, async (client) => masterKeysOf(client, await copiedTables(client)));
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connectionOptions({ url, applicationName: 'linli-doctor' }));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The facts as findings. `year` is the present one. */
export function judgeFacts(facts: DatabaseFacts, year: number): Finding[] {
  const { version, driftMs, jobs } = facts;
  const isOld = version < OLDEST;
  const lacksPartition = facts.lastPartition < year + 1;
  const drifts = Math.abs(driftMs) > DRIFT_MAX_MS;
  const upgrade = { zh: '需要 PostgreSQL 15 及以上', en: 'PostgreSQL 15 or newer is needed' };
  const ntp = {
    zh: '请为数据库和程序所在机器启用时间同步（NTP）',
    en: 'keep both machines in time (NTP)',
  };
  return [
    judged(databaseWhat.reach, isOld, `PostgreSQL ${Math.floor(version / 10_000)}`, upgrade),
    judged(databaseWhat.partitions, lacksPartition, `… ${facts.lastPartition}`, migrateTodo),
    judged(databaseWhat.jobs, jobs === null, jobs === null ? '-' : `v${jobs}`, migrateTodo),
    judged(databaseWhat.drift, drifts, `${driftMs} ms`, ntp),
  ];
}

function judged(what: Said, isFault: boolean, detail: string, todo: Said): Finding {
  return { state: isFault ? 'fail' : 'ok', what, detail, ...(isFault && { todo }) };
}

/** Whether the role is held by the walls, and the schema the program's. */
export async function checkRole(url: string, migrations: Migration[]): Promise<Finding[]> {
  try {
    await assertSafeRole(url, migrations);
  } catch (error) {
    const detail = (error as Error).message;
    if (error instanceof DatabaseRoleError) {
      const todo = {
        zh: '见 docs/how-to/use-your-own-postgresql.md',
        en: 'see docs/how-to/use-your-own-postgresql.md',
      };
      return [{ state: 'fail', what: databaseWhat.role, detail, todo }];
    }
    return [{ state: 'fail', what: databaseWhat.schema, detail, todo: migrateTodo }];
  }
  return [
    { state: 'ok', what: databaseWhat.role, detail: new URL(url).username },
    { state: 'ok', what: databaseWhat.schema, detail: `${migrations.length} migrations` },
  ];
}
