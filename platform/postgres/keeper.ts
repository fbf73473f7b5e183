/**
 * The program's hold on its database: one connection with an advisory lock. The server itself
 * lets go of it the moment the program dies, however it dies, which no lock file does.
 */

import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

/** Ours alone: `migrate` and the tests hold other numbers. */
const LOCK = 7091100;
// The server notices a killed program's closed connection within milliseconds.
const PATIENCE_MS = 1_000;

export type Keeper = {
  /** The server's version, such as `18.4`. */
  version: string;
  /** Called before the server is stopped: the connection's end is then expected. */
  release(): Promise<void>;
};

/** What became of an attempt: `held` names the program that has the lock. */
export type Attempt =
  | { outcome: 'kept'; keeper: Keeper }
  | { outcome: 'held'; holder: string }
  | { outcome: 'notYet' }
  | { outcome: 'unknown'; reason: string };

/**
 * Tries to take hold of the server at `url`. `notYet`: it starts, stops or is gone; `unknown`: it
 * does not know our roles or passwords.
 */
export async function keep(url: string, log: (line: string) => void): Promise<Attempt> {
  const client = newClient(url);
  try {
    await client.connect();
    if (await tryLock(client)) {
      const { rows } = await client.query<{ server_version: string }>('show server_version');
      const version = rows[0]?.server_version.split(' ')[0] ?? '';
      return { outcome: 'kept', keeper: watch(client, { url, log, version }) };
    }
    const holder = await findHolder(client);
    await client.end();
    return { outcome: 'held', holder };
  } catch (error) {
    await client.end().catch(() => undefined);
    return failed(error as Error & { code?: string });
  }
}

function newClient(url: string): pg.Client {
  const name = `linli-keeper ${process.pid}`;
  return new pg.Client({ connectionString: url, application_name: name });
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const { rows } = await client.query<{ got: boolean }>(
      'select pg_try_advisory_lock($1) as got',
      [LOCK],
    );
    if (rows[0]?.got) return true;
    if (performance.now() > until) return false;
    await wait(50);
  }
}

async function findHolder(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select a.application_name as name
       from pg_locks l join pg_stat_activity a on a.pid = l.pid
      where l.locktype = 'advisory' and l.objid = $1 and l.granted`,
    [LOCK],
  );
  return rows[0]?.name.replace('linli-keeper', 'pid') ?? 'pid ?';
}

// 57P03: starting up or shutting down; 57P01: stopped while we asked. The rest: nobody listens.
const NOT_YET = new Set(['57P03', '57P01', 'ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE']);

function failed(error: Error & { code?: string }): Attempt {
  if (error.message === 'Connection terminated unexpectedly') return { outcome: 'notYet' };
  if (NOT_YET.has(error.code ?? '')) return { outcome: 'notYet' };
  return { outcome: 'unknown', reason: error.message };
}

type Watched = { url: string; log: (line: string) => void; version: string };

/** Keeps the hold: when a crash of one backend makes the server drop every connection, again. */
function watch(first: pg.Client, { url, log, version }: Watched): Keeper {
  let isReleased = false;
  let client = first;
  const onEnd = async () => {
    if (isReleased) return;
    log('The connection that holds the data folder was lost; taking hold again.');
    const next = await regain(url, () => isReleased);
    if (!next) return;
    client = next;
    guard(client);
    log('The data folder is held again.');
  };
  const guard = (held: pg.Client) => {
    held.on('error', () => undefined);
    held.once('end', () => void onEnd());
    // It must not keep a program alive that has nothing else to do.
    // (The method is there; the published types leave it out.)
    (held as pg.Client & { unref(): void }).unref();
  };
  guard(client);
  return {
    version,
    release: async () => {
      isReleased = true;
      await client.end().catch(() => undefined);
    },
  };
}

async function regain(url: string, isReleased: () => boolean): Promise<pg.Client | null> {
  while (!isReleased()) {
    await wait(500, undefined, { ref: false });
    const client = newClient(url);
    client.on('error', () => undefined);
    try {
      await client.connect();
      if (!isReleased() && (await tryLock(client))) return client;
    } catch {
      // Not there yet: the server recovers, or was stopped by somebody else.
    }
    await client.end().catch(() => undefined);
  }
  return null;
}
