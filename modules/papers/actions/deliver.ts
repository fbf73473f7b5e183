/**
 * A delivery is an act of the matter's own process (`deliver`): clocks count from it. What is kept
 * here of it is written in its transaction, beside the log.
 */
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { BesideAct } from '../../matters/index.ts';
import { maskRecipient } from '../rules.ts';
import { insertDelivery, listPaperRows } from '../store.ts';
import type { PapersWorld } from './world.ts';

/** Refuses PAPER_NOT_MADE: what was never made cannot have been delivered. */
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
  if (!standing) return refuse('PAPER_NOT_MADE');
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
