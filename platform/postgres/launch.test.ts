import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Refusal } from '../../kernel/refusal.ts';
import { findServer, launchPostgres, launchRefusalText, type Server } from './index.ts';
import { isAlive } from './postmaster.ts';
import { DATABASE_STATEMENTS, GRANT_STATEMENTS, ROLE_STATEMENTS } from './roles.ts';

// Each first start writes 40 MB; on a busy machine that takes seconds.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const isPosix = process.platform !== 'win32';
const isRoot = process.getuid?.() === 0;
const LAUNCH = join(import.meta.dirname, 'index.ts');

const servers: Server[] = [];
const programs: ChildProcess[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const program of programs.splice(0)) program.kill('SIGKILL');
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A data folder of the test's own, open to other users unless the test closes it. */
function newFolder(...below: string[]): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'linli-launch-')));
  folders.push(folder);
  chmodSync(folder, 0o755);
  return join(folder, ...below, 'data');
}

async function launch(dataDir: string, log?: (line: string) => void): Promise<Server> {
  const server = await launchPostgres({ dataDir, durable: false, log });
  servers.push(server);
  return server;
}

/** Starts another program on the folder; resolves with its one line once it has the database. */
function otherProgram(
  dataDir: string,
  durable = false,
): Promise<{ program: ChildProcess; line: string }> {
  const script = `
    import { launchPostgres } from ${JSON.stringify(LAUNCH)};
    const options = { dataDir: process.argv[1], durable: ${durable} };
    await launchPostgres(options).then(
      (server) => { console.log('has ' + server.ownerUrl); setInterval(() => {}, 1000); },
      (error) => { console.log('refused ' + (error.code ?? error.stack)); },
    );`;
  const flags = ['--input-type=module-typescript', '-e', script, dataDir];
  const program = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  programs.push(program);
  return new Promise((resolve, reject) => {
    program.once('error', reject);
    program.once('exit', (code) => reject(new Error(`the program ended early: ${code}`)));
    program.stdout?.setEncoding('utf8').once('data', (line: string) => {
      resolve({ program, line: line.trim() });
    });
  });
}

async function killed(program: ChildProcess) {
  const gone = new Promise((resolve) => program.once('exit', resolve));
  program.kill('SIGKILL');
  await gone;
}

async function ask<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows[0] as Row;
  } finally {
    await client.end();
  }
}

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await work.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  );
  if (error instanceof Refusal) return error;
  throw error;
}

function serverPid(dataDir: string): number {
  const file = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
  return Number(readFileSync(file, 'utf8').split('\n')[0]);
}

