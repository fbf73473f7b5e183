import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { testDatabase } from '../../test/db.ts';
import { MIGRATIONS, urlFor, withClient } from '../../test/server.ts';
import { assertSafeRole, DatabaseRoleError } from './guard.ts';
import { MigrationError, readMigrations } from './migrate.ts';

const migrations = readMigrations(MIGRATIONS);
const base = await testDatabase();
const mark = randomBytes(4).toString('hex');
const bySuperuser = (...statements: string[]) =>
  withClient(base.superUrl, async (client) => {
    for (const statement of statements) await client.query(statement);
  });

const made: string[] = [];
afterAll(async () => {
  // Each test file's database is dropped after this: what the roles own goes first.
  for (const role of made.reverse()) {
    await bySuperuser(`DROP OWNED BY ${role} CASCADE`, `DROP ROLE ${role}`);
  }
});

/** A role that signs in to the test's database, made for one test. */
async function roleWith(name: string, options: string, ...grants: string[]): Promise<string> {
  const role = `linli_test_${name}_${mark}`;
  made.push(role);
  await bySuperuser(
    `CREATE ROLE ${role} LOGIN PASSWORD 'linli-test' ${options}`,
    ...grants.map((grant) => grant.replaceAll('$role', role)),
  );
  return urlFor(base.superUrl, new URL(base.appUrl).pathname.slice(1), role);
}

describe('the program starts', () => {
  it('as the application role', async () => {
    await expect(assertSafeRole(base.appUrl, migrations)).resolves.toBeUndefined();
  });

  it('as a role of one’s own that is a member of the application role', async () => {
    const url = await roleWith('app', 'NOSUPERUSER', 'GRANT linli_app TO $role');
    await expect(assertSafeRole(url, migrations)).resolves.toBeUndefined();
  });
});

describe('the program refuses to start', () => {
  it('as a superuser', async () => {
    const refused = assertSafeRole(base.superUrl, migrations);
    await expect(refused).rejects.toThrow(DatabaseRoleError);
    await expect(refused).rejects.toThrow(/signs in as "\w+", which is a superuser/);
  });

  it('as the owner', async () => {
    const refused = assertSafeRole(base.ownerUrl, migrations);
    await expect(refused).rejects.toThrow(DatabaseRoleError);
    await expect(refused).rejects.toThrow('signs in as "linli_owner", which owns the database');
  });

  it.each<[name: string, options: string, grants: string[], fault: string]>([
    ['bypass', 'BYPASSRLS', [], 'bypasses row-level security'],
    ['makes_roles', 'CREATEROLE', [], 'may make and join roles'],
    ['owner_member', '', ['GRANT linli_owner TO $role'], 'owns the database'],
    ['owner_by_set', 'NOINHERIT', ['GRANT linli_owner TO $role'], 'owns the database'],
    ['search_member', '', ['GRANT linli_search TO $role'], 'owns tables'],
    [
      'table_owner',
      '',
      [
        'CREATE SCHEMA later',
        'CREATE TABLE later.thing (a int)',
        'ALTER TABLE later.thing OWNER TO $role',
      ],
      'owns tables',
    ],
    ['schema_owner', '', ['CREATE SCHEMA theirs AUTHORIZATION $role'], 'owns a schema'],
    [
      'function_owner',
      '',
      [
        `CREATE FUNCTION matter.theirs() RETURNS int LANGUAGE sql AS 'select 1'`,
        'ALTER FUNCTION matter.theirs() OWNER TO $role',
      ],
      'owns functions',
    ],
  ])('as %s', async (name, options, grants, fault) => {
    const url = await roleWith(name, options, ...grants);
    await expect(assertSafeRole(url, migrations)).rejects.toThrow(`which ${fault}:`);
  });

  it('as a member of a role that bypasses the walls', async () => {
    await roleWith('strong', 'BYPASSRLS');
    const url = await roleWith('behind', 'NOINHERIT', `GRANT linli_test_strong_${mark} TO $role`);
    await expect(assertSafeRole(url, migrations)).rejects.toThrow(
      'may become a role that bypasses',
    );
  });

  it('and says which role is meant to be used', async () => {
    await expect(assertSafeRole(base.ownerUrl, migrations)).rejects.toThrow(
      'docs/how-to/use-your-own-postgresql.md',
    );
  });
});

describe('the schema that the program starts on', () => {
  const newer = { name: '29990101T0000_matter_future', checksum: 'x', statements: [] };
  const ledger = (breaking: boolean) =>
    bySuperuser(
      `DELETE FROM platform.migration WHERE name = '${newer.name}'`,
      `INSERT INTO platform.migration (name, checksum, breaking, applied_at)
       VALUES ('${newer.name}', 'x', ${breaking}, now())`,
    );

  it('may lack nothing', async () => {
    const refused = assertSafeRole(base.appUrl, [...migrations, { ...newer, breaking: false }]);
    await expect(refused).rejects.toThrow(MigrationError);
    await expect(refused).rejects.toThrow('lacks 1 migrations; run: npm run linli -- migrate');
  });

  it('may carry an unknown migration that is not breaking, and no breaking one', async () => {
    await ledger(false);
    await expect(assertSafeRole(base.appUrl, migrations)).resolves.toBeUndefined();
    await ledger(true);
    await expect(assertSafeRole(base.appUrl, migrations)).rejects.toThrow(
      `the breaking migration ${newer.name}, which this program does not know`,
    );
    await bySuperuser(`DELETE FROM platform.migration WHERE name = '${newer.name}'`);
  });

  it('may not carry a migration in another wording', async () => {
    const [first, ...rest] = migrations;
    if (!first) throw new Error('there are no migrations');
    const changed = [{ ...first, checksum: 'other' }, ...rest];
    await expect(assertSafeRole(base.appUrl, changed)).rejects.toThrow(
      `the migration ${first.name} was changed after it was applied`,
    );
  });

  it('may not be missing altogether: a plain word instead of an error of the database', async () => {
    const name = `linli_test_${mark}`;
    const server = inject('superUrl');
    await withClient(server, (client) =>
      client.query(`CREATE DATABASE ${name} OWNER linli_owner TEMPLATE template0`),
    );
    const refused = assertSafeRole(urlFor(server, name, 'linli_app'), migrations);
    await expect(refused).rejects.toThrow(`lacks ${migrations.length} migrations`);
    await withClient(server, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  });
});
