/**
 * The county wall and the log that nobody alters, table by table out of the catalogue: a table that
 * a migration adds is tested here without a line being written.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { connectionOptions } from '../platform/db/database.ts';
import { sql } from '../platform/db/index.ts';
import { isCountyTable, OURS, tablesOf } from './catalogue.ts';
import { testDatabase } from './db.ts';
import { insertSql, type Row, rowFor, shapeOf, type TableShape } from './rows.ts';
import { withClient } from './server.ts';

const HERE = '310116';
const THERE = '310117';
const DENIED = '42501';

const base = await testDatabase();
const superuser = new pg.Client({ connectionString: base.superUrl });
await superuser.connect();
afterAll(() => superuser.end());
const tables = await tablesOf(superuser);
const countyTables = tables.filter((table) => isCountyTable(table.name)).map(({ name }) => name);

/** `-` is a county of its own: what belongs to none. A table may demand or forbid it. */
async function plant(shape: TableShape, county: string): Promise<Row> {
  const row = await rowFor(superuser, shape, county);
  await superuser.query('BEGIN');
  // Keys to other tables do not matter here; the superuser's replica role passes them by.
  await superuser.query('SET LOCAL session_replication_role = replica');
  await superuser.query(insertSql(shape, row));
  await superuser.query('COMMIT');
  return row;
}

/** Runs as the application role in a transaction that is rolled back. */
async function asApp<T>(scope: string | null, work: (client: pg.Client) => Promise<T>): Promise<T> {
  return withClient(base.appUrl, async (client) => {
    await client.query('BEGIN');
    if (scope !== null) await client.query(`SET LOCAL app.counties = '${scope}'`);
    const result = await work(client);
    await client.query('ROLLBACK');
    return result;
  });
}

const seen = async (client: pg.ClientBase, table: string) =>
  (
    await client.query<{ county: string }>(`SELECT DISTINCT county FROM ${table} ORDER BY 1`)
  ).rows.map((row) => row.county);

type Refusal = { code: string; message: string };

async function refusalOf(client: pg.ClientBase, text: string): Promise<Refusal | null> {
  try {
    await client.query(text);
    return null;
  } catch (error) {
    const { code, message } = error as pg.DatabaseError;
    return { code: code ?? '', message };
  }
}

async function may(privilege: string, table: string, column?: string): Promise<boolean> {
  const { rows } = await superuser.query<{ yes: boolean }>(
    column === undefined
      ? `SELECT has_table_privilege('linli_app', $1, $2) AS yes`
      : `SELECT has_column_privilege('linli_app', $1, $3, $2) AS yes`,
    column === undefined ? [table, privilege] : [table, privilege, column],
  );
  return rows[0]?.yes ?? false;
}

describe('the tables of a county’s work', () => {
  it('are found', () => {
    expect(countyTables).toEqual(
      expect.arrayContaining([
        'matter.matter',
        'matter.entry',
        'messaging.message',
        'platform.lease',
      ]),
    );
  });

  it('all carry the county and stand behind the wall', () => {
    const bare = tables.filter(
      (table) => isCountyTable(table.name) && !(table.hasCounty && table.walled),
    );
    expect(bare).toEqual([]);
  });
});

describe.each(countyTables)('%s', async (table) => {
  const shape = await shapeOf(superuser, table);
  // Only what waits for its place lives in '-' (attachments); it is a county like another.
  const own = await plant(shape, HERE);
  const other = await plant(shape, THERE);

  it('shows nothing without a scope', async () => {
    expect(await asApp(null, (client) => seen(client, table))).toEqual([]);
    expect(await asApp('', (client) => seen(client, table))).toEqual([]);
  });

  it('shows nothing once a scope has ended, when the setting reads as empty text', async () => {
    await withClient(base.appUrl, async (client) => {
      await client.query(`BEGIN; SET LOCAL app.counties = '${HERE}'; COMMIT`);
      const { rows } = await client.query(`SELECT current_setting('app.counties', true) AS left`);
      expect(rows[0].left).toBe('');
      expect(await seen(client, table)).toEqual([]);
    });
  });

  it('shows the counties of the scope and no other', async () => {
    expect(await asApp(HERE, (client) => seen(client, table))).toEqual([HERE]);
    expect(await asApp(`${HERE},${THERE}`, (client) => seen(client, table))).toEqual([HERE, THERE]);
  });

  it.each(['31011', '3101160', '%', '*', `{${HERE}}`, `'${HERE}'`, ` ${HERE}`])(
    'takes the scope %j for no county of ours',
    async (scope) => {
      const quoted = scope.replaceAll("'", "''");
      expect(await asApp(quoted, (client) => seen(client, table))).toEqual([]);
    },
  );

  it('takes a new row of its county and refuses one of another', async () => {
    const fresh = await rowFor(superuser, shape, HERE);
    const foreign = await rowFor(superuser, shape, THERE);
    const refused = await asApp(HERE, (client) => refusalOf(client, insertSql(shape, foreign)));
    expect(refused).toMatchObject({ code: DENIED });
    expect(refused?.message).toContain('row-level security policy');
    const taken = await asApp(HERE, (client) => refusalOf(client, insertSql(shape, fresh)));
    // The same words as the planted row's may meet its key; the wall is not what refuses.
    expect([null, '23505', '23503']).toContain(taken?.code ?? null);
  });

  it('refuses a new row without a scope', async () => {
    const refused = await asApp('', (client) => refusalOf(client, insertSql(shape, own)));
    expect(refused).toMatchObject({ code: DENIED });
  });

  it('changes and deletes no row of another county', async () => {
    const changeable = await changeableColumns(shape, other);
    await asApp(HERE, async (client) => {
      for (const column of changeable) {
        const set = `"${column}" = (SELECT "${column}" FROM (${valuesOf(shape, other)}) v)`;
        const changed = await client.query(`UPDATE ${table} SET ${set} WHERE county = '${THERE}'`);
        expect(changed.rowCount, column).toBe(0);
      }
      if (!(await may('DELETE', table))) return;
      const deleted = await client.query(`DELETE FROM ${table} WHERE county = '${THERE}'`);
      expect(deleted.rowCount).toBe(0);
    });
    const left = await superuser.query(`SELECT 1 FROM ${table} WHERE county = '${THERE}'`);
    expect(left.rowCount).toBe(1);
  });

  it('moves no row of its own to another county', async () => {
    const move = `UPDATE ${table} SET county = '${THERE}' WHERE county = '${HERE}'`;
    const refused = await asApp(HERE, (client) => refusalOf(client, move));
    expect(refused).toMatchObject({ code: DENIED });
  });
});

