/**
 * What the program does of itself to one matter: step after step, a log entry each, all in the
 * transaction that has the matter locked. As with every act the matter's row is locked before
 * anything that hangs on it, and no second matter is: nothing can wait for this in a circle.
 */
import { must } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { beginDraft, finishDraft } from '../rules/decide.ts';
import type { Draft, Given } from '../rules/draft.ts';
import type { MatterKeyring } from '../rules/party.ts';
import { findMatter, type LoadedMatter, lockMattersWhole } from '../store/matters.ts';
import { findDataKey, findDataKeys } from '../store/parties.ts';
import { type ActContext, viewOf } from './load.ts';
import { type Deed, saveDeed } from './save.ts';
import type { MattersWorld } from './world.ts';

/** What a step did to the draft, as the log names it. */
export type Step = { action: string; given: Given };

/** A ladder has up to twenty rungs and a matter a handful of clocks: more is a fault. */
const STEPS_MAX = 500;

/**
 * Takes the steps that `next` finds until it answers null. Answers how many; 0 also when another
 * transaction has the matter at this moment: it will be found again.
 */
export async function takeSteps(
  world: MattersWorld,
  tx: Tx,
  ctx: ActContext,
  key: { county: string; id: string },
  next: Next,
): Promise<number> {
  const loaded = await findMatter(tx, key, 'skipLocked');
  if (!loaded) return 0;
  const dataKey = await findDataKey(tx, world.keyring, { county: key.county, matterId: key.id });
  return stepsOf(world, tx, ctx, { loaded, dataKey, next });
}

/**
 * The same for many matters of a county, read and locked together. One that cannot be done throws,
 * and with it none is: they are then to be taken one by one.
 */
export async function takeStepsOfMany(
  world: MattersWorld,
  tx: Tx,
  ctx: ActContext,
  { county, ids }: { county: string; ids: readonly string[] },
  next: Next,
): Promise<number> {
  const reading = Promise.all([
    lockMattersWhole(tx, county, ids),
    findDataKeys(tx, world.keyring, { county, matterIds: ids }),
  ]);
  const listeners = world.listeners(tx, county);
  const [matters, dataKeys] = await reading;
  // Of one county and one instant: the same for all.
  const rules = matters.length > 0 ? await world.rules(county, ctx.now) : null;
  const here = rules ? { ...world, rules: async () => rules } : world;
  let taken = 0;
  for (const loaded of matters) {
    const dataKey = dataKeys.get(loaded.state.matter.id) ?? null;
    taken += await stepsOf(here, tx, ctx, { loaded, dataKey, next, listeners });
  }
  return taken;
}

type Next = (draft: Draft) => Step | null;
type Locked = {
  loaded: LoadedMatter;
  dataKey: MatterKeyring | null;
  next: Next;
  listeners?: Deed['listeners'];
};

async function stepsOf(
  world: MattersWorld,
  tx: Tx,
  ctx: ActContext,
  { loaded, dataKey, next, listeners }: Locked,
): Promise<number> {
  const view = await viewOf(world, tx, ctx, loaded);
  let before = { state: loaded.state, seq: loaded.seq, head: loaded.head };
  for (let taken = 0; taken < STEPS_MAX; taken += 1) {
    const { now, newId } = ctx;
    const given = {};
    const draft = beginDraft({ ...view, state: before.state }, ctx.actor, {
      given,
      aid: {},
      now,
      newId,
    });
    const step = next(draft);
    if (!step) return taken;
    finishDraft(draft);
    const deed = { ...step, draft, hidden: {}, occurredAt: draft.now, dataKey, before };
    const entry = await saveDeed(world, tx, ctx, { ...deed, ...(listeners && { listeners }) });
    before = { state: draft.state, seq: entry.seq, head: entry.hash };
  }
  must(false, `the steps of a matter end (${loaded.state.matter.id})`);
}

/** The program as actor of a task, with ids of its own. */
export function asProgram(world: MattersWorld, task: string, now: number): ActContext {
  return { actor: { kind: 'system', task }, now, newId: () => world.idAt(now) };
}
