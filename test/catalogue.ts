/** Questions to the catalogue that several tests ask: our tables, and those of a county's work. */
import type pg from 'pg';
import { localTables, referenceTables } from '../db/distribution.ts';

export type TableInfo = { name: string; hasCounty: boolean; walled: boolean; partitioned: boolean };

/** Everything that a migration made: not the server's own, nor pg-boss's. */
export const OURS = `n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'pgboss')`;

const TABLES = `
  SELECT n.nspname || '.' || c.relname AS name, c.relrowsecurity AS walled,
    c.relkind = 'p' AS partitioned,
    EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'county'
      AND NOT a.attisdropped) AS "hasCounty"
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${OURS} AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  ORDER BY 1`;

/** All our tables; a partitioned one counts once. */
export async function tablesOf(client: pg.ClientBase): Promise<TableInfo[]> {
  return (await client.query<TableInfo>(TABLES)).rows;
}

/** Whether a table holds a county's work: all do that `db/distribution.ts` does not name. */
export function isCountyTable(name: string): boolean {
  return !(name in referenceTables) && !(name in localTables);
}
