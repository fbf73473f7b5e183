/**
 * What a checkpoint seals: the heads of the matters that changed, the previous root and the
 * counts. The bytes that are hashed here are what outsiders keep: a change breaks every proof.
 */
import { canonicalJson } from '../../../kernel/canonical-json.ts';
import { must } from '../../../kernel/refusal.ts';
import { addLeaf, emptyTree, type Hash, joinBytes, rootOf } from './merkle.ts';

/** A matter's head as a checkpoint seals it. `isNew`: no checkpoint sealed the matter before. */
export type Leaf = { matterId: string; seq: number; head: Uint8Array };
export type ChangedLeaf = Leaf & { isNew: boolean };

export type Checkpoint = {
  county: string;
  /** 1, 2, 3 … within the county, without gaps. */
  seq: number;
  at: number;
  tree: Uint8Array;
  prevRoot: Uint8Array;
  root: Uint8Array;
  leaves: number;
  /** Sealed so far, by this one and those before. */
  matters: number;
};

const CHECKPOINT = 2;
const HASH_BYTES = 32;

/** The root before the first checkpoint. */
export const NO_ROOT = new Uint8Array(HASH_BYTES);

/** The leaf's bytes: id (16), number of the entry (4, big-endian), its hash (32). */
export function leafBytes({ matterId, seq, head }: Leaf): Uint8Array {
  const number = new Uint8Array(4);
  new DataView(number.buffer).setUint32(0, seq);
  return joinBytes(fromHex(matterId.replaceAll('-', '')), number, head);
}

/** The root over a checkpoint's header: its tree, what came before, its time and counts. */
export function checkpointRoot(hash: Hash, checkpoint: Omit<Checkpoint, 'root'>): Uint8Array {
  const { county, seq, at, leaves, matters } = checkpoint;
  const text = canonicalJson({
    v: 1,
    county,
    seq,
    at: new Date(at).toISOString(),
    tree: toHex(checkpoint.tree),
    prevRoot: toHex(checkpoint.prevRoot),
    leaves,
    matters,
  });
  return hash(joinBytes(Uint8Array.of(CHECKPOINT), new TextEncoder().encode(text)));
}

/** The next checkpoint of a county over its changed matters, in the order of their ids. */
export function nextCheckpoint(
  hash: Hash,
  last: Checkpoint | undefined,
  changed: { county: string; leaves: readonly ChangedLeaf[]; now: number },
): Checkpoint {
  const tree = emptyTree();
  let before = '';
  for (const leaf of changed.leaves) {
    must(leaf.matterId > before, 'leaves stand in the order of their matters, each once');
    before = leaf.matterId;
    addLeaf(hash, tree, leafBytes(leaf));
  }
  const header = {
    county: changed.county,
    seq: (last?.seq ?? 0) + 1,
    at: Math.max(changed.now, last?.at ?? 0),
    tree: rootOf(hash, tree),
    prevRoot: last?.root ?? NO_ROOT,
    leaves: changed.leaves.length,
    matters: (last?.matters ?? 0) + changed.leaves.filter((leaf) => leaf.isNew).length,
  };
  return { ...header, root: checkpointRoot(hash, header) };
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