async function changeableColumns(shape: TableShape, row: Row): Promise<string[]> {
  const found: string[] = [];
  for (const name of Object.keys(row)) {
    if (await may('UPDATE', shape.table, name)) found.push(name);
  }
  return found;
}

function valuesOf(shape: TableShape, row: Row): string {
  const types = new Map(shape.columns.map((column) => [column.name, column.type]));
  const values = Object.entries(row).map(
    ([name, value]) => `'${value.replaceAll("'", "''")}'::${types.get(name)} AS "${name}"`,
  );
  return `SELECT ${values.join(', ')}`;
}

describe('the wall, where a table has none', () => {
  it('would be missed', async () => {
    const bare = await testDatabase();
    await withClient(bare.superUrl, async (client) => {
      await client.query('CREATE TABLE matter.bare (county text PRIMARY KEY)');
      await client.query(`INSERT INTO matter.bare VALUES ('${HERE}'), ('${THERE}')`);
      await client.query('GRANT SELECT, INSERT ON matter.bare TO linli_app');
      const found = (await tablesOf(client)).find((one) => one.name === 'matter.bare');
      expect(found).toMatchObject({ hasCounty: true, walled: false });
    });
    await withClient(bare.appUrl, async (client) => {
      expect(await seen(client, 'matter.bare')).toEqual([HERE, THERE]);
    });
  });
});

describe('the logs', () => {
  const logs = ['matter.entry', 'platform.journal'];

  it.each(logs.flatMap((log) => ['UPDATE', 'DELETE', 'TRUNCATE'].map((verb) => [verb, log])))(
    'let the application role not %s %s',
    async (verb, log) => {
      const text = {
        UPDATE: `UPDATE ${log} SET actor = 'nobody' WHERE county = '${HERE}'`,
        DELETE: `DELETE FROM ${log} WHERE county = '${HERE}'`,
        TRUNCATE: `TRUNCATE ${log}`,
      }[verb];
      const refused = await asApp(HERE, (client) => refusalOf(client, text ?? ''));
      expect(refused).toMatchObject({ code: DENIED });
      expect(refused?.message).toContain('permission denied');
    },
  );

  it.each(logs)('give the application role no column of %s to change', async (log) => {
    const shape = await shapeOf(superuser, log);
    for (const { name } of shape.columns) expect(await may('UPDATE', log, name), name).toBe(false);
  });

  it.each(logs)('cannot be altered by DDL: %s', async (log) => {
    for (const ddl of [
      `ALTER TABLE ${log} DISABLE ROW LEVEL SECURITY`,
      `DROP TABLE ${log}`,
      `CREATE POLICY open ON ${log} USING (true)`,
    ]) {
      const refused = await asApp(HERE, (client) => refusalOf(client, ddl));
      expect(refused, ddl).toMatchObject({ code: DENIED });
    }
    // A GRANT by somebody with other rights on the table is no error, only a warning.
    const gained = await asApp(HERE, async (client) => {
      await client.query(`GRANT UPDATE ON ${log} TO linli_app`);
      const { rows } = await client.query(
        `SELECT has_table_privilege('linli_app', $1, 'UPDATE') AS yes`,
        [log],
      );
      return rows[0].yes;
    });
    expect(gained).toBe(false);
  });
});