describe('a data folder', () => {
  it('becomes a database at the first start and is the same one at the next', async () => {
    const dataDir = newFolder();
    const first = await launch(dataDir);
    await ask(first.ownerUrl, 'create table kept as select 42 as answer');
    await first.stop();

    const began = performance.now();
    const second = await launch(dataDir);
    const row = await ask<{ answer: number }>(second.ownerUrl, 'select answer from kept');

    expect(row.answer).toBe(42);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(second).toMatchObject({ adopted: false, version: '18.4' });
  });

  it('may have spaces, quotes, commas and Chinese in its path', async () => {
    const dataDir = newFolder(`邻里 "a", it's`);
    const server = await launch(dataDir);
    const row = await ask<{ ok: boolean }>(server.applicationUrl, 'select true as ok');
    expect(row.ok).toBe(true);
  });

  it('may lie deeper than a socket can', async () => {
    const dataDir = newFolder('很深的目录'.repeat(5), 'b'.repeat(60));
    const server = await launch(dataDir);
    await ask(server.applicationUrl, 'select 1');
    const link = join(dataDir, 'postgres', 'run');
    const folder = isPosix ? readlinkSync(link) : '';
    await server.stop();
    expect(existsSync(folder)).toBe(false);

    const again = await launch(dataDir);
    await ask(again.applicationUrl, 'select 1');
  });

  it.runIf(isRoot)('that root copied is given back to the server user', async () => {
    const dataDir = newFolder();
    const first = await launch(dataDir);
    await ask(first.ownerUrl, 'create table kept ()');
    await first.stop();
    const copy = newFolder();
    cpSync(dataDir, copy, { recursive: true });
    const second = await launch(copy);
    const row = await ask<{ count: number }>(second.ownerUrl, 'select count(*)::int from kept');
    expect(row.count).toBe(0);
  });

  it('whose first start was killed is begun anew', async () => {
    const dataDir = newFolder();
    const draft = join(dataDir, 'postgres', 'draft-999999999');
    mkdirSync(draft, { recursive: true });
    chmodSync(dataDir, 0o755);
    writeFileSync(join(draft, 'PG_VERSION'), '18\n');
    const server = await launch(dataDir);
    await ask(server.applicationUrl, 'select 1');
    expect(existsSync(draft)).toBe(false);
  });

  it('of another major version is refused and left as it is', async () => {
    const dataDir = newFolder();
    const cluster = join(dataDir, 'postgres', 'cluster');
    mkdirSync(cluster, { recursive: true });
    writeFileSync(join(cluster, 'PG_VERSION'), '15\n');

    const refusal = await refusalOf(launch(dataDir));

    expect(refusal.code).toBe('DATABASE_OTHER_VERSION');
    const text = launchRefusalText(refusal);
    expect(text?.en).toContain('belongs to PostgreSQL 15; this program runs PostgreSQL 18');
    expect(text?.zh).toContain('属于 PostgreSQL 15');
    expect(readFileSync(join(cluster, 'PG_VERSION'), 'utf8')).toBe('15\n');
  });

  it('that cannot be made is refused with the reason', async () => {
    const dataDir = newFolder();
    writeFileSync(dataDir, 'a file is in the way');
    expect((await refusalOf(launch(dataDir))).code).toBe('DATA_FOLDER_NOT_WRITABLE');
  });

  it('whose link points at nothing is refused, not begun anew', async () => {
    const dataDir = newFolder();
    mkdirSync(dataDir);
    symlinkSync(join(dataDir, 'gone'), join(dataDir, 'postgres'));
    expect((await refusalOf(launch(dataDir))).code).toBe('DATABASE_PLACE_MISSING');
  });

  it('whose secret was lost gets a new one', async () => {
    const dataDir = newFolder();
    const first = await launch(dataDir);
    await first.stop();
    rmSync(join(dataDir, 'postgres', 'secret'));
    const second = await launch(dataDir);
    await ask(second.applicationUrl, 'select 1');
    expect(second.applicationUrl).not.toBe(first.applicationUrl);
  });
});

