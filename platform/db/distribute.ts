/**
 * Lays the tables out on a Citus cluster: what a county's work is made of goes to the shard of its
 * county, all of it beside each other; small tables are copied to every node; the rest stays.
 * It can be run again: what lies already is left.
 */
import pg from 'pg';
import { layoutOf, type Place } from '../../db/distribution.ts';
import { connectionOptions } from './database.ts';

/** All of a county's tables lie where this one lies, so that they are joined on one node. */
const FIRST = 'matter.matter';

export class NoCluster extends Error {}

/** Distributes what is not yet. Answers the tables that it moved; throws NoCluster elsewhere. */
export async function distribute(ownerUrl: string): Promise<string[]> {
  const client = new pg.Client(
    connectionOptions({ url: ownerUrl, applicationName: 'linli-migrate' }),
  );
  await client.connect();
  try {
    await client.query('SET statement_timeout = 0; SET lock_timeout = 0');
    const { rows } = await client.query(`SELECT 1 FROM pg_extension WHERE extname = 'citus'`);
    if (rows.length === 0) {
      throw new NoCluster(
        '数据库没有 citus 扩展，请先由超级用户执行 create extension citus / ' +
          'the database has no extension citus: a superuser runs create extension citus first',
      );
    }
    const { rows: lying } = await client.query<{ name: string }>(
      `SELECT n.nspname || '.' || c.relname AS name FROM pg_dist_partition p
       JOIN pg_class c ON c.oid = p.logicalrelid JOIN pg_namespace n ON n.oid = c.relnamespace`,
    );
    const known = new Set(lying.map(({ name }) => name));
    const steps = (await planDistribution(client)).filter(({ table }) => !known.has(table));
    // One at a time: each locks its table on every node.
    for (const { statement } of steps) await client.query(statement);
    return steps.map(({ table }) => table);
  } finally {
    await client.end();
  }
}

export type Step = { table: string; statement: string };

/** The statements for all tables, in their order: what is referred to lies before what refers. */
export async function planDistribution(client: pg.ClientBase): Promise<Step[]> {
  const { rows } = await client.query<{ table: string; refersTo: string[] }>(TABLES);
  const order = parentsFirst(new Map(rows.map((row) => [row.table, row.refersTo])));
  const lyingOn = (place: Place) => order.filter((table) => layoutOf(table) === place);
  return [
    ...lyingOn('everywhere').map((table) => ({
      table,
      statement: `SELECT create_reference_table('${table}')`,
    })),
    ...lyingOn('county').map((table) => ({ table, statement: onShard(table) })),
  ];
}

function onShard(table: string): string {
  const beside = table === FIRST ? 'none' : FIRST;
  return `SELECT create_distributed_table('${table}', 'county', colocate_with => '${beside}')`;
}

/** Partitions follow their parent; what others made (pg-boss) stays where it is. */
const TABLES = `
  SELECT n.nspname || '.' || c.relname AS table, array(
    SELECT DISTINCT fn.nspname || '.' || f.relname
    FROM pg_constraint k
    JOIN pg_class f ON f.oid = k.confrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace
    WHERE k.contype = 'f' AND k.conrelid = c.oid AND k.confrelid <> c.oid
      AND NOT f.relispartition) AS "refersTo"
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'pgboss', 'public')
    AND n.nspname !~ '^(citus|columnar)' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  ORDER BY n.nspname || '.' || c.relname <> '${FIRST}', 1`;

function parentsFirst(refersTo: ReadonlyMap<string, readonly string[]>): string[] {
  const order = new Set<string>();
  const visit = (table: string, path: readonly string[]): void => {
    if (order.has(table)) return;
    if (path.includes(table)) throw new Error(`tables refer in a circle: ${path.join(' → ')}`);
    for (const parent of refersTo.get(table) ?? []) visit(parent, [...path, table]);
    order.add(table);
  };
  for (const table of refersTo.keys()) visit(table, []);
  return [...order];
}