describe('rights', () => {
  const ask = async (text: string) => (await superuser.query(text)).rows;

  it('are none on a partition: the way is the parent, where the wall stands', async () => {
    const partitions = (await ask(
      `SELECT c.oid::regclass::text AS name FROM pg_class c
       JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE ${OURS} AND c.relispartition AND c.relkind IN ('r', 'p')`,
    )) as { name: string }[];
    expect(partitions.length).toBeGreaterThan(10);
    for (const { name } of partitions) {
      for (const right of ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) {
        expect(await may(right, name), `${right} ${name}`).toBe(false);
      }
    }
    const refused = await asApp(HERE, (client) =>
      refusalOf(client, `SELECT county FROM ${partitions[0]?.name}`),
    );
    expect(refused).toMatchObject({ code: DENIED });
  });

  it('are none for everybody (PUBLIC), on tables, schemas and the search', async () => {
    expect(
      await ask(
        `SELECT c.oid::regclass AS name, acl.privilege_type FROM pg_class c
         JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) acl
         WHERE ${OURS} AND acl.grantee = 0`,
      ),
    ).toEqual([]);
    expect(
      await ask(
        `SELECT n.nspname, acl.privilege_type FROM pg_namespace n, aclexplode(n.nspacl) acl
         WHERE ${OURS} AND acl.grantee = 0 AND acl.privilege_type <> 'USAGE'`,
      ),
    ).toEqual([]);
    expect(
      await ask(
        `SELECT p.oid::regprocedure AS name FROM pg_proc p
         JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE ${OURS} AND has_function_privilege('public', p.oid, 'EXECUTE')`,
      ),
    ).toEqual([]);
  });

  it('of the application role hold nothing beyond rows', async () => {
    expect(
      await ask(
        `SELECT c.oid::regclass AS name, acl.privilege_type FROM pg_class c
         JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) acl
         WHERE ${OURS} AND acl.grantee = 'linli_app'::regrole
           AND (acl.privilege_type IN ('TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN')
             OR acl.is_grantable)`,
      ),
    ).toEqual([]);
    expect(
      await ask(
        `SELECT nspname FROM pg_namespace n
         WHERE ${OURS} AND has_schema_privilege('linli_app', oid, 'CREATE')`,
      ),
    ).toEqual([]);
  });

  it('of the application role do not come from owning anything or from another role', async () => {
    for (const [catalogue, owner] of [
      ['pg_class', 'relowner'],
      ['pg_namespace', 'nspowner'],
      ['pg_proc', 'proowner'],
    ]) {
      const owned = await ask(`SELECT 1 FROM ${catalogue} WHERE ${owner} = 'linli_app'::regrole`);
      expect(owned, catalogue).toEqual([]);
    }
    expect(await ask(`SELECT 1 FROM pg_auth_members WHERE member = 'linli_app'::regrole`)).toEqual(
      [],
    );
  });

  it('to delete are given where the design lets a row go, and to nobody else', async () => {
    const deletable: string[] = [];
    for (const { name } of tables) if (await may('DELETE', name)) deletable.push(name);
    expect(deletable).toEqual([
      'identity.attempt',
      'identity.post_region',
      'identity.session',
      'matter.attachment',
      'matter.counter_delta',
      'matter.data_key',
      'matter.idempotency',
      'matter.party',
      'matter.search',
      'messaging.webhook',
      'resident.attempt',
      'resident.code',
      'resident.my_matter',
      'resident.session',
    ]);
  });

  it('to read the words of the search are of its function alone', async () => {
    const definers = await ask(
      `SELECT p.oid::regproc::text AS name, pg_get_userbyid(p.proowner) AS owner,
         p.proconfig::text LIKE '%search_path=pg_catalog, pg_temp%' AS fixed
       FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
       WHERE ${OURS} AND p.prosecdef`,
    );
    expect(definers).toEqual([{ name: 'matter.search_ids', owner: 'linli_search', fixed: true }]);
    expect(await may('SELECT', 'matter.search', 'words')).toBe(false);
  });
});

describe('the program’s own way', () => {
  it('sees through `scoped` and `snapshot` what the wall shows, and nothing after', async () => {
    const id = randomUUID();
    await base.db.scoped({ counties: [HERE] }, (tx) =>
      tx.run(
        sql`insert into matter.data_key (county, matter_id, sealed, key_id)
            values (${HERE}, ${id}, '', 'k')`,
      ),
    );
    const count = sql<{ n: number }>`
      select count(*) as n from matter.data_key where matter_id = ${id}`;
    const inScope = (counties: string[]) => ({
      scoped: base.db.scoped({ counties }, (tx) => tx.one(count)),
      snapshot: base.db.snapshot({ counties }, (tx) => tx.one(count)),
    });
    expect(await inScope([HERE]).scoped).toEqual({ n: 1 });
    expect(await inScope([HERE]).snapshot).toEqual({ n: 1 });
    expect(await inScope([THERE]).scoped).toEqual({ n: 0 });
    expect(await inScope([]).snapshot).toEqual({ n: 0 });
  });

  it('is the application role', async () => {
    await withClient(base.appUrl, async (client) => {
      const { rows } = await client.query('SELECT current_user, session_user');
      expect(rows[0]).toEqual({ current_user: 'linli_app', session_user: 'linli_app' });
    });
    expect(connectionOptions({ url: base.appUrl }).options).toContain('timezone=UTC');
  });
});
