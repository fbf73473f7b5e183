/**
 * Forward-only migrations. The ledger row goes in first, inside the migration's own transaction,
 * so that of several runners one works and the others wait and skip.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { connectionOptions } from './database.ts';
import { splitStatements } from './statements.ts';

export type Migration = { name: string; breaking: boolean; checksum: string; statements: string[] };

export class MigrationError extends Error {}

const HEADER = /^-- why: .+\n-- breaking: (no|yes)\n/;

/** Reads the migrations of a folder in order. Throws where a header is missing. */
export function readMigrations(folder: string): Migration[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  return files.sort().map((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const header = HEADER.exec(text);
    if (!header)
      throw new MigrationError(`${file}: the first lines must be -- why: and -- breaking:`);
    return {
      name: file.replace(/\.sql$/, ''),
      breaking: header[1] === 'yes',
      checksum: createHash('sha256').update(text).digest('hex'),
      statements: splitStatements(text),
    };
  });
}

/** Applies what is missing, as the owner. Answers the names applied by this runner. */
export async function migrate(ownerUrl: string, migrations: Migration[]): Promise<string[]> {
  const client = new pg.Client(
    connectionOptions({ url: ownerUrl, applicationName: 'linli-migrate' }),
  );
  await client.connect();
  try {
    await client.query('SET statement_timeout = 0; SET lock_timeout = 0');
    await bootstrap(client);
    await refuseUnknown(client, migrations);
    const applied: string[] = [];
    for (const migration of migrations) {
      if (await applyOne(client, migration)) applied.push(migration.name);
    }
    // A runner of another version may have worked between our look and our turn.
    await refuseUnknown(client, migrations);
    return applied;
  } finally {
    await client.end();
  }
}

/**
 * Does what changes the schema while nobody else does: who comes meanwhile waits, however long it
 * takes. Programs start together, and of two that grant the same at once PostgreSQL refuses one
 * ("tuple concurrently updated").
 */
export async function oneAtATime<T>(ownerUrl: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client(
    connectionOptions({ url: ownerUrl, applicationName: 'linli-migrate' }),
  );
  // It is idle while the work is done: a server that ends it must not end the program.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SET statement_timeout = 0; SET lock_timeout = 0');
    await client.query('SELECT pg_advisory_lock(7091118)');
    return await work();
  } finally {
    // The lock ends with the connection.
    await client.end();
  }
}

/** Throws unless every migration stands and no unknown breaking one does. */
export async function assertMigrated(client: pg.ClientBase, migrations: Migration[]) {
  const there = (await hasLedger(client)) ? await refuseUnknown(client, migrations) : new Set();
  const missing = migrations.filter((migration) => !there.has(migration.name));
  if (missing.length === 0) return;
  throw new MigrationError(
    `the database lacks ${missing.length} migrations; run: npm run linli -- migrate`,
  );
}

/** Not by to_regclass: that is an error too where the role may not look into the schema. */
async function hasLedger(client: pg.ClientBase): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'platform' AND c.relname = 'migration'
       AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')`,
  );
  return rowCount === 1;
}

async function bootstrap(client: pg.Client) {
  // `create schema if not exists` itself races; the lock is only for this first step.
  await client.query('SELECT pg_advisory_lock(7091116)');
  await client.query('CREATE SCHEMA IF NOT EXISTS platform');
  await client.query(`CREATE TABLE IF NOT EXISTS platform.migration (
    name text CONSTRAINT migration_pkey PRIMARY KEY,
    checksum text NOT NULL,
    breaking boolean NOT NULL,
    applied_at timestamptz NOT NULL
  )`);
  await client.query('SELECT pg_advisory_unlock(7091116)');
}

/** Answers the names in the ledger. Throws where the program and the ledger do not agree. */
async function refuseUnknown(client: pg.ClientBase, migrations: Migration[]): Promise<Set<string>> {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  const { rows } = await client.query<{ name: string; checksum: string; breaking: boolean }>(
    'SELECT name, checksum, breaking FROM platform.migration ORDER BY name',
  );
  for (const row of rows) {
    const migration = known.get(row.name);
    if (!migration && row.breaking) {
      throw new MigrationError(
        `the database carries the breaking migration ${row.name}, which this program does not ` +
          'know: it was made by a newer version; start that one',
      );
    }
    if (migration && migration.checksum !== row.checksum) {
      throw new MigrationError(`the migration ${row.name} was changed after it was applied`);
    }
  }
  return new Set(rows.map((row) => row.name));
}

async function applyOne(client: pg.Client, migration: Migration): Promise<boolean> {
  await client.query('BEGIN');
  try {
    const ledger = await client.query(
      `INSERT INTO platform.migration (name, checksum, breaking, applied_at)
       VALUES ($1, $2, $3, clock_timestamp()) ON CONFLICT DO NOTHING`,
      [migration.name, migration.checksum, migration.breaking],
    );
    const isMine = ledger.rowCount === 1;
    if (isMine) await runStatements(client, migration);
    await client.query('COMMIT');
    return isMine;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function runStatements(client: pg.Client, migration: Migration) {
  for (const statement of migration.statements) {
    try {
      await client.query(statement);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new MigrationError(`${migration.name}: ${reason}\n${statement.slice(0, 400)}`);
    }
  }
}
