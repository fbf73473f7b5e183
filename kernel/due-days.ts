/**
 * The explanation of a due time: each civil day from the start to the due day with what it counted
 * or why it did not. Bounded: long stretches fold into runs, and many runs into their ends.
 */
import { type Calendar, calendarDay, type DayKind } from './calendar.ts';
import { type CivilDate, civilDate } from './dates.ts';
import { countedSpans, isDayUnit, isNatural, type Unit } from './units.ts';
import { civilAt } from './zone.ts';

export type DayReason =
  | DayKind
  /** Counted in a natural unit, whatever kind of day it is. */
  | 'calendarDay'
  /** The day on which a period starts, not counted. */
  | 'startDay'
  /** Before the opening at which the clock began to count. */
  | 'notStarted'
  /** The working day to which a last day on a holiday moved. */
  | 'lastDayMoved'
  /** Many runs in one, in the middle of a long explanation. */
  | 'folded';

/** A day, or a run of days of one reason, `from` and `to` inclusive. */
export type ExplainedDay = {
  from: CivilDate;
  to: CivilDate;
  why: DayReason;
  /** Of the holiday, make-up day or override. */
  name: string | null;
  /** Counted days (day units), 0 when skipped. */
  days: number;
  /** Counted ms (time units), 0 when skipped. */
  ms: number;
};

export type ExplainInput = {
  unit: Unit;
  calendar: Calendar;
  startDay: 'excluded' | 'included';
  start: number;
  startsAt: number;
  counted: { at: number; day: number };
  dueDay: number;
};

/** Up to a month every day stands for itself. */
const singleDaysMax = 31;
const entriesMax = 61;

export function explainDays(input: ExplainInput): ExplainedDay[] {
  const first = civilAt(input.start, input.calendar.zone).day;
  const startsDay = civilAt(input.startsAt, input.calendar.zone).day;
  const mayFold = input.dueDay - first >= singleDaysMax;
  const entries: ExplainedDay[] = [];
  for (let day = first; day <= input.dueDay; day += 1) {
    const entry = explainDay(day, startsDay, input);
    const last = entries.at(-1);
    if (mayFold && last && isAlike(last, entry)) join(last, entry);
    else entries.push(entry);
  }
  return entries.length > entriesMax ? foldMiddle(entries) : entries;
}

function explainDay(day: number, startsDay: number, input: ExplainInput): ExplainedDay {
  const { kind, name, isWorking } = calendarDay(input.calendar, day);
  if (day < startsDay) return entryOf(day, isWorking ? 'notStarted' : kind, name);
  if (day > input.counted.day) return entryOf(day, isWorking ? 'lastDayMoved' : kind, name);
  const why = isNatural(input.unit) ? 'calendarDay' : kind;
  const shown = isNatural(input.unit) ? null : name;
  if (!isDayUnit(input.unit)) return { ...entryOf(day, why, shown), ms: countedMs(day, input) };
  const counts = isWorking || input.unit === 'calendarDays';
  if (day === startsDay && input.startDay === 'excluded') {
    return entryOf(day, counts ? 'startDay' : kind, counts ? null : name);
  }
  return { ...entryOf(day, why, shown), days: counts ? 1 : 0 };
}

function countedMs(day: number, input: ExplainInput): number {
  const spans = countedSpans(calendarDay(input.calendar, day), input.unit);
  return spans.reduce((total, span) => {
    const from = Math.max(span.from, input.startsAt);
    const to = Math.min(span.to, input.counted.at);
    return total + Math.max(0, to - from);
  }, 0);
}

function entryOf(day: number, why: DayReason, name: string | null): ExplainedDay {
  const date = civilDate(day);
  return { from: date, to: date, why, name, days: 0, ms: 0 };
}

function isAlike(a: ExplainedDay, b: ExplainedDay): boolean {
  const isSameCount = a.days > 0 === b.days > 0 && a.ms > 0 === b.ms > 0;
  return a.why === b.why && a.name === b.name && isSameCount;
}

function join(into: ExplainedDay, next: ExplainedDay): void {
  into.to = next.to;
  into.days += next.days;
  into.ms += next.ms;
}

function foldMiddle(entries: readonly ExplainedDay[]): ExplainedDay[] {
  const side = (entriesMax - 1) / 2;
  const [first, ...others] = entries.slice(side, -side);
  if (!first) return [...entries];
  const middle: ExplainedDay = { ...first, why: 'folded', name: null };
  for (const other of others) join(middle, other);
  return [...entries.slice(0, side), middle, ...entries.slice(-side)];
}
