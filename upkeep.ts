/**
 * `linli backup` and `linli restore`: an installation as a whole, its database, files and exported
 * checkpoints. Both work without the house: a restore comes before there is one.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { type DatabasePlace, migrateDatabase, ROOT, reachDatabase } from './installation.ts';
import { refuse } from './kernel/refusal.ts';
import { promiseHolds } from './modules/agreements/index.ts';
import { matterHolds } from './modules/matters/index.ts';
import { messageHolds } from './modules/messaging/index.ts';
import { roomsLeftOut } from './modules/rooms/index.ts';
import { backUp, checkBackup, type Manifest, restore } from './platform/backup/index.ts';
import { type Config, readConfig } from './platform/config.ts';
import { loadMasterKey } from './platform/crypto/index.ts';
import { readMigrations } from './platform/db/migrate.ts';
import { attachYear, detachYear, listYears } from './platform/db/years.ts';
import { openFileStore } from './platform/files/index.ts';
import { findServer } from './platform/postgres/index.ts';

type Say = { print: (line: string) => void; note: (line: string) => void };

/** Adds both commands. The environment is read when one of them runs. */
export function addBackupCommands(program: Command, say: Say): void {
  program
    .command('backup')
    .description('copy database, files and checkpoints into an empty folder (备份到空目录)')
    .argument('<folder>', 'a new or empty folder (新目录或空目录)')
    .action((folder: string) => runBackup(readConfig(process.env, ROOT), resolve(folder), say));
  program
    .command('restore')
    .description('put a backup into an empty installation (把备份恢复到空的安装)')
    .argument('<folder>', 'what `linli backup` wrote (备份目录)')
    .option('--check', 'only read and compare every byte, write nothing (只校验，不写入)')
    .action(async (folder: string, options: { check?: boolean }) => {
      if (options.check) await runCheck(resolve(folder), say);
      else await runRestore(readConfig(process.env, ROOT), resolve(folder), say);
    });
}

/** What keeps a year attached: each module knows its own. */
export const yearHolds = [...matterHolds, ...promiseHolds, ...messageHolds];

/** `linli partitions`: old years of the log, the messages and the access log (docs/how-to). */
export function addPartitionCommands(program: Command, say: Say): void {
  const partitions = program
    .command('partitions')
    .description('years of the growing tables (按年份管理日志等分区)');
  partitions
    .command('list')
    .description('years, their tables and sizes (查看各年份)')
    .action(() => withOwner(say, (ownerUrl) => printYears(ownerUrl, say.print)));
  partitions
    .command('detach')
    .description('take a year out, its tables stay in the database (卸下一年)')
    .argument('<year>', 'a year that is over (已结束的年份)', toYear)
    .action((year: number) =>
      withOwner(say, async (ownerUrl) => {
        await detachYear(ownerUrl, { year, now: Date.now(), holds: yearHolds });
        say.print(`detached 已卸下: ${year}`);
      }),
    );
  partitions
    .command('attach')
    .description('put a year back (装回一年)')
    .argument('<year>', 'a year that was detached (已卸下的年份)', toYear)
    .action((year: number) =>
      withOwner(say, async (ownerUrl) => {
        await attachYear(ownerUrl, { year, now: Date.now() });
        say.print(`attached 已装回: ${year}`);
      }),
    );
}

const toYear = (text: string) =>
  /^[0-9]{4}$/.test(text) ? Number(text) : refuse('YEAR_UNKNOWN', { values: { year: text } });

async function withOwner(say: Say, work: (ownerUrl: string) => Promise<void>): Promise<void> {
  const place = await reachDatabase(readConfig(process.env, ROOT), say.note);
  try {
    await work(place.ownerUrl ?? refuse('PARTITIONS_NEED_OWNER'));
  } finally {
    await place.stop();
  }
}

async function printYears(ownerUrl: string, print: Say['print']): Promise<void> {
  for (const { year, attached, detached, bytes } of await listYears(ownerUrl)) {
    const megabytes = Math.round(bytes / 1_000_000);
    const state = detached === 0 ? 'attached 在库' : 'detached 已卸下';
    print(`${year}  ${state}  ${attached + detached} tables 表, ${megabytes} MB`);
  }
}

