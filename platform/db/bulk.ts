/**
 * Fills tables by the million as the owner: COPY, and indexes that are taken away meanwhile and
 * made again after. No request comes here: it is for the command line, beside migrations and
 * restores, and whoever uses it answers for every row being what an act would have written.
 */
import { once } from 'node:events';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { connectionOptions } from './database.ts';

/** What is taken away from tables while they are filled, and what brings it back. */
export type Index = { name: string; definition: string; drop: string };

export type Bulk = {
  rows<T>(text: string, values?: readonly unknown[]): Promise<T[]>;
  run(text: string, values?: readonly unknown[]): Promise<number>;
  /** Rows as JSON by the values of columns. */
  rowsOf(table: string, key: Readonly<Record<string, string>>): Promise<Row[]>;
  /** Rows of many ids at once: where a column leads no index each would be a walk of its own. */
  rowsIn(
    table: string,
    of: { column: string; county: string; ids: readonly string[] },
  ): Promise<Row[]>;
  /** Which of the ids stand in a column at all. */
  idsIn(
    table: string,
    of: { column: string; county: string; ids: readonly string[] },
  ): Promise<string[]>;
  /** Each value of a column once: of small tables. */
  valuesOf(table: string, column: string): Promise<string[]>;
  /** Tables, each partitioned one once, that have such a column. */
  tablesWith(column: string): Promise<string[]>;
  /** Names in order, without generated columns. */
  columnsOf(table: string): Promise<string[]>;
  /** All of it or nothing. */
  whole<T>(work: () => Promise<T>): Promise<T>;
  /** Lines in the text form of COPY, each with its end. */
  copy(table: string, columns: readonly string[], lines: Buffer): Promise<void>;
  /** Indexes that hold no constraint. */
  indexesOf(tables: readonly string[]): Promise<Index[]>;
  /** Primary and unique keys, which refuse what is doubled when they are made again. */
  keysOf(tables: readonly string[]): Promise<Index[]>;
  /** The autovacuum of tables and of their partitions: it would read again what is just written. */
  vacuumsOf(tables: readonly string[]): Promise<Index[]>;
  /** Vacuums and gathers statistics: without them the first readers pay. */
  tidy(table: string): Promise<void>;
  /** One more connection of the same kind. */
  beside(): Promise<Bulk>;
  close(): Promise<void>;
};

export type Row = Record<string, unknown>;

