/**
 * Makes the yearly partitions of the tables that grow for ever. Their key is the matter's UUIDv7,
 * so that the chain of one matter lies in one partition and old years can be detached.
 */
import pg from 'pg';
import { connectionOptions } from './database.ts';

/** The first year with a partition of its own; earlier matters (imports) share one. */
export const FIRST_YEAR = 2017;

/** Creates what is missing up to and including the year after `untilYear`, as the owner. */
export async function ensurePartitions(ownerUrl: string, untilYear: number): Promise<string[]> {
  const client = new pg.Client(
    connectionOptions({ url: ownerUrl, applicationName: 'linli-migrate' }),
  );
  await client.connect();
  try {
    const tables = await listPartitioned(client);
    const wanted = tables.flatMap((table) =>
      partsOf(table.name, untilYear + 1).map((part) => ({ table, part })),
    );
    const made: string[] = [];
    for (const { table, part } of wanted) {
      const isNew = await createPart(client, table, part);
      if (isNew) made.push(`${table.schema}.${part.name}`);
    }
    return made;
  } finally {
    await client.end();
  }
}

/** The tables that are partitioned by the matter, in one order. */
export async function listPartitioned(client: pg.Client) {
  const { rows } = await client.query<{ schema: string; name: string }>(PARTITIONED);
  return rows;
}

const PARTITIONED = `
  SELECT n.nspname AS schema, c.relname AS name
  FROM pg_partitioned_table p
  JOIN pg_class c ON c.oid = p.partrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE pg_get_partkeydef(c.oid) = 'RANGE (matter_id)'
  ORDER BY 1, 2`;

type Part = { name: string; from: string; to: string };

function partsOf(table: string, untilYear: number): Part[] {
  const parts: Part[] = [{ name: `${table}_early`, from: 'MINVALUE', to: boundOf(FIRST_YEAR) }];
  for (let year = FIRST_YEAR; year <= untilYear; year += 1) {
    parts.push({ name: `${table}_${year}`, from: boundOf(year), to: boundOf(year + 1) });
  }
  return parts;
}

/** The smallest UUIDv7 of a year, as an SQL literal: its first 48 bits are milliseconds. */
export function boundOf(year: number): string {
  const hex = Date.UTC(year, 0, 1).toString(16).padStart(12, '0');
  return `'${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000'`;
}

async function createPart(
  client: pg.Client,
  table: { schema: string; name: string },
  part: Part,
): Promise<boolean> {
  const name = `"${table.schema}"."${part.name}"`;
  // Also where it is detached (`years.ts`): another one in its place could not give way again.
  const there = await client.query('SELECT to_regclass($1) IS NOT NULL AS there', [name]);
  if (there.rows[0]?.there) return false;
  await client.query(
    `CREATE TABLE IF NOT EXISTS ${name} PARTITION OF "${table.schema}"."${table.name}"
     FOR VALUES FROM (${part.from}) TO (${part.to})`,
  );
  return true;
}
