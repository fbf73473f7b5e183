/** Loads a matter for an actor: in sight with its rules, or not there at all (404). */
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { findCategory } from '../rules/category.ts';
import { countyOfNumber } from '../rules/number.ts';
import { mayJoin, maySee } from '../rules/standing.ts';
import type { MatterView } from '../rules/view.ts';
import { findJoined } from '../store/belonging.ts';
import { findRatedSince } from '../store/entries.ts';
import { findMatter, type LoadedMatter, type MatterKey } from '../store/matters.ts';
import type { MattersWorld } from './world.ts';

export type ActContext = Pick<RequestContext, 'actor' | 'now' | 'newId'> & {
  /** When it is written down, where that is later than `now`: an import acts at times past. */
  recordedAt?: number;
};
export type InSight = LoadedMatter & { view: MatterView };

/** What is read with every matter that is loaded for somebody. */
export async function viewOf(
  world: MattersWorld,
  tx: Tx,
  ctx: ActContext,
  loaded: LoadedMatter,
): Promise<MatterView> {
  const { state } = loaded;
  const { matter } = state;
  const rules = await world.rules(matter.county, ctx.now);
  const definition = rules.processVersion(matter.kind, matter.processVersion);
  if (!definition) throw new Error(`no process ${matter.kind} v${matter.processVersion}`);
  const account = ctx.actor.kind === 'resident' ? ctx.actor.account : null;
  const relation = account ? await world.residents.relationOf(tx, account, matter.id) : null;
  const { county, mergedInto } = matter;
  const joined = mergedInto === null ? null : await findJoined(tx, county, mergedInto);
  const by = { actor: `resident:${account}`, after: joined?.closedAt ?? null };
  const hasRated = account !== null && (await findRatedSince(tx, state, by));
  return {
    state,
    definition,
    category: findCategory(rules.categories, matter.category),
    rules,
    orgs: world.orgs,
    relation,
    hasRated,
    joined,
  };
}

/**
 * The matter of a number, in the actor's sight. A number that does not exist and one out of scope
 * answer alike: NOT_FOUND. A matter that moved is followed to where it lies now.
 */
export async function getInSight(
  world: MattersWorld,
  tx: Tx,
  ctx: ActContext,
  key: MatterKey,
  lock: 'forUpdate' | 'none',
): Promise<InSight> {
  return getToAct(world, tx, ctx, { key, lock });
}

/** The same for an action: one of them is open to who has not had the matter in sight. */
export async function getToAct(
  world: MattersWorld,
  tx: Tx,
  ctx: ActContext,
  { key, lock, action = '' }: { key: MatterKey; lock: 'forUpdate' | 'none'; action?: string },
): Promise<InSight> {
  const loaded = await findMatter(tx, key, lock);
  if (!loaded) return refuse('NOT_FOUND');
  const { movedToCounty, movedToId } = loaded.state.matter;
  if (movedToCounty && movedToId) throw new MovedAway({ county: movedToCounty, id: movedToId });
  const view = await viewOf(world, tx, ctx, loaded);
  const isOpen = maySee(view, ctx.actor) || mayJoin(view, ctx.actor, action);
  return isOpen ? { ...loaded, view } : refuse('NOT_FOUND');
}

/** The matter of a number for nobody in particular, where it lies now: the caller judges. */
export async function getUnseen(tx: Tx, key: MatterKey): Promise<LoadedMatter> {
  const loaded = await findMatter(tx, key, 'none');
  if (!loaded) return refuse('NOT_FOUND');
  const { movedToCounty, movedToId } = loaded.state.matter;
  if (movedToCounty && movedToId) throw new MovedAway({ county: movedToCounty, id: movedToId });
  return loaded;
}

/** Thrown inside a transaction to begin again where the matter lies now. */
class MovedAway extends Error {
  readonly to: MatterKey;

  constructor(to: MatterKey) {
    super('the matter has moved to another county');
    this.to = to;
  }
}

const MOVES_MAX = 5;

/** The county key of whatever waits to be attached (uploads without a place). */
export const WAITING = '-';

/**
 * Runs `work` in a transaction of the matter's county, and again in the county it moved to. The
 * wall opens for one county (and the waiting uploads), and only when the actor's scope has it.
 * `shared`: acts on other matters may go with it, so that `work` may run twice.
 */
export async function withMatter<T>(
  world: MattersWorld,
  ctx: ActContext,
  number: string,
  work: (tx: Tx, key: MatterKey) => Promise<T>,
  way: 'scoped' | 'shared' = 'scoped',
): Promise<T> {
  let key: MatterKey = { county: countyOfNumber(number), number };
  for (let moves = 0; moves < MOVES_MAX; moves += 1) {
    const here = key;
    try {
      const scope = { counties: [here.county, WAITING] };
      const there = (tx: Tx) => work(tx, here);
      if (way === 'scoped') return await world.db.scoped(scope, there);
      return await world.db.shared(scope, there, { of: number });
    } catch (error) {
      if (!(error instanceof MovedAway)) throw error;
      key = error.to;
    }
  }
  throw new Error(`${number} moves in a circle`);
}
