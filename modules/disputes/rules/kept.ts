/**
 * What `modules/agreements` keeps of a dispute, in the shape in which its papers are written from
 * it. Sealed where it lies; here only while a paper is made.
 */
import type { Side, Signer } from './facts.ts';

/** Who, what, by when, and what if not. */
export type ClauseWords = {
  who: Side | 'both';
  what: string;
  /** In words: 签订本协议时, 每月五日前. */
  when: string;
  /** The civil day by which it is to be done, where there is one. */
  dueOn: string | null;
  ifNot: string;
};

export type KeptAgreement = {
  parties: readonly { id: string; side: Side }[];
  /** Null before anything was written. */
  text: { facts: string; clauses: readonly ClauseWords[]; digest: string } | null;
  signatures: readonly {
    signer: Signer;
    /** Of whom, for the sides. */
    party: string | null;
    how: string;
    on: string;
    ink: { png: string; width: number; height: number } | null;
  }[];
};

const none: KeptAgreement = { parties: [], text: null, signatures: [] };

/** What the house handed to a paper; nothing where no such module answers. */
export function keptOf({ kept }: { kept: unknown }): KeptAgreement {
  // Written only by `modules/agreements`, in this shape.
  return kept === null || kept === undefined ? none : (kept as KeptAgreement);
}
