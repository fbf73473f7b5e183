/**
 * Launches the embedded PostgreSQL: the one way to a server that this program owns. One program
 * at a time has a data folder; a server that a killed program left running is taken over.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { type Binaries, removeOldCopies, usableBinaries } from './binaries.ts';
import {
  assertSpace,
  assertVersion,
  type Durability,
  ensureCluster,
  hasRoles,
  removeDrafts,
  renewRoles,
  writeSettings,
} from './cluster.ts';
import { existingHome, explain, type Home, prepareHome, readSecret } from './home.ts';
import { type Attempt, type Keeper, keep } from './keeper.ts';
import {
  askToStop,
  ClusterBusy,
  disarmStale,
  findPostmaster,
  lastPostmaster,
  type Postmaster,
  startPostmaster,
  stopPostmaster,
} from './postmaster.ts';
import { DATABASE, passwordOf } from './roles.ts';
import { dropSocketFolder } from './socket.ts';
import { refuseLaunch } from './texts.ts';

/** Addresses for `pg`, each with its password: `postgres://role:…@localhost/linli?host=<folder>`. */
export type ServerUrls = { ownerUrl: string; applicationUrl: string; jobsUrl: string };

export type Server = ServerUrls & {
  /** True: it ran already, left by a program that was killed. */
  adopted: boolean;
  /** Such as `18.4`. */
  version: string;
  /** Stops the server, also an adopted one, and waits until nothing of it is left. */
  stop(): Promise<void>;
};

/** A server for tests: its superuser can sign in, to the database `postgres`. */
export type ScratchServer = Server & { superUrl: string };

export type LaunchOptions = {
  /** Linli's data folder; the database lies in `postgres` below it. */
  dataDir: string;
  log?: (line: string) => void;
  /** False for tests: no write waits for the disk, and a crash may spoil everything. */
  durable?: boolean;
};

type Launch = { home: Home; binaries: Binaries; log: (line: string) => void } & Durability;

// A server that recovers from a crash on a slow disk may need minutes; it says so in its log.
const PATIENCE_MS = 300_000;
const POLL_MS = 50;

const running = new Set<number>();
process.on('exit', () => {
  // A program that ends without `stop` (an error nobody caught) still leaves no server behind.
  for (const pid of running) askToStop(pid);
});

/**
 * Starts the server of the data folder, or takes over the one left running; makes the cluster at
 * the first start. Refuses with the codes of `postgresTexts`.
 */
export function launchPostgres(options: LaunchOptions & { durable: false }): Promise<ScratchServer>;
export function launchPostgres(options: LaunchOptions): Promise<Server>;
export async function launchPostgres(options: LaunchOptions): Promise<Server> {
  const log = options.log ?? (() => undefined);
  const home = await prepareHome(options.dataDir, log);
  try {
    assertVersion(home);
    const binaries = await usableBinaries(home.folder, home.account);
    const launch = { home, binaries, log, durable: options.durable ?? true };
    const { postmaster, keeper, adopted } = await obtain(launch);
    running.add(postmaster.pid);
    removeDrafts(home);
    removeOldCopies(home.folder, binaries);
    const { version } = keeper;
    const stop = once(() => stopServer(launch, postmaster, keeper));
    return { ...urlsOf(home, postmaster, launch), adopted, version, stop };
  } catch (error) {
    return explain(error, home.folder);
  }
}

/**
 * The addresses of the server that runs on a data folder, for a second program beside the one
 * that owns it (the command line); null where none runs. It neither starts nor stops anything.
 */
export function findServer(dataDir: string): ServerUrls | null {
  const home = existingHome(dataDir);
  if (!home) return null;
  const postmaster = findPostmaster(home);
  return postmaster?.isReady ? urlsOf(home, postmaster, { durable: true }) : null;
}

type Obtained = { postmaster: Postmaster; keeper: Keeper; adopted: boolean };

