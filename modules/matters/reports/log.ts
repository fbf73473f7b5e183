/**
 * Reads a county's whole log beside its rows, in the order of matter ids and in bounded memory.
 * Entries come as they are stored: the hash covers that, not what an upcaster makes of it.
 */
import { q, sql, type Tx } from '../../../platform/db/index.ts';
import type { Leaf } from '../rules/checkpoint.ts';
import type { MatterState } from '../rules/state.ts';
import { asStored, ENTRY_COLUMNS, type Entry } from '../store/log.ts';
import {
  MATTER_COLUMNS,
  type MatterRow,
  toAssignment,
  toClock,
  toLink,
  toMatter,
  toRequest,
  toSupervision,
} from '../store/rows.ts';

/** Matters with ids after `after` up to and with `upTo`; null: to the end. */
type IdRange = { county: string; after: string; upTo: string | null };

export type SealedLeaf = Leaf & { checkpoint: number };

const CHILDREN = ['clock', 'assignment', 'request', 'supervision', 'link'] as const;
type Child = (typeof CHILDREN)[number];
type ChildRow = { matter_id: string; id: string };
type Children = Record<Child, Map<string, ChildRow[]>>;

async function listRows(
  tx: Tx,
  county: string,
  after: string,
  limit: number,
): Promise<MatterRow[]> {
  return tx.rows(
    q
      .selectFrom('matter.matter')
      .select(MATTER_COLUMNS)
      .where('county', '=', county)
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit),
  );
}

/** Entries of a range in the order of matter and number, at most `limit`. */
async function listEntriesOf(tx: Tx, range: IdRange, limit: number): Promise<Entry[]> {
  const { county, after, upTo } = range;
  const base = q
    .selectFrom('matter.entry')
    .select(ENTRY_COLUMNS)
    .where('county', '=', county)
    .where('matter_id', '>', after)
    .orderBy('matter_id')
    .orderBy('seq')
    .limit(limit);
  const rows = await tx.rows(upTo === null ? base : base.where('matter_id', '<=', upTo));
  return rows.map(asStored);
}

/** More entries of one matter, after a number. */
export async function listEntriesAfter(
  tx: Tx,
  of: { county: string; matterId: string; seq: number },
): Promise<Entry[]> {
  const rows = await tx.rows(
    q
      .selectFrom('matter.entry')
      .select(ENTRY_COLUMNS)
      .where('county', '=', of.county)
      .where('matter_id', '=', of.matterId)
      .where('seq', '>', of.seq)
      .orderBy('seq')
      .limit(ENTRIES_A_ROUND),
  );
  return rows.map(asStored);
}

/** A county's entries in the order of matter and number, from after one of them on. */
export async function listCountyEntries(
  tx: Tx,
  county: string,
  after: { matterId: string; seq: number } | null,
): Promise<Entry[]> {
  const base = q
    .selectFrom('matter.entry')
    .select(ENTRY_COLUMNS)
    .where('county', '=', county)
    .orderBy('matter_id')
    .orderBy('seq')
    .limit(ENTRIES_A_ROUND);
  const beyond = after && sql<boolean>`(matter_id, seq) > (${after.matterId}::uuid, ${after.seq})`;
  const rows = await tx.rows(beyond ? base.where(beyond) : base);
  return rows.map(asStored);
}

/** What hangs on the matters of a range, by kind and matter, each in the order of ids. */
async function listChildren(tx: Tx, range: IdRange): Promise<Children> {
  const lists = await Promise.all(CHILDREN.map((child) => tx.rows(childrenOf(child, range))));
  const grouped = lists.map((rows) => Map.groupBy(rows as ChildRow[], (row) => row.matter_id));
  return Object.fromEntries(CHILDREN.map((child, at) => [child, grouped[at]])) as Children;
}

function childrenOf(child: Child, { county, after, upTo }: IdRange) {
  const base = q
    .selectFrom(`matter.${child}` as 'matter.clock')
    .selectAll()
    .where('county', '=', county)
    .where('matter_id', '>', after)
    .orderBy('matter_id')
    .orderBy('id');
  return upTo === null ? base : base.where('matter_id', '<=', upTo);
}

