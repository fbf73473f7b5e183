/**
 * Several programs on one database behind a balancer, as an installation of some size has them:
 * each is `server.ts` in a process of its own, on the system's clock and without the demo.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createProbe } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { runScript } from './program.ts';

const START_MS = 60_000;

export type Program = {
  url: string;
  /** As a machine that loses its power: nothing is put in order before. */
  kill: () => Promise<void>;
};

export type Given = { appUrl: string; ownerUrl: string; masterKey: Buffer; count: number };

/** Starts them side by side; ended with the file's tests. */
export async function startPrograms(given: Given): Promise<Program[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'linli-programs-'));
  const env = {
    DATABASE_URL: given.appUrl,
    DATABASE_ADMIN_URL: given.ownerUrl,
    LINLI_DATA_DIR: dataDir,
    LINLI_DEMO: '0',
    LINLI_MASTER_KEY: given.masterKey.toString('base64'),
    // Callers say an address of their own: wrong sign-ins are counted by address.
    LINLI_TRUSTED_PROXIES: '127.0.0.1',
    HOST: '127.0.0.1',
    PORT: '0',
  };
  const programs = Array.from({ length: given.count }, () => runScript('server.ts', env, START_MS));
  // Hooks of a file that could not be collected do not run: who fails here ends them here.
  const endAll = async (signal: NodeJS.Signals) => {
    await Promise.all(programs.map((program) => program.end(signal)));
    rmSync(dataDir, { recursive: true, force: true });
  };
  afterAll(() => endAll('SIGTERM'));
  try {
    return await Promise.all(
      programs.map(async ({ said, end }) => {
        const [, url = ''] = await said(/is ready: (\S+) /);
        return { url, kill: () => end('SIGKILL') };
      }),
    );
  } catch (error) {
    await endAll('SIGKILL');
    throw error;
  }
}

/** A port of loopback that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createProbe().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/**
 * Hands each request to the next program. One that refuses a connection has got nothing, so the
 * next one is asked; one that dies with a request in hand is answered for by 502, as balancers do.
 */
export async function balance(programs: readonly Program[]): Promise<string> {
  const agent = new Agent({ keepAlive: true });
  const places = programs.map(({ url }) => new URL(url));
  let turn = 0;
  const pass = async (asked: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const body = Buffer.concat(await asked.toArray());
    turn += 1;
    const order = places.map((_, index) => places[(turn + index) % places.length] as URL);
    for (const place of order) {
      if (await hand({ asked, body, answer, place, agent })) return;
    }
    answer.writeHead(503).end();
  };
  const server = createServer((asked, answer) => {
    pass(asked, answer).catch(() => answer.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  afterAll(() => {
    agent.destroy();
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

type Handing = {
  asked: IncomingMessage;
  body: Buffer;
  answer: ServerResponse;
  place: URL;
  agent: Agent;
};

/** Answers false when the program was not there to take it. */
function hand({ asked, body, answer, place, agent }: Handing): Promise<boolean> {
  return new Promise((resolve) => {
    const { method, url, headers } = asked;
    const onward = request(new URL(url ?? '/', place), { method, headers, agent }, (came) => {
      answer.writeHead(came.statusCode ?? 502, came.headers);
      came.on('error', () => answer.destroy());
      came.pipe(answer);
      resolve(true);
    });
    onward.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') return resolve(false);
      if (answer.headersSent) answer.destroy();
      else answer.writeHead(502).end();
      return resolve(true);
    });
    onward.end(body);
  });
}
