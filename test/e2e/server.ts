/**
 * Starts the program as a newcomer would, on a folder of its own, and waits until the demo stands.
 * Its address is handed on in E2E_SERVER; the folder goes when the run ends.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const DEMO_STANDS = 'the demo district stands';
const START_MS = 240_000;

async function startServer(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.E2E_SERVER) return undefined;
  await run('web/make/build.ts', {});
  const { address, stop } = await startDemo();
  process.env.E2E_SERVER = address;
  return stop;
}

export type DemoServer = { address: string; stop: () => Promise<void> };

/** A server with a demo of its own, once the pages are built: also for who moves its clock. */
export async function startDemo(): Promise<DemoServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'linli-e2e-'));
  // The embedded database runs as another user when we are root.
  chmodSync(dataDir, 0o755);
  const port = await freePort();
  const server = run('server.ts', {
    PORT: String(port),
    LINLI_DATA_DIR: join(dataDir, 'data'),
    // Each visitor says an address of their own: codes are limited by address.
    LINLI_TRUSTED_PROXIES: '127.0.0.1',
  });
  await server.said(DEMO_STANDS);
  return {
    address: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.child.kill('SIGTERM');
      await server;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

type Running = Promise<void> & { child: ChildProcess; said: (words: string) => Promise<void> };

function run(script: string, env: Record<string, string>): Running {
  const child = spawn(process.execPath, [join(ROOT, script)], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: '', LINLI_DEMO: '1', HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const ended = new Promise<void>((resolve) => {
    child.on('exit', () => resolve());
  });
  const said = (words: string) =>
    new Promise<void>((resolve, reject) => {
      AbortSignal.timeout(START_MS).addEventListener('abort', () =>
        reject(new Error(`${script} did not say "${words}":\n${output}`)),
      );
      child.stdout?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes(words)) resolve();
      });
      child.on('exit', () => reject(new Error(`${script} ended:\n${output}`)));
    });
  return Object.assign(ended, { child, said });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

// Playwright takes what a module exports by default.
// oxlint-disable-next-line import/no-default-export
export default startServer;
