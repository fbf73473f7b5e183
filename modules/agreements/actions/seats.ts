/** As which party somebody stands in a dispute, for modules beside this one. */
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { At } from '../store/texts.ts';
import { type DeskParty, partiesAt, whoIs } from './desk.ts';
import type { AgreementsWorld } from './world.ts';

/** Null for who is no party, and for whose phone stands on it no more. */
export async function seatOf(
  world: AgreementsWorld,
  tx: Tx,
  ctx: RequestContext,
  at: At,
): Promise<{ party: string; side: DeskParty['side'] } | null> {
  const parties = await partiesAt(world, tx, at);
  const me = await whoIs(world, tx, ctx, { parties, guest: undefined });
  return me && { party: me.id, side: me.side };
}
