/**
 * A matter's clocks: how events start, stop, resume and end them, and when their rungs fire. What
 * is left of a stopped clock is kept to the millisecond in its unit's own counted time.
 */
import type { Calendar } from '../../../kernel/calendar.ts';
import { must } from '../../../kernel/refusal.ts';
import { amountMs } from '../../../kernel/units.ts';
import {
  addWorked,
  dueAt,
  isProvisional,
  resumedDueAt,
  workedBetween,
} from '../../../kernel/working-time.ts';
import { type Draft, putAssignment, putClock, setMatter, tell } from './draft.ts';
import type { Amount, ClockSpec, ProcessDefinition } from './process.ts';
import { rungTimes, stretchesOf } from './recount.ts';
import type { Clock, ClockDetail, Rung } from './state.ts';

/** Applies an event (`stage:handling`, `action:reply`) to every clock of the process. */
export function applyClockEvent(draft: Draft, event: string): void {
  const { definition } = draft.view;
  for (const [name, spec] of Object.entries(definition.clocks)) {
    if (spec.cancels?.includes(event)) finish(draft, name, 'cancelled');
    if (spec.ends.includes(event) && !isKept(draft, name, event)) finish(draft, name, 'ended');
    if (spec.stops?.includes(event)) stopNamed(draft, name, event);
    if (spec.resumes?.includes(event)) resumeNamed(draft, name);
    if (spec.starts.includes(event)) startClock(draft, name, spec, { event, at: draft.now });
  }
}

/** The close of a duplicate ends no clock: an unmerge goes on with what was left. */
function isKept(draft: Draft, name: string, event: string): boolean {
  return event.startsWith('stage:') && liveClock(draft, name)?.detail.stopReason === MERGED;
}

/** Starts a clock unless one of that name is under way. */
export function startClock(
  draft: Draft,
  name: string,
  spec: ClockSpec,
  { event, at }: { event: string; at: number },
): void {
  if (liveClock(draft, name)) return;
  const { matter } = draft.state;
  const { category, ...time } = timeOf(draft, name, spec);
  const start = spec.fromReceipt ? matter.receivedAt : at;
  const { calendar } = draft.view.rules;
  const due = dueAt({ start, ...time, calendar, counting: spec.counting });
  const rungs = rungTimes(
    draft.view.definition.ladders[spec.ladder] ?? [],
    { stretches: [{ from: due.startsAt, to: due.dueAt }], unit: time.unit },
    calendar,
  );
  putClock(draft, {
    id: draft.newId(),
    name,
    org: dutyOf(draft, event),
    state: 'running',
    dueAt: due.dueAt,
    nextAt: rungs[0]?.at ?? null,
    detail: {
      nature: spec.nature,
      ...time,
      counting: spec.counting,
      calendar: { id: calendar.id, version: calendar.version },
      startedAt: start,
      countsFrom: due.startsAt,
      rungs,
      firedRungs: [],
      stoppedAt: null,
      stopReason: null,
      leftMs: null,
      extensions: 0,
      endedAt: null,
      breachedAt: null,
      isProvisional: due.provisional,
      decidesDue: spec.decidesDue ?? false,
      citation: spec.citation ?? null,
      why: `${matter.kind} v${matter.processVersion}`,
      category,
      turns: [],
    },
  });
}

/** Whose duty a clock is: the handling organisation's in its stages, else the owner's (null). */
function dutyOf(draft: Draft, event: string): string | null {
  const [sort, name = ''] = event.split(':');
  const owner = sort === 'stage' ? draft.view.definition.stages[name]?.owner : undefined;
  return owner === 'handlingOrg' ? draft.state.matter.handlingOrg : null;
}

/** Clocks that run for a handling organisation go over to the new one. */
export function passClocks(draft: Draft, org: string): void {
  for (const clock of draft.state.clocks) {
    const isPassed = isLive(clock) && clock.org !== null && clock.org !== org;
    if (isPassed) putClock(draft, { ...clock, org });
  }
}

