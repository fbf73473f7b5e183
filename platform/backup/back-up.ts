/**
 * A logical backup in one snapshot, as the owner, without pg_dump: each table as COPY text, which
 * every PostgreSQL from 15 on reads. The master key is not in it, on purpose.
 */
import { createReadStream, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { connectionOptions } from '../db/database.ts';
import type { FileStore } from '../files/index.ts';
import { storeAttachments } from './attachments.ts';
import {
  type CopiedTable,
  copiedTables,
  lastPartition,
  masterKeysOf,
  quoted,
} from './catalogue.ts';
import { assertEmptyFolder, type Manifest, type Stored, writeManifest } from './manifest.ts';
import { store, storePlain } from './streams.ts';

/**
 * What must not live on in a copy, by table as the modules name it: rows that come along are those
 * of the condition (on `one`), and columns that come as null.
 */
export type LeftOut = Readonly<
  Record<string, { readonly rows?: string; readonly nulls?: readonly string[] }>
>;

export type BackupOptions = {
  ownerUrl: string;
  files: FileStore;
  /** Where the exported roots of checkpoints lie; they come along. */
  checkpointDir: string;
  /** Made when missing; must be empty. */
  folder: string;
  /** The program's version. */
  program: string;
  leftOut: LeftOut;
  /** What has been copied, a line at a time. */
  say: (line: string) => void;
};

/**
 * Copies everything while the program runs on. Answers the manifest and its hash. Refuses
 * BACKUP_FOLDER_NOT_EMPTY.
 */
export async function backUp(
  options: BackupOptions,
): Promise<{ manifest: Manifest; hash: string }> {
  const { folder } = options;
  assertEmptyFolder(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = await storeDatabase(options);
  const files = await storeAttachments(folder, options.files);
  options.say(`files: ${files.count}, ${files.bytesOfAll} bytes`);
  const manifest: Manifest = {
    format: 'linli-backup',
    formatVersion: 1,
    madeAt: new Date().toISOString(),
    program: options.program,
    ...database,
    files,
    checkpoints: await storeCheckpoints(options),
  };
  return { manifest, hash: writeManifest(folder, manifest) };
}

type DatabasePart = Pick<
  Manifest,
  'postgres' | 'migrations' | 'partitionsUntil' | 'masterKeyIds' | 'tables'
>;

async function storeDatabase(options: BackupOptions): Promise<DatabasePart> {
  const client = new pg.Client(
    connectionOptions({ url: options.ownerUrl, applicationName: 'linli-backup' }),
  );
  await client.connect();
  try {
    await client.query('SET statement_timeout = 0; SET lock_timeout = 0');
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // Fails instead of copying less, should this role be held by a wall after all.
    await client.query(`SET LOCAL row_security = off; SET LOCAL datestyle = 'ISO, YMD'`);
    const tables = await copiedTables(client);
    const facts = await factsOf(client, tables);
    const stored: Manifest['tables'] = [];
    for (const table of tables) {
      const one = await storeTable(client, table, options);
      stored.push(one);
      if (one.rows > 0) options.say(`${one.name}: ${one.rows} rows`);
    }
    await client.query('COMMIT');
    return { ...facts, tables: stored };
  } finally {
    await client.end();
  }
}

async function factsOf(
  client: pg.Client,
  tables: readonly CopiedTable[],
): Promise<Omit<DatabasePart, 'tables'>> {
  const version = await client.query<{ server_version: string }>('SHOW server_version');
  const ledger = await client.query<{ name: string; checksum: string }>(
    'SELECT name, checksum FROM platform.migration ORDER BY name COLLATE "C"',
  );
  return {
    postgres: version.rows[0]?.server_version ?? '',
    migrations: ledger.rows,
    partitionsUntil: await lastPartition(client),
    masterKeyIds: await masterKeysOf(client, tables),
  };
}

async function storeTable(
  client: pg.Client,
  { name, columns }: CopiedTable,
  { folder, leftOut }: Pick<BackupOptions, 'folder' | 'leftOut'>,
): Promise<Manifest['tables'][number]> {
  const { rows = 'true', nulls = [] } = leftOut[name] ?? {};
  const list = columns.map((one) => (nulls.includes(one) ? 'NULL' : quoted(one))).join(', ');
  // By a query: COPY of a partitioned table itself is refused.
  const query = `SELECT ${list} FROM ${quoted(name)} one WHERE ${rows}`;
  const source = client.query(copyTo(`COPY (${query}) TO STDOUT`));
  const stored = await store(folder, `tables/${name}.copy.gz`, source);
  return { name, columns, rows: source.rowCount ?? 0, ...stored };
}

async function storeCheckpoints({ folder, checkpointDir }: BackupOptions): Promise<Stored[]> {
  if (!existsSync(checkpointDir)) return [];
  const stored: Stored[] = [];
  for (const name of readdirSync(checkpointDir).filter((one) => one.endsWith('.jsonl'))) {
    const source = createReadStream(join(checkpointDir, name));
    stored.push(await storePlain(folder, `checkpoints/${name}`, source));
  }
  return stored;
}
