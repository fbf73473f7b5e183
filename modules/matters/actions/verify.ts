/**
 * Proves a county's log: every chain, the rows built from it, the checkpoints with what left the
 * database, and the figures. One snapshot, bounded memory, and nothing is opened: an erased matter
 * verifies like any other.
 */
import { isUuidV7, uuidTime } from '../../../kernel/ids.ts';
import { dateAt } from '../../../kernel/zone.ts';
import { sha256 } from '../../../platform/crypto/index.ts';
import type { Database, Tx } from '../../../platform/db/index.ts';
import { listFigures, listTallies, listUnfolded } from '../reports/figures.ts';
import { idsOf, listEntriesAfter, type Round, readRounds, toState } from '../reports/log.ts';
import { leafBytes } from '../rules/checkpoint.ts';
import { counterDeltas } from '../rules/counters.ts';
import {
  addFigure,
  emptyPrints,
  type FigurePrints,
  figureOfTally,
  figuresOf,
  findFigureFault,
} from '../rules/figure-print.ts';
import { packDay } from '../rules/map-pack.ts';
import { addLeaf, emptyTree } from '../rules/merkle.ts';
import { type Chain, closeChain, type LogFault, openChain, takeEntry } from '../rules/proof.ts';
import { tallyDeltas } from '../rules/tally.ts';
import { findSumFault } from '../store/counter-sums.ts';
import { listYearsAway, yearOf } from '../store/held-years.ts';
import { type Entry, entryHash, NO_HEAD, upcast } from '../store/log.ts';
import {
  findMapProgress,
  listDrawn,
  listSettledDays,
  listUnmarked,
  readDays,
} from '../store/map-days.ts';
import { type SealedTrees, verifyCheckpoints } from './verify-checkpoints.ts';

export type LogCounts = {
  matters: number;
  entries: number;
  leaves: number;
  checkpoints: number;
};

export type LogReport = {
  county: string;
  isSound: boolean;
  /** The first broken, missing or added entry or matter, in the order of matters' ids. */
  first: LogFault | null;
  /** One a matter or checkpoint; the first hundred. */
  faults: readonly LogFault[];
  faultCount: number;
  checked: LogCounts;
  /** Matters with entries that no checkpoint has sealed yet: their proof is weaker. */
  unsealed: number;
  /** Checkpoints that the exported file lacks; null when none was compared. */
  unexported: number | null;
  /** Matters of years whose log is detached: their rows are compared with nothing. */
  detached: number;
  /** Not compared when a chain is broken (that would be repeated) or a year is detached. */
  figures: 'compared' | 'notCompared';
  ms: number;
  entriesPerS: number;
};

export type VerifyOptions = {
  /** The centre's zone: the days of the figures. */
  zone: string;
  /** Lines that left the database: our own file, or the copy of somebody who kept them. */
  exportFile?: string;
  onProgress?: (sofar: LogCounts) => void;
};

const FAULTS_MAX = 100;

type Check = {
  county: string;
  zone: string;
  counts: LogCounts;
  faults: LogFault[];
  faultCount: number;
  unsealed: number;
  detached: number;
  yearsAway: ReadonlySet<number>;
  trees: SealedTrees;
  prints: FigurePrints;
};

/** Checks everything that the log of a county can prove. Never throws for what it finds there. */
export async function verifyLog(
  db: Database,
  county: string,
  options: VerifyOptions,
): Promise<LogReport> {
  const start = performance.now();
  return db.snapshot({ counties: [county] }, async (tx) => {
    const check = openCheck(county, options.zone, new Set(await listYearsAway(tx)));
    for await (const round of readRounds(tx, county)) {
      await checkRound(tx, check, round);
      options.onProgress?.({ ...check.counts });
    }
    const isWhole = check.faultCount === 0 && check.yearsAway.size === 0;
    const figures = isWhole ? 'compared' : 'notCompared';
    const sealed = await verifyCheckpoints(tx, county, check.trees, options.exportFile);
    check.counts.checkpoints = sealed.checkpoints;
    for (const fault of sealed.faults) note(check, fault);
    if (figures === 'compared') await checkFigures(tx, check);
    return reportOf(check, { figures, unexported: sealed.unexported }, performance.now() - start);
  });
}

