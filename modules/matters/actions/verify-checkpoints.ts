/**
 * Checks the checkpoints of a county: each over the leaves that stand, each upon the one before,
 * and all against the lines that have left the database.
 */
import { sha256 } from '../../../platform/crypto/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { type Checkpoint, checkpointRoot, NO_ROOT, toHex } from '../rules/checkpoint.ts';
import { isSameBytes, rootOf, type Tree } from '../rules/merkle.ts';
import type { LogFault, LogFaultCode } from '../rules/proof.ts';
import { listCheckpoints } from '../store/checkpoints.ts';
import { readExported } from './checkpoint.ts';

/** By checkpoint: the tree over its leaves as they stand, and how many matters were new in it. */
export type SealedTrees = Map<number, { tree: Tree; fresh: number }>;

export type SealedReport = {
  faults: LogFault[];
  checkpoints: number;
  /** Checkpoints that the exported file lacks; null when there was none to compare. */
  unexported: number | null;
};

const PAGE = 1000;

type Run = {
  faults: LogFault[];
  trees: SealedTrees;
  last: Checkpoint | null;
  count: number;
  /** Hex roots of the file by checkpoint; what is left of it at the end is not in the database. */
  exported: Map<number, string[]> | null;
  unexported: number;
};

/** Takes the checkpoints in order; `trees` come from the leaves of all matters. */
export async function verifyCheckpoints(
  tx: Tx,
  county: string,
  trees: SealedTrees,
  exportFile: string | undefined,
): Promise<SealedReport> {
  const exported = exportFile === undefined ? null : await readRoots(exportFile, county);
  const run: Run = { faults: [], trees, last: null, count: 0, exported, unexported: 0 };
  for (;;) {
    const after = run.last?.seq ?? 0;
    const page = await listCheckpoints(tx, { county, after, limit: PAGE });
    for (const checkpoint of page) takeCheckpoint(run, checkpoint);
    if (page.length < PAGE) break;
  }
  lookForRemoved(run);
  return {
    faults: run.faults,
    checkpoints: run.count,
    unexported: exported === null ? null : run.unexported,
  };
}

async function readRoots(path: string, county: string): Promise<Map<number, string[]>> {
  const { lines } = await readExported(path);
  const ours = lines.filter((line) => line.county === county);
  const bySeq = Map.groupBy(ours, (line) => line.seq);
  return new Map([...bySeq].map(([seq, same]) => [seq, same.map((line) => line.root)]));
}

function takeCheckpoint(run: Run, checkpoint: Checkpoint): void {
  const fault = checkpointFault(run, checkpoint) ?? exportFault(run, checkpoint);
  if (fault) run.faults.push(fault);
  run.trees.delete(checkpoint.seq);
  run.exported?.delete(checkpoint.seq);
  run.last = checkpoint;
  run.count += 1;
}

function checkpointFault(run: Run, checkpoint: Checkpoint): LogFault | null {
  const { seq, leaves } = checkpoint;
  const expected = (run.last?.seq ?? 0) + 1;
  if (seq !== expected) {
    return faultOf('checkpointMissing', expected, `checkpoint ${seq} follows ${expected - 1}`);
  }
  const standing = run.trees.get(seq);
  const found = standing?.tree.leaves ?? 0;
  if (found !== leaves) {
    const code = found < leaves ? 'leafMissing' : 'leafAdded';
    return faultOf(code, seq, `it sealed ${leaves} matters, ${found} of its leaves stand`);
  }
  if (standing && !isSameBytes(rootOf(sha256, standing.tree), checkpoint.tree)) {
    return faultOf('checkpointBroken', seq, 'its leaves are not those that it sealed');
  }
  if (!isSameBytes(checkpointRoot(sha256, checkpoint), checkpoint.root)) {
    return faultOf('checkpointBroken', seq, 'its root is not that of its tree, time and counts');
  }
  if (!isSameBytes(checkpoint.prevRoot, run.last?.root ?? NO_ROOT)) {
    return faultOf('checkpointBroken', seq, `it does not stand upon checkpoint ${seq - 1}`);
  }
  // A leaf lost before would be counted as new later: said once is enough.
  const isCounted = checkpoint.matters === (run.last?.matters ?? 0) + (standing?.fresh ?? 0);
  if (isCounted || run.faults.length > 0) return null;
  return faultOf('checkpointBroken', seq, 'its count of matters is not that of the leaves');
}

function exportFault(run: Run, checkpoint: Checkpoint): LogFault | null {
  if (!run.exported) return null;
  const roots = run.exported.get(checkpoint.seq) ?? [];
  if (roots.length === 0) run.unexported += 1;
  const root = toHex(checkpoint.root);
  const other = roots.find((kept) => kept !== root);
  if (!other) return null;
  return faultOf('exportDiffers', checkpoint.seq, `its root is ${root}, exported was ${other}`);
}

/** Leaves and exported lines that name a checkpoint which is not there. */
function lookForRemoved(run: Run): void {
  const removed = new Set([...run.trees.keys(), ...(run.exported?.keys() ?? [])]);
  const said = new Set(run.faults.map((fault) => fault.checkpoint));
  for (const seq of [...removed].sort((a, b) => a - b)) {
    const by = run.trees.has(seq) ? 'leaves of it stand' : 'a line of it was exported';
    if (!said.has(seq)) run.faults.push(faultOf('checkpointMissing', seq, by));
  }
}

function faultOf(code: LogFaultCode, checkpoint: number, why: string): LogFault {
  return { code, matterId: null, number: null, seq: null, checkpoint, why };
}
