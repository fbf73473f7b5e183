import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it, vi } from 'vitest';
import { dumpSchema, dumpTables } from '../../db/catalogue.ts';
import { MIGRATIONS, urlFor, withClient } from '../../test/server.ts';
import { type Migration, MigrationError, migrate, oneAtATime, readMigrations } from './migrate.ts';
import { ensurePartitions } from './partitions.ts';

// An empty database takes a second or more of a busy disk.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const DB = join(import.meta.dirname, '../../db');
const server = inject('superUrl');
const ours = readMigrations(MIGRATIONS);
const made: string[] = [];
afterAll(() =>
  withClient(server, async (client) => {
    for (const name of made) await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
  }),
);

/** An empty database of the owner's; its address as owner and as superuser. */
async function emptyDatabase(): Promise<{ ownerUrl: string; superUrl: string }> {
  const name = `linli_test_${randomBytes(6).toString('hex')}`;
  made.push(name);
  await withClient(server, (client) =>
    client.query(`CREATE DATABASE ${name} OWNER linli_owner TEMPLATE template0`),
  );
  return { ownerUrl: urlFor(server, name, 'linli_owner'), superUrl: urlFor(server, name) };
}

const ask = (url: string, text: string) =>
  withClient(url, async (client) => (await client.query(text)).rows);
const golden = (url: string) => withClient(url, dumpSchema);
const ledger = (url: string) =>
  ask(url, 'SELECT name, checksum, breaking FROM platform.migration ORDER BY name');

const migration = (name: string, ...statements: string[]): Migration => ({
  name,
  breaking: false,
  checksum: statements.join(),
  statements,
});
const first = migration('20260101T0000_a_create', 'create schema a', 'create table a.t (n int)');
const second = migration('20260102T0000_a_add', 'alter table a.t add column m int');

describe('from an empty database', () => {
  it('migrations make the golden schema and the tables of the builder', async () => {
    const { ownerUrl, superUrl } = await emptyDatabase();
    expect(await migrate(ownerUrl, ours)).toEqual(ours.map(({ name }) => name));
    const stands = (file: string) => readFileSync(join(DB, file), 'utf8');
    expect(await golden(superUrl)).toBe(stands('schema.sql'));
    expect(await withClient(superUrl, dumpTables)).toBe(stands('tables.ts'));
    expect(await ledger(superUrl)).toEqual(
      ours.map(({ name, checksum, breaking }) => ({ name, checksum, breaking })),
    );
    const owners = await ask(
      superUrl,
      `SELECT DISTINCT pg_get_userbyid(c.relowner) AS owner FROM pg_class c
       JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ORDER BY 1`,
    );
    expect(owners).toEqual([{ owner: 'linli_owner' }, { owner: 'linli_search' }]);
  });

  it('twenty runners at once and three after them are one', async () => {
    const { ownerUrl, superUrl } = await emptyDatabase();
    const runs = await Promise.all(Array.from({ length: 20 }, () => migrate(ownerUrl, ours)));
    expect(runs.flat().sort()).toEqual(ours.map(({ name }) => name).sort());
    for (let n = 0; n < 3; n += 1) expect(await migrate(ownerUrl, ours)).toEqual([]);
    expect(await golden(superUrl)).toBe(readFileSync(join(DB, 'schema.sql'), 'utf8'));
    expect(await ledger(superUrl)).toHaveLength(ours.length);
  });

  it('partitions reach from the earliest import to the next year, once', async () => {
    const { ownerUrl } = await emptyDatabase();
    await migrate(ownerUrl, ours);
    const made = await ensurePartitions(ownerUrl, 2018);
    for (const table of ['matter.entry', 'messaging.message', 'platform.journal']) {
      const names = made.filter((name) => name.startsWith(`${table}_`));
      expect(names).toEqual(['early', '2017', '2018', '2019'].map((part) => `${table}_${part}`));
    }
    expect(await ensurePartitions(ownerUrl, 2018)).toEqual([]);
    const grown = await ensurePartitions(ownerUrl, 2019);
    expect(grown).toContain('matter.entry_2020');
    expect(grown.every((name) => name.endsWith('_2020'))).toBe(true);
  });
});

