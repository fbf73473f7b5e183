/**
 * The county wall, table by table out of the catalogue: a table that a migration adds is tested
 * here without a line being written.
 */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { connectionOptions } from '../platform/db/database.ts';
import { sql } from '../platform/db/index.ts';
import { asApp, DENIED, HERE, mayApp, refusalOf, superuserOf, THERE } from './as-app.ts';
import { isCountyTable, tablesOf } from './catalogue.ts';
import { testDatabase } from './db.ts';
import { insertSql, type Row, rowFor, shapeOf, type TableShape } from './rows.ts';
import { withClient } from './server.ts';

const base = await testDatabase();
const superuser = await superuserOf(base);
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

const seen = async (client: pg.ClientBase, table: string) =>
  (
    await client.query<{ county: string }>(`SELECT DISTINCT county FROM ${table} ORDER BY 1`)
  ).rows.map((row) => row.county);

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
    expect(await asApp(base, null, (client) => seen(client, table))).toEqual([]);
    expect(await asApp(base, '', (client) => seen(client, table))).toEqual([]);
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
    expect(await asApp(base, HERE, (client) => seen(client, table))).toEqual([HERE]);
    expect(await asApp(base, `${HERE},${THERE}`, (client) => seen(client, table))).toEqual([
      HERE,
      THERE,
    ]);
  });

  it.each(['31011', '3101160', '%', '*', `{${HERE}}`, `'${HERE}'`, ` ${HERE}`])(
    'takes the scope %j for no county of ours',
    async (scope) => {
      const quoted = scope.replaceAll("'", "''");
      expect(await asApp(base, quoted, (client) => seen(client, table))).toEqual([]);
    },
  );

  it('takes a new row of its county and refuses one of another', async () => {
    const fresh = await rowFor(superuser, shape, HERE);
    const foreign = await rowFor(superuser, shape, THERE);
    const refused = await asApp(base, HERE, (client) =>
      refusalOf(client, insertSql(shape, foreign)),
    );
    expect(refused).toMatchObject({ code: DENIED });
    expect(refused?.message).toContain('row-level security policy');
    const taken = await asApp(base, HERE, (client) => refusalOf(client, insertSql(shape, fresh)));
    // The same words as the planted row's may meet its key; the wall is not what refuses.
    expect([null, '23505', '23503']).toContain(taken?.code ?? null);
  });

  it('refuses a new row without a scope', async () => {
    const refused = await asApp(base, '', (client) => refusalOf(client, insertSql(shape, own)));
    expect(refused).toMatchObject({ code: DENIED });
  });

  it('changes and deletes no row of another county', async () => {
    const changeable = await changeableColumns(shape, other);
    await asApp(base, HERE, async (client) => {
      for (const column of changeable) {
        const set = `"${column}" = (SELECT "${column}" FROM (${valuesOf(shape, other)}) v)`;
        const changed = await client.query(`UPDATE ${table} SET ${set} WHERE county = '${THERE}'`);
        expect(changed.rowCount, column).toBe(0);
      }
      if (!(await mayApp(superuser, 'DELETE', [table]))) return;
      const deleted = await client.query(`DELETE FROM ${table} WHERE county = '${THERE}'`);
      expect(deleted.rowCount).toBe(0);
    });
    const left = await superuser.query(`SELECT 1 FROM ${table} WHERE county = '${THERE}'`);
    expect(left.rowCount).toBe(1);
  });

  it('moves no row of its own to another county', async () => {
    const move = `UPDATE ${table} SET county = '${THERE}' WHERE county = '${HERE}'`;
    const refused = await asApp(base, HERE, (client) => refusalOf(client, move));
    expect(refused).toMatchObject({ code: DENIED });
  });
});

async function changeableColumns(shape: TableShape, row: Row): Promise<string[]> {
  const found: string[] = [];
  for (const name of Object.keys(row)) {
    if (await mayApp(superuser, 'UPDATE', [shape.table, name])) found.push(name);
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
