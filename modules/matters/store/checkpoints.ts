/**
 * Checkpoints and their leaves. What has changed is known by the number of a matter's entries, not
 * by a time: no late commit and no slow clock can hide a matter from the next that looks at all.
 */
import type { Selectable } from 'kysely';
import type { DB } from '../../../db/tables.ts';
import { uuidFloor } from '../../../kernel/ids.ts';
import { q, sql, type Tx } from '../../../platform/db/index.ts';
import type { ChangedLeaf, Checkpoint, Leaf } from '../rules/checkpoint.ts';

const COLUMNS = ['county', 'seq', 'at', 'tree', 'prev_root', 'root', 'leaves', 'matters'] as const;

/** The newest checkpoint of a county. */
export async function findLastCheckpoint(tx: Tx, county: string): Promise<Checkpoint | undefined> {
  const row = await tx.first(
    q
      .selectFrom('matter.checkpoint')
      .select(COLUMNS)
      .where('county', '=', county)
      .orderBy('seq', 'desc')
      .limit(1),
  );
  return row && toCheckpoint(row);
}

export type CheckpointPage = { county: string; after: number; limit: number };

/** A county's checkpoints in order, from after a number on. */
export async function listCheckpoints(tx: Tx, page: CheckpointPage): Promise<Checkpoint[]> {
  const rows = await tx.rows(
    q
      .selectFrom('matter.checkpoint')
      .select(COLUMNS)
      .where('county', '=', page.county)
      .where('seq', '>', page.after)
      .orderBy('seq')
      .limit(page.limit),
  );
  return rows.map(toCheckpoint);
}

/** Which matters a checkpoint looks at: those after an id, and with entries made since a time. */
export type ChangedAsked = {
  county: string;
  /** Matters with ids beyond it; null: from the first. */
  after: string | null;
  /** Only matters with an entry whose id was made from then on (epoch ms); null: all. */
  since: number | null;
  limit: number;
};

/**
 * Matters with entries that no checkpoint has sealed, in the order of their ids. All of them: both
 * sides are read whole, by their keys. With `since` the log's tail says which to look at, so that
 * it costs what was done since and not what stands there.
 */
export async function listChanged(tx: Tx, asked: ChangedAsked): Promise<ChangedLeaf[]> {
  const rows = await tx.rows(changedStatement(asked));
  return rows.map((row) => ({
    matterId: row.id,
    seq: row.seq,
    head: row.head,
    isNew: row.sealed_seq === null,
  }));
}

type ChangedRow = { id: string; seq: number; head: Buffer; sealed_seq: number | null };

/** Shown to the test of its plan. */
export function changedStatement({ county, after, since, limit }: ChangedAsked) {
  const beyond = (id: string) =>
    after === null ? sql`` : sql`and ${sql.ref(id)} > ${after}::uuid`;
  // By its key for each of a few; for all of them one walk beside the other.
  const sealed =
    since === null
      ? sql`left join (
          select matter_id, max(seq) as seq from matter.checkpoint_leaf
          where county = ${county} ${beyond('matter_id')} group by matter_id
        ) s on s.matter_id = m.id`
      : sql`left join lateral (
          select max(l.seq) as seq from matter.checkpoint_leaf l
          where l.county = m.county and l.matter_id = m.id offset 0
        ) s on true`;
  const lately =
    since === null
      ? sql``
      : sql`and m.id = any(array(
          select distinct matter_id from matter.entry
          where county = ${county} and id >= ${uuidFloor(since)}::uuid))`;
  return sql<ChangedRow>`
    select m.id, m.seq, m.head, s.seq as sealed_seq from matter.matter m ${sealed}
    where m.county = ${county} ${beyond('m.id')} ${lately}
      and (s.seq is null or m.seq > s.seq)
    order by m.id limit ${limit}`;
}

/** Five values each: far below the 65,535 parameters of a statement. */
const LEAVES_A_STATEMENT = 2000;

/** Writes a checkpoint with its leaves; false when another process was faster with this number. */
export async function insertCheckpoint(
  tx: Tx,
  checkpoint: Checkpoint,
  leaves: readonly Leaf[],
): Promise<boolean> {
  const { county, seq } = checkpoint;
  const inserted = await tx.run(
    q
      .insertInto('matter.checkpoint')
      .values({
        county,
        seq,
        at: new Date(checkpoint.at).toISOString(),
        tree: Buffer.from(checkpoint.tree),
        prev_root: Buffer.from(checkpoint.prevRoot),
        root: Buffer.from(checkpoint.root),
        leaves: checkpoint.leaves,
        matters: checkpoint.matters,
      })
      .onConflict((conflict) => conflict.doNothing()),
  );
  if (inserted === 0) return false;
  for (let from = 0; from < leaves.length; from += LEAVES_A_STATEMENT) {
    const some = leaves.slice(from, from + LEAVES_A_STATEMENT);
    await tx.run(
      q.insertInto('matter.checkpoint_leaf').values(
        some.map((leaf) => ({
          county,
          checkpoint: seq,
          matter_id: leaf.matterId,
          seq: leaf.seq,
          head: Buffer.from(leaf.head),
        })),
      ),
    );
  }
  return true;
}

/** All leaves of a checkpoint, in the order of the tree: for the proof of one of them. */
export async function listLeaves(tx: Tx, county: string, checkpoint: number): Promise<Leaf[]> {
  const rows = await tx.rows(
    q
      .selectFrom('matter.checkpoint_leaf')
      .select(['matter_id', 'seq', 'head'])
      .where('county', '=', county)
      .where('checkpoint', '=', checkpoint)
      .orderBy('matter_id'),
  );
  return rows.map((row) => ({ matterId: row.matter_id, seq: row.seq, head: row.head }));
}

/** The newest checkpoint that sealed the matter. */
export async function findSealing(
  tx: Tx,
  county: string,
  matterId: string,
): Promise<Checkpoint | undefined> {
  const newest = q
    .selectFrom('matter.checkpoint_leaf')
    .select(({ fn }) => fn.max('checkpoint').as('seq'))
    .where('county', '=', county)
    .where('matter_id', '=', matterId);
  const row = await tx.first(
    q
      .selectFrom('matter.checkpoint')
      .select(COLUMNS)
      .where('county', '=', county)
      .where('seq', '=', newest),
  );
  return row && toCheckpoint(row);
}

function toCheckpoint(row: Selectable<DB['matter.checkpoint']>): Checkpoint {
  return {
    county: row.county,
    seq: row.seq,
    at: row.at.getTime(),
    tree: row.tree,
    prevRoot: row.prev_root,
    root: row.root,
    leaves: row.leaves,
    matters: row.matters,
  };
}
