/**
 * A matter's clocks: how events start, stop, resume and end them, and when their rungs fire. What
 * is left of a stopped clock is kept to the millisecond in its unit's own counted time.
 */
import type { Calendar } from '../../../kernel/calendar.ts';
import type { Counting } from '../../../kernel/counting.ts';
import { dayNumber } from '../../../kernel/dates.ts';
import { must } from '../../../kernel/refusal.ts';
import { amountMs } from '../../../kernel/units.ts';
import {
  addWorked,
  dueAt,
  isProvisional,
  resumedDueAt,
  workedBetween,
} from '../../../kernel/working-time.ts';
import { civilAt, instantAt } from '../../../kernel/zone.ts';
import { type Draft, putAssignment, putClock, setMatter, textOf } from './draft.ts';
import { freshDetail } from './kept.ts';
import type { Amount, ClockSpec, ProcessDefinition, RungSpec } from './process.ts';
import { rungTimes, stretchesOf } from './recount.ts';
import { type Clock, type ClockDetail, saysOwn } from './state.ts';
import {
  type Bearing,
  bearersOf,
  isForSupport,
  isLive,
  supportDueAt,
  supports,
} from './support.ts';

/** Applies an event (`stage:handling`, `action:reply`) to every clock of the process. */
export function applyClockEvent(draft: Draft, event: string): void {
  const { definition } = draft.view;
  for (const [name, spec] of Object.entries(definition.clocks)) {
    for (const org of bearersOf(draft, spec, event)) applyTo(draft, event, { name, spec, org });
  }
}

function applyTo(draft: Draft, event: string, { name, spec, org }: Bearing): void {
  const clock = liveClock(draft, name, org);
  if (clock) turn(draft, event, clock, spec);
  if (!spec.starts.includes(event) || !isMeant(draft, spec)) return;
  if (org === null || supports(draft, org)) {
    startClock(draft, { name, spec, org }, { event, at: startOf(draft, spec) });
  }
}

/** Whether the matter is one for which the kind has this clock. */
function isMeant({ state }: Draft, { when = {} }: ClockSpec): boolean {
  return saysOwn(state.matter, when);
}

/** Now, or the beginning of the civil day that the act names or the kind's facts keep. */
function startOf({ given, now, view, state }: Draft, spec: ClockSpec): number {
  const { fromField, fromFact } = spec;
  const fact = fromFact === undefined ? undefined : state.matter.own[fromFact];
  const day = fromField === undefined ? fact : given[fromField];
  if (typeof day !== 'string') return now;
  return instantAt(dayNumber(day), 0, view.rules.calendar.zone);
}

/** What an event does to a clock that lives: one thing, its end before a stop. */
function turn(draft: Draft, event: string, clock: Clock, spec: ClockSpec): void {
  if (spec.cancels?.includes(event)) return finish(draft, clock, 'cancelled');
  if (spec.ends.includes(event) && !isKept(clock, event)) return finish(draft, clock, 'ended');
  if (clock.state === 'running' && spec.stops?.includes(event)) {
    return putClock(draft, stopped(clock, draft, event));
  }
  if (clock.state === 'stopped' && spec.resumes?.includes(event)) {
    putClock(draft, resumed(clock, draft));
  }
}

/** Who no longer supports has no clock for it, however the work ended. */
export function endWithSupport(draft: Draft): void {
  for (const clock of draft.state.clocks) {
    const { org } = clock;
    const isOurs = isLive(clock) && org !== null && isForSupport(draft, clock);
    if (!isOurs || clock.detail.stopReason === MERGED || supports(draft, org)) continue;
    const last = draft.state.assignments.findLast(
      (work) => work.role === 'supporting' && work.org === org,
    );
    finish(draft, clock, last?.state === 'done' ? 'ended' : 'cancelled');
  }
}

