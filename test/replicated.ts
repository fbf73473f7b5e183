/**
 * A PostgreSQL with a streaming replica, both of our own on loopback, made from the programs that
 * come with the packages: the first is stopped in order and copied, and the copy follows it.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, vi } from 'vitest';
import { runAs, spawnAs } from '../platform/postgres/account.ts';
import { program, usableBinaries } from '../platform/postgres/binaries.ts';
import { type Home, makeForServer, prepareHome } from '../platform/postgres/home.ts';
import { freePort } from './processes.ts';
import { makeTemplate, urlFor, withClient } from './server.ts';

export type Replicated = {
  appUrl: string;
  superUrl: string;
  replicaUrl: string;
  /** Of the replica's superuser: to hold it back, let it go on, promote it. */
  replicaSuperUrl: string;
  stopReplica: () => Promise<void>;
};

const START_MS = 20_000;

/** Both stand and the replica follows; ended and removed after the file's tests. */
export async function replicated(): Promise<Replicated> {
  const folder = mkdtempSync(join(tmpdir(), 'linli-replicated-'));
  // The servers run as another user when we are root.
  chmodSync(folder, 0o755);
  const home = await prepareHome(folder, () => undefined);
  const { folder: programs } = await usableBinaries(home.folder, home.account);
  const running = new Set<ChildProcess>();
  afterAll(async () => {
    await Promise.all([...running].map((child) => stop(child, 'SIGQUIT')));
    rmSync(home.folder, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  });
  const [first, second] = [join(home.folder, 'first'), join(home.folder, 'second')];
  await initialise(home, programs, first);
  const [port, replicaPort] = [await freePort(), await freePort()];
  const start = async (cluster: string, at: number) => {
    const child = serverOn(home, { programs, cluster, port: at });
    running.add(child);
    await answers(superUrlAt(at));
    return child;
  };
  const superUrl = superUrlAt(port);
  const template = await (async () => {
    const child = await start(first, port);
    const made = await makeTemplate(superUrl);
    await stop(child, 'SIGINT');
    return made;
  })();
  execFileSync('cp', ['-a', first, second]);
  writeFileSync(join(second, 'standby.signal'), '');
  const follows = `primary_conninfo = 'host=127.0.0.1 port=${port} user=postgres'\n`;
  writeFileSync(join(second, 'postgresql.auto.conf'), follows);
  await start(first, port);
  const replica = await start(second, replicaPort);
  return {
    appUrl: urlFor(superUrl, template, 'linli_app'),
    superUrl: urlFor(superUrl, template),
    replicaUrl: urlFor(superUrlAt(replicaPort), template, 'linli_app'),
    replicaSuperUrl: urlFor(superUrlAt(replicaPort), template),
    stopReplica: () => stop(replica, 'SIGQUIT'),
  };
}

const superUrlAt = (port: number) => `postgres://postgres@127.0.0.1:${port}/postgres`;

async function initialise(home: Home, programs: string, cluster: string): Promise<void> {
  makeForServer(home, cluster);
  const command = [
    program(programs, 'initdb'),
    `--pgdata=${cluster}`,
    '--username=postgres',
    '--encoding=UTF8',
    '--locale=C',
    '--auth=trust',
    '--no-sync',
    '--no-instructions',
  ];
  const { code, stderr } = await runAs(home.account, command, { cwd: home.folder });
  expect(code, stderr).toBe(0);
}

type On = { programs: string; cluster: string; port: number };

function serverOn(home: Home, { programs, cluster, port }: On): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    fsync: 'off',
    wal_receiver_status_interval: '1',
  };
  const given = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return spawn(program(programs, 'postgres'), ['-D', cluster, ...given], {
    ...spawnAs(home.account, cluster),
    stdio: 'ignore',
  });
}

async function answers(url: string): Promise<void> {
  const ask = () => withClient(url, (client) => client.query('SELECT 1'));
  await vi.waitFor(ask, { timeout: START_MS });
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  child.kill(signal);
  await exit;
}