/** The category's time for this clock where the definition lets it, urgent where the matter is. */
export function timeOf(
  draft: Draft,
  name: string,
  spec: ClockSpec,
): Amount & { category: string | null } {
  const isUrgent = draft.state.matter.urgency === 'urgent';
  const { category } = draft.view;
  const own = spec.byCategory ? category?.clocks[name] : undefined;
  const { time, urgentTime } = own ?? spec;
  return { ...((isUrgent && urgentTime) || time), category: own ? (category?.code ?? null) : null };
}

/** The running or stopped clock of a name. */
export function liveClock(draft: Draft, name: string): Clock | undefined {
  return draft.state.clocks.find((clock) => clock.name === name && isLive(clock));
}

function isLive(clock: Clock): boolean {
  return clock.state === 'running' || clock.state === 'stopped';
}

export function finish(draft: Draft, name: string, state: 'ended' | 'cancelled'): void {
  const clock = liveClock(draft, name);
  if (!clock) return;
  const isLate = state === 'ended' && clock.state === 'running' && draft.now > clock.dueAt;
  const breachedAt = isLate ? breach(draft, clock) : clock.detail.breachedAt;
  putClock(draft, {
    ...clock,
    state,
    nextAt: null,
    detail: { ...clock.detail, rungs: [], endedAt: draft.now, breachedAt },
  });
}

/** What is late is breached, whether or not the ladder was there first. Answers since when. */
function breach(draft: Draft, clock: Clock): number {
  if (clock.detail.decidesDue) setMatter(draft, { facts: { isBreached: true } });
  return clock.detail.breachedAt ?? clock.dueAt + 1;
}

/** Ends every clock that still lives: the matter is closed, or takes another kind. */
export function finishAll(draft: Draft, state: 'ended' | 'cancelled'): void {
  for (const clock of draft.state.clocks) {
    if (isLive(clock)) finish(draft, clock.name, state);
  }
}

function stopNamed(draft: Draft, name: string, reason: string): void {
  const clock = liveClock(draft, name);
  if (clock?.state === 'running') putClock(draft, stopped(clock, draft, reason));
}

/** Stops all clocks that a suspension may stop; a statute's that runs on goes on. */
export function stopForSuspension(draft: Draft, reason: string): void {
  for (const clock of draft.state.clocks) {
    const runsOn = draft.view.definition.clocks[clock.name]?.runsOn ?? false;
    if (clock.state === 'running' && !runsOn) putClock(draft, stopped(clock, draft, reason));
  }
}

const MERGED = 'merged';

/** A duplicate's clocks stand still, all of them, until it is unmerged. */
export function stopForMerge(draft: Draft): void {
  for (const clock of draft.state.clocks) {
    if (clock.state === 'running') putClock(draft, stopped(clock, draft, MERGED));
  }
}

export function resumeAfterMerge(draft: Draft): void {
  resumeAfterSuspension(draft, MERGED);
}

/** Ends what still runs when a matter closes; a duplicate's clocks only stand still. */
export function finishAtClose(draft: Draft): void {
  for (const clock of draft.state.clocks) {
    if (isLive(clock) && clock.detail.stopReason !== MERGED) finish(draft, clock.name, 'ended');
  }
}

function stopped(clock: Clock, draft: Draft, reason: string): Clock {
  const { calendar } = draft.view.rules;
  // A stop before counting began takes nothing: what is left is all of it.
  const at = Math.max(draft.now, clock.detail.countsFrom);
  const leftMs = at < clock.dueAt ? workedBetween(at, clock.dueAt, clock.detail.unit, calendar) : 0;
  const breachedAt = at > clock.dueAt ? breach(draft, clock) : clock.detail.breachedAt;
  return {
    ...clock,
    state: 'stopped',
    nextAt: null,
    detail: {
      ...clock.detail,
      stoppedAt: at,
      stopReason: reason,
      leftMs,
      breachedAt,
      turns: [...clock.detail.turns, { kind: 'stop', at, reason }],
    },
  };
}

function resumeNamed(draft: Draft, name: string): void {
  const clock = liveClock(draft, name);
  if (clock?.state === 'stopped') putClock(draft, resumed(clock, draft));
}

