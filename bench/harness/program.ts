/** The program that is measured, and the floor, each as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../installation.ts';
import type { Base } from './base.ts';
import { cpuOf, residentMb } from './cpu.ts';
import { environment } from './district.ts';
import { BenchError } from './options.ts';
import { nodeArgs } from './scripts.ts';

export type Program = {
  address: string;
  /** Where the others answer, if there are several. */
  also?: readonly string[];
  pid: number;
  /** Seconds until it said that it is ready. */
  startSeconds: number;
  cpu: () => number | null;
  residentMb: () => number | null;
  stop: () => Promise<void>;
};

/** `npm start` without the building: the real server over a database. */
export async function startProgram(
  base: Base,
  { profile = null }: { profile?: string | null } = {},
): Promise<Program> {
  const dataDir = mkdtempSync(join(tmpdir(), 'linli-bench-'));
  const flags = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [];
  const program = await startNode([...flags, ...nodeArgs('start')], {
    env: environment(base.appUrl, dataDir),
    ready: /is ready/,
  });
  return {
    ...program,
    stop: async () => {
      await program.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Several beside each other on one database, measured as one. */
export async function startPrograms(
  base: Base,
  { profile, processes }: { profile: string | null; processes: number },
): Promise<Program> {
  const all: Program[] = [];
  // One after the other: the first makes what all need, as a district would start them.
  for (let n = 0; n < processes; n += 1) all.push(await startProgram(base, { profile }));
  const [first] = all;
  if (!first) throw new BenchError('a benchmark needs a program');
  return {
    ...first,
    also: all.slice(1).map(({ address }) => address),
    cpu: () => sumOf(all.map((one) => one.cpu())),
    residentMb: () => sumOf(all.map((one) => one.residentMb())),
    stop: async () => {
      await Promise.all(all.map((one) => one.stop()));
    },
  };
}

function sumOf(parts: readonly (number | null)[]): number | null {
  return parts.reduce((sum, part) => (sum === null || part === null ? null : sum + part), 0);
}

/** The bare handler that everything is held against. */
export function startFloor(base: Base): Promise<Program> {
  return startNode([join(import.meta.dirname, '../floor/server.ts')], {
    env: { ...process.env, DATABASE_URL: base.appUrl },
    ready: /is ready/,
  });
}

const PATIENCE_MS = 60_000;

async function startNode(
  args: string[],
  { env, ready }: { env: NodeJS.ProcessEnv; ready: RegExp },
): Promise<Program> {
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...env, PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await said(child, ready);
  const pid = child.pid ?? 0;
  return {
    address: `http://127.0.0.1:${port}`,
    pid,
    startSeconds: (performance.now() - begun) / 1000,
    cpu: () => cpuOf(pid),
    residentMb: () => residentMb(pid),
    stop: () => ended(child),
  };
}

function said(child: ChildProcess, ready: RegExp): Promise<void> {
  let heard = '';
  return new Promise((done, fail) => {
    const late = setTimeout(() => fail(new BenchError(`not ready: ${heard}`)), PATIENCE_MS);
    const hear = (chunk: Buffer) => {
      heard = (heard + chunk.toString()).slice(-4000);
      if (!ready.test(heard)) return;
      clearTimeout(late);
      done();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => {
      clearTimeout(late);
      fail(new BenchError(`ended (${code}): ${heard}`));
    });
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await gone;
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}
