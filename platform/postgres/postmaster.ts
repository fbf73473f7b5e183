/**
 * The server's process: starting it, finding one that runs, stopping it. The server outlives a
 * program that is killed, and no Ctrl-C of the terminal reaches it: only `stopPostmaster` ends it.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  constants,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { runAs, spawnAs } from './account.ts';
import { type Binaries, program } from './binaries.ts';
import { giveToOwner, type Home } from './home.ts';
import { makeSocketFolder } from './socket.ts';

/** A running server, as its `postmaster.pid` tells. `host` is a socket's folder or 127.0.0.1. */
export type Postmaster = { pid: number; host: string; port: number; isReady: boolean };

const LOG_MAX = 5_000_000;
// As root we follow no link that the server's user may have put there. (Windows has no such flag.)
const NO_LINK = constants.O_NOFOLLOW ?? 0;
const POLL_MS = 10;
/** A fast stop writes a checkpoint. Past this time the server is told to stop without one. */
const STOP_MS = 60_000;

/** The server that runs on the cluster, or null. */
export function findPostmaster(home: Home): Postmaster | null {
  const found = readPidFile(home);
  return found && isAlive(found.pid) && isServer(home, found.pid) ? found : null;
}

/** Where a server listened that is not among this system's processes; null without a trace. */
export function lastPostmaster(home: Home): Postmaster | null {
  return findPostmaster(home) ? null : readPidFile(home);
}

// A number that no process has. PostgreSQL takes the file for stale then, and still looks at the
// shared memory that it names: children of a killed server may live on for a moment.
const NOBODY = 2_147_483_647;

/**
 * Disarms a `postmaster.pid` left by a crash whose number another process bears now, or a zombie
 * that nobody reaps, as in containers: PostgreSQL would take either for a server and not start.
 */
export function disarmStale(home: Home) {
  const found = lastPostmaster(home);
  if (!found || !hasProcess(found.pid)) return;
  const lines = readFileSync(pidFile(home), 'utf8').split('\n');
  const file = openSync(pidFile(home), constants.O_WRONLY | constants.O_TRUNC | NO_LINK);
  writeSync(file, [NOBODY, ...lines.slice(1)].join('\n'));
  closeSync(file);
}

function pidFile(home: Home): string {
  return join(home.cluster, 'postmaster.pid');
}

function readPidFile(home: Home): Postmaster | null {
  try {
    const lines = readFileSync(pidFile(home), 'utf8')
      .split('\n')
      .map((line) => line.trim());
    // Single-user mode writes its number negated.
    const pid = Math.abs(Number(lines[0]));
    if (!Number.isInteger(pid) || pid === 0) return null;
    const host = lines[4] || '127.0.0.1';
    return { pid, host, port: Number(lines[3]) || 0, isReady: lines[7] === 'ready' };
  } catch {
    return null;
  }
}

/** Whether the process runs. A zombie does not. */
export function isAlive(pid: number): boolean {
  return hasProcess(pid) && !isZombie(pid);
}

function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

// In a container whose first process reaps nobody, a dead server stays as a zombie.
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}

// A server's working folder is its cluster, and stays so when the folder is moved. Where that
// cannot be read, a doubt counts as a server: two of them on one cluster would spoil it.
function isServer(home: Home, pid: number): boolean {
  try {
    if (process.platform === 'win32') return true;
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === home.cluster;
    const command = ['-p', String(pid), '-o', 'command='];
    return execFileSync('ps', command, { encoding: 'utf8' }).includes('postgres');
  } catch {
    return true;
  }
}

/** Thrown when another program started a server on the same cluster first. */
export class ClusterBusy extends Error {}

/**
 * Starts the server and waits until it takes connections (0.1 s; longer after a crash, while it
 * recovers). Throws ClusterBusy, or an Error with the end of the server's log.
 */
export async function startPostmaster(home: Home, binaries: Binaries): Promise<Postmaster> {
  const where = await listening(home);
  const log = openLog(home);
  const from = statSync(home.log).size;
  const command = ['-D', home.cluster, ...settings({ ...where, config_file: home.config })];
  const child = spawn(program(binaries.folder, 'postgres'), command, {
    ...spawnAs(home.account, home.cluster),
    stdio: ['ignore', log, log],
    // A group of its own: Ctrl-C reaches us alone, and our connections close in order first.
    detached: true,
  });
  closeSync(log);
  child.unref();
  return untilReady(home, child, from);
}

function settings(values: Record<string, string>): string[] {
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function listening(home: Home): Promise<Record<string, string>> {
  const hba_file = home.access;
  if (process.platform === 'win32') {
    return { hba_file, listen_addresses: '127.0.0.1', port: String(await freePort()) };
  }
  // The setting is a list: the quotes keep a comma of the path from dividing it.
  const folder = `"${makeSocketFolder(home).replaceAll('"', '""')}"`;
  return {
    hba_file,
    listen_addresses: '',
    port: '5432',
    unix_socket_directories: folder,
    unix_socket_permissions: '0700',
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

function openLog(home: Home): number {
  const size = statSync(home.log, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_MAX) renameSync(home.log, `${home.log}.1`);
  const append = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT;
  const log = openSync(home.log, append | NO_LINK, 0o600);
  giveToOwner(home, log);
  return log;
}

async function untilReady(home: Home, child: ChildProcess, from: number): Promise<Postmaster> {
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  for (;;) {
    const found = readPidFile(home);
    if (found && found.pid === child.pid && found.isReady) return found;
    if (failure) throw failure;
    if (child.exitCode !== null || child.signalCode !== null) throw notStarted(home, from);
    await wait(POLL_MS);
  }
}

// The second is what is left of a server whose parent alone was killed: it ends by itself soon.
const BUSY = /lock file "[^"]*" already exists|pre-existing shared memory block/;

function notStarted(home: Home, from: number): Error {
  const words = readFileSync(home.log).subarray(from).toString('utf8').trim();
  if (BUSY.test(words)) return new ClusterBusy(words);
  return new Error(`PostgreSQL did not start: ${words.slice(-2000)}`);
}

/** Stops the server, whoever started it, and waits until it is gone. */
export async function stopPostmaster(home: Home, binaries: Binaries, pid: number) {
  await signal(home, binaries, { pid, mode: 'fast' });
  if (await isGone(home, pid, STOP_MS)) return;
  await signal(home, binaries, { pid, mode: 'immediate' });
  if (await isGone(home, pid, STOP_MS)) return;
  throw new Error(`PostgreSQL (process ${pid}) does not stop`);
}

const SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const;

async function signal(
  home: Home,
  binaries: Binaries,
  { pid, mode }: { pid: number; mode: keyof typeof SIGNALS },
) {
  if (process.platform === 'win32') {
    const control = [program(binaries.folder, 'pg_ctl'), 'stop', '-D', home.cluster, '-m', mode];
    await runAs(home.account, control, { cwd: home.folder });
    return;
  }
  askToStop(pid, SIGNALS[mode]);
}

/** Sends the signal; a server that is gone already is as good. */
export function askToStop(pid: number, name: NodeJS.Signals = 'SIGINT') {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function isGone(home: Home, pid: number, patience: number): Promise<boolean> {
  const until = performance.now() + patience;
  while (performance.now() < until) {
    if (!isAlive(pid) && readPidFile(home)?.pid !== pid) return true;
    if (!isAlive(pid) && findPostmaster(home) === null) return true;
    await wait(POLL_MS);
  }
  return false;
}
