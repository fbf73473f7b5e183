/** Keeps the search table with the acts that bring words or organisations. Words come masked. */
import type { Tx } from '../../../platform/db/index.ts';
import type { MatterState } from '../rules/state.ts';
import { listReplyWords } from '../store/entries.ts';
import { type IndexedMatter, indexMatter, reindexMatter, unindexMatter } from '../store/search.ts';

/**
 * What was answered before an act that changes where its matter is found: its place, whose it is,
 * or what is answered. Null: it is found as before. To be asked before anything is written: acts
 * that share a transaction would be written one by one.
 */
export async function wordsBefore(
  tx: Tx,
  before: MatterState,
  after: MatterState,
  spoken: readonly string[],
): Promise<string[] | null> {
  if (!mayBeFound(after)) return null;
  const isSame =
    spoken.length === 0 &&
    before.matter.region === after.matter.region &&
    orgsOf(before).join() === orgsOf(after).join();
  return isSame ? null : listReplyWords(tx, after.matter.county, after.matter.id);
}

/** Rewrites the index row after such an act; `replies` null leaves it. */
export function indexWords(tx: Tx, after: MatterState, replies: readonly string[] | null): void {
  if (!mayBeFound(after)) return unindexMatter(tx, after.matter.county, after.matter.id);
  if (replies) reindexMatter(tx, rowOf(after, replies));
}

/** What is sealed has no words in the index: whoever holds it finds it in the own lists. */
const mayBeFound = ({ matter }: MatterState) => matter.movedToCounty === null && !matter.isSealed;

/** The words of a matter that is new here. */
export function indexState(tx: Tx, state: MatterState): void {
  if (!state.matter.isSealed) indexMatter(tx, rowOf(state, []));
}

function rowOf(state: MatterState, replies: readonly string[]): IndexedMatter {
  const { matter } = state;
  return {
    county: matter.county,
    matterId: matter.id,
    number: matter.number,
    region: matter.region,
    orgs: orgsOf(state),
    createdAt: new Date(matter.createdAt),
    texts: [matter.title, matter.body, ...replies],
  };
}

/** Whose queues the matter stands in: they find it even when its place is not theirs. */
function orgsOf(state: MatterState): string[] {
  const { ownerOrg, handlingOrg } = state.matter;
  const work = state.assignments.filter((one) => one.state !== 'cancelled').map((one) => one.org);
  return [...new Set([ownerOrg, ...(handlingOrg ? [handlingOrg] : []), ...work])].sort();
}
