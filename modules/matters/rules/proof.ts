/**
 * Judges one matter's chain against its row and its sealed leaves, entry by entry, and stops at
 * the first fault: what is broken is named once, not with all that follows from it.
 */
import { canonicalJson } from '../../../kernel/canonical-json.ts';
import { isSameBytes } from './merkle.ts';
import { type EntryBody, evolve, type MatterState, rebuild } from './state.ts';

export type LogFaultCode =
  | 'entryBroken'
  | 'entryMissing'
  | 'entryAdded'
  | 'entryRewritten'
  | 'entryUnreadable'
  | 'matterMissing'
  | 'matterAdded'
  | 'rowDiffers'
  | 'checkpointBroken'
  | 'checkpointMissing'
  | 'leafMissing'
  | 'leafAdded'
  | 'exportDiffers'
  | 'figureDiffers';

/** What is wrong, and where: whichever of matter, entry and checkpoint it concerns. */
export type LogFault = {
  code: LogFaultCode;
  matterId: string | null;
  number: string | null;
  /** The entry's number. */
  seq: number | null;
  checkpoint: number | null;
  why: string;
};

/** An entry with its hash computed again. */
export type CheckedEntry = {
  seq: number;
  prev: Uint8Array;
  hash: Uint8Array;
  computed: Uint8Array;
  /** Read through the upcasters; null when that failed. */
  body: EntryBody | null;
};

export type SealedHead = { checkpoint: number; seq: number; head: Uint8Array };

/** The row as it stands: its end of the chain and what it says of the matter. */
export type StandingRow = { seq: number; head: Uint8Array; state: MatterState };

export type Chain = {
  matterId: string;
  row: StandingRow | null;
  sealed: readonly SealedHead[];
  seq: number;
  head: Uint8Array;
  state: MatterState | null;
  fault: LogFault | null;
};

export function openChain(
  matterId: string,
  row: StandingRow | null,
  sealed: readonly SealedHead[],
  noHead: Uint8Array,
): Chain {
  return { matterId, row, sealed, seq: 0, head: noHead, state: null, fault: null };
}

/** Takes the next entry, in place. Answers whether the chain is sound up to it. */
export function takeEntry(chain: Chain, entry: CheckedEntry): boolean {
  if (chain.fault) return false;
  chain.fault = entryFault(chain, entry);
  if (chain.fault) return false;
  chain.seq = entry.seq;
  chain.head = entry.hash;
  return foldEntry(chain, entry);
}

function entryFault(chain: Chain, entry: CheckedEntry): LogFault | null {
  const { row, head } = chain;
  const { seq } = entry;
  const expected = chain.seq + 1;
  if (row && expected > row.seq && !isSealed(chain, entry)) {
    return faultOf(chain, 'entryAdded', seq, `the matter's row ends at entry ${row.seq}`);
  }
  if (seq !== expected) {
    return faultOf(chain, 'entryMissing', expected, `entry ${seq} follows entry ${chain.seq}`);
  }
  if (!isSameBytes(entry.computed, entry.hash)) {
    return faultOf(chain, 'entryBroken', seq, 'its content is not what was hashed');
  }
  if (!isSameBytes(entry.prev, head)) {
    const why = `it does not follow entry ${chain.seq}: one of the two was rewritten`;
    return faultOf(chain, 'entryBroken', seq, why);
  }
  const other = chain.sealed.find(
    (leaf) => leaf.seq === seq && !isSameBytes(leaf.head, entry.hash),
  );
  if (!other) return null;
  const why = `checkpoint ${other.checkpoint} sealed another entry in its place`;
  return { ...faultOf(chain, 'entryRewritten', seq, why), checkpoint: other.checkpoint };
}

/** A checkpoint knows the entry: then the row was set back, and the entry was not added. */
function isSealed(chain: Chain, entry: CheckedEntry): boolean {
  return chain.sealed.some(
    (leaf) =>
      leaf.seq > entry.seq || (leaf.seq === entry.seq && isSameBytes(leaf.head, entry.hash)),
  );
}

function foldEntry(chain: Chain, entry: CheckedEntry): boolean {
  try {
    if (!entry.body) throw new Error('no reader for its version');
    chain.state = chain.state
      ? entry.body.changes.reduce(evolve, chain.state)
      : rebuild([entry.body]);
    return true;
  } catch (error) {
    const why = `what it changed cannot be read: ${(error as Error).message}`;
    chain.fault = faultOf(chain, 'entryUnreadable', entry.seq, why);
    return false;
  }
}

