/**
 * The wish for a channel by a party's own account: the same act of the dispute that the link takes,
 * written down by the program for the side on which they stand.
 */
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { factsOf } from '../../disputes/index.ts';
import type { MatterView } from '../../matters/index.ts';
import type { OwnWish } from '../contract/account.ts';
import { actingOf, WISH } from './page.ts';
import type { InvitationsWorld } from './world.ts';

const KIND = 'dispute';
type Of = { number: string };

export async function getOwnWish(
  world: InvitationsWorld,
  ctx: RequestContext,
  { number }: Of,
): Promise<{ standing: OwnWish | null }> {
  return world.matters.reading(ctx, number, async (tx, view) => {
    const side = await sideOf(world, tx, ctx, view);
    if (side === null) return { standing: null };
    const { channel, wishes } = factsOf(view.state.matter);
    const mayWish = world.matters.whyNot(actingOf(ctx), view, WISH) === null;
    return { standing: { channel, wish: wishes[side] ?? null, mayWish } };
  });
}

/** Refuses NOT_YOURS for who is no party of it, and what the process refuses. */
export async function wishOwnChannel(
  world: InvitationsWorld,
  ctx: RequestContext,
  { number, channel }: Of & { channel: string },
): Promise<{ standing: OwnWish | null }> {
  const side = await world.matters.reading(ctx, number, (tx, view) => sideOf(world, tx, ctx, view));
  if (side === null) return refuse('NOT_YOURS');
  const act = { number, action: WISH, given: { side, channel }, through: 'invitations' };
  await world.matters.act(actingOf(ctx), act);
  return getOwnWish(world, ctx, { number });
}

/** Whoever reported applied, also where their phone was corrected since. */
async function sideOf(
  world: InvitationsWorld,
  tx: Tx,
  ctx: RequestContext,
  { state, relation }: MatterView,
) {
  const { kind, county, id: matterId } = state.matter;
  if (kind !== KIND || (relation !== 'reporter' && relation !== 'party')) return null;
  const known = await world.agreements.seatOf(tx, ctx, { county, matterId });
  return known?.side ?? (relation === 'reporter' ? 'applicant' : null);
}
