/**
 * What happens to a dispute, as far as its agreement goes, in the same transaction. Once it is in
 * force or over, what was drafted and said on the way is deleted: no concession outlives the room.
 */
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { factsOf } from '../../disputes/index.ts';
import type { BesideAct } from '../../matters/index.ts';
import { deleteCodes, deleteSignatures, insertPromise, listPromises } from '../store/signing.ts';
import { type At, deleteAmendments, deleteVersions, listVersions } from '../store/texts.ts';
import { beginDeliveries } from './deliver.ts';
import { tellRooms, textIn } from './desk.ts';
import { isNearTo } from './near.ts';
import type { AgreementsWorld } from './world.ts';

const AFTER: readonly string[] = ['performing', 'closed'];
/** The acts with the last of which a written agreement is in force. */
const SIGNED: readonly string[] = ['sign', 'signText'];

export async function noteAct(
  world: AgreementsWorld,
  tx: Tx,
  ctx: RequestContext,
  { action, given, state }: BesideAct,
): Promise<void> {
  const { matter } = state;
  if (matter.kind !== 'dispute') return;
  const at = { county: matter.county, matterId: matter.id };
  // Whatever was done may open or close a door of it.
  tellRooms(world, tx, at);
  if (action === 'appointMediator') {
    const post = typeof given.post === 'string' ? given.post : '';
    const parties = await world.matters.parties.of(tx, at);
    const isNear = await isNearTo(world, tx, { matter, post, parties, now: ctx.now });
    if (isNear) refuse('DISPUTE_MEDIATOR_IS_PARTY');
  }
  // Mediation goes on without an agreement: nobody's hand stands under what comes next.
  if (action === 'refuseSigning') deleteSignatures(tx, at, { except: null });
  if (!AFTER.includes(matter.stage)) return;
  const own = factsOf(matter);
  const standing = own.isTextOffered && own.effectiveOn !== null ? own.text?.version : null;
  forgetDrafting(tx, at, standing ?? null);
  const hasBegun = SIGNED.includes(action) && matter.stage === 'performing';
  // What was agreed by word of mouth is on no paper (art. 28, 30).
  if (hasBegun && own.form === 'written') {
    await beginDeliveries(world, tx, ctx, { ...at, number: matter.number });
  }
  if (action !== 'signText' || !standing) return;
  await beginPromises(world, tx, ctx, { at, version: standing });
  const parties = (await world.matters.parties.labels(tx, at)).map(({ id }) => id);
  const told = { template: 'dispute.inForce', values: {}, dedupe: `inForce:${standing}` };
  await world.matters.parties.tell(tx, ctx, { ...at, parties }, told);
}

function forgetDrafting(tx: Tx, at: At, except: number | null): void {
  deleteAmendments(tx, at);
  deleteCodes(tx, at);
  deleteVersions(tx, at, { except });
  deleteSignatures(tx, at, { except });
}

/** Each clause with a day is asked for at that day. */
async function beginPromises(
  world: AgreementsWorld,
  tx: Tx,
  ctx: RequestContext,
  { at, version }: { at: At; version: number },
): Promise<void> {
  const key = await world.matters.openMatterKey(tx, at);
  const row = (await listVersions(tx, at)).find((one) => one.version === version);
  if (!key || !row || (await listPromises(tx, at)).length > 0) return;
  for (const { id, who, dueOn } of textIn(at, key, row).clauses) {
    if (dueOn !== null) insertPromise(tx, at, { id: ctx.newId(), clause: id, side: who, dueOn });
  }
}
