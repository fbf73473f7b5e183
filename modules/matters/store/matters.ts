/**
 * Loads a matter whole and saves what an act changed. A load that is to be acted on locks the row
 * first: the children are read after the lock, in the same round trip.
 */
import type { Tx } from '../../../platform/db/index.ts';
import { q } from '../../../platform/db/index.ts';
import type { Change, MatterState } from '../rules/state.ts';
import {
  assignmentValues,
  birthValues,
  CHILD_COLUMNS,
  clockValues,
  linkValues,
  MATTER_COLUMNS,
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
/** `skipLocked`: what another transaction has is answered as if it were not there. */
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
  const base = q
    .selectFrom('matter.matter')
    .select(MATTER_COLUMNS)
    .where('county', '=', county)
    .where('id', '=', id);
  const [row, clocks, assignments, requests, supervisions, links] = await Promise.all([
    tx.first(
      lock === 'none'
        ? base
        : lock === 'forUpdate'
          ? base.forUpdate()
          : base.forUpdate().skipLocked(),
    ),
    tx.rows(byMatter('clock'), 'byKey'),
    tx.rows(byMatter('assignment'), 'byKey'),
    tx.rows(byMatter('request'), 'byKey'),
    tx.rows(byMatter('supervision'), 'byKey'),
    tx.rows(byMatter('link'), 'byKey'),
  ]);
  if (!row) return undefined;
  return {
    state: {
      matter: toMatter(row),
      clocks: clocks.map(toClock),
      // The builder is typed for one of the five tables; each mapper knows its own row.
      assignments: (assignments as unknown as Parameters<typeof toAssignment>[0][]).map(
        toAssignment,
      ),
      requests: (requests as unknown as Parameters<typeof toRequest>[0][]).map(toRequest),
      supervisions: (supervisions as unknown as Parameters<typeof toSupervision>[0][]).map(
        toSupervision,
      ),
      links: (links as unknown as Parameters<typeof toLink>[0][]).map(toLink),
    },
    seq: row.seq,
    head: row.head,
  };
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
    q
      .insertInto('matter.matter')
      .values({ ...birthValues(state.matter), ...matterValues(state.matter), ...chain }),
  );
}

/** Writes the row of a matter as it has become. */
export function updateMatter(
  tx: Tx,
  state: MatterState,
  chain: { seq: number; head: Buffer },
): void {
  tx.send(
    q
      .updateTable('matter.matter')
      .set({ ...matterValues(state.matter), ...chain })
      .where('county', '=', state.matter.county)
      .where('id', '=', state.matter.id),
  );
}

/** Writes what hangs on the matter, thing by thing. */
export function saveChildren(
  tx: Tx,
  at: { county: string; matterId: string },
  changes: readonly Change[],
): void {
  for (const change of changes) {
    if (change.what !== 'matter') saveChild(tx, at, change);
  }
}

type ChildChange = Exclude<Change, { what: 'matter' }>;

function saveChild(tx: Tx, at: { county: string; matterId: string }, change: ChildChange): void {
  const values = childValues(change);
  tx.send(
    q
      .insertInto(`matter.${change.what}` as 'matter.clock')
      // Each kind's values fit its own table; the builder is typed for one of them.
      .values({ county: at.county, matter_id: at.matterId, id: change.row.id, ...values } as never)
      .onConflict((conflict) =>
        conflict.columns(['county', 'matter_id', 'id']).doUpdateSet(values as never),
      ),
  );
}

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
