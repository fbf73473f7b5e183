/** Keeps the search table with the acts that bring words or organisations. Words come masked. */
import type { Tx } from '../../../platform/db/index.ts';
import type { MatterState } from '../rules/state.ts';
import { listReplyWords } from '../store/entries.ts';
import { indexMatter, unindexMatter } from '../store/search.ts';

/** Rewrites the index row after an act that changed who has the matter or what was answered. */
export async function indexWords(
  tx: Tx,
  before: MatterState,
  after: MatterState,
  spoken: readonly string[],
): Promise<void> {
  if (after.matter.movedToCounty !== null || after.matter.isSealed) {
    unindexMatter(tx, after.matter.county, after.matter.id);
    return;
  }
  const isSame =
    spoken.length === 0 &&
    before.matter.region === after.matter.region &&
    orgsOf(before).join() === orgsOf(after).join();
  if (isSame) return;
  const earlier = await listReplyWords(tx, after.matter.county, after.matter.id);
  indexState(tx, after, [...earlier, ...spoken]);
}

/** What is sealed has no words in the index: whoever holds it finds it in the own lists. */
export function indexState(tx: Tx, state: MatterState, replies: readonly string[] | 'new'): void {
  const { matter } = state;
  if (matter.isSealed) return;
  const isNew = replies === 'new';
  const row = {
    county: matter.county,
    matterId: matter.id,
    number: matter.number,
    region: matter.region,
    orgs: orgsOf(state),
    createdAt: new Date(matter.createdAt),
    texts: [matter.title, matter.body, ...(isNew ? [] : replies)],
  };
  indexMatter(tx, row, isNew);
}

/** Whose queues the matter stands in: they find it even when its place is not theirs. */
function orgsOf(state: MatterState): string[] {
  const { ownerOrg, handlingOrg } = state.matter;
  const work = state.assignments.filter((one) => one.state !== 'cancelled').map((one) => one.org);
  return [...new Set([ownerOrg, ...(handlingOrg ? [handlingOrg] : []), ...work])].sort();
}
