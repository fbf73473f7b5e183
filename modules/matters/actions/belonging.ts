/**
 * Acts on two rows: merging and unmerging within a county, moving to another. Both rows are locked
 * in the order of their ids, so that two dispatchers who merge crosswise cannot wait in a circle.
 */
import { must, Refusal, refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { assertOpen } from '../rules/decide.ts';
import { wordOf } from '../rules/draft.ts';
import { holderOf } from '../rules/levels.ts';
import { isMatterNumber } from '../rules/number.ts';
import type { Matter } from '../rules/state.ts';
import { copyMatter, findIdByNumber, lockMatters } from '../store/belonging.ts';
import { findMatter, type MatterKey } from '../store/matters.ts';
import { findDataKey } from '../store/parties.ts';
import { moveAttachments } from './attachments.ts';
import { getInSight, type InSight, viewOf } from './load.ts';
import { ownerOf } from './owner.ts';
import { type Act, type Done, perform } from './perform.ts';
import type { MattersWorld } from './world.ts';

/** Makes the matter a duplicate of another of the county; the other takes its reporters along. */
export async function joinMatters(
  world: MattersWorld,
  tx: Tx,
  ctx: RequestContext,
  loaded: InSight,
  act: Act,
): Promise<Done> {
  // Before the other is looked for: who has no right learns nothing of it.
  assertOpen(world.names, loaded.view, { ...ctx, action: 'merge' });
  const number = wordOf(act.given, 'into');
  if (!isMatterNumber(number)) return refuse('OTHER_MATTER_UNKNOWN');
  const { county, id } = loaded.state.matter;
  const otherId = await findIdByNumber(tx, county, number);
  if (!otherId || otherId === id) return refuse('OTHER_MATTER_UNKNOWN');
  await lockMatters(tx, county, [id, otherId]);
  const other = await getOther(world, tx, ctx, { county, id: otherId });
  if (!other.state.matter.isOpen) return refuse('OTHER_MATTER_CLOSED');
  const done = await perform(world, tx, ctx, loaded, { ...act, aid: { other: other.state } });
  await bySystem(world, tx, ctx, other, {
    action: 'takeDuplicate',
    given: {},
    aid: { other: loaded.state },
  });
  return done;
}

/** Out of sight answers as what is not there does. */
async function getOther(
  world: MattersWorld,
  tx: Tx,
  ctx: RequestContext,
  key: MatterKey,
  lock: 'none' | 'forUpdate' = 'forUpdate',
) {
  try {
    return await getInSight(world, tx, ctx, key, lock);
  } catch (error) {
    const isMissing = error instanceof Refusal && error.code === 'NOT_FOUND';
    return isMissing ? refuse('OTHER_MATTER_UNKNOWN') : Promise.reject(error);
  }
}

/**
 * An act that names another matter by its number (`picks: matter`) brings it along for its guards.
 * Nothing is said of it to who may not act, and what is out of sight is unknown.
 */
export async function withNamed(
  world: MattersWorld,
  tx: Tx,
  ctx: RequestContext,
  loaded: InSight,
  { action, given }: Act,
): Promise<InSight> {
  const fields = loaded.view.definition.actions[action]?.fields ?? {};
  const field = Object.keys(fields).find((name) => fields[name]?.picks === 'matter');
  const number = field === undefined ? '' : wordOf(given, field);
  if (number === '') return loaded;
  assertOpen(world.names, loaded.view, { ...ctx, action });
  const { county, id } = loaded.state.matter;
  const otherId = isMatterNumber(number) ? await findIdByNumber(tx, county, number) : null;
  if (!otherId || otherId === id) return refuse('OTHER_MATTER_UNKNOWN');
  const { state } = await getOther(world, tx, ctx, { county, id: otherId }, 'none');
  return { ...loaded, view: { ...loaded.view, other: state } };
}

/** Lets a duplicate stand on its own again. */
export async function partMatters(
  world: MattersWorld,
  tx: Tx,
  ctx: RequestContext,
  loaded: InSight,
  act: Act,
): Promise<Done> {
  assertOpen(world.names, loaded.view, { ...ctx, action: 'unmerge' });
  const { county, id, mergedInto } = loaded.state.matter;
  if (mergedInto === null) return refuse('NOT_MERGED');
  await lockMatters(tx, county, [id, mergedInto]);
  const kept = await findMatter(tx, { county, id: mergedInto }, 'forUpdate');
  must(kept, 'the matter that took the duplicate stands');
  const done = await perform(world, tx, ctx, loaded, act);
  const view = await viewOf(world, tx, ctx, kept);
  await bySystem(
    world,
    tx,
    ctx,
    { ...kept, view },
    { action: 'releaseDuplicate', given: {}, aid: { other: loaded.state } },
  );
  return done;
}

/** The same request, acting as the program on the other side of what a person did. */
function bySystem(
  world: MattersWorld,
  tx: Tx,
  ctx: RequestContext,
  loaded: InSight,
  act: Act,
): Promise<Done> {
  return perform(world, tx, { ...ctx, actor: { kind: 'system', task: act.action } }, loaded, act);
}

/**
 * Moves the matter to another county: a row with the same number and id there, its log carried
 * along, and one entry more; the old row closes and points to it.
 */
export async function moveMatter(
  world: MattersWorld,
  tx: Tx,
  ctx: RequestContext,
  loaded: InSight,
  act: Act,
): Promise<Done> {
  assertOpen(world.names, loaded.view, { ...ctx, action: 'move' });
  const places = await world.places();
  const place = places.ofRegion(wordOf(act.given, 'region'), ctx.now);
  const { matter } = loaded.state;
  if (place.county === matter.county) return refuse('SAME_COUNTY');
  await tx.widen([place.county]);
  await copyMatter(tx, matter, place.county);
  await carryAttachments(world, tx, matter, place.county);
  await world.beside?.moved(tx, { matterId: matter.id, from: matter.county, to: place.county });
  const ownerOrg = holderOf(world.orgs, loaded.view.definition, {
    owner: ownerOf(world.orgs, place.region),
    subject: matter.subjectOrg,
    isSealed: matter.isSealed,
    now: ctx.now,
  });
  // The state as the log tells it: until it arrives, it is still the old county's.
  const view = await viewOf(world, tx, ctx, loaded);
  await bySystem(
    world,
    tx,
    ctx,
    { ...loaded, view },
    {
      action: 'arrive',
      given: { county: place.county, region: place.region, ownerOrg, from: matter.county },
    },
  );
  const to = { county: place.county, newId: matter.id };
  return perform(world, tx, ctx, loaded, { ...act, aid: { moveTo: to } });
}

async function carryAttachments(
  world: MattersWorld,
  tx: Tx,
  matter: Matter,
  county: string,
): Promise<void> {
  const from = { county: matter.county, matterId: matter.id };
  const dataKey = await findDataKey(tx, world.keyring, from);
  if (!dataKey) return;
  const keyed = { matterId: matter.id, dataKey: dataKey.key };
  await moveAttachments(tx, { ...keyed, county: matter.county }, { ...keyed, county });
}