/** Copies the installation, running or not. */
export async function runBackup(config: Config, folder: string, say: Say): Promise<void> {
  const place = await reachDatabase(config, say.note);
  try {
    const { manifest, hash } = await backUp({
      ownerUrl: ownerOf(place),
      files: openFileStore(config.env, config.dataDir),
      checkpointDir: join(config.dataDir, 'checkpoints'),
      folder,
      program: programVersion(),
      leftOut: roomsLeftOut,
      say: say.print,
    });
    say.print(`${summary(manifest)} → ${folder}`);
    say.print(`manifest.json sha256 ${hash}`);
    warnOfKeys(manifest, say.print);
  } finally {
    await place.stop();
  }
}

async function runCheck(folder: string, { print }: Say): Promise<void> {
  const manifest = await checkBackup(folder);
  print(`sound 完好: ${summary(manifest)}, made ${manifest.madeAt}`);
}

/** Fills an empty installation; a newer program then brings the schema up to its own. */
export async function runRestore(config: Config, folder: string, say: Say): Promise<void> {
  const { print } = say;
  // Beside a living server its memory would go on with what the database no longer says.
  if (!config.database && findServer(config.dataDir)) refuse('RESTORE_IN_USE');
  const place = await reachDatabase(config, say.note);
  try {
    const ownerUrl = ownerOf(place);
    const manifest = await restore({
      folder,
      ownerUrl,
      files: openFileStore(config.env, config.dataDir),
      checkpointDir: join(config.dataDir, 'checkpoints'),
      migrations: readMigrations(join(ROOT, 'db/migrations')),
      say: print,
    });
    await migrateDatabase(ownerUrl);
    print(`restored 已恢复: ${summary(manifest)}, made ${manifest.madeAt}`);
    sayOfKeys(manifest, config, print);
    print('Next 下一步: npm run linli -- verify-log   (prove the log 校验日志)');
  } finally {
    await place.stop();
  }
}

function ownerOf({ ownerUrl }: DatabasePlace): string {
  return ownerUrl ?? refuse('BACKUP_NEEDS_OWNER');
}

function summary({ tables, files }: Manifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return `${rows} rows in ${tables.length} tables, ${files.count} files`;
}

function warnOfKeys({ masterKeyIds }: Manifest, print: Say['print']): void {
  const ids = masterKeyIds.join(', ') || '-';
  print(
    `!! 备份中不含主密钥（${ids}）。没有它，当事人信息无法打开。请另行妥善保存 LINLI_MASTER_KEY`,
  );
  print('   （演示模式下为数据目录中的 demo-master-key），且不要与备份放在一起。');
  print(`!! The master key (${ids}) is NOT in this backup, and without it nobody can open what is`);
  print('   sealed. Keep LINLI_MASTER_KEY (in the demo: demo-master-key in the data folder)');
  print('   elsewhere, apart from the backup.');
}

function sayOfKeys({ masterKeyIds }: Manifest, config: Config, print: Say['print']): void {
  const present = presentKeys(config);
  const missing = masterKeyIds.filter((id) => !present.includes(id));
  if (missing.length === 0) return;
  const ids = missing.join(', ');
  print(`!! 这份备份以主密钥 ${ids} 封存，而当前设置中没有它。启动前请设好 LINLI_MASTER_KEY。`);
  print(`!! The backup is sealed under the master key ${ids}, which is not set here. Set`);
  print('   LINLI_MASTER_KEY to it before the program is started.');
}

/** Looks, and makes none: a demo's key made here would only hide that the right one is away. */
function presentKeys(config: Config): string[] {
  const hasFile = existsSync(join(config.dataDir, 'demo-master-key'));
  if (!config.masterKey && !(config.isDemo && hasFile)) return [];
  const keys = loadMasterKey({ ...config, log: () => undefined });
  return [keys.masterKeyId, ...Object.keys(keys.older ?? {})];
}

function programVersion(): string {
  const text = readFileSync(join(ROOT, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
