/** What the application role may do and sees, asked as that role; and what it is granted. */
import pg from 'pg';
import { afterAll } from 'vitest';
import type { TestDatabase } from './db.ts';
import { withClient } from './server.ts';

export const HERE = '310116';
export const THERE = '310117';
/** Of PostgreSQL, for a right that is missing and for a row that the wall refuses alike. */
export const DENIED = '42501';

/** A superuser's connection for the whole file: planting rows, reading the catalogue. */
export async function superuserOf(base: TestDatabase): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: base.superUrl });
  await client.connect();
  afterAll(() => client.end());
  return client;
}

/** As the application role, in a transaction that is rolled back. Null: no scope was ever set. */
export async function asApp<T>(
  base: TestDatabase,
  scope: string | null,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  return withClient(base.appUrl, async (client) => {
    await client.query('BEGIN');
    if (scope !== null) await client.query(`SET LOCAL app.counties = '${scope}'`);
    const result = await work(client);
    await client.query('ROLLBACK');
    return result;
  });
}

export type Refusal = { code: string; message: string };

export async function refusalOf(client: pg.ClientBase, text: string): Promise<Refusal | null> {
  try {
    await client.query(text);
    return null;
  } catch (error) {
    const { code, message } = error as pg.DatabaseError;
    return { code: code ?? '', message };
  }
}

/** Whether the application role holds a right on a table, or on one of its columns. */
export async function mayApp(
  superuser: pg.ClientBase,
  privilege: string,
  [table, column]: [table: string, column?: string],
): Promise<boolean> {
  const { rows } = await superuser.query<{ yes: boolean }>(
    column === undefined
      ? `SELECT has_table_privilege('linli_app', $1, $2) AS yes`
      : `SELECT has_column_privilege('linli_app', $1, $3, $2) AS yes`,
    column === undefined ? [table, privilege] : [table, privilege, column],
  );
  return rows[0]?.yes ?? false;
}
