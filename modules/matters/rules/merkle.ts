/**
 * A Merkle tree over leaves in order: leaf and node hashes have their own prefix, and a node
 * without a neighbour goes up as it is (RFC 6962). What was rooted once must always root the same.
 */
import { must } from '../../../kernel/refusal.ts';

/** SHA-256 in the house; passed in, because rules have no IO and no Node core. */
export type Hash = (bytes: Uint8Array) => Uint8Array;

/** A tree that takes leaves one by one and keeps a node per level: 20 for a million leaves. */
export type Tree = { leaves: number; nodes: { level: number; hash: Uint8Array }[] };

/** A neighbour on the way from a leaf to the root, and the side on which it stands. */
export type ProofStep = { side: 'left' | 'right'; hash: Uint8Array };

const LEAF = 0;
const NODE = 1;

export function emptyTree(): Tree {
  return { leaves: 0, nodes: [] };
}

/** Adds a leaf at the right end, in place. */
export function addLeaf(hash: Hash, tree: Tree, leaf: Uint8Array): void {
  let top = { level: 0, hash: hashLeaf(hash, leaf) };
  for (let last = tree.nodes.at(-1); last?.level === top.level; last = tree.nodes.at(-1)) {
    tree.nodes.pop();
    top = { level: top.level + 1, hash: hashNode(hash, last.hash, top.hash) };
  }
  tree.nodes.push(top);
  tree.leaves += 1;
}

/** The root so far; that of a tree without leaves is the hash of nothing. */
export function rootOf(hash: Hash, tree: Tree): Uint8Array {
  const [right, ...lefts] = tree.nodes.map((node) => node.hash).reverse();
  if (!right) return hash(new Uint8Array(0));
  return lefts.reduce((root, left) => hashNode(hash, left, root), right);
}

/** The neighbours by which whoever holds a leaf computes the root without the other leaves. */
export function proofOf(hash: Hash, leaves: readonly Uint8Array[], index: number): ProofStep[] {
  must(Number.isInteger(index) && index >= 0 && index < leaves.length, `no leaf ${index}`);
  const steps: ProofStep[] = [];
  let row = leaves.map((leaf) => hashLeaf(hash, leaf));
  for (let at = index; row.length > 1; at = at >> 1) {
    const neighbour = row[at ^ 1];
    if (neighbour) steps.push({ side: at % 2 === 0 ? 'right' : 'left', hash: neighbour });
    row = rowAbove(hash, row);
  }
  return steps;
}

/** Whether the leaf with these neighbours comes to this root. */
export function holdsProof(
  hash: Hash,
  leaf: Uint8Array,
  steps: readonly ProofStep[],
  root: Uint8Array,
): boolean {
  const reached = steps.reduce(
    (own, step) =>
      step.side === 'left' ? hashNode(hash, step.hash, own) : hashNode(hash, own, step.hash),
    hashLeaf(hash, leaf),
  );
  return isSameBytes(reached, root);
}

export function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** One run of bytes out of several. */
export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function rowAbove(hash: Hash, row: readonly Uint8Array[]): Uint8Array[] {
  const above: Uint8Array[] = [];
  for (let at = 0; at < row.length; at += 2) {
    const left = row[at];
    const right = row[at + 1];
    if (left) above.push(right ? hashNode(hash, left, right) : left);
  }
  return above;
}

function hashLeaf(hash: Hash, leaf: Uint8Array): Uint8Array {
  return hash(joinBytes(Uint8Array.of(LEAF), leaf));
}

function hashNode(hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array {
  return hash(joinBytes(Uint8Array.of(NODE), left, right));
}