/** Takes hold of the running server or starts one, until one of them is ours or refused. */
async function obtain(launch: Launch): Promise<Obtained> {
  const until = performance.now() + PATIENCE_MS;
  let started: number | undefined;
  while (performance.now() < until) {
    const postmaster = findPostmaster(launch.home);
    if (!postmaster) {
      started = (await start(launch))?.pid;
      continue;
    }
    const attempt = await takeHold(launch, postmaster);
    if (attempt.outcome === 'kept') {
      const adopted = postmaster.pid !== started;
      if (!adopted || (await isAsWanted(launch, postmaster, attempt.keeper))) {
        return { postmaster, keeper: attempt.keeper, adopted };
      }
    } else {
      await wait(POLL_MS);
    }
  }
  throw new Error(`PostgreSQL does not answer; see ${launch.home.log}`);
}

async function takeHold(launch: Launch, postmaster: Postmaster): Promise<Attempt> {
  const { home, log } = launch;
  if (!postmaster.isReady) return { outcome: 'notYet' };
  const attempt = await keep(urlsOf(home, postmaster, launch).ownerUrl, log);
  if (attempt.outcome === 'held') {
    refuseLaunch('DATA_FOLDER_IN_USE', { folder: home.folder, holder: attempt.holder });
  }
  if (attempt.outcome === 'unknown') {
    // The secret was lost: whoever may write here may also stop the server and set a new one.
    log(`The running PostgreSQL does not know us (${attempt.reason}); starting it again.`);
    await stopPostmaster(home, launch.binaries, postmaster.pid);
  }
  return attempt;
}

/** Whether a server left running is this version's; else stops it, to be started anew. */
async function isAsWanted(launch: Launch, postmaster: Postmaster, keeper: Keeper) {
  const { home, binaries, log } = launch;
  if (keeper.version === binaries.version && hasRoles(home, launch)) {
    log(`Took over PostgreSQL ${keeper.version}, which an earlier program left running.`);
    return true;
  }
  log(`Stopping PostgreSQL ${keeper.version}, which an older program left running.`);
  await keeper.release();
  await stopPostmaster(home, binaries, postmaster.pid);
  return false;
}

async function start(launch: Launch): Promise<Postmaster | null> {
  const { home, binaries, log } = launch;
  try {
    await assertNotElsewhere(launch);
    disarmStale(home);
    log(`Starting PostgreSQL ${binaries.version} on ${home.cluster}`);
    await ensureCluster(home, binaries, launch);
    if (!hasRoles(home, launch)) await renewRoles(home, binaries, launch);
    writeSettings(home, launch);
    return await startPostmaster(home, binaries);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    assertSpace(home, error.message);
    if (!(error instanceof ClusterBusy)) throw error;
    await wait(POLL_MS);
    return null;
  }
}

// Two containers with one volume do not see each other's processes, but the socket answers.
async function assertNotElsewhere({ home, log, durable }: Launch) {
  const last = lastPostmaster(home);
  // Port 0: left by single-user mode, which listens nowhere.
  if (!last || last.port === 0) return;
  const attempt = await keep(urlsOf(home, last, { durable }).ownerUrl, log);
  if (attempt.outcome !== 'held' && attempt.outcome !== 'kept') return;
  if (attempt.outcome === 'kept') await attempt.keeper.release();
  const holder = attempt.outcome === 'held' ? attempt.holder : `pid ${last.pid}`;
  refuseLaunch('DATA_FOLDER_IN_USE', { folder: home.folder, holder });
}

async function stopServer(launch: Launch, postmaster: Postmaster, keeper: Keeper) {
  // The order matters: while the server stops, nobody else may take it for an orphan.
  const stopped = stopPostmaster(launch.home, launch.binaries, postmaster.pid);
  await Promise.all([stopped, keeper.release()]);
  running.delete(postmaster.pid);
  dropSocketFolder(launch.home);
}

function once(work: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}

function urlsOf(home: Home, { host, port }: Postmaster, { durable }: Durability) {
  const secret = readSecret(home);
  const url = (role: string, database = DATABASE) => {
    const signIn = `postgres://${role}:${passwordOf(secret, role)}@`;
    // `localhost` is only there because a URL needs a host: `?host=` is the one that counts.
    return host.startsWith('/')
      ? `${signIn}localhost/${database}?host=${encodeURIComponent(host)}`
      : `${signIn}${host}:${port}/${database}`;
  };
  return {
    ownerUrl: url('linli_owner'),
    applicationUrl: url('linli_app'),
    jobsUrl: url('linli_jobs'),
    ...(durable ? {} : { superUrl: url('postgres', 'postgres') }),
  };
}