/** The close of a duplicate ends no clock: an unmerge goes on with what was left. */
function isKept(clock: Clock, event: string): boolean {
  return event.startsWith('stage:') && clock.detail.stopReason === MERGED;
}

/** Starts a clock unless one of that name is under way (for that organisation). */
export function startClock(
  draft: Draft,
  { name, spec, org }: Bearing,
  { event, at }: { event: string; at: number },
): void {
  if (liveClock(draft, name, org)) return;
  const { matter } = draft.state;
  const start = spec.fromReceipt ? matter.receivedAt : at;
  const { category, counting, ...time } = countOf(draft, { name, spec, start });
  const { calendar } = draft.view.rules;
  const due = dueAt({ start, ...time, calendar, counting });
  const isWindow = spec.nature === 'window';
  const rungs = rungTimes(
    isWindow ? [] : (draft.view.definition.ladders[spec.ladder] ?? []),
    { stretches: [{ from: due.startsAt, to: due.dueAt }], unit: time.unit },
    calendar,
  );
  putClock(draft, {
    id: draft.newId(),
    name,
    org: org ?? dutyOf(draft, event),
    state: 'running',
    dueAt: due.dueAt,
    nextAt: rungs[0]?.at ?? null,
    detail: {
      ...freshDetail(),
      nature: spec.nature,
      ...time,
      counting,
      calendar: { id: calendar.id, version: calendar.version },
      startedAt: start,
      countsFrom: due.startsAt,
      rungs,
      isProvisional: due.provisional,
      decidesDue: spec.decidesDue ?? false,
      citation: citationOf(draft, spec),
      why: `${matter.kind} v${matter.processVersion}`,
      category,
    },
  });
}

/** How much a clock counts, and how: its own time, or the days until the day that was set. */
function countOf(
  draft: Draft,
  { name, spec, start }: { name: string; spec: ClockSpec; start: number },
): Amount & { counting: Counting; category: string | null } {
  const until = spec.untilField === undefined ? '' : textOf(draft, spec.untilField);
  if (until === '') return { ...timeOf(draft, name, spec), counting: spec.counting };
  const from = civilAt(start, draft.view.rules.calendar.zone).day;
  const days = Math.max(0, dayNumber(until) - from);
  const startDay = days === 0 ? 'included' : 'excluded';
  return {
    amount: Math.max(1, days),
    unit: 'calendarDays',
    counting: { startDay, dueMoment: 'endOfDay', lastDayOnHoliday: 'asIs' },
    category: null,
  };
}

function citationOf(draft: Draft, { citation, citationField }: ClockSpec): string | null {
  if (citation !== undefined) return citation;
  return (citationField !== undefined && textOf(draft, citationField)) || null;
}

/** Whose duty a clock is: the handling organisation's in its stages, else the owner's (null). */
function dutyOf(draft: Draft, event: string): string | null {
  const [sort, name = ''] = event.split(':');
  // An act that starts a clock has led to its stage by then.
  const stage = sort === 'stage' ? name : draft.state.matter.stage;
  const owner = draft.view.definition.stages[stage]?.owner;
  return owner === 'handlingOrg' ? draft.state.matter.handlingOrg : null;
}

