/**
 * Loads a matter whole and saves what an act changed. A load that is to be acted on locks the row
 * first: the children are read after the lock, in the same round trip.
 */
import type { SelectQueryBuilder } from 'kysely';
import type { DB } from '../../../db/tables.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { insertInto, q, sql, updateTable } from '../../../platform/db/index.ts';
import type { Change, MatterState } from '../rules/state.ts';
import {
  assignmentValues,
  birthValues,
  CHILD_COLUMNS,
  clockValues,
  linkValues,
  MATTER_COLUMNS,
  MATTER_SQL,
  type MatterRow,
  matterValues,
  requestValues,
  supervisionValues,
  toAssignment,
  toClock,
  toLink,
  toMatter,
  toRequest,
  toSupervision,
} from './rows.ts';

export type LoadedMatter = { state: MatterState; seq: number; head: Buffer };
/**
 * `forUpdate`: waits for whoever has it, unless others share this transaction: they are undone, and
 * each waits for the own lock alone. `skipLocked`: what another has is as if it were not there.
 */
export type Lock = 'forUpdate' | 'skipLocked' | 'none';
/** By number (what people know) or by id (what the program knows). */
export type MatterKey = { county: string } & ({ number: string } | { id: string });

/** The matter with everything that hangs on it, or undefined when this county has none. */
export async function findMatter(
  tx: Tx,
  key: MatterKey,
  lock: Lock,
): Promise<LoadedMatter | undefined> {
  const id = idOf(key);
  const { county } = key;
  const byMatter = (table: keyof typeof CHILD_COLUMNS) =>
    q
      .selectFrom(`matter.${table}` as 'matter.clock')
      // Named, so that the statement may be prepared; typed for one of the five tables.
      .select(CHILD_COLUMNS[table] as (typeof CHILD_COLUMNS)['clock'])
      .where('county', '=', county)
      .where('matter_id', '=', id)
      .orderBy('id');
  const bare = q
    .selectFrom('matter.matter')
    .select(MATTER_COLUMNS)
    .where('county', '=', county)
    .where('id', '=', id);
  const [row, clocks, assignments, requests, supervisions, links] = await Promise.all([
    tx.first(lockedBy(bare, lock, tx.isShared ?? false)),
    tx.rows(byMatter('clock'), 'byKey'),
    tx.rows(byMatter('assignment'), 'byKey'),
    tx.rows(byMatter('request'), 'byKey'),
    tx.rows(byMatter('supervision'), 'byKey'),
    tx.rows(byMatter('link'), 'byKey'),
  ]);
  if (!row) return undefined;
  // The builder is typed for one of the five tables; each mapper knows its own row.
  return loadedOf(row, {
    clocks,
    assignments,
    requests,
    supervisions,
    links,
  } as unknown as Hanging);
}

function lockedBy<Row>(
  bare: SelectQueryBuilder<DB, 'matter.matter', Row>,
  lock: Lock,
  isShared: boolean,
) {
  if (lock === 'none') return bare;
  const locked = bare.forUpdate();
  if (lock === 'skipLocked') return locked.skipLocked();
  return isShared ? locked.noWait() : locked;
}

/** Rows of what hangs on a matter. */
type Hanging = {
  clocks: readonly Parameters<typeof toClock>[0][];
  assignments: readonly Parameters<typeof toAssignment>[0][];
  requests: readonly Parameters<typeof toRequest>[0][];
  supervisions: readonly Parameters<typeof toSupervision>[0][];
  links: readonly Parameters<typeof toLink>[0][];
};

function loadedOf(row: MatterRow, hanging: Hanging): LoadedMatter {
  return {
    state: {
      matter: toMatter(row),
      clocks: hanging.clocks.map(toClock),
      assignments: hanging.assignments.map(toAssignment),
      requests: hanging.requests.map(toRequest),
      supervisions: hanging.supervisions.map(toSupervision),
      links: hanging.links.map(toLink),
    },
    seq: row.seq,
    head: row.head,
  };
}

/**
 * Matters of a county by their ids, locked in the order of these; those that another transaction
 * has are left out.
 */
