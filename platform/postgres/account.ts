/**
 * Which operating-system user the server runs as, and how programs are run as that user.
 * PostgreSQL refuses root and any uid without a name; nothing of ours reaches its environment.
 */
import { execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { refuseLaunch } from './texts.ts';

export type Account = { uid: number; gid: number; name: string };
export type Outcome = { code: number | null; stdout: string; stderr: string };

// A user of its own is safer than `nobody`, which other services may share: an administrator who
// makes one called `linli` gets it.
const CANDIDATES = ['linli', 'nobody'];

/**
 * The user for the cluster in `cluster` (which may not exist yet). Null: run as ourselves.
 * As root, the owner of an existing cluster goes on owning it.
 */
export function serverAccount(cluster: string): Account | null {
  if (process.getuid === undefined) return null;
  if (process.getuid() !== 0) {
    assertOwnName();
    return null;
  }
  const owner = existsSync(cluster) ? statSync(cluster).uid : 0;
  for (const name of owner === 0 ? CANDIDATES : [String(owner)]) {
    const account = findAccount(name);
    if (account && account.uid !== 0) return account;
  }
  return refuseLaunch('DATABASE_USER_UNKNOWN', { user: owner === 0 ? 'nobody' : `uid ${owner}` });
}

/** The name of a uid, or the number itself where the system knows no name. */
export function userName(uid: number): string {
  return findAccount(String(uid))?.name ?? String(uid);
}

function assertOwnName() {
  try {
    userInfo();
  } catch {
    refuseLaunch('DATABASE_USER_UNKNOWN', { user: `uid ${process.getuid?.()}` });
  }
}

// `id` asks the system's own user database (files, LDAP …), and takes a name or a number.
function findAccount(user: string): Account | null {
  const ask = (flag: string) =>
    execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    return {
      uid: Number(ask('-u')),
      gid: Number(ask('-g')),
      name: ask('-un').trim(),
    };
  } catch {
    return null;
  }
}

const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'SystemDrive', 'windir'];

/** Options to run a program as the account: no PG* settings and no key of ours comes along. */
export function spawnAs(account: Account | null, cwd: string): SpawnOptions {
  const env: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' };
  for (const name of PASSED_ON) if (process.env[name]) env[name] = process.env[name];
  const identity = account ? { uid: account.uid, gid: account.gid } : {};
  return { cwd, env, windowsHide: true, ...identity };
}

/** Runs a program to its end as the account. Rejects only when it could not be started. */
export function runAs(
  account: Account | null,
  command: readonly string[],
  options: { cwd: string; input?: string },
): Promise<Outcome> {
  const [file = '', ...rest] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(file, rest, {
      ...spawnAs(account, options.cwd),
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    const outcome: Outcome = { code: null, stdout: '', stderr: '' };
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      outcome.stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      outcome.stderr += text;
    });
    // A program that ends early closes its input: its exit code tells, not our EPIPE.
    child.stdin?.on('error', () => undefined);
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...outcome, code }));
    child.stdin?.end(options.input ?? '');
  });
}

/** Whether the account can enter each folder and read each file of `paths`. */
export async function canRead(account: Account | null, paths: readonly string[]) {
  if (account === null) return true;
  // The kernel's own answer, as that user: modes, ACLs and parents are all in it.
  const script = 'for p in "$@"; do test -r "$p" || exit 1; done';
  const outcome = await runAs(account, ['/bin/sh', '-c', script, 'sh', ...paths], { cwd: '/' });
  return outcome.code === 0;
}

/** Whether the account can pass through the folder (it need not be able to list it). */
export async function canEnter(account: Account | null, folder: string) {
  if (account === null) return true;
  const outcome = await runAs(account, ['/bin/sh', '-c', 'cd -- "$1"', 'sh', folder], { cwd: '/' });
  return outcome.code === 0;
}
