/**
 * Seals the heads of all changed matters of a county and takes the roots out of the database: into
 * a file of the data folder, and to whoever asks. A root that has left cannot be replaced unseen.
 */
import { join } from 'node:path';
import { canonicalJson } from '../../../kernel/canonical-json.ts';
import { pageSize } from '../../../kernel/paging.ts';
import { must } from '../../../kernel/refusal.ts';
import { sha256 } from '../../../platform/crypto/index.ts';
import type { Database, Tx } from '../../../platform/db/index.ts';
import { appendLines, readLines } from '../../../platform/files/index.ts';
import { CheckpointLine, type CheckpointQuery } from '../contract/checkpoints.ts';
import {
  type ChangedLeaf,
  type Checkpoint,
  leafBytes,
  nextCheckpoint,
  toHex,
} from '../rules/checkpoint.ts';
import { type ProofStep, proofOf } from '../rules/merkle.ts';
import {
  type ChangedAsked,
  findLastCheckpoint,
  findSealing,
  insertCheckpoint,
  listChanged,
  listCheckpoints,
  listLeaves,
} from '../store/checkpoints.ts';

export type CheckpointWorld = {
  db: Database;
  /** Epoch ms; the checkpoint's time is never before the last one's. */
  now: () => Promise<number> | number;
  /** Where the lines go: `<county>.jsonl` in it. */
  exportDir: string;
};

export type CheckpointResult = {
  /** What this call sealed: usually one, none when nothing changed, several after an import. */
  made: Checkpoint[];
  /** Lines added to the file, those that were missing included. */
  exported: number;
};

/** A first checkpoint over an imported county comes in several: each is held in memory. */
const LEAVES_MAX = 50_000;

/** The file of a county's exported checkpoints. Throws on what is no county key. */
export function checkpointFile(exportDir: string, county: string): string {
  must(CheckpointLine.shape.county.safeParse(county).success, `not a county key: ${county}`);
  return join(exportDir, `${county}.jsonl`);
}

export type CheckpointAsked = {
  /**
   * Only matters with an entry made from then on (epoch ms). Without it, and before a county's
   * first checkpoint, all are looked at.
   */
  since?: number;
};

/** Seals what changed, then exports what the file lacks. Safe in several processes at once. */
export async function makeCheckpoint(
  world: CheckpointWorld,
  county: string,
  { since }: CheckpointAsked = {},
): Promise<CheckpointResult> {
  const made: Checkpoint[] = [];
  const isFirst = !(await world.db.scoped({ counties: [county] }, (tx) =>
    findLastCheckpoint(tx, county),
  ));
  let after: string | null = null;
  for (;;) {
    const from = isFirst ? null : (since ?? null);
    const asked: ChangedAsked = { county, after, since: from, limit: LEAVES_MAX };
    const { leaves, one } = await sealOnce(world, asked);
    if (one) made.push(one);
    if (leaves.length < LEAVES_MAX) break;
    // Each goes on where the one before it ended: a first look reads a county once.
    after = leaves.at(-1)?.matterId ?? null;
  }
  return { made, exported: await exportCheckpoints(world, county) };
}

/** No checkpoint when nothing changed, or when another process made this one meanwhile. */
async function sealOnce(
  world: CheckpointWorld,
  asked: ChangedAsked,
): Promise<{ leaves: ChangedLeaf[]; one?: Checkpoint }> {
  const { county } = asked;
  const scope = { counties: [county] };
  const now = await world.now();
  const [last, leaves] = await world.db.snapshot(scope, (tx) =>
    Promise.all([findLastCheckpoint(tx, county), listChanged(tx, asked)]),
  );
  if (leaves.length === 0) return { leaves };
  const next = nextCheckpoint(sha256, last, { county, leaves, now });
  // Whoever inserted this number first has won; what we saw and they did not is next time's.
  const isOurs = await world.db.scoped(scope, (tx) => insertCheckpoint(tx, next, leaves));
  return isOurs ? { leaves, one: next } : { leaves: [] };
}

const EXPORT_PAGE = 1000;

/** Adds to the county's file whatever line it lacks. Answers how many. */
async function exportCheckpoints(world: CheckpointWorld, county: string): Promise<number> {
  const path = checkpointFile(world.exportDir, county);
  const there = new Set((await readExported(path)).lines.map((line) => line.seq));
  let added = 0;
  for (let after = 0; ; ) {
    const page = await world.db.scoped({ counties: [county] }, (tx) =>
      listCheckpoints(tx, { county, after, limit: EXPORT_PAGE }),
    );
    const missing = page.filter((one) => !there.has(one.seq));
    await appendLines(
      path,
      missing.map((one) => canonicalJson(lineOf(one))),
    );
    added += missing.length;
    const last = page.at(-1);
    if (!last || page.length < EXPORT_PAGE) return added;
    after = last.seq;
  }
}

export type Exported = { lines: CheckpointLine[]; unreadable: number };

/** The lines of an exported file. A line torn by a crash is counted and passed over. */
export async function readExported(path: string): Promise<Exported> {
  const lines: CheckpointLine[] = [];
  let unreadable = 0;
  for await (const text of readLines(path)) {
    const line = parseLine(text);
    if (line) lines.push(line);
    else unreadable += 1;
  }
  return { lines, unreadable };
}

function parseLine(text: string): CheckpointLine | undefined {
  try {
    return CheckpointLine.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export function lineOf(checkpoint: Checkpoint): CheckpointLine {
  const { county, seq, leaves, matters } = checkpoint;
  return {
    county,
    seq,
    at: new Date(checkpoint.at).toISOString(),
    tree: toHex(checkpoint.tree),
    prevRoot: toHex(checkpoint.prevRoot),
    root: toHex(checkpoint.root),
    leaves,
    matters,
  };
}

/** A page of a county's checkpoints for keepers; `next` is the `after` of the next page. */
export async function showCheckpoints(
  db: Database,
  query: CheckpointQuery,
): Promise<{ items: CheckpointLine[]; next: number | null }> {
  const { county, after = 0 } = query;
  const limit = pageSize(query.limit);
  const page = await db.scoped({ counties: [county] }, (tx) =>
    listCheckpoints(tx, { county, after, limit: limit + 1 }),
  );
  const items = page.slice(0, limit).map(lineOf);
  const next = page.length > limit ? (items.at(-1)?.seq ?? null) : null;
  return { items, next };
}

/** That a matter stood: its leaf, the neighbours up to `checkpoint.tree`, and the checkpoint. */
export type MatterProof = {
  leaf: { matterId: string; seq: number; head: Uint8Array };
  steps: ProofStep[];
  checkpoint: Checkpoint;
};

/** The proof by the newest checkpoint that sealed the matter; undefined when none has yet. */
export async function proveMatter(
  tx: Tx,
  county: string,
  matterId: string,
): Promise<MatterProof | undefined> {
  const checkpoint = await findSealing(tx, county, matterId);
  if (!checkpoint) return undefined;
  const leaves = await listLeaves(tx, county, checkpoint.seq);
  const index = leaves.findIndex((leaf) => leaf.matterId === matterId);
  const leaf = leaves[index];
  must(leaf, 'the leaf of the sealing checkpoint stands');
  return { leaf, steps: proofOf(sha256, leaves.map(leafBytes), index), checkpoint };
}
