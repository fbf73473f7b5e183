/**
 * Makes the cluster, its roles and its settings. A cluster comes into being under a draft name
 * and is renamed when it is whole, so that an interrupted first start leaves nothing half-made.
 */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Outcome, runAs } from './account.ts';
import { type Binaries, program } from './binaries.ts';
import { type Home, makeForServer, readSecret, writeInHome } from './home.ts';
import { isAlive } from './postmaster.ts';
import { DATABASE_STATEMENTS, ensureRoles, rolesStamp } from './roles.ts';
import { refuseLaunch } from './texts.ts';

const MAJOR = '18';

/** `durable: false` is for tests: faster, and a crash may lose or spoil everything. */
export type Durability = { durable: boolean };

/** Refuses DATABASE_OTHER_VERSION when the cluster there is not one for our programs. */
export function assertVersion(home: Home) {
  if (!existsSync(home.cluster)) return;
  const file = join(home.cluster, 'PG_VERSION');
  const found = existsSync(file) ? readFileSync(file, 'utf8').trim() : '?';
  if (found === MAJOR) return;
  refuseLaunch('DATABASE_OTHER_VERSION', { folder: home.cluster, found, wanted: MAJOR });
}

/** Makes the cluster with its database and roles, unless it is there. Refuses: DISK_FULL. */
export async function ensureCluster(home: Home, binaries: Binaries, mode: Durability) {
  if (existsSync(home.cluster)) return;
  const draft = join(home.folder, `draft-${process.pid}`);
  rmSync(draft, { recursive: true, force: true });
  makeForServer(home, draft);
  try {
    await initialise(home, binaries, { draft, ...mode });
    const roles = ensureRoles(readSecret(home), { superuser: !mode.durable });
    await runStatements(home, binaries, { cluster: draft, statements: roles, ...mode });
    const database = { cluster: draft, statements: DATABASE_STATEMENTS, ...mode };
    await runStatements(home, binaries, database);
    putInPlace(home, draft);
    stamp(home, mode);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Removes the drafts of first starts that were killed. */
export function removeDrafts(home: Home) {
  for (const name of readdirSync(home.folder)) {
    const pid = /^(?:binaries-|secret-)?draft-(\d+)$/.exec(name)?.[1];
    if (!pid || isAlive(Number(pid))) continue;
    rmSync(join(home.folder, name), { recursive: true, force: true });
  }
}

/** Whether the cluster's roles are as this program wants them. */
export function hasRoles(home: Home, mode: Durability): boolean {
  const file = join(home.folder, 'roles');
  const wanted = rolesStamp(readSecret(home), { superuser: !mode.durable });
  return existsSync(file) && readFileSync(file, 'utf8').trim() === wanted;
}

/**
 * Brings the roles of a stopped cluster to what this program wants: after an upgrade, or when
 * the secret was lost and made anew.
 */
export async function renewRoles(home: Home, binaries: Binaries, mode: Durability) {
  const statements = ensureRoles(readSecret(home), { superuser: !mode.durable });
  await runStatements(home, binaries, { cluster: home.cluster, statements, ...mode });
  stamp(home, mode);
}

function stamp(home: Home, mode: Durability) {
  const text = rolesStamp(readSecret(home), { superuser: !mode.durable });
  writeInHome(home, join(home.folder, 'roles'), `${text}\n`, 0o600);
}

function putInPlace(home: Home, draft: string) {
  try {
    renameSync(draft, home.cluster);
  } catch (error) {
    // Another program that started at the same moment put its own there first: it stands.
    if (!existsSync(join(home.cluster, 'PG_VERSION'))) throw error;
  }
}

async function initialise(home: Home, binaries: Binaries, options: Durability & { draft: string }) {
  const command = [
    program(binaries.folder, 'initdb'),
    `--pgdata=${options.draft}`,
    '--username=postgres',
    '--encoding=UTF8',
    // The same order and the same letters on every system, whatever locales it has installed.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--auth=reject',
    '--no-instructions',
    ...(options.durable ? [] : ['--no-sync']),
  ];
  assertDone(home, await runAs(home.account, command, { cwd: home.folder }), 'initdb');
}

/**
 * Runs statements on a stopped cluster in single-user mode: nothing listens meanwhile, and the
 * superuser needs no password that somebody could find.
 */
async function runStatements(
  home: Home,
  binaries: Binaries,
  options: Durability & { cluster: string; statements: readonly string[] },
) {
  const command = [
    program(binaries.folder, 'postgres'),
    '--single',
    '-j',
    '-D',
    options.cluster,
    '-c',
    'exit_on_error=on',
    '-c',
    'log_checkpoints=off',
    ...(options.durable ? [] : ['-F']),
    'postgres',
  ];
  // With -j a statement ends at a semicolon and an empty line.
  const input = options.statements.map((statement) => `${statement};\n\n`).join('');
  const outcome = await runAs(home.account, command, { cwd: home.folder, input });
  assertDone(home, outcome, 'postgres --single');
}

function assertDone(home: Home, outcome: Outcome, what: string) {
  if (outcome.code === 0) return;
  assertSpace(home, outcome.stderr);
  throw new Error(`${what} ended with ${outcome.code}: ${outcome.stderr.trim().slice(-2000)}`);
}

/** Refuses DISK_FULL when the server's words say so. */
export function assertSpace(home: Home, words: string) {
  if (/No space left on device|Disk quota exceeded/.test(words)) {
    refuseLaunch('DISK_FULL', { folder: home.folder });
  }
}

/**
 * Writes the settings anew at every start, so that they are this version's. `own.conf` beside
 * them is the administrator's, comes last and wins; where the server listens is not in either.
 */
export function writeSettings(home: Home, mode: Durability) {
  const lines = [
    '# Written at every start. Put your own settings into own.conf beside this file.',
    "include 'cluster/postgresql.conf'",
    ...Object.entries({ ...SETTINGS, ...(mode.durable ? {} : SCRATCH) }).map(
      ([name, value]) => `${name} = '${value}'`,
    ),
    "include_if_exists 'own.conf'",
  ];
  writeInHome(home, home.config, `${lines.join('\n')}\n`, 0o644);
  const kind = process.platform === 'win32' ? 'host all all 127.0.0.1/32' : 'local all all';
  writeInHome(home, home.access, `${kind} scram-sha-256\n`, 0o644);
}

const SETTINGS = {
  max_connections: '60',
  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '512MB',
  wal_compression: 'on',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The package brings no LLVM.
  jit: 'off',
  // A program that was killed does not leave its long query running.
  client_connection_check_interval: process.platform === 'win32' ? '0' : '10s',
  // The program logs failed statements itself. Here they would put personal data into a file
  // that nothing erases, and let it grow: only the server's own state is logged.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
};

const SCRATCH = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  io_method: 'sync',
  max_connections: '100',
};
