/**
 * Databases of the sizes that cost is asked at. One that stands on the server under its name
 * (`linli_1e5`) is used as it is; a missing one is grown by `linli demo grow`, and kept.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { migrateDatabase, ROOT } from '../../installation.ts';
import { makeTemplate, urlFor, withClient } from '../../test/server.ts';
import { type Base, baseNamed, type Server } from './base.ts';
import { COUNTY, environment, PASSWORD, staffSession } from './district.ts';
import { BenchError } from './options.ts';
import { type Program, startProgram } from './program.ts';
import { nodeArgs } from './scripts.ts';

/** The program over a database of a size, without the sweeps of the county's clocks. */
export async function withSize<T>(
  server: Server,
  size: number,
  work: (program: Program, base: Base) => Promise<T>,
): Promise<T> {
  const base = await grown(server, size);
  await holdLadder(base);
  const program = await startProgram(base);
  try {
    await untilPacked(base);
    return await work(program, base);
  } finally {
    await program.stop();
  }
}

export const sizeName = (size: number) => size.toExponential().replace('+', '');

async function grown(server: Server, size: number): Promise<Base> {
  const name = `linli_${sizeName(size)}`;
  const base = baseNamed(server, name);
  const isThere = await withClient(server.superUrl, async (client) => {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    return found.rowCount !== 0;
  });
  if (!isThere) await grow(server, base, size);
  return base;
}

async function grow(server: Server, base: Base, size: number): Promise<void> {
  const template = await makeTemplate(server.superUrl);
  await withClient(server.superUrl, (client) =>
    client.query(`CREATE DATABASE ${base.name} OWNER linli_owner TEMPLATE ${template}`),
  );
  const ownerUrl = urlFor(server.superUrl, base.name, 'linli_owner');
  const dataDir = mkdtempSync(join(tmpdir(), 'linli-bench-'));
  try {
    await migrateDatabase(ownerUrl);
    await runGrow(base, { size, ownerUrl, dataDir });
  } catch (error) {
    // Half a city would be taken for a whole one the next time.
    await base.drop();
    throw error;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

type Growing = { size: number; ownerUrl: string; dataDir: string };

async function runGrow(base: Base, { size, ownerUrl, dataDir }: Growing): Promise<void> {
  console.error(`${base.name} is grown; it stays for the next time`);
  const env = { ...environment(base.appUrl, dataDir), LINLI_DEMO: '1' };
  const args = [...nodeArgs('linli'), 'demo', 'grow', '--matters', String(size), '--city'];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...env, DATABASE_ADMIN_URL: ownerUrl, LINLI_DEMO_PASSWORD: PASSWORD },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new BenchError(`linli demo grow ended with ${code}`);
}

const HELD_HOURS = 6;

/** What grew in the past is due by now: its rungs must not be fired while reads are measured. */
function holdLadder({ superUrl }: Base): Promise<unknown> {
  return withClient(superUrl, (client) =>
    client.query(
      `INSERT INTO platform.lease (county, task, holder, until)
       VALUES ($1, 'ladder', 'bench', now() + $2 * interval '1 hour')
       ON CONFLICT (county, task) DO UPDATE SET holder = excluded.holder, until = excluded.until`,
      [COUNTY, HELD_HOURS],
    ),
  );
}

const POLL_MS = 500;
/** Twenty minutes. */
const POLLS_MAX = 2400;

/** Of a city that just grew the first program packs all days for maps: minutes at ten million. */
function untilPacked({ superUrl }: Base): Promise<void> {
  return withClient(superUrl, async (client) => {
    const waits = `
      SELECT 1 FROM matter.counter_sum WHERE county NOT IN (SELECT county FROM matter.map_progress)
      UNION ALL SELECT 1 FROM matter.map_day WHERE packed IS NULL LIMIT 1`;
    for (let polls = 0; (await client.query(waits)).rowCount !== 0; polls += 1) {
      if (polls === POLLS_MAX) throw new BenchError('the days of the maps are not packed');
      await setTimeout(POLL_MS);
    }
  });
}

/** What somebody of staff is answered; throws when it was no success. */
export async function readAs<T>(address: string, cookie: string, path: string): Promise<T> {
  const answer = await fetch(address + path, { headers: { cookie } });
  if (!answer.ok) throw new BenchError(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Sessions of one of the staff, one for each client: they share a cache, as people's would not. */
export async function sessionsOf(
  program: Program,
  login: string,
  count: number,
): Promise<string[]> {
  const cookies: string[] = [];
  for (let at = 0; at < count; at += 1) {
    cookies.push((await staffSession(program.address, login)).cookie);
  }
  return cookies;
}