function openCheck(county: string, zone: string, yearsAway: ReadonlySet<number>): Check {
  return {
    county,
    zone,
    counts: { matters: 0, entries: 0, leaves: 0, checkpoints: 0 },
    faults: [],
    faultCount: 0,
    unsealed: 0,
    detached: 0,
    yearsAway,
    trees: new Map(),
    prints: emptyPrints(sha256),
  };
}

function note(check: Check, fault: LogFault): void {
  check.faultCount += 1;
  if (check.faults.length < FAULTS_MAX) check.faults.push(fault);
}

async function checkRound(tx: Tx, check: Check, round: Round): Promise<void> {
  for (const id of idsOf(round)) {
    if (isAway(check, id)) {
      check.detached += 1;
      plantLeaves(check, round, id);
      continue;
    }
    const row = round.rows.get(id);
    const standing = row
      ? { seq: row.seq, head: row.head, state: toState(row, round.children) }
      : null;
    const chain = openChain(id, standing, round.sealed.get(id) ?? [], NO_HEAD);
    for (const entry of round.entries.get(id) ?? []) take(check, chain, entry);
    if (id === round.cutAt) await takeRest(tx, check, chain, round);
    plantLeaves(check, round, id);
    closeMatter(check, chain);
  }
}

const isAway = ({ yearsAway }: Check, matterId: string) =>
  yearsAway.size > 0 && isUuidV7(matterId) && yearsAway.has(yearOf(matterId));

function take(check: Check, chain: Chain, entry: Entry): void {
  check.counts.entries += 1;
  const before = chain.state;
  const isSound = takeEntry(chain, {
    seq: entry.seq,
    prev: entry.prev,
    hash: entry.hash,
    computed: hashOf(entry),
    body: bodyOf(entry),
  });
  const after = chain.state;
  // What a matter did before it came here stands in the figures of the county it came from.
  if (!isSound || !after || after.matter.county !== check.county) return;
  // When it was done, not when it was written down: an import's figures lie in its own days.
  const day = dateAt(after.matter.updatedAt, check.zone);
  for (const delta of counterDeltas(before, after, day)) {
    for (const figure of figuresOf(delta)) addFigure(check.prints, figure);
  }
  for (const tally of tallyDeltas(before, after)) {
    const row = { ...tally, day, matterId: after.matter.id };
    addFigure(check.prints, figureOfTally(row));
  }
}

/** A chain longer than a round, page by page. */
async function takeRest(tx: Tx, check: Check, chain: Chain, round: Round): Promise<void> {
  const { county } = check;
  const { matterId } = chain;
  let seq = round.entries.get(matterId)?.at(-1)?.seq ?? 0;
  for (;;) {
    const more = await listEntriesAfter(tx, { county, matterId, seq });
    for (const entry of more) take(check, chain, entry);
    const last = more.at(-1);
    if (!last) return;
    seq = last.seq;
  }
}

const UNHASHABLE = Buffer.alloc(0);

/** What canonical JSON cannot carry was never hashed: it equals no hash. */
function hashOf({ hash: _hash, ...hashed }: Entry): Buffer {
  try {
    return entryHash(hashed);
  } catch {
    return UNHASHABLE;
  }
}

function bodyOf(entry: Entry) {
  try {
    return upcast(entry.v, entry.public);
  } catch {
    return null;
  }
}