/** Clocks that run for a handling organisation go over to the new one. */
export function passClocks(draft: Draft, org: string): void {
  for (const clock of draft.state.clocks) {
    const isPassed = isLive(clock) && clock.org !== null && clock.org !== org;
    if (isPassed && !isForSupport(draft, clock)) putClock(draft, { ...clock, org });
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

/** The running or stopped clock of a name; of one organisation where each has its own. */
export function liveClock(
  draft: Draft,
  name: string,
  org: string | null = null,
): Clock | undefined {
  return draft.state.clocks.find(
    (clock) => clock.name === name && isLive(clock) && (org === null || clock.org === org),
  );
}

export function finish(draft: Draft, clock: Clock, state: 'ended' | 'cancelled'): void {
  // A right that nobody used by its end is no delay.
  const isDuty = clock.detail.nature !== 'window';
  const isLate =
    isDuty && state === 'ended' && clock.state === 'running' && draft.now > clock.dueAt;
  const breachedAt = isLate ? breach(draft, clock) : clock.detail.breachedAt;
  putClock(draft, {
    ...clock,
    state,
    nextAt: null,
    detail: { ...clock.detail, rungs: [], endedAt: draft.now, breachedAt },
  });
}

/** What is late is breached, whether or not the ladder was there first. Answers since when. */
export function breach(draft: Draft, clock: Clock): number {
  if (clock.detail.decidesDue) setMatter(draft, { facts: { isBreached: true } });
  return clock.detail.breachedAt ?? clock.dueAt + 1;
}

/** Ends every clock that still lives: the matter is closed, or takes another kind. */
export function finishAll(draft: Draft, state: 'ended' | 'cancelled'): void {
  for (const clock of draft.state.clocks) {
    if (isLive(clock)) finish(draft, clock, state);
  }
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
  const { clocks: specs } = draft.view.definition;
  for (const clock of draft.state.clocks) {
    const isOver = isLive(clock) && clock.detail.stopReason !== MERGED;
    if (isOver && !specs[clock.name]?.outlivesClose) finish(draft, clock, 'ended');
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

/** Resumes what a suspension stopped. */
export function resumeAfterSuspension(draft: Draft, reason: string): void {
  for (const clock of draft.state.clocks) {
    const isOurs = clock.state === 'stopped' && clock.detail.stopReason === reason;
    if (isOurs) putClock(draft, resumed(clock, draft));
  }
}

function resumed(clock: Clock, draft: Draft): Clock {
  const { calendar } = draft.view.rules;
  const { stoppedAt, unit, counting } = clock.detail;
  must(stoppedAt !== null, 'a stopped clock knows when it stopped');
  // A stop before counting began ends no earlier than it would have begun.
  const resumedAt = Math.max(draft.now, stoppedAt);
  const stop = { stoppedAt, resumedAt, dueAt: clock.dueAt };
  const newDue = resumedDueAt({ ...stop, unit, calendar, counting });
  const detail: ClockDetail = {
    ...clock.detail,
    ...asKnown(clock.detail, newDue, calendar),
    stoppedAt: null,
    stopReason: null,
    leftMs: null,
    turns: [...clock.detail.turns, { kind: 'resume', at: resumedAt }],
  };
  const open = openRungs(draft, clock);
  const rungs = rungTimes(open, { stretches: stretchesOf(detail, newDue), unit }, calendar);
  return {
    ...clock,
    state: 'running',
    dueAt: newDue,
    nextAt: rungs[0]?.at ?? null,
    detail: { ...detail, rungs },
  };
}

/** Rungs of the ladder that the clock has still before it. */
function openRungs(draft: Draft, { name, detail }: Clock): RungSpec[] {
  const { ladder } = specOf(draft.view.definition, name);
  const toCome = new Set(detail.rungs.map(({ rung }) => rung));
  return (draft.view.definition.ladders[ladder] ?? []).filter(({ rung }) => toCome.has(rung));
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

/**
 * The matter's own due time and its open work carry copies of what the clocks say: a supporting
 * organisation's of its own.
 */
export function copyDueTimes(draft: Draft): void {
  const deciding = draft.state.clocks.filter(
    (clock) => clock.state === 'running' && clock.detail.decidesDue,
  );
  const due = deciding.length > 0 ? Math.min(...deciding.map((clock) => clock.dueAt)) : null;
  if (due !== draft.state.matter.dueAt) setMatter(draft, { dueAt: due });
  for (const work of draft.state.assignments) {
    const dueAt = work.role === 'supporting' ? supportDueAt(draft, work.org, due) : due;
    if (work.isOpen && work.dueAt !== dueAt) putAssignment(draft, { ...work, dueAt });
  }
}
