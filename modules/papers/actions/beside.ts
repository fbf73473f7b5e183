/**
 * What happens to a matter, as far as its papers go, in the same transaction: a delivery (an act of
 * its own process, from which clocks count), a move to another county, the erasure of its persons.
 */
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { BesideAct } from '../../matters/index.ts';
import { maskRecipient } from '../rules.ts';
import { carryPapers, erasePapers, insertDelivery, listPaperRows } from '../store.ts';
import type { PapersWorld } from './world.ts';

/**
 * Of the paper that stands. Whether one must have been made is the process's to say (the guard
 * `isPaperMade`): one of before this program is delivered, too, and stands in the log alone.
 */
export async function noteDelivery(
  world: PapersWorld,
  tx: Tx,
  ctx: RequestContext,
  { action, given, state, seq }: BesideAct,
): Promise<void> {
  if (action !== 'deliver') return;
  const { county, id: matterId, kind } = state.matter;
  const code = wordIn(given, 'paper');
  if (!Object.hasOwn(world.templates[kind] ?? {}, code)) return;
  const at = { county, matterId };
  const standing = (await listPaperRows(tx, at)).find(
    (row) => row.code === code && row.supersededBy === null,
  );
  if (!standing) return;
  insertDelivery(tx, at, {
    paperId: standing.id,
    id: ctx.newId(),
    seq,
    how: wordIn(given, 'how'),
    deliveredOn: wordIn(given, 'deliveredOn'),
    recipient: maskRecipient(wordIn(given, 'to')),
    proof: world.matters.maskText(wordIn(given, 'proof')),
    notedAt: ctx.now,
  });
}

function wordIn(given: Record<string, unknown>, field: string): string {
  const value = given[field];
  return typeof value === 'string' ? value : '';
}

export async function carryMatter(
  tx: Tx,
  at: { matterId: string; from: string; to: string },
): Promise<void> {
  await carryPapers(tx, at);
}

export async function eraseMatter(tx: Tx, at: { county: string; matterId: string }): Promise<void> {
  erasePapers(tx, at);
}