export async function lockMattersWhole(
  tx: Tx,
  county: string,
  ids: readonly string[],
): Promise<LoadedMatter[]> {
  const among = sql<string>`any (${[...ids]}::uuid[])`;
  const hangingIn = async (table: keyof typeof CHILD_COLUMNS) => {
    const found = await tx.rows(
      q
        .selectFrom(`matter.${table}` as 'matter.clock')
        .select([...(CHILD_COLUMNS[table] as (typeof CHILD_COLUMNS)['clock']), 'matter_id'])
        .where('county', '=', county)
        .where('matter_id', '=', among)
        .orderBy('matter_id')
        .orderBy('id'),
      'byKey',
    );
    return Map.groupBy(found, (row) => row.matter_id);
  };
  const locked = q
    .selectFrom('matter.matter')
    .select(MATTER_COLUMNS)
    .where('county', '=', county)
    .where('id', '=', among)
    .orderBy('id')
    .forUpdate()
    .skipLocked();
  const [rows, clocks, assignments, requests, supervisions, links] = await Promise.all([
    tx.rows(locked, 'byKey'),
    hangingIn('clock'),
    hangingIn('assignment'),
    hangingIn('request'),
    hangingIn('supervision'),
    hangingIn('link'),
  ]);
  const kinds = Object.entries({ clocks, assignments, requests, supervisions, links });
  return rows.map((row) => {
    const hanging = kinds.map(([kind, of]) => [kind, of.get(row.id) ?? []]);
    return loadedOf(row, Object.fromEntries(hanging) as Hanging);
  });
}

function idOf(key: MatterKey) {
  if ('id' in key) return key.id;
  return q
    .selectFrom('matter.matter as known')
    .select('known.id')
    .where('known.county', '=', key.county)
    .where('known.number', '=', key.number);
}

/** Writes the row of a new matter. */
export function insertMatter(
  tx: Tx,
  state: MatterState,
  chain: { seq: number; head: Buffer },
): void {
  tx.send(
    insertInto('matter.matter', {
      ...birthValues(state.matter),
      ...matterValues(state.matter),
      ...chain,
    }),
  );
}

/** Writes the row of a matter as it has become. */
export function updateMatter(
  tx: Tx,
  state: MatterState,
  chain: { seq: number; head: Buffer },
): void {
  tx.send(
    updateTable(
      'matter.matter',
      { ...matterValues(state.matter), ...chain },
      { county: state.matter.county, id: state.matter.id },
      MATTER_SQL,
    ),
  );
}

/** Writes of a matter only that its log went on: of an act that changed what hangs on it alone. */
export function touchMatter(
  tx: Tx,
  { county, id, updatedAt }: MatterState['matter'],
  chain: { seq: number; head: Buffer },
): void {
  const set = { updated_at: new Date(updatedAt).toISOString(), ...chain };
  tx.send(updateTable('matter.matter', set, { county, id }, MATTER_SQL));
}

/** Writes what hangs on the matter: a statement for each kind of thing, its last state of each. */
export function saveChildren(
  tx: Tx,
  at: { county: string; matterId: string },
  changes: readonly Change[],
): void {
  const kinds = new Map<ChildChange['what'], Map<string, ChildChange>>();
  for (const change of changes) {
    if (change.what === 'matter') continue;
    const same = kinds.get(change.what) ?? new Map<string, ChildChange>();
    kinds.set(change.what, same.set(change.row.id, change));
  }
  for (const [what, same] of kinds) {
    const rows = [...same.values()].map((change) => ({
      county: at.county,
      matter_id: at.matterId,
      id: change.row.id,
      ...childValues(change),
    }));
    tx.send(insertInto(`matter.${what}`, rows, { on: KEY, row: 'isReplaced' }));
  }
}

type ChildChange = Exclude<Change, { what: 'matter' }>;

const KEY = ['county', 'matter_id', 'id'];

function childValues(change: ChildChange) {
  switch (change.what) {
    case 'clock':
      return clockValues(change.row);
    case 'assignment':
      return assignmentValues(change.row);
    case 'request':
      return requestValues(change.row);
    case 'supervision':
      return supervisionValues(change.row);
    case 'link':
      return linkValues(change.row);
  }
}
