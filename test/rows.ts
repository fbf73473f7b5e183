/**
 * A fitting row for any table, made from the catalogue alone, so that a table is tested on the day
 * it is added. The database itself chooses among candidate values: it knows its own checks.
 */
import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { idSource } from '../kernel/ids.ts';

/** Column → its value as text; every column that must be given. */
export type Row = Record<string, string>;

type Column = { name: string; type: string; required: boolean };
type Check = { sql: string; columns: string[] };
export type TableShape = { table: string; columns: Column[]; checks: Check[] };

const COLUMNS = `
  SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
    a.attnotnull AND NOT a.atthasdef AS required
  FROM pg_attribute a
  WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped
    AND a.attgenerated = '' AND a.attidentity = ''
  ORDER BY a.attnum`;

const CHECKS = `
  SELECT pg_get_expr(k.conbin, k.conrelid) AS sql, array(
    SELECT a.attname::text FROM pg_attribute a
    WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)) AS columns
  FROM pg_constraint k WHERE k.conrelid = $1::regclass AND k.contype = 'c'`;

/** Reads what a row of the table must look like. */
export async function shapeOf(client: pg.ClientBase, table: string): Promise<TableShape> {
  const columns = await client.query<Column>(COLUMNS, [table]);
  const checks = await client.query<Check>(CHECKS, [table]);
  return { table, columns: columns.rows, checks: checks.rows };
}

/** Of today: a random UUID would lie in no year's partition. */
const newId = idSource(Date.now, randomBytes);

const BY_TYPE: Record<string, () => string[]> = {
  // Codes of places, a dotted verb, a word, an address: what the formats of our checks ask for.
  text: () => ['x', '310116', '310116101', '310116101201', 'a.b', 'abc', 'https://x', ''],
  uuid: () => [newId()],
  boolean: () => ['false', 'true'],
  smallint: () => ['1', '0'],
  // Also a length in minutes.
  integer: () => ['1', '0', '2026', '30'],
  bigint: () => ['1', '0'],
  numeric: () => ['1', '0'],
  'double precision': () => ['1', '0'],
  date: () => ['2026-11-21'],
  'timestamp with time zone': () => ['2026-11-21T00:00:00Z', '2026-11-22T00:00:00Z'],
  json: () => ['{}', '[]'],
  jsonb: () => ['{}', '[]'],
  bytea: () => ['\\x00', '\\x'],
  tsvector: () => ['x'],
};

/** Also what a check on the column names in quotes: the words of a list are its fitting values. */
function candidates(column: Column, checks: Check[]): string[] {
  const ofMany = () => (column.type === 'text[]' ? ['{}', '{x}'] : ['{}']);
  const byType = column.type.endsWith('[]') ? ofMany : BY_TYPE[column.type];
  if (!byType) throw new Error(`test/rows.ts knows no value of type ${column.type}`);
  if (column.type !== 'text') return byType();
  const named = checks
    .filter((check) => check.columns.includes(column.name))
    .flatMap((check) => [...check.sql.matchAll(/'((?:[^']|'')*)'::text/g)].map((m) => m[1] ?? ''));
  return [...new Set([...named.map((word) => word.replaceAll("''", "'")), ...byType()])];
}

const literal = (value: string) => `'${value.replaceAll("'", "''")}'`;

/** A row for `county` that satisfies the checks. Throws where the candidates do not suffice. */
export async function rowFor(
  client: pg.ClientBase,
  shape: TableShape,
  county: string,
): Promise<Row> {
  const checked = new Set(shape.checks.flatMap((check) => check.columns));
  const wanted = shape.columns.filter((column) => column.required || checked.has(column.name));
  const sources = wanted.map((column) => {
    const values = column.name === 'county' ? [county] : candidates(column, shape.checks);
    const rows = values.map((value) => `(${literal(value)}::${column.type})`);
    if (!column.required) rows.unshift(`(NULL::${column.type})`);
    return `(VALUES ${rows.join(', ')}) AS "of_${column.name}" ("${column.name}")`;
  });
  const conditions = shape.checks.map((check) => `(${check.sql}) IS NOT FALSE`);
  const { rows } = await client.query<Record<string, string | null>>(
    `SELECT ${wanted.map(({ name }) => `"${name}"::text AS "${name}"`).join(', ')}
     FROM ${sources.join(' CROSS JOIN ')}
     WHERE ${['TRUE', ...conditions].join(' AND ')} LIMIT 1`,
  );
  const [found] = rows;
  if (!found) throw new Error(`test/rows.ts has no fitting values for ${shape.table}: teach it`);
  const given = Object.entries(found).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  return Object.fromEntries(given);
}

/** The INSERT of a row, its values as literals. */
export function insertSql(shape: TableShape, row: Row): string {
  const names = Object.keys(row);
  const types = new Map(shape.columns.map((column) => [column.name, column.type]));
  const values = names.map((name) => `${literal(row[name] ?? '')}::${types.get(name)}`);
  return `INSERT INTO ${shape.table} (${names.map((name) => `"${name}"`).join(', ')})
    VALUES (${values.join(', ')})`;
}
