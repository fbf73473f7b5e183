/**
 * Puts a backup into an empty database. Every byte is compared before anything is written, and the
 * rows come last in one transaction: a restore that fails leaves no half of a house.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { refuse } from '../../kernel/refusal.ts';
import { connectionOptions } from '../db/database.ts';
import { type Migration, migrate } from '../db/migrate.ts';
import { ensurePartitions } from '../db/partitions.ts';
import type { FileStore } from '../files/index.ts';
import { assertAttachments, restoreAttachments } from './attachments.ts';
import { copiedTables, findData, isInUse, quoted } from './catalogue.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { assertSound, unzipped } from './streams.ts';

export type RestoreOptions = {
  folder: string;
  ownerUrl: string;
  files: FileStore;
  checkpointDir: string;
  /** All that this program knows, in order. */
  migrations: readonly Migration[];
  say: (line: string) => void;
};

/** Reads every byte of a backup. Refuses BACKUP_INCOMPLETE, BACKUP_DAMAGED. */
export async function checkBackup(folder: string): Promise<Manifest> {
  const manifest = readManifest(folder);
  const { tables, files, checkpoints } = manifest;
  for (const stored of [...tables, files, ...checkpoints]) await assertSound(folder, stored);
  await assertAttachments(folder);
  return manifest;
}

/**
 * Restores. The schema is brought to the backup's own and filled; a newer program then migrates
 * it as usual. Refuses also BACKUP_OF_OTHER_PROGRAM, RESTORE_NOT_EMPTY, RESTORE_IN_USE.
 */
export async function restore(options: RestoreOptions): Promise<Manifest> {
  const { folder, say } = options;
  const manifest = await checkBackup(folder);
  const migrations = migrationsOf(manifest, options.migrations);
  say('every file of the backup is as it was written');
  const client = new pg.Client(
    connectionOptions({ url: options.ownerUrl, applicationName: 'linli-restore' }),
  );
  await client.connect();
  try {
    await client.query('SET statement_timeout = 0; SET lock_timeout = 0');
    await assertEmpty(client);
    assertNoCheckpoints(options, manifest);
    await migrate(options.ownerUrl, migrations);
    await ensurePartitions(options.ownerUrl, manifest.partitionsUntil - 1);
    await restoreAttachments(folder, options.files);
    say(`files: ${manifest.files.count}`);
    await fill(client, manifest, options);
  } finally {
    await client.end();
  }
  restoreCheckpoints(options, manifest);
  return manifest;
}

/** The program's migrations as far as the backup had them. */
function migrationsOf(manifest: Manifest, known: readonly Migration[]): Migration[] {
  return manifest.migrations.map(({ name, checksum }) => {
    const ours = known.find((one) => one.name === name && one.checksum === checksum);
    const values = { migration: name, program: manifest.program };
    return ours ?? refuse('BACKUP_OF_OTHER_PROGRAM', { values });
  });
}

async function assertEmpty(client: pg.Client): Promise<void> {
  const what = await findData(client, await copiedTables(client));
  if (what) refuse('RESTORE_NOT_EMPTY', { values: { what } });
  if (await isInUse(client)) refuse('RESTORE_IN_USE');
}

async function fill(client: pg.Client, manifest: Manifest, options: RestoreOptions): Promise<void> {
  const present = await copiedTables(client);
  await client.query('BEGIN');
  try {
    // What the house made by itself at a first start goes: the backup brings its own.
    for (const { name } of present.filter((table) => table.isSingleton)) {
      await client.query(`DELETE FROM ${quoted(name)}`);
    }
    for (const table of manifest.tables) {
      await fillTable(client, table, options.folder);
      if (table.rows > 0) options.say(`${table.name}: ${table.rows} rows`);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function fillTable(
  client: pg.Client,
  table: Manifest['tables'][number],
  folder: string,
): Promise<void> {
  const list = table.columns.map(quoted).join(', ');
  const target = client.query(copyFrom(`COPY ${quoted(table.name)} (${list}) FROM STDIN`));
  await pipeline(unzipped(folder, table.file), target);
  if (target.rowCount !== table.rows) {
    throw new Error(`${table.name}: ${target.rowCount} rows came of ${table.rows}`);
  }
}

function assertNoCheckpoints({ checkpointDir, folder }: RestoreOptions, manifest: Manifest): void {
  for (const { file } of manifest.checkpoints) {
    const there = join(checkpointDir, basename(file));
    if (!existsSync(there)) continue;
    const isSame = readFileSync(there).equals(readFileSync(join(folder, file)));
    if (!isSame) refuse('RESTORE_NOT_EMPTY', { values: { what: there } });
  }
}

function restoreCheckpoints({ checkpointDir, folder }: RestoreOptions, manifest: Manifest): void {
  mkdirSync(checkpointDir, { recursive: true, mode: 0o700 });
  for (const { file } of manifest.checkpoints) {
    copyFileSync(join(folder, file), join(checkpointDir, basename(file)));
  }
}
