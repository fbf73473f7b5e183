/**
 * Clocks stated anew when triage brings other times. The promise not to break: the reporter's
 * waiting is not reset, and what a ladder has said is not said again.
 */
import { finish, liveClock, startClock, timeOf } from './clocks.ts';
import { type Draft, putClock } from './draft.ts';
import { recounted } from './recount.ts';
import type { Clock, Rung } from './state.ts';

/** Restates the running clocks to which the present category and urgency give another time. */
export function restateClocks(draft: Draft): void {
  for (const clock of draft.state.clocks) {
    if (clock.state === 'running' && isRetimed(draft, clock)) restateClock(draft, clock);
  }
}

function isRetimed(draft: Draft, clock: Clock): boolean {
  const spec = draft.view.definition.clocks[clock.name];
  // A day that was set once is no time of the definition.
  if (!spec || spec.untilField) return false;
  const { amount, unit } = timeOf(draft, clock.name, spec);
  return amount !== clock.detail.amount || unit !== clock.detail.unit;
}

/** Counts from when the old clock began, through the stops and extensions that it had. */
export function restateClock(draft: Draft, old: Clock): void {
  const spec = draft.view.definition.clocks[old.name];
  const [event] = spec?.starts ?? [];
  if (!spec || !event) return;
  const bearing = { name: old.name, spec, org: spec.for === 'supporting' ? old.org : null };
  const live = liveClock(draft, old.name, bearing.org);
  if (live) finish(draft, live, 'cancelled');
  startClock(draft, bearing, { event, at: old.detail.startedAt });
  const begun = liveClock(draft, old.name, bearing.org);
  if (!begun) return;
  const { turns, extensions } = old.detail;
  const ladder = draft.view.definition.ladders[spec.ladder] ?? [];
  const clock = { ...begun, org: old.org, detail: { ...begun.detail, turns, extensions } };
  putClock(draft, withSaid(recounted(clock, ladder, draft.view.rules.calendar), old, draft.now));
}

/** The rungs whose moment is over by the new count as well, and that the old clock fired. */
function withSaid(clock: Clock, old: Clock, now: number): Clock {
  const isSaid = ({ rung, at }: { rung: Rung; at: number }) =>
    at <= now && old.detail.firedRungs.includes(rung);
  const rungs = clock.detail.rungs.filter((one) => !isSaid(one));
  const firedRungs = clock.detail.rungs.filter(isSaid).map(({ rung }) => rung);
  const breachedAt = firedRungs.includes('breach') ? clock.dueAt + 1 : null;
  return {
    ...clock,
    nextAt: rungs[0]?.at ?? null,
    detail: { ...clock.detail, rungs, firedRungs, breachedAt },
  };
}
