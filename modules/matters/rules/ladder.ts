/**
 * The ladder of reminders on a clock. The promise not to break: a rung that fires is taken off its
 * clock in the same draft.
 */
import { breach } from './clocks.ts';
import { type Draft, putClock, tell } from './draft.ts';
import type { Clock, Rung } from './state.ts';

/** The clock whose next rung is due, the longest waiting first. */
export function dueRung(draft: Draft): { clock: Clock; rung: Rung } | null {
  const due = draft.state.clocks
    .filter((clock) => clock.state === 'running' && clock.nextAt !== null)
    .filter((clock) => (clock.nextAt ?? 0) <= draft.now)
    .sort((a, b) => (a.nextAt ?? 0) - (b.nextAt ?? 0) || (a.id < b.id ? -1 : 1))[0];
  const rung = due?.detail.rungs[0]?.rung;
  return due && rung ? { clock: due, rung } : null;
}

/** Fires one rung: told to who handles, at the breach also to the level above. */
export function fireRung(draft: Draft, due: { clock: Clock; rung: Rung }): void {
  const { clock, rung } = due;
  const rest = clock.detail.rungs.slice(1);
  putClock(draft, {
    ...clock,
    nextAt: rest[0]?.at ?? null,
    detail: {
      ...clock.detail,
      rungs: rest,
      firedRungs: [...clock.detail.firedRungs, rung],
      breachedAt: rung === 'breach' ? breach(draft, clock) : clock.detail.breachedAt,
    },
  });
  const org = clock.org ?? draft.state.matter.ownerOrg;
  const above = rung === 'breach' ? draft.view.orgs.superiorOf(org) : null;
  for (const addressee of above ? [org, above] : [org]) {
    tell(draft, {
      template: `clock.${rung}`,
      to: { kind: 'org', org: addressee },
      values: { number: draft.state.matter.number, clock: clock.name },
      dedupe: `rung:${clock.id}:${rung}:${addressee}`,
    });
  }
}
