/**
 * When the next year's calendar is published, what was due beyond the old one is counted anew, with
 * a log entry that names both calendars. Under an unchanged calendar this finds nothing to do.
 */
import { asProgram, type Step, takeSteps } from '../actions/steps.ts';
import type { MattersWorld } from '../actions/world.ts';
import type { Draft } from '../rules/draft.ts';
import { recountNext } from '../rules/recount.ts';
import type { Clock } from '../rules/state.ts';
import { listAwaitingCalendar } from '../store/due.ts';

const BATCH = 200;

/** Counts a county's provisional clocks anew. Answers how many changed. */
export async function recomputeProvisional(
  world: MattersWorld,
  county: string,
  now: number,
  signal?: AbortSignal,
): Promise<number> {
  const ctx = asProgram(world, 'calendar', now);
  const failures: unknown[] = [];
  let changed = 0;
  for (let after: string | null = null; ; ) {
    const page = { county, after, limit: BATCH };
    const ids: string[] = await world.db.scoped({ counties: [county] }, (tx) =>
      listAwaitingCalendar(tx, page),
    );
    for (const id of ids) {
      if (signal?.aborted) return changed;
      changed += await world.db
        .scoped({ counties: [county] }, (tx) =>
          takeSteps(world, tx, ctx, { county, id }, nextRecount),
        )
        .catch((error: unknown) => {
          failures.push(error);
          return 0;
        });
    }
    after = ids.at(-1) ?? null;
    if (after === null) break;
  }
  if (failures.length > 0) throw failures[0];
  return changed;
}

function nextRecount(draft: Draft): Step | null {
  const done = recountNext(draft);
  if (!done) return null;
  const given = { clock: done.clock, before: asGiven(done.before), after: asGiven(done.after) };
  return { action: 'recalculate', given };
}

function asGiven(clock: Clock) {
  const { calendar, isProvisional } = clock.detail;
  return { calendar, dueAt: new Date(clock.dueAt).toISOString(), isProvisional };
}
