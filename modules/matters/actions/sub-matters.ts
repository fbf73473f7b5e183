/** Sub-matters, also in another county: a parent closes only when they have. */
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { assertOpen } from '../rules/decide.ts';
import { wordOf } from '../rules/draft.ts';
import { findMatter } from '../store/matters.ts';
import { type InSight, viewOf, WAITING } from './load.ts';
import { type Act, type Done, perform } from './perform.ts';
import { prepareIntake, type RegisterWorld, registerIn } from './register.ts';
import type { MattersWorld } from './world.ts';

/** Registers the sub-matter where it belongs and ties it to the parent, in one transaction. */
export async function createSub(
  world: RegisterWorld,
  tx: Tx,
  ctx: RequestContext,
  loaded: InSight,
  act: Act,
): Promise<Done> {
  assertOpen(world.names, loaded.view, { ...ctx, action: act.action });
  const places = await world.places();
  const place = places.ofRegion(wordOf(act.given, 'region'), ctx.now);
  await tx.widen([place.county]);
  const report = {
    title: wordOf(act.given, 'title'),
    text: wordOf(act.given, 'text'),
    category: wordOf(act.given, 'category'),
  };
  const prepared = await prepareIntake(world, ctx, report, place);
  const intake = { ...prepared, channel: 'subMatter', parent: loaded.state };
  const born = await registerIn(world, tx, ctx, intake);
  return perform(world, tx, ctx, loaded, { ...act, aid: { other: born.state } });
}

/**
 * After a sub-matter closed: its parent waits for one less. A transaction of its own, because the
 * parent may lie in another county and parents are locked before children; a sweep repeats it.
 */
export async function afterClose(
  world: MattersWorld,
  ctx: Pick<RequestContext, 'now' | 'newId'>,
  done: Done,
): Promise<void> {
  const { matter, links } = done.draft.state;
  // The row that a move leaves behind is closed; the sub-matter itself goes on elsewhere.
  if (matter.isOpen || matter.movedToCounty !== null) return;
  for (const link of links) {
    if (link.kind !== 'parent' || link.state === 'ended') continue;
    await endSubOf(world, ctx, { county: link.otherCounty, id: link.otherId }, matter.id);
  }
}

/** Ends the parent's link to a closed sub-matter; nothing happens the second time. */
export async function endSubOf(
  world: MattersWorld,
  ctx: Pick<RequestContext, 'now' | 'newId'>,
  parent: { county: string; id: string },
  subId: string,
): Promise<void> {
  const asSystem = { ...ctx, actor: { kind: 'system' as const, task: 'endSub' } };
  await world.db.scoped({ counties: [parent.county, WAITING] }, async (tx) => {
    const loaded = await findMatter(tx, parent, 'forUpdate');
    const isWaiting = loaded?.state.links.some(
      (link) => link.kind === 'sub' && link.otherId === subId && link.state === 'standing',
    );
    if (!loaded || !isWaiting) return;
    const view = await viewOf(world, tx, asSystem, loaded);
    const act = { action: 'endSub', given: { otherId: subId } };
    await perform(world, tx, asSystem, { ...loaded, view }, act);
  });
}