/** Resumes what a suspension stopped. */
export function resumeAfterSuspension(draft: Draft, reason: string): void {
  for (const clock of draft.state.clocks) {
    const isOurs = clock.state === 'stopped' && clock.detail.stopReason === reason;
    if (isOurs) putClock(draft, resumed(clock, draft));
  }
}

function resumed(clock: Clock, draft: Draft): Clock {
  const { calendar } = draft.view.rules;
  const { stoppedAt, unit } = clock.detail;
  must(stoppedAt !== null, 'a stopped clock knows when it stopped');
  // A stop before counting began ends no earlier than it would have begun.
  const resumedAt = Math.max(draft.now, stoppedAt);
  const newDue = resumedDueAt({
    stoppedAt,
    resumedAt,
    dueAt: clock.dueAt,
    unit,
    calendar,
  });
  const rungs = clock.detail.rungs.map(({ rung, at }) => {
    if (rung === 'breach') return { rung, at: newDue + 1 };
    const left = workedBetween(stoppedAt, Math.max(stoppedAt, at), unit, calendar);
    return { rung, at: Math.min(addWorked(resumedAt, left, unit, calendar), newDue) };
  });
  return {
    ...clock,
    state: 'running',
    dueAt: newDue,
    nextAt: rungs[0]?.at ?? null,
    detail: {
      ...clock.detail,
      ...asKnown(clock.detail, newDue, calendar),
      rungs,
      stoppedAt: null,
      stopReason: null,
      leftMs: null,
      turns: [...clock.detail.turns, { kind: 'resume', at: resumedAt }],
    },
  };
}

/** Moves the due time of a running clock on by an amount of its own kind of time. */
export function extendClock(draft: Draft, name: string, by: Amount): void {
  const clock = liveClock(draft, name);
  must(clock?.state === 'running', 'only a running clock is extended');
  const { calendar } = draft.view.rules;
  const due = addWorked(clock.dueAt, amountMs(by.amount, by.unit), by.unit, calendar);
  const ladder = draft.view.definition.ladders[specOf(draft.view.definition, name).ladder] ?? [];
  const open = ladder.filter((rung) => !clock.detail.firedRungs.includes(rung.rung));
  const detail: ClockDetail = {
    ...clock.detail,
    ...asKnown(clock.detail, due, calendar),
    extensions: clock.detail.extensions + 1,
    turns: [...clock.detail.turns, { kind: 'extend', at: draft.now, ...by }],
  };
  const run = { stretches: stretchesOf(detail, due), unit: detail.unit };
  // A reminder whose moment is over by now is not fired late: the extension has overtaken it. The
  // breach is, for an extension shorter than the delay does not undo the delay.
  const rungs = rungTimes(open, run, calendar).filter(
    ({ rung, at }) => rung === 'breach' || at > draft.now,
  );
  putClock(draft, {
    ...clock,
    dueAt: due,
    nextAt: rungs[0]?.at ?? null,
    detail: { ...detail, rungs },
  });
}

/** A due time that moved may have come to lie beyond the published calendar. */
function asKnown(detail: ClockDetail, due: number, calendar: Calendar) {
  // What already waits for a newer calendar goes on waiting from the one it was counted by.
  if (detail.isProvisional) return {};
  const { unit, counting } = detail;
  return {
    calendar: { id: calendar.id, version: calendar.version },
    isProvisional: isProvisional(due, { unit, counting, calendar }),
  };
}

function specOf(definition: ProcessDefinition, name: string): ClockSpec {
  const spec = definition.clocks[name];
  must(spec, `the process knows the clock ${name}`);
  return spec;
}

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

/** The matter's own due time and its open work carry copies of what the clocks say. */
export function copyDueTimes(draft: Draft): void {
  const deciding = draft.state.clocks.filter(
    (clock) => clock.state === 'running' && clock.detail.decidesDue,
  );
  const due = deciding.length > 0 ? Math.min(...deciding.map((clock) => clock.dueAt)) : null;
  if (due !== draft.state.matter.dueAt) setMatter(draft, { dueAt: due });
  for (const work of draft.state.assignments) {
    if (work.isOpen && work.dueAt !== due) putAssignment(draft, { ...work, dueAt: due });
  }
}
