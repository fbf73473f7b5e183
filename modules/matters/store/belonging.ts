/** SQL of matters that belong together: locks of two, and the copy that moves to another county. */
import { q, sql, type Tx } from '../../../platform/db/index.ts';
import type { Matter } from '../rules/state.ts';
import type { Joined } from '../rules/view.ts';
import type { MatterKey } from './matters.ts';

export async function findIdByNumber(
  tx: Tx,
  county: string,
  number: string,
): Promise<string | undefined> {
  const row = await tx.first(
    q
      .selectFrom('matter.matter')
      .select('id')
      .where('county', '=', county)
      .where('number', '=', number),
  );
  return row?.id;
}

/** What a duplicate joined, without a lock: it is shown, and asked whether it is over. */
export async function findJoined(tx: Tx, county: string, id: string): Promise<Joined | null> {
  const row = await tx.first(
    q
      .selectFrom('matter.matter')
      .select(['id', 'number', 'kind', 'process_version', 'stage', 'is_open'])
      .select(['is_private', 'outcome', 'closed_at'])
      .where('county', '=', county)
      .where('id', '=', id),
  );
  if (!row) return null;
  const { number, kind, stage, outcome } = row;
  return {
    id: row.id,
    number,
    kind,
    processVersion: row.process_version,
    stage,
    isOpen: row.is_open,
    isPrivate: row.is_private,
    outcome,
    closedAt: row.closed_at?.getTime() ?? null,
  };
}

/** Ids of a matter and of the one it joins (by number) or was merged into. */
export async function findPair(tx: Tx, key: MatterKey, into: string | null): Promise<string[]> {
  const own = q
    .selectFrom('matter.matter')
    .select(['id', 'merged_into'])
    .where('county', '=', key.county);
  const row = await tx.first(
    'id' in key ? own.where('id', '=', key.id) : own.where('number', '=', key.number),
  );
  const other = into === null ? row?.merged_into : await findIdByNumber(tx, key.county, into);
  return [row?.id, other].filter((id) => typeof id === 'string');
}

/** Locks rows of one county in the order of their ids. */
export async function lockMatters(tx: Tx, county: string, ids: readonly string[]): Promise<void> {
  await tx.rows(
    q
      .selectFrom('matter.matter')
      .select('id')
      .where('county', '=', county)
      .where('id', 'in', [...ids])
      .orderBy('id')
      .forUpdate(),
  );
}

const CARRIED = [
  'entry',
  'data_key',
  'party',
  'assignment',
  'clock',
  'request',
  'supervision',
  'link',
] as const;

/**
 * Copies a matter, its log, its sealed key and all that hangs on it under another county key. The
 * scope must hold both. The chain stays as it is: hashes do not cover the county.
 */
export async function copyMatter(tx: Tx, matter: Matter, county: string): Promise<void> {
  const { county: from, id } = matter;
  const columns = await columnsOf(tx, ['matter', ...CARRIED]);
  for (const table of ['matter', ...CARRIED]) {
    const key = table === 'matter' ? 'id' : 'matter_id';
    const names = (columns.get(table) ?? []).filter((name) => name !== 'county');
    const list = sql.join(names.map((name) => sql.ref(name)));
    // Read, then written: one statement over two counties would not be routed to one shard.
    const rows = await tx.rows(
      sql<Record<string, unknown>>`
        select ${list} from ${sql.table(`matter.${table}`)}
        where county = ${from} and ${sql.ref(key)} = ${id}`,
    );
    for (const row of rows) tx.send(insertOf(table, { ...row, county }));
  }
}

function insertOf(table: string, row: Record<string, unknown>) {
  const names = Object.keys(row);
  const values = names.map((name) => sql`${asParameter(row[name])}`);
  return sql`
    insert into ${sql.table(`matter.${table}`)} (${sql.join(names.map((name) => sql.ref(name)))})
    values (${sql.join(values)})`;
}

function asParameter(value: unknown): unknown {
  const isPlain = value === null || typeof value !== 'object';
  if (isPlain || value instanceof Date || Buffer.isBuffer(value)) return value;
  return JSON.stringify(value);
}

async function columnsOf(tx: Tx, tables: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx.rows(
    sql<{ table_name: string; column_name: string }>`
      select table_name, column_name from information_schema.columns
      where table_schema = 'matter' and table_name in (${sql.join([...tables])})
        and is_generated = 'NEVER'
      order by table_name, ordinal_position`.$castTo<{ table_name: string; column_name: string }>(),
  );
  const columns = new Map<string, string[]>();
  for (const row of rows) {
    columns.set(row.table_name, [...(columns.get(row.table_name) ?? []), row.column_name]);
  }
  return columns;
}
