/**
 * Completes package-lock.json with the prebuilt binaries of other systems, which npm leaves out
 * where the registry in reach does not carry them; `npm ci` then refuses the lock as out of step,
 * on every machine. Run after adding a package with such binaries: `npm run lock`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Entry = {
  version?: string;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};
type Lock = { packages: Record<string, Entry> };

const path = join(import.meta.dirname, '../package-lock.json');

export function readLock(): Lock {
  return JSON.parse(readFileSync(path, 'utf8')) as Lock;
}

const systems = 'aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32|windows';
const processors = 'arm64|armv7|arm|ia32|loong64|mips64el|ppc64|riscv64|s390x|wasm32|x64';

/** For which machine a binary is, read from its name: `@img/sharp-linuxmusl-arm64`. */
function machineOf(name: string): Entry {
  const os = new RegExp(`(?<![a-z])(${systems})(?![0-9a-z])|(linux)(?=musl)`).exec(name);
  const cpu = new RegExp(`(?<![a-z0-9])(${processors})(?![a-z0-9])`).exec(name);
  const system = (os?.[1] ?? os?.[2])?.replace(/^windows$/, 'win32');
  const libc = /musl/.test(name) ? 'musl' : system === 'linux' && /gnu/.test(name) ? 'glibc' : null;
  if (name === 'fsevents') return { os: ['darwin'] };
  return {
    ...(cpu?.[1] ? { cpu: [cpu[1].replace(/^armv7$/, 'arm')] } : {}),
    ...(libc ? { libc: [libc] } : {}),
    ...(system ? { os: [system] } : {}),
  };
}

/** What the lock's packages may bring along, and the lock does not name: place → range. */
export function missingFrom({ packages }: Lock): [place: string, range: string][] {
  const wanted = Object.values(packages).flatMap((entry) =>
    Object.entries(entry.optionalDependencies ?? {}),
  );
  const names = new Set(Object.keys(packages).map((place) => place.split('node_modules/').at(-1)));
  const missing = wanted.filter(([name]) => !names.has(name));
  return [...new Map(missing.map(([name, range]) => [`node_modules/${name}`, range]))];
}

function complete(lock: Lock): void {
  for (const [place, range] of missingFrom(lock)) {
    const version = /\d+\.\d+\.\d+\S*/.exec(range)?.[0];
    const machine = machineOf(place.replace('node_modules/', ''));
    if (!version || (!machine.os && !machine.cpu)) {
      throw new Error(`${place}@${range}: cannot tell its version or machine; add it by hand`);
    }
    lock.packages[place] = { version, ...machine, optional: true };
    console.log(
      `added ${place}@${version} for ${machine.os?.join() ?? 'any'} ${machine.cpu?.join() ?? ''}`,
    );
  }
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  writeFileSync(
    path,
    `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`,
  );
}

if (import.meta.main) complete(readLock());