/** The fault of a matter whose entries have all been taken. */
export function closeChain(chain: Chain): LogFault | null {
  if (chain.fault && !(chain.row === null && chain.seq === 0)) return chain.fault;
  return chain.row ? endFault(chain, chain.row) : orphanFault(chain);
}

function endFault(chain: Chain, row: StandingRow): LogFault | null {
  const newest = chain.sealed.reduce<SealedHead | null>(
    (best, leaf) => (leaf.seq > (best?.seq ?? 0) ? leaf : best),
    null,
  );
  if (chain.seq === 0 && !newest) {
    return faultOf(chain, 'matterAdded', null, 'the row stands without any entry');
  }
  if (newest && newest.seq > chain.seq) {
    const why = `checkpoint ${newest.checkpoint} sealed the log up to entry ${newest.seq}`;
    const fault = faultOf(chain, 'entryMissing', chain.seq + 1, why);
    return { ...fault, checkpoint: newest.checkpoint };
  }
  if (row.seq > chain.seq) {
    const why = `the matter's row ends at entry ${row.seq}`;
    return faultOf(chain, 'entryMissing', chain.seq + 1, why);
  }
  const differs = rowDifference(chain, row);
  return differs === null ? null : faultOf(chain, 'rowDiffers', chain.seq, differs);
}

function rowDifference(chain: Chain, row: StandingRow): string | null {
  if (row.seq !== chain.seq) return `the row ends at entry ${row.seq}, the log at ${chain.seq}`;
  if (!isSameBytes(row.head, chain.head)) return "the row's head is not the last entry's hash";
  const where = chain.state ? findDifference(chain.state, row.state) : null;
  return where === null ? null : `${where} of the row is not what the log makes it`;
}

function orphanFault(chain: Chain): LogFault {
  const first = chain.sealed[0];
  const sealedBy = first ? `; checkpoint ${first.checkpoint} sealed it` : '';
  const at = (fault: LogFault) => ({ ...fault, checkpoint: first?.checkpoint ?? null });
  // A chain that starts well belonged to a matter; anything else was put there.
  if (chain.seq > 0) {
    return at(
      faultOf(chain, 'matterMissing', null, `${chain.seq} entries stand without it${sealedBy}`),
    );
  }
  if (chain.fault && !first) return { ...chain.fault, code: 'entryAdded' };
  const left = chain.fault ? 'its first entry does not hold' : 'no entry of it is left';
  return at(faultOf(chain, 'matterMissing', null, `${left}${sealedBy}`));
}

function faultOf(chain: Chain, code: LogFaultCode, seq: number | null, why: string): LogFault {
  const number = chain.row?.state.matter.number ?? chain.state?.matter.number ?? null;
  return { code, matterId: chain.matterId, number, seq, checkpoint: null, why };
}

const LISTS = ['clocks', 'assignments', 'requests', 'supervisions', 'links'] as const;

/** Where two states first differ, as `title`, `facts.route`, `clocks 0197…`; null when alike. */
export function findDifference(a: MatterState, b: MatterState): string | null {
  const { facts, ...matter } = a.matter;
  const { facts: otherFacts, ...other } = b.matter;
  const inMatter = firstOther(matter, other);
  if (inMatter) return inMatter;
  const inFacts = firstOther(facts, otherFacts);
  if (inFacts) return `facts.${inFacts}`;
  for (const list of LISTS) {
    const differs = differingRow(a[list], b[list]);
    if (differs) return `${list} ${differs}`;
  }
  return null;
}

type Row = { id: string };

/** The id of the first row that only one of the two has, or that is not alike in both. */
function differingRow(a: readonly Row[], b: readonly Row[]): string | undefined {
  const others = new Map(b.map((row) => [row.id, row]));
  const own = new Set(a.map((row) => row.id));
  const differs = a.find((row) => firstOther(row, others.get(row.id) ?? {}) !== undefined);
  return (differs ?? b.find((row) => !own.has(row.id)))?.id;
}

/** A field that is absent and one that is null say the same: older entries lack newer fields. */
function firstOther(a: object, b: object): string | undefined {
  const [left, right] = [a, b] as Record<string, unknown>[];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return keys.find((key) => !isAlike(left?.[key] ?? null, right?.[key] ?? null));
}

function isAlike(a: unknown, b: unknown): boolean {
  return a === b || canonicalJson(a) === canonicalJson(b);
}