describe('a later version', () => {
  it('applies what is new, in order, also when it was written before what stands', async () => {
    const { ownerUrl, superUrl } = await emptyDatabase();
    const earlier = migration('20251231T0000_b_create', 'create schema b');
    await migrate(ownerUrl, [first]);
    expect(await migrate(ownerUrl, [earlier, first, second])).toEqual([earlier.name, second.name]);
    expect((await ledger(superUrl)).map((row) => row.name)).toEqual([
      earlier.name,
      first.name,
      second.name,
    ]);
  });

  it('refuses a file that was changed after it was applied, and applies nothing', async () => {
    const { ownerUrl, superUrl } = await emptyDatabase();
    await migrate(ownerUrl, [first]);
    const changed = { ...first, checksum: 'other' };
    const refused = migrate(ownerUrl, [changed, second]);
    await expect(refused).rejects.toThrow(MigrationError);
    await expect(refused).rejects.toThrow(`${first.name} was changed after it was applied`);
    expect(await ledger(superUrl)).toHaveLength(1);
  });

  it('is refused by an older program where it was breaking, and borne where not', async () => {
    const { ownerUrl } = await emptyDatabase();
    await migrate(ownerUrl, [first, second]);
    expect(await migrate(ownerUrl, [first])).toEqual([]);
    await migrate(ownerUrl, [
      first,
      second,
      { ...migration('2027_c', 'select 1'), breaking: true },
    ]);
    await expect(migrate(ownerUrl, [first, second])).rejects.toThrow('it was made by a newer');
  });

  it('that another runner brought meanwhile in another wording is noticed', async () => {
    const { ownerUrl } = await emptyDatabase();
    const other = migration(first.name, 'create schema a', 'create table a.t (other int)');
    const runs = await Promise.allSettled([migrate(ownerUrl, [first]), migrate(ownerUrl, [other])]);
    expect(runs.map((run) => run.status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('programs that start together', () => {
  it('change the schema one after the other', async () => {
    const { ownerUrl, superUrl } = await emptyDatabase();
    const waiting = `SELECT count(*)::int AS n FROM pg_locks
      WHERE locktype = 'advisory' AND NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    const said: string[] = [];
    let second: Promise<void> | undefined;
    await oneAtATime(ownerUrl, async () => {
      second = oneAtATime(ownerUrl, async () => void said.push('second'));
      await expect.poll(async () => (await ask(superUrl, waiting))[0]?.n).toBe(1);
      said.push('first');
    });
    await second;
    expect(said).toEqual(['first', 'second']);
  });

  it('go on after one that failed', async () => {
    const { ownerUrl } = await emptyDatabase();
    const failed = oneAtATime(ownerUrl, () => Promise.reject(new Error('no disk')));
    await expect(failed).rejects.toThrow('no disk');
    expect(await oneAtATime(ownerUrl, async () => 'done')).toBe('done');
  });
});

describe('a migration that fails', () => {
  const failing = migration('20260103T0000_a_break', 'create table a.u (n int)', 'select 1 / 0');

  it('leaves nothing of itself, keeps those before it, and says where', async () => {
    const { ownerUrl, superUrl } = await emptyDatabase();
    const run = migrate(ownerUrl, [first, failing, migration('2027_z', 'create schema z')]);
    await expect(run).rejects.toThrow(MigrationError);
    await expect(run).rejects.toThrow(`${failing.name}: division by zero\nselect 1 / 0`);
    expect((await ledger(superUrl)).map((row) => row.name)).toEqual([first.name]);
    const left = await ask(superUrl, `SELECT to_regclass('a.u') AS u, to_regnamespace('z') AS z`);
    expect(left).toEqual([{ u: null, z: null }]);
  });

  it('is applied once it is mended, and lets waiting runners go on', async () => {
    const { ownerUrl } = await emptyDatabase();
    const runs = await Promise.allSettled([1, 2, 3].map(() => migrate(ownerUrl, [first, failing])));
    expect(runs.map((run) => run.status)).toEqual(['rejected', 'rejected', 'rejected']);
    const mended = migration(failing.name, 'create table a.u (n int)');
    expect(await migrate(ownerUrl, [first, mended])).toEqual([failing.name]);
  });
});

describe('files of migrations', () => {
  const folder = mkdtempSync(join(tmpdir(), 'linli-migrations-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are read in order of their names, with their header', () => {
    writeFileSync(
      join(folder, '20260102T0000_b.sql'),
      '-- why: b\n-- breaking: yes\n\nselect 2;\n',
    );
    writeFileSync(join(folder, '20260101T0000_a.sql'), '-- why: a\n-- breaking: no\n\nselect 1;\n');
    writeFileSync(join(folder, 'notes.md'), 'no migration');
    expect(
      readMigrations(folder).map(({ name, breaking, statements }) => [name, breaking, statements]),
    ).toEqual([
      ['20260101T0000_a', false, ['select 1']],
      ['20260102T0000_b', true, ['select 2']],
    ]);
  });

  it.each(['select 1;', '-- why: a\nselect 1;', '-- breaking: no\n-- why: a\n', '-- why:\n'])(
    'are refused without the header: %j',
    (text) => {
      const other = mkdtempSync(join(folder, 'bad-'));
      writeFileSync(join(other, '20260101T0000_a.sql'), text);
      expect(() => readMigrations(other)).toThrow(/20260101T0000_a\.sql: the first lines must be/);
    },
  );

  it('of ours are named by time, module and verb', () => {
    for (const { name } of ours) expect(name).toMatch(/^20\d{6}T\d{4}_[a-z]+(_[a-z]+)+$/);
  });

  it('of ours hold nothing that leaves its own transaction or belongs in code', () => {
    const leaving =
      /^\s*(?:begin|commit|rollback|start|end|vacuum|set\b|reset|drop database|create database)/i;
    const forbidden = /\bconcurrently\b|\bset_config\b|\bcreate\s+(?:or\s+replace\s+)?trigger\b/i;
    const faults = ours.flatMap(({ name, statements }) =>
      statements
        .filter((statement) => leaving.test(statement) || forbidden.test(statement))
        .map((statement) => `${name}: ${statement.slice(0, 60)}`),
    );
    expect(faults).toEqual([]);
  });

  it('of ours change rows of no county: seeds and demo data are commands', () => {
    const writing = /^\s*(?:insert|update|delete|truncate|merge|copy)\b[^(]*/i;
    const found = ours.flatMap(({ statements }) =>
      statements.flatMap((statement) => writing.exec(statement)?.[0].trim() ?? []),
    );
    // The one row that every process reads, and what a fresh installation cannot sign in without.
    const ofNoCounty = /^insert into identity\.(revision|role|role_permission)$/;
    // Takes back, never gives: the check that follows it lets covered copies alone be public.
    const mended = 'update matter.attachment set is_public = false where is_public';
    // Sums of counters that stand: without them figures would be wrong until somebody folds.
    const summed = /^insert into matter\.counter_(sum|status)$/;
    const isKnown = (text: string) => ofNoCounty.test(text) || summed.test(text);
    expect(found.filter((text) => !isKnown(text) && text !== mended)).toEqual([]);
    expect(found.filter((text) => text === mended)).toHaveLength(1);
    expect(found.filter((text) => summed.test(text))).toHaveLength(5);
  });
});
