/**
 * Starts the program as a newcomer would, on a folder of its own, and waits until the demo stands.
 * Its address is handed on in E2E_SERVER; the folder goes when the run ends.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Running, runScript } from '../program.ts';

const DEMO_STANDS = /the demo district stands/;
const START_MS = 240_000;

async function startServer(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.E2E_SERVER) return undefined;
  await run('web/make/build.ts', {}).ended;
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
  const server = run('server.ts', {
    PORT: '0',
    LINLI_DATA_DIR: join(dataDir, 'data'),
    // Each visitor says an address of their own: codes are limited by address.
    LINLI_TRUSTED_PROXIES: '127.0.0.1',
  });
  await server.said(DEMO_STANDS);
  const [, address = ''] = await server.said(/is ready: (\S+) /);
  return {
    address,
    stop: async () => {
      await server.end('SIGTERM');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function run(script: string, env: NodeJS.ProcessEnv): Running {
  const newcomer = { DATABASE_URL: '', LINLI_DEMO: '1', HOST: '127.0.0.1' };
  return runScript(script, { ...newcomer, ...env }, START_MS);
}

// Playwright takes what a module exports by default.
// oxlint-disable-next-line import/no-default-export
export default startServer;
