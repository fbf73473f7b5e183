/** What would grow for ever: deltas not folded, words not settled, keys that nobody repeats. */
import { dateAt } from '../../../kernel/zone.ts';
import type { MattersWorld } from '../actions/world.ts';
import { KEYS_KEPT_MS } from '../rules/settings.ts';
import { foldDeltas } from '../store/counters.ts';
import { forgetAnswered } from '../store/idempotency.ts';
import { settleWords } from '../store/search.ts';

const KEYS_BATCH = 5000;
const FOLD_MAX = 10_000;

/**
 * Folds a batch of a county's deltas into its figures, and settles the words that came with them.
 * Answers how many deltas there were, or 0 where that was not a whole batch: what came meanwhile
 * waits for the next turn. Each fold writes the sums of today anew, so that folding by the handful,
 * one after the other, cost a report twice as much.
 */
export async function sweepCounters(
  world: MattersWorld,
  county: string,
  now: number,
  most = FOLD_MAX,
): Promise<number> {
  const today = dateAt(now, world.zone);
  const folded = await world.db.scoped({ counties: [county] }, (tx) =>
    foldDeltas(tx, { county, today }, most),
  );
  if (folded > 0) await world.db.scoped({ counties: [] }, settleWords);
  return folded < most ? 0 : folded;
}

/** Forgets a batch of a county's idempotency keys of more than 30 days ago. Answers how many. */
export function sweepKeys(world: MattersWorld, county: string, now: number): Promise<number> {
  const old = { before: now - KEYS_KEPT_MS, limit: KEYS_BATCH };
  return world.db.scoped({ counties: [county] }, (tx) => forgetAnswered(tx, county, old));
}
