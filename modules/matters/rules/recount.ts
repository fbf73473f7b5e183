/**
 * A clock counted over the stretches in which it ran, and counted anew under a newer calendar. The
 * promise not to break: under the calendar that it was counted by, nothing of it changes.
 */
import type { Calendar } from '../../../kernel/calendar.ts';
import { must } from '../../../kernel/refusal.ts';
import { amountMs, type Unit } from '../../../kernel/units.ts';
import {
  addWorked,
  dueAt,
  isProvisional,
  resumedDueAt,
  workedBetween,
} from '../../../kernel/working-time.ts';
import { type Draft, putClock } from './draft.ts';
import type { RungSpec } from './process.ts';
import type { Clock, ClockDetail, Rung } from './state.ts';

/** From the start or a resumption to a stop or the due time. */
export type Stretch = { from: number; to: number };
export type Run = { stretches: readonly Stretch[]; unit: Unit };

/** When each rung fires: at its share of the counted time, the breach just after the due time. */
export function rungTimes(
  ladder: readonly RungSpec[],
  run: Run,
  calendar: Calendar,
): { rung: Rung; at: number }[] {
  const counted = run.stretches.map(({ from, to }) => workedBetween(from, to, run.unit, calendar));
  const total = counted.reduce((sum, ms) => sum + ms, 0);
  const due = run.stretches.at(-1)?.to;
  must(due !== undefined, 'a clock runs at least once');
  return ladder.map(({ rung, share }) => {
    // On time is up to and including the due time: the breach comes a millisecond later.
    if (rung === 'breach') return { rung, at: due + 1 };
    return { rung, at: momentOf(Math.round(total * share), run, counted, calendar) };
  });
}

function momentOf(ms: number, run: Run, counted: readonly number[], calendar: Calendar): number {
  let left = ms;
  for (const [index, { from, to }] of run.stretches.entries()) {
    const whole = counted[index] ?? 0;
    const isLast = index === run.stretches.length - 1;
    if (left <= whole || isLast) {
      return Math.min(addWorked(from, Math.max(0, left), run.unit, calendar), to);
    }
    left -= whole;
  }
  throw new Error('must: a clock runs at least once');
}

/** The stretches of a clock that is due at `due`; a stop that still lasts is not yet one. */
export function stretchesOf(detail: ClockDetail, due: number): Stretch[] {
  const stretches: Stretch[] = [];
  let from = detail.countsFrom;
  let stoppedAt: number | null = null;
  for (const turn of detail.turns) {
    if (turn.kind === 'stop') stoppedAt = turn.at;
    if (turn.kind !== 'resume' || stoppedAt === null) continue;
    // A stop after the due time took nothing from the clock.
    if (turn.at < due) {
      stretches.push({ from, to: Math.max(from, stoppedAt) });
      from = Math.max(from, turn.at);
    }
    stoppedAt = null;
  }
  return [...stretches, { from, to: due }];
}

/** The clock as the calendar counts it from its start through everything that it went through. */
export function recounted(clock: Clock, ladder: readonly RungSpec[], calendar: Calendar): Clock {
  const { detail } = clock;
  // What was breached was told to the level above by the calendar that held then: it stands.
  if (detail.breachedAt !== null) return { ...clock, detail: { ...detail, isProvisional: false } };
  const { due, countsFrom, stoppedAt } = replayed(detail, calendar);
  const { unit, counting } = detail;
  const stretches = stretchesOf({ ...detail, countsFrom }, due);
  const open = ladder.filter(({ rung }) => detail.rungs.some((one) => one.rung === rung));
  const rungs = rungTimes(open, { stretches, unit }, calendar);
  return {
    ...clock,
    dueAt: due,
    nextAt: clock.state === 'running' ? (rungs[0]?.at ?? null) : null,
    detail: {
      ...detail,
      calendar: { id: calendar.id, version: calendar.version },
      countsFrom,
      rungs,
      stoppedAt,
      leftMs: stoppedAt === null ? null : leftOf(stoppedAt, due, unit, calendar),
      isProvisional: isProvisional(due, { unit, counting, calendar }),
    },
  };
}

function leftOf(stoppedAt: number, due: number, unit: Unit, calendar: Calendar): number {
  return stoppedAt < due ? workedBetween(stoppedAt, due, unit, calendar) : 0;
}

type Replayed = { due: number; countsFrom: number; stoppedAt: number | null };

function replayed(detail: ClockDetail, calendar: Calendar): Replayed {
  const { startedAt, amount, unit, counting } = detail;
  const first = dueAt({ start: startedAt, amount, unit, counting, calendar });
  const now: Replayed = { due: first.dueAt, countsFrom: first.startsAt, stoppedAt: null };
  for (const turn of detail.turns) {
    if (turn.kind === 'stop') now.stoppedAt = Math.max(turn.at, first.startsAt);
    if (turn.kind === 'extend') {
      now.due = addWorked(now.due, amountMs(turn.amount, turn.unit), turn.unit, calendar);
    }
    if (turn.kind !== 'resume' || now.stoppedAt === null) continue;
    const { stoppedAt } = now;
    const resumedAt = Math.max(turn.at, stoppedAt);
    now.due = resumedDueAt({ stoppedAt, resumedAt, dueAt: now.due, unit, calendar, counting });
    now.stoppedAt = null;
  }
  return now;
}

export type Recount = { clock: string; before: Clock; after: Clock };

/** Counts the first clock anew that waits for a calendar and changes by the present one, if any. */
export function recountNext(draft: Draft): Recount | null {
  const { definition, rules } = draft.view;
  for (const clock of draft.state.clocks) {
    const isLive = clock.state === 'running' || clock.state === 'stopped';
    if (!isLive || !clock.detail.isProvisional) continue;
    const spec = definition.clocks[clock.name];
    must(spec, `the process knows the clock ${clock.name}`);
    const after = recounted(clock, definition.ladders[spec.ladder] ?? [], rules.calendar);
    if (!isNews(clock, after)) continue;
    putClock(draft, after);
    return { clock: clock.name, before: clock, after };
  }
  return null;
}

/** A calendar of the same number may hold more all the same: what it counts decides too. */
function isNews(before: Clock, after: Clock): boolean {
  const was = before.detail;
  const is = after.detail;
  return (
    before.dueAt !== after.dueAt ||
    was.isProvisional !== is.isProvisional ||
    was.calendar.id !== is.calendar.id ||
    was.calendar.version !== is.calendar.version
  );
}
