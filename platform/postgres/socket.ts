/**
 * The folder of the server's socket, which only the server's user (and root) can enter: `run` in
 * the home, or, when that path is too long for a socket, a folder under /tmp that `run` points at.
 */
import {
  lchownSync,
  lstatSync,
  mkdtempSync,
  readlinkSync,
  rmdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Home, makeForServer } from './home.ts';

// The kernel keeps 108 bytes for a socket's path on Linux and 104 on macOS, the last one a zero.
const SOCKET_PATH_MAX = 103;
const SOCKET_NAME = '/.s.PGSQL.5432';

/** Makes the folder for a server that is about to start, and answers its path. */
export function makeSocketFolder(home: Home): string {
  const run = join(home.folder, 'run');
  const isShort = Buffer.byteLength(run + SOCKET_NAME) <= SOCKET_PATH_MAX;
  if (isShort && isOnlyOurs(home, run)) return run;
  dropSocketFolder(home);
  // What is left is a copy's, with another owner or mode, or one from before the home was moved.
  rmSync(run, { recursive: true, force: true });
  if (isShort) {
    makeForServer(home, run);
    return run;
  }
  // Always a new one: a copy of the home would else share its folder with the original.
  const folder = mkdtempSync('/tmp/linli-');
  if (home.account) lchownSync(folder, home.account.uid, home.account.gid);
  symlinkSync(folder, run);
  return folder;
}

function isOnlyOurs(home: Home, folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return false;
  return found.uid === (home.account?.uid ?? process.getuid?.()) && (found.mode & 0o077) === 0;
}

/** Takes away the socket's folder of a stopped server where it lies under /tmp. */
export function dropSocketFolder(home: Home) {
  const run = join(home.folder, 'run');
  if (!lstatSync(run, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  try {
    rmdirSync(readlinkSync(run));
    rmSync(run);
  } catch {
    // Gone already, or not empty: another program has just started a server there.
  }
}
