/**
 * Where the database lies: `<data folder>/postgres`, or, when that is closed to the server's
 * user, a folder under /var/lib/linli that a link of that name points at. The home belongs to
 * whoever starts the program; only `cluster` and the socket's folder belong to the server's user.
 */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fchmodSync,
  fchownSync,
  lchownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Account, canEnter, serverAccount, userName } from './account.ts';
import { refuseLaunch } from './texts.ts';

export type Home = {
  folder: string;
  /** PostgreSQL's own data directory. */
  cluster: string;
  config: string;
  access: string;
  log: string;
  /** 32 random bytes in hex, from which the passwords of the roles are derived. */
  secret: string;
  /** The user the server runs as; null: as ourselves. */
  account: Account | null;
};

const OUTSIDE = process.platform === 'linux' ? '/var/lib/linli' : '/usr/local/var/linli';
// Folders that others may pass through but not list, when the server is another user.
const PASSABLE = 0o711;
const PRIVATE = 0o700;

/**
 * Makes the home ready, or refuses: DATA_FOLDER_NOT_WRITABLE, DATA_FOLDER_OF_ANOTHER_USER,
 * DATA_FOLDER_CLOSED, DATABASE_PLACE_MISSING, DATABASE_USER_UNKNOWN, DISK_FULL.
 */
export async function prepareHome(dataDir: string, log: (line: string) => void): Promise<Home> {
  const link = join(resolve(dataDir), 'postgres');
  try {
    return await makeHome(link, log);
  } catch (error) {
    return explain(error, dirname(link));
  }
}

/** The home of a data folder that has one; null where none was made. Changes nothing. */
export function existingHome(dataDir: string): Home | null {
  const link = join(resolve(dataDir), 'postgres');
  if (!existsSync(join(link, 'cluster'))) return null;
  const folder = realpathSync(link);
  return homeAt(folder, serverAccount(join(folder, 'cluster')));
}

async function makeHome(link: string, log: (line: string) => void): Promise<Home> {
  const dataDir = dirname(link);
  const account = serverAccount(join(link, 'cluster'));
  mkdirSync(dataDir, { recursive: true, mode: account ? PASSABLE : PRIVATE });
  letPass(dataDir, account);
  const isThere = lstatSync(link, { throwIfNoEntry: false });
  if (isThere && !existsSync(link)) {
    refuseLaunch('DATABASE_PLACE_MISSING', { link, folder: readlinkSync(link) });
  }
  if (!isThere) await settle(link, account, log);
  const folder = realpathSync(link);
  assertOurs(folder);
  if (!(await canEnter(account, folder))) {
    refuseLaunch('DATA_FOLDER_CLOSED', { folder, user: account?.name ?? '' });
  }
  const home = homeAt(folder, account);
  if (account) giveToServer(home.cluster, account);
  closeCluster(home);
  makeSecret(home);
  return home;
}

function homeAt(folder: string, account: Account | null): Home {
  const at = (name: string) => join(folder, name);
  return {
    folder,
    cluster: at('cluster'),
    config: at('postgresql.conf'),
    access: at('pg_hba.conf'),
    log: at('server.log'),
    secret: at('secret'),
    account,
  };
}

/** Makes the home beside the other data if the server's user can come there, else outside. */
async function settle(link: string, account: Account | null, log: (line: string) => void) {
  if (await canEnter(account, dirname(link))) {
    mkdirSync(link, { recursive: true, mode: account ? PASSABLE : PRIVATE });
    letPass(link, account);
    return;
  }
  mkdirSync(OUTSIDE, { recursive: true, mode: 0o755 });
  // A random name: a new data folder never finds the database of a deleted one.
  const name = basename(dirname(dirname(link))) || 'root';
  const folder = join(OUTSIDE, `${name}-${randomBytes(4).toString('hex')}`);
  mkdirSync(folder, { mode: PASSABLE });
  letPass(folder, account);
  symlinkSync(folder, link);
  log(
    `The database runs as the user ${account?.name}, who cannot enter ${dirname(link)}: ` +
      `it is kept in ${folder}, and ${link} points there.`,
  );
}

/** Lets others pass (not list) where the server is another user and we are root. */
function letPass(folder: string, account: Account | null) {
  const { mode, uid } = statSync(folder);
  if (account && uid === 0 && (mode & 0o011) !== 0o011) chmodSync(folder, (mode & 0o7777) | 0o011);
}

function assertOurs(folder: string) {
  const own = process.getuid?.();
  if (own === undefined || own === 0) return;
  const { uid } = statSync(folder);
  if (uid !== own) refuseLaunch('DATA_FOLDER_OF_ANOTHER_USER', { folder, owner: userName(uid) });
}

/** Writes a file of the home anew; it belongs to the home's owner, also when root writes it. */
export function writeInHome(home: Home, path: string, text: string, mode: number) {
  // By way of a draft: another program that starts meanwhile reads it whole or not at all.
  const draft = `${path}-${process.pid}`;
  rmSync(draft, { force: true });
  const file = openSync(draft, 'wx', mode);
  writeSync(file, text);
  fchmodSync(file, mode);
  giveToOwner(home, file);
  closeSync(file);
  renameSync(draft, path);
}

/** An open file, not a path: in a home that is another user's, a path may be swapped for a link. */
export function giveToOwner(home: Home, file: number) {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(home.folder);
  fchownSync(file, uid, gid);
}

function makeSecret(home: Home) {
  if (existsSync(home.secret)) return;
  const draft = join(home.folder, `secret-draft-${process.pid}`);
  writeInHome(home, draft, randomBytes(32).toString('hex'), 0o600);
  try {
    linkSync(draft, home.secret);
  } catch (error) {
    // Another program that starts at the same moment made it: its secret is the secret.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
}

/** Makes a folder that only the server's user can enter. */
export function makeForServer(home: Home, folder: string) {
  mkdirSync(folder, { recursive: true, mode: PRIVATE });
  if (home.account) lchownSync(folder, home.account.uid, home.account.gid);
}

/** A cluster that root copied or restored is root's: PostgreSQL takes only what is its user's. */
function giveToServer(path: string, account: Account) {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.uid !== 0) return;
  lchownSync(path, account.uid, account.gid);
  if (!found.isDirectory()) return;
  for (const name of readdirSync(path)) giveToServer(join(path, name), account);
}

/** A copy may have opened the cluster's folder to others: PostgreSQL then refuses it. */
function closeCluster(home: Home) {
  const found = lstatSync(home.cluster, { throwIfNoEntry: false });
  const user = home.account?.uid ?? process.getuid?.();
  if (found?.isDirectory() && found.uid === user && (found.mode & 0o077) !== 0) {
    chmodSync(home.cluster, PRIVATE);
  }
}

export function readSecret(home: Home): string {
  return readFileSync(home.secret, 'utf8').trim();
}

const UNWRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT']);

/** Turns the system's error about a folder into the refusal that says what to do. */
export function explain(error: unknown, folder: string): never {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') refuseLaunch('DISK_FULL', { folder });
  const isAboutFile = (error as NodeJS.ErrnoException).syscall !== undefined;
  if (isAboutFile && code && UNWRITABLE.has(code)) {
    refuseLaunch('DATA_FOLDER_NOT_WRITABLE', { folder, reason: message });
  }
  throw error;
}