/** Opens one connection as the owner; it waits as long as the work takes. */
export async function openBulk(ownerUrl: string): Promise<Bulk> {
  const client = new pg.Client(connectionOptions({ url: ownerUrl, applicationName: 'linli-bulk' }));
  await client.connect();
  await client.query('SET statement_timeout = 0; SET lock_timeout = 0');
  // Whole batches are lost by a crash, or none: who writes them knows which stand.
  await client.query('SET synchronous_commit = off');
  // A third of the time of pglz. A server that was built without it keeps its own.
  await client.query('SET default_toast_compression = lz4').catch(() => undefined);
  const rows = async <T>(text: string, values: readonly unknown[] = []) =>
    (await client.query(text, [...values])).rows as T[];
  return {
    rows,
    run: async (text, values = []) => (await client.query(text, [...values])).rowCount ?? 0,
    rowsOf: async (table, key) => {
      const where = Object.keys(key).map((name, at) => `${quoted(name)} = $${at + 1}`);
      const text = `SELECT to_jsonb(t) AS row FROM ${named(table)} t WHERE ${where.join(' AND ')}`;
      const found = await rows<{ row: Row }>(text, Object.values(key));
      return found.map(({ row }) => row);
    },
    rowsIn: async (table, { column, county, ids }) => {
      const text = `SELECT to_jsonb(t) AS row FROM ${named(table)} t
        WHERE county = $1 AND ${quoted(column)} = ANY ($2::uuid[])`;
      return (await rows<{ row: Row }>(text, [county, ids])).map(({ row }) => row);
    },
    idsIn: async (table, { column, county, ids }) => {
      const text = `SELECT DISTINCT ${quoted(column)} AS id FROM ${named(table)}
        WHERE ${quoted(column)} = ANY ($1::uuid[]) AND county = $2`;
      return (await rows<{ id: string }>(text, [ids, county])).map(({ id }) => id);
    },
    valuesOf: async (table, column) => {
      const text = `SELECT DISTINCT ${quoted(column)}::text AS value FROM ${named(table)} ORDER BY 1`;
      return (await rows<{ value: string }>(text)).map(({ value }) => value);
    },
    tablesWith: async (column) =>
      (await rows<{ name: string }>(TABLES, [column])).map(({ name }) => name),
    columnsOf: async (table) =>
      (await rows<{ name: string }>(COLUMNS, [table])).map(({ name }) => name),
    whole: async (work) => {
      await client.query('BEGIN');
      try {
        const done = await work();
        await client.query('COMMIT');
        return done;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    },
    copy: (table, columns, lines) => copyLines(client, table, columns, lines),
    indexesOf: (tables) => rows<Index>(INDEXES, [tables]),
    keysOf: (tables) => rows<Index>(KEYS, [tables]),
    vacuumsOf: (tables) => rows<Index>(VACUUMS, [tables]),
    tidy: async (table) => void (await client.query(`VACUUM (ANALYZE) ${named(table)}`)),
    beside: () => openBulk(ownerUrl),
    close: () => client.end(),
  };
}

const CHUNK = 1 << 16;

async function copyLines(
  client: pg.Client,
  table: string,
  columns: readonly string[],
  lines: Buffer,
): Promise<void> {
  if (lines.length === 0) return;
  const list = columns.map(quoted).join(', ');
  const target = client.query(copyFrom(`COPY ${named(table)} (${list}) FROM STDIN`));
  const ended = new Promise<void>((resolve, reject) => {
    target.on('finish', resolve);
    target.on('error', reject);
  });
  // An error while we wait for the buffer to drain is told by `ended` alone.
  ended.catch(() => undefined);
  for (let from = 0; from < lines.length; from += CHUNK) {
    if (target.write(lines.subarray(from, from + CHUNK))) continue;
    await Promise.race([once(target, 'drain'), ended]);
  }
  target.end();
  await ended;
}

const TABLES = `
  SELECT c.oid::regclass::text AS name
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE a.attname = $1 AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  ORDER BY 1`;

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
/** `schema.table` as it is written in a statement. */
export const named = (table: string) => table.split('.').map(quoted).join('.');

const COLUMNS = `
  SELECT a.attname AS name
  FROM pg_attribute a
  WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped
    AND a.attgenerated = ''
  ORDER BY a.attnum`;

/** Of a partitioned table its own: those of the partitions go and come with them. */
const INDEXES = `
  SELECT i.indexrelid::regclass::text AS name,
    replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') AS definition,
    'DROP INDEX ' || i.indexrelid::regclass AS drop
  FROM pg_index i
  WHERE i.indrelid = ANY ($1::regclass[])
    AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
  ORDER BY i.indrelid, 1`;

const KEYS = `
  SELECT conrelid::regclass || '.' || quote_ident(conname) AS name,
    format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname,
      pg_get_constraintdef(oid)) AS definition,
    format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop
  FROM pg_constraint
  WHERE conrelid = ANY ($1::regclass[]) AND contype IN ('p', 'u')
  ORDER BY conrelid, contype, conname`;

const VACUUMS = `
  SELECT 'autovacuum of ' || leaf::text AS name,
    format('ALTER TABLE %s RESET (autovacuum_enabled)', leaf) AS definition,
    format('ALTER TABLE %s SET (autovacuum_enabled = false)', leaf) AS drop
  FROM (
    SELECT coalesce(tree.relid, t) AS leaf
    FROM unnest($1::regclass[]) t LEFT JOIN pg_partition_tree(t) tree ON true
    WHERE tree.relid IS NULL OR tree.isleaf
  ) leaves
  ORDER BY leaf::text`;