/** Matters come in the order of ids, as the leaves of each tree must. */
function plantLeaves(check: Check, round: Round, id: string): void {
  const leaves = round.sealed.get(id) ?? [];
  const first = Math.min(...leaves.map((leaf) => leaf.checkpoint));
  for (const leaf of leaves) {
    const sealed = check.trees.get(leaf.checkpoint) ?? { tree: emptyTree(), fresh: 0 };
    addLeaf(sha256, sealed.tree, leafBytes(leaf));
    if (leaf.checkpoint === first) sealed.fresh += 1;
    check.trees.set(leaf.checkpoint, sealed);
    check.counts.leaves += 1;
  }
}

function closeMatter(check: Check, chain: Chain): void {
  if (chain.row) check.counts.matters += 1;
  const isSealed = chain.sealed.some((leaf) => leaf.seq === chain.seq);
  if (!isSealed) check.unsealed += 1;
  const fault = closeChain(chain);
  if (fault) note(check, fault);
}

async function checkFigures(tx: Tx, check: Check): Promise<void> {
  const figures = emptyPrints(sha256);
  const { county } = check;
  const all = [listFigures(tx, county), listUnfolded(tx, county), listTallies(tx, county)];
  for (const pages of all) {
    for await (const page of pages) {
      for (const figure of page) addFigure(figures, figure);
    }
  }
  const why =
    findFigureFault(check.prints, figures) ??
    (await sumsFault(tx, county)) ??
    (await mapFault(tx, county));
  if (!why) return;
  note(check, {
    code: 'figureDiffers',
    matterId: null,
    number: null,
    seq: null,
    checkpoint: null,
    why,
  });
}

/** The finest days are held against the log, and all other sums against these. */
async function sumsFault(tx: Tx, county: string): Promise<string | null> {
  const fault = await findSumFault(tx, county);
  if (!fault) return null;
  const { level, span, day } = fault;
  return `${day}: the sum of ${span} days by ${level} is not that of its parts`;
}

/**
 * Packed days are held against the matters. A day that was touched a moment ago may not be marked
 * yet: it differs by what its matters say of the time since.
 */
async function mapFault(tx: Tx, county: string): Promise<string | null> {
  // All of them are about to be packed anew.
  if ((await findMapProgress(tx, county)) === null) return null;
  const touched = await listUnmarked(tx, county);
  for (const day of await listSettledDays(tx, county)) {
    if (touched.has(day)) continue;
    const [held] = await readDays(tx, county, [day]);
    const packed = packDay(await listDrawn(tx, county, day));
    if (held && Buffer.compare(held.packed, packed) === 0) continue;
    return `${day}: the map's packed day is not that of its matters`;
  }
  return null;
}

function reportOf(
  check: Check,
  rest: Pick<LogReport, 'figures' | 'unexported'>,
  ms: number,
): LogReport {
  return {
    county: check.county,
    isSound: check.faultCount === 0,
    first: check.faults[0] ?? null,
    faults: check.faults,
    faultCount: check.faultCount,
    checked: check.counts,
    unsealed: check.unsealed,
    detached: check.detached,
    ...rest,
    ms,
    entriesPerS: Math.round((check.counts.entries / ms) * 1000),
  };
}

/** A fault in a sentence: which matter, entry or checkpoint, and what is wrong with it. */
export function faultLine(fault: LogFault): string {
  const matter = fault.matterId && `matter ${fault.number ?? unnumbered(fault.matterId)}`;
  const entry = fault.seq !== null && `entry ${fault.seq}`;
  const checkpoint = fault.checkpoint !== null && !matter && `checkpoint ${fault.checkpoint}`;
  const where = [matter, entry, checkpoint].filter(Boolean).join(', ');
  return `${fault.code}: ${where === '' ? '' : `${where}: `}${fault.why}`;
}

/** The number went with the row and the log; the id tells when the matter was taken in. */
function unnumbered(id: string): string {
  try {
    return `${id} (of ${new Date(uuidTime(id)).toISOString()})`;
  } catch {
    return id;
  }
}
