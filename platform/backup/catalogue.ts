/**
 * What of a database is data of ours, asked of its catalogue: a table that a later migration adds
 * is in the next backup without anybody remembering it.
 */
import type pg from 'pg';

export type CopiedTable = {
  /** `matter.entry`: a partitioned table is copied through its parent. */
  name: string;
  /** Those that are stored and not generated. */
  columns: string[];
  /** One row by its key: the house makes it by itself at its first start. */
  isSingleton: boolean;
};

/**
 * The ledger is written by the migrations; a lease is nothing but "at work just now", and presence
 * must not outlive its minute anywhere.
 */
const SKIPPED = ['platform.migration', 'platform.lease', 'matter.presence'];

/** Ours: no schema of the server, of pg-boss, or of an extension (Citus brings some). */
const OURS = `
  n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'public', 'pgboss')
  AND NOT EXISTS (SELECT 1 FROM pg_depend d
    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`;

const TABLES = `
  SELECT n.nspname || '.' || c.relname AS name,
    array_agg(a.attname::text ORDER BY a.attnum) AS columns,
    bool_or(a.attname = 'only_row') AS "isSingleton"
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid
    AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  WHERE ${OURS} AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  GROUP BY n.nspname, c.relname
  ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`;

const REFERENCES = `
  SELECT f.nspname || '.' || c.relname AS "from", t.nspname || '.' || o.relname AS "to"
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace f ON f.oid = c.relnamespace
  JOIN pg_class o ON o.oid = k.confrelid
  JOIN pg_namespace t ON t.oid = o.relnamespace
  WHERE k.contype = 'f' AND k.conparentid = 0 AND k.conrelid <> k.confrelid`;

const SEQUENCES = `
  SELECT n.nspname || '.' || c.relname AS name
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'S' AND ${OURS}`;

/** The tables in an order in which they can be filled again. None before the first migration. */
export async function copiedTables(client: pg.ClientBase): Promise<CopiedTable[]> {
  const tables = await client.query<CopiedTable>(TABLES);
  const references = await client.query<{ from: string; to: string }>(REFERENCES);
  const sequences = await client.query<{ name: string }>(SEQUENCES);
  if (sequences.rows[0]) {
    throw new Error(`a backup would lose where the sequence ${sequences.rows[0].name} stands`);
  }
  const copied = tables.rows.filter((table) => !SKIPPED.includes(table.name));
  return inOrder(copied, references.rows);
}

function inOrder(
  tables: readonly CopiedTable[],
  references: readonly { from: string; to: string }[],
): CopiedTable[] {
  const waiting = new Map(tables.map((table) => [table.name, table]));
  const ordered: CopiedTable[] = [];
  while (waiting.size > 0) {
    const free = [...waiting.values()].filter(
      ({ name }) => !references.some((one) => one.from === name && waiting.has(one.to)),
    );
    if (free.length === 0) throw new Error('tables refer to each other in a circle');
    for (const table of free) waiting.delete(table.name);
    ordered.push(...free);
  }
  return ordered;
}

/** Both parts in quotes, ready for a statement. */
export function quoted(name: string): string {
  return name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.');
}

/** The last year for which a table has a partition; 0 without any. */
export async function lastPartition(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ year: number | null }>(
    `SELECT max(substring(c.relname FROM '_(\\d{4})$')::int) AS year
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relispartition AND c.relkind = 'r' AND ${OURS}`,
  );
  return rows[0]?.year ?? 0;
}

/** Which master keys sealed the data keys that stand, by their short names. */
export async function masterKeysOf(
  client: pg.ClientBase,
  tables: readonly CopiedTable[],
): Promise<string[]> {
  const holders = tables.filter(({ name }) => name.endsWith('.data_key'));
  const ids = new Set<string>();
  for (const { name } of holders) {
    const { rows } = await client.query<{ id: string }>(
      `SELECT DISTINCT key_id AS id FROM ${quoted(name)}`,
    );
    for (const { id } of rows) ids.add(id);
  }
  return [...ids].sort();
}

/** The first table that holds rows which no fresh house has, or null. */
export async function findData(
  client: pg.ClientBase,
  tables: readonly CopiedTable[],
): Promise<string | null> {
  for (const { name } of tables.filter((table) => !table.isSingleton)) {
    const { rowCount } = await client.query(`SELECT 1 FROM ${quoted(name)} LIMIT 1`);
    if (rowCount) return name;
  }
  return null;
}

/** Whether a program is connected as the application: superusers that only watch do not count. */
export async function isInUse(client: pg.ClientBase): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM pg_stat_activity a
     JOIN pg_roles r ON r.oid = a.usesysid
     JOIN pg_namespace n ON n.nspname = 'platform'
     WHERE a.datname = current_database() AND r.rolname <> current_user AND NOT r.rolsuper
       AND has_schema_privilege(r.oid, n.oid, 'USAGE') LIMIT 1`,
  );
  return Boolean(rowCount);
}
