/**
 * The PostgreSQL that the tests run on: TEST_DATABASE_URL (a superuser's), or the embedded one,
 * started once for the run. A template database is migrated once and cloned for each test file.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Migration, migrate, readMigrations } from '../platform/db/migrate.ts';
import { ensurePartitions } from '../platform/db/partitions.ts';

export type TestServer = { superUrl: string; stop: () => Promise<void> };

const PASSWORD = 'linli-test';
export const MIGRATIONS = join(import.meta.dirname, '../db/migrations');
/** Tests move the clock by years at most; partitions reach as far. */
export const LAST_YEAR = 2029;

/** Starts or finds the server. Says in one sentence what to do when the given one is away. */
export async function testServer(): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_URL;
  if (!given) return embeddedServer();
  try {
    await withClient(given, (client) => client.query('SELECT 1'));
  } catch (error) {
    throw new Error(
      `TEST_DATABASE_URL does not answer (${(error as Error).message}). Start that server, or ` +
        'unset the variable: the tests then bring their own.',
      { cause: error },
    );
  }
  return { superUrl: given, stop: async () => undefined };
}

async function embeddedServer(): Promise<TestServer> {
  const { launchPostgres } = await import('../platform/postgres/launch.ts');
  const dataDir = mkdtempSync(join(tmpdir(), 'linli-test-'));
  const server = await launchPostgres({ dataDir, durable: false });
  return {
    superUrl: server.superUrl,
    stop: async () => {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Makes the roles and the migrated template. Answers the template's name. */
export async function makeTemplate(superUrl: string): Promise<string> {
  const migrations = readMigrations(MIGRATIONS);
  const name = `linli_template_${fingerprint(migrations)}`;
  await withClient(superUrl, async (client) => {
    // Two runs may share a server: one makes the template, the other waits for it.
    await client.query('SELECT pg_advisory_lock(7091117)');
    await ensureRoles(client);
    const there = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (there.rowCount === 0) await buildTemplate(client, superUrl, name, migrations);
  });
  return name;
}

function fingerprint(migrations: Migration[]): string {
  const text = migrations.map((migration) => migration.checksum).join();
  return createHash('sha256').update(`${LAST_YEAR}${text}`).digest('hex').slice(0, 12);
}

async function buildTemplate(
  client: pg.Client,
  superUrl: string,
  name: string,
  migrations: Migration[],
) {
  const building = `${name}_building`;
  await client.query(`DROP DATABASE IF EXISTS ${building}`);
  await client.query(`CREATE DATABASE ${building} OWNER linli_owner TEMPLATE template0`);
  const ownerUrl = urlFor(superUrl, building, 'linli_owner');
  await migrate(ownerUrl, migrations);
  await ensurePartitions(ownerUrl, LAST_YEAR);
  await client.query(`ALTER DATABASE ${building} RENAME TO ${name}`);
}

/** The roles of the house, as a superuser. */
export async function ensureRoles(client: pg.Client) {
  for (const role of ['linli_owner', 'linli_app', 'linli_search']) {
    const there = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
    if (there.rowCount === 0) await client.query(`CREATE ROLE ${role}`);
  }
  await client.query(`ALTER ROLE linli_owner LOGIN PASSWORD '${PASSWORD}'`);
  await client.query(`ALTER ROLE linli_app LOGIN PASSWORD '${PASSWORD}'`);
  await client.query('GRANT linli_search TO linli_owner');
}

export async function withClient<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The same server as another role and database. */
export function urlFor(superUrl: string, database: string, role?: string): string {
  const url = new URL(superUrl);
  url.pathname = `/${database}`;
  if (role) {
    url.username = role;
    url.password = PASSWORD;
  }
  return url.href;
}
