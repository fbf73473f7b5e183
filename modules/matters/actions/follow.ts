/**
 * "It troubles me too": a resident joins the reporters of a matter that is not private. They are
 * answered and rate as these do; what others said of themselves is not shown to them.
 */
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { PartyData } from '../rules/party.ts';
import { deleteParty, findDataKey, insertParty, openParties } from '../store/parties.ts';
import type { InSight } from './load.ts';
import { type Act, type Done, perform } from './perform.ts';
import type { MattersWorld } from './world.ts';

/** Takes the act and keeps the follower's phone, sealed with the matter, and their link to it. */
export async function followMatter(
  world: MattersWorld,
  tx: Tx,
  ctx: RequestContext,
  loaded: InSight,
  act: Act,
): Promise<Done> {
  const { actor } = ctx;
  // Whoever else tries is told why not.
  if (actor.kind !== 'resident') return perform(world, tx, ctx, loaded, act);
  const { county, id, number } = loaded.state.matter;
  const at = { county, matterId: id };
  const phone = (await world.residents.phoneOf(tx, actor.account)) ?? '';
  const data: PartyData = { role: 'reporter', name: '', phone, idNumber: '', address: '' };
  const hidden = { parties: JSON.stringify([data]) };
  const done = await perform(world, tx, ctx, loaded, { ...act, hidden });
  const dataKey = await findDataKey(tx, world.keyring, at);
  if (dataKey && phone !== '') {
    insertParty(tx, { ...at, id: ctx.newId(), data, at: ctx.now, dataKey });
  }
  const link = { ...at, number, account: actor.account, relation: 'follower' as const };
  await world.residents.link(tx, { ...link, at: ctx.now });
  return done;
}

/** Takes the act back: the follower's phone and link go, the log keeps that they were there. */
export async function unfollowMatter(
  world: MattersWorld,
  tx: Tx,
  ctx: RequestContext,
  loaded: InSight,
  act: Act,
): Promise<Done> {
  const { actor } = ctx;
  const done = await perform(world, tx, ctx, loaded, act);
  if (actor.kind !== 'resident') return done;
  const { county, id } = loaded.state.matter;
  const at = { county, matterId: id };
  const phone = (await world.residents.phoneOf(tx, actor.account)) ?? '';
  const dataKey = await findDataKey(tx, world.keyring, at);
  const parties = dataKey ? await openParties(tx, at, dataKey) : [];
  // As `followMatter` left it: a phone alone. Who reported with a name stays a party.
  const own = parties.find((one) => one.phone === phone && phone !== '' && one.name === '');
  if (own) deleteParty(tx, { ...at, id: own.id });
  await world.residents.unlink(tx, { account: actor.account, county, matterId: id });
  return done;
}
