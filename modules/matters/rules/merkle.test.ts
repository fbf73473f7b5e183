import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addLeaf, emptyTree, holdsProof, proofOf, rootOf } from './merkle.ts';

const hash = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

function rootOfAll(leaves: readonly Uint8Array[]): Uint8Array {
  const tree = emptyTree();
  for (const leaf of leaves) addLeaf(hash, tree, leaf);
  return rootOf(hash, tree);
}

/** RFC 6962, word for word: split at the largest power of two below the length. */
function rootByTheBook(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return hash(new Uint8Array(0));
  const [only] = leaves;
  if (leaves.length === 1 && only) return hash(Buffer.concat([Buffer.of(0), only]));
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  const left = rootByTheBook(leaves.slice(0, split));
  const right = rootByTheBook(leaves.slice(split));
  return hash(Buffer.concat([Buffer.of(1), left, right]));
}

const manyLeaves = fc.array(fc.uint8Array({ maxLength: 52 }), { minLength: 1, maxLength: 70 });
const leavesAndIndex = manyLeaves.chain((leaves) =>
  fc.tuple(fc.constant(leaves), fc.nat({ max: leaves.length - 1 })),
);

describe('the tree of a checkpoint', () => {
  it('has the published roots of RFC 6962', () => {
    expect(hex(rootOfAll([]))).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    expect(hex(rootOfAll([Buffer.of()]))).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
  });

  it('roots as the book says, whatever the number of leaves', () => {
    fc.assert(
      fc.property(manyLeaves, (leaves) => {
        expect(hex(rootOfAll(leaves))).toBe(hex(rootByTheBook(leaves)));
      }),
    );
  });

  it('proves each of its leaves', () => {
    fc.assert(
      fc.property(leavesAndIndex, ([leaves, index]) => {
        const leaf = leaves[index] as Uint8Array;
        expect(holdsProof(hash, leaf, proofOf(hash, leaves, index), rootOfAll(leaves))).toBe(true);
      }),
    );
  });

  it('proves no other leaf in its place', () => {
    fc.assert(
      fc.property(leavesAndIndex, fc.uint8Array({ maxLength: 52 }), ([leaves, index], other) => {
        fc.pre(hex(other) !== hex(leaves[index] as Uint8Array));
        expect(holdsProof(hash, other, proofOf(hash, leaves, index), rootOfAll(leaves))).toBe(
          false,
        );
      }),
    );
  });

  it('changes its root with any leaf changed, added, removed or moved', () => {
    fc.assert(
      fc.property(leavesAndIndex, fc.uint8Array(), ([leaves, index], other) => {
        const root = hex(rootOfAll(leaves));
        const isOther = hex(other) !== hex(leaves[index] as Uint8Array);
        if (isOther) expect(hex(rootOfAll(leaves.with(index, other)))).not.toBe(root);
        expect(hex(rootOfAll(leaves.toSpliced(index, 0, other)))).not.toBe(root);
        expect(hex(rootOfAll(leaves.toSpliced(index, 1)))).not.toBe(root);
      }),
    );
  });

  it('does not take a node for a leaf, nor a doubled last leaf for one', () => {
    const [a, b, c] = [Buffer.of(1), Buffer.of(2), Buffer.of(3)];
    const inner = Buffer.concat([
      hash(Buffer.concat([Buffer.of(0), a])),
      hash(Buffer.concat([Buffer.of(0), b])),
    ]);
    expect(hex(rootOfAll([inner]))).not.toBe(hex(rootOfAll([a, b])));
    expect(hex(rootOfAll([a, b, c]))).not.toBe(hex(rootOfAll([a, b, c, c])));
  });
});