/** A row and what hangs on it, as the domain has it. */
export function toState(row: MatterRow, children: Children): MatterState {
  // The statements are typed for one of the five tables; each mapper knows its own row.
  const rowsOf = (child: Child): unknown[] => children[child].get(row.id) ?? [];
  return {
    matter: toMatter(row),
    clocks: (rowsOf('clock') as Parameters<typeof toClock>[0][]).map(toClock),
    assignments: (rowsOf('assignment') as Parameters<typeof toAssignment>[0][]).map(toAssignment),
    requests: (rowsOf('request') as Parameters<typeof toRequest>[0][]).map(toRequest),
    supervisions: (rowsOf('supervision') as Parameters<typeof toSupervision>[0][]).map(
      toSupervision,
    ),
    links: (rowsOf('link') as Parameters<typeof toLink>[0][]).map(toLink),
  };
}

/** Leaves of the matters of a range, by matter, the oldest checkpoint first. */
async function listSealed(tx: Tx, range: IdRange): Promise<Map<string, SealedLeaf[]>> {
  const { county, after, upTo } = range;
  const base = q
    .selectFrom('matter.checkpoint_leaf')
    .select(['matter_id', 'checkpoint', 'seq', 'head'])
    .where('county', '=', county)
    .where('matter_id', '>', after)
    .orderBy('matter_id')
    .orderBy('seq')
    .orderBy('checkpoint');
  const rows = await tx.rows(upTo === null ? base : base.where('matter_id', '<=', upTo));
  const leaves = rows.map((row) => ({
    matterId: row.matter_id,
    checkpoint: row.checkpoint,
    seq: row.seq,
    head: row.head,
  }));
  return Map.groupBy(leaves, (leaf) => leaf.matterId);
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const ROWS_A_ROUND = 200;
const ENTRIES_A_ROUND = 2000;

/** A stretch of matters with all that is to be compared. */
export type Round = {
  upTo: string | null;
  rows: Map<string, MatterRow>;
  entries: Map<string, Entry[]>;
  children: Children;
  sealed: Map<string, SealedLeaf[]>;
  /** The matter whose entries go on beyond this round's. */
  cutAt: string | null;
};

/** All rounds of a county; the next is on its way while one is worked on. */
export async function* readRounds(tx: Tx, county: string): AsyncIterable<Round> {
  let next: Promise<Round> | undefined = readRound(tx, county, FIRST_ID);
  while (next) {
    const round: Round = await next;
    next = round.upTo === null ? undefined : readRound(tx, county, round.upTo);
    // Whoever stops early never awaits it: its failure must not count as unhandled.
    next?.catch(() => undefined);
    yield round;
  }
}

async function readRound(tx: Tx, county: string, after: string): Promise<Round> {
  const rows = await listRows(tx, county, after, ROWS_A_ROUND);
  const rowsEnd = rows.length < ROWS_A_ROUND ? null : (rows.at(-1)?.id ?? null);
  const entries = await listEntriesOf(tx, { county, after, upTo: rowsEnd }, ENTRIES_A_ROUND);
  const cutAt = entries.length < ENTRIES_A_ROUND ? null : (entries.at(-1)?.matterId ?? null);
  const range = { county, after, upTo: cutAt ?? rowsEnd };
  const [children, sealed] = await Promise.all([listChildren(tx, range), listSealed(tx, range)]);
  const within = rows.filter((row) => range.upTo === null || row.id <= range.upTo);
  return {
    upTo: range.upTo,
    rows: new Map(within.map((row) => [row.id, row])),
    entries: Map.groupBy(entries, (entry) => entry.matterId),
    children,
    sealed,
    cutAt,
  };
}

/** Every matter that anything of the round names, in order. */
export function idsOf(round: Round): string[] {
  const maps = [round.rows, round.entries, round.sealed, ...Object.values(round.children)];
  return [...new Set(maps.flatMap((map) => [...map.keys()]))].sort();
}