describe('a running server', () => {
  let dataDir: string;
  let server: Server;

  beforeAll(async () => {
    dataDir = newFolder();
    folders.pop();
    server = await launchPostgres({ dataDir, durable: false });
  });

  afterAll(async () => {
    await server.stop();
    rmSync(dirname(dataDir), { recursive: true, force: true });
  });

  it('stores UTF-8, sorts by code point on every system and cuts Chinese words', async () => {
    const row = await ask<Record<string, unknown>>(
      server.applicationUrl,
      `select current_setting('server_encoding') as encoding, 'a' > 'B' as by_code,
              lower('É') as lower, to_tsvector('simple', '邻里 网格')::text as words`,
    );
    expect(row).toEqual({
      encoding: 'UTF8',
      by_code: true,
      lower: 'é',
      words: "'网格':2 '邻里':1",
    });
  });

  it.runIf(isPosix)('listens on no network', async () => {
    const row = await ask<{ addresses: string }>(
      server.applicationUrl,
      "select current_setting('listen_addresses') as addresses",
    );
    expect(row.addresses).toBe('');
  });

  it('is refused to a wrong password', async () => {
    const url = server.applicationUrl.replace(/:[^:@]+@/, ':wrong@');
    await expect(ask(url, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it.runIf(isPosix)('stands in a process group of its own, out of reach of Ctrl-C', async () => {
    const pid = serverPid(dataDir);
    const group = execFileSync('ps', ['-o', 'pgid=', '-p', String(pid)], { encoding: 'utf8' });
    expect(Number(group)).toBe(pid);
  });

  it.runIf(isRoot)('started by root runs as another user', async () => {
    const owner = execFileSync('ps', ['-o', 'uid=', '-p', String(serverPid(dataDir))], {
      encoding: 'utf8',
    });
    expect(Number(owner)).not.toBe(0);
    expect(Number(owner)).toBe(statSync(join(dataDir, 'postgres', 'cluster')).uid);
  });

  it('keeps its secret and its socket from other users', async () => {
    const home = join(dataDir, 'postgres');
    expect(statSync(join(home, 'secret')).mode & 0o077).toBe(0);
    expect(statSync(join(home, 'cluster')).mode & 0o077).toBe(0);
    expect(statSync(join(home, 'run')).mode & 0o077).toBe(0);
  });
});

describe('the server of a program', () => {
  it('waits for the disk unless it is a scratch server, and then has no superuser', async () => {
    const server = await launchPostgres({ dataDir: newFolder() });
    servers.push(server);
    const row = await ask<{ fsync: string }>(
      server.applicationUrl,
      "select current_setting('fsync') as fsync",
    );
    expect(row.fsync).toBe('on');
    expect(server).not.toHaveProperty('superUrl');
    const asSuperuser = server.ownerUrl.replace('linli_owner', 'postgres');
    await expect(ask(asSuperuser, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('takes our own settings from own.conf', async () => {
    const dataDir = newFolder();
    await (await launch(dataDir)).stop();
    writeFileSync(join(dataDir, 'postgres', 'own.conf'), "work_mem = '31MB'\n");
    const server = await launch(dataDir);
    const row = await ask<{ memory: string }>(
      server.applicationUrl,
      "select current_setting('work_mem') as memory",
    );
    expect(row.memory).toBe('31MB');
  });

  it('is found by a second program that only wants its addresses', async () => {
    const dataDir = newFolder();
    expect(findServer(dataDir)).toBeNull();
    const server = await launch(dataDir);
    expect(findServer(dataDir)).toMatchObject({ ownerUrl: server.ownerUrl });
    await server.stop();
    expect(findServer(dataDir)).toBeNull();
  });

  it('leaves nothing when it is stopped, however often', async () => {
    const dataDir = newFolder();
    const server = await launch(dataDir);
    const pid = serverPid(dataDir);
    await Promise.all([server.stop(), server.stop()]);
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'))).toBe(false);
  });

  it.runIf(isRoot)(
    'keeps a database elsewhere when its folder is closed to that user',
    async () => {
      const dataDir = newFolder('closed');
      mkdirSync(dirname(dataDir), { mode: 0o700 });
      const lines: string[] = [];
      const first = await launch(dataDir, (line) => lines.push(line));
      const link = join(dataDir, 'postgres');
      folders.push(readlinkSync(link));
      expect(lstatSync(link).isSymbolicLink()).toBe(true);
      expect(lines.join('\n')).toContain(readlinkSync(link));
      await ask(first.ownerUrl, 'create table kept ()');
      await first.stop();
      const second = await launch(dataDir);
      await ask(second.ownerUrl, 'select from kept');
    },
  );
});

describe('programs that meet', () => {
  it('a second one is refused while the first lives, and the first goes on', async () => {
    const dataDir = newFolder();
    const server = await launch(dataDir);

    const refusal = await refusalOf(launchPostgres({ dataDir, durable: false }));
    const { line } = await otherProgram(dataDir);

    expect(refusal.code).toBe('DATA_FOLDER_IN_USE');
    expect(launchRefusalText(refusal)?.en).toContain(`pid ${process.pid}`);
    expect(launchRefusalText(refusal)?.zh).toContain('LINLI_DATA_DIR');
    expect(line).toBe('refused DATA_FOLDER_IN_USE');
    await ask(server.applicationUrl, 'select 1');
  });

  it('of several first starts at once one wins and the others are refused', async () => {
    const dataDir = newFolder();
    const results = await Promise.all([1, 2, 3].map(() => otherProgram(dataDir)));
    const lines = results.map(({ line }) => line.replace(/^has .*/, 'has')).sort();
    expect(lines).toEqual(['has', 'refused DATA_FOLDER_IN_USE', 'refused DATA_FOLDER_IN_USE']);
    for (const { program } of results) if (program.exitCode === null) await killed(program);
    await launch(dataDir);
  });

  it.runIf(isPosix)('a crash inside the server does not lose the first one its hold', async () => {
    const dataDir = newFolder();
    const lines: string[] = [];
    const server = await launch(dataDir, (line) => lines.push(line));
    const row = await ask<{ pid: number }>(
      server.ownerUrl,
      "select pid from pg_stat_activity where application_name like 'linli-keeper%'",
    );
    process.kill(row.pid, 'SIGKILL');
    await vi.waitFor(() => expect(lines).toContain('The data folder is held again.'), {
      timeout: 30_000,
    });
    expect((await refusalOf(launch(dataDir))).code).toBe('DATA_FOLDER_IN_USE');
    await ask(server.applicationUrl, 'select 1');
  });

  it.runIf(isPosix)(
    'a killed one leaves its server, which the next takes over and stops',
    async () => {
      const dataDir = newFolder();
      const { program, line } = await otherProgram(dataDir);
      await ask(line.slice('has '.length), 'create table kept as select 7 as answer');
      const orphan = serverPid(dataDir);
      await killed(program);
      expect(isAlive(orphan)).toBe(true);

      const server = await launch(dataDir);

      expect(server.adopted).toBe(true);
      expect(serverPid(dataDir)).toBe(orphan);
      const row = await ask<{ answer: number }>(server.ownerUrl, 'select answer from kept');
      expect(row.answer).toBe(7);
      await server.stop();
      expect(isAlive(orphan)).toBe(false);
    },
  );

  it.runIf(isPosix)('after everything was killed the next start recovers', async () => {
    const dataDir = newFolder();
    const { program, line } = await otherProgram(dataDir, true);
    await ask(line.slice('has '.length), 'create table kept as select 9 as answer');
    process.kill(serverPid(dataDir), 'SIGKILL');
    await killed(program);

    const server = await launchPostgres({ dataDir });
    servers.push(server);

    expect(server.adopted).toBe(false);
    const row = await ask<{ answer: number }>(server.ownerUrl, 'select answer from kept');
    expect(row.answer).toBe(9);
  });

  it.runIf(process.platform === 'linux')(
    'a stale postmaster.pid whose number another process bears does not stop the start',
    async () => {
      const dataDir = newFolder();
      await (await launch(dataDir)).stop();
      const cluster = join(dataDir, 'postgres', 'cluster');
      // A process of the server's own user: of any other, PostgreSQL ignores the number itself.
      const { uid, gid } = statSync(cluster);
      const identity = isRoot ? { uid, gid } : {};
      const stranger = spawn('sleep', ['60'], { cwd: '/', stdio: 'ignore', ...identity });
      programs.push(stranger);
      const lines = [stranger.pid, cluster, 1, 5432, join(dataDir, 'postgres', 'run'), '', ''];
      writeFileSync(join(cluster, 'postmaster.pid'), `${lines.join('\n')}\n`);

      const server = await launch(dataDir);

      expect(server.adopted).toBe(false);
      expect(isAlive(stranger.pid ?? 0)).toBe(true);
    },
  );
});

describe("the page about a server of one's own", () => {
  it('makes the same roles and the same rights as the launcher', () => {
    const path = join(import.meta.dirname, '../../docs/how-to/use-your-own-postgresql.md');
    const page = readFileSync(path, 'utf8');
    const statements = [...ROLE_STATEMENTS, ...GRANT_STATEMENTS, ...DATABASE_STATEMENTS];
    expect(statements.filter((statement) => !page.includes(statement))).toEqual([]);
  });
});
