/**
 * Due times and counted time. Pure: the calendar and the counting rules come as data. The promise
 * not to break: what `workedBetween` says is left of a clock, `addWorked` gives back to the ms.
 */
import { type Calendar, calendarDay, isKnown, msOfTime, type Span } from './calendar.ts';
import {
  type Counting,
  countingStart,
  endsWithDay,
  isEmptyRule,
  workingDayFrom,
} from './counting.ts';
import { type ExplainedDay, explainDays } from './due-days.ts';
import { must } from './refusal.ts';
import {
  amountMs,
  countedSpans,
  dependsOnHolidays,
  isDayUnit,
  isNatural,
  refuseTooLong,
  spanDaysMax,
  type Unit,
} from './units.ts';
import { civilAt, instantAt } from './zone.ts';

export type DueInput = {
  /** Epoch ms of the event that starts the clock. */
  start: number;
  /** Above 0; whole for day units. */
  amount: number;
  unit: Unit;
  calendar: Calendar;
  counting: Counting;
};

export type Due = {
  /** Epoch ms; on time is up to and including it. The end of a day is its last millisecond. */
  dueAt: number;
  /** When counting began: `start`, or later by `counting.outsideHours`. */
  startsAt: number;
  /** It lies beyond the published calendar and may move when the next year is published. */
  provisional: boolean;
  /** Day by day what counted and why not; runs of like days are folded when it is long. */
  days: ExplainedDay[];
};

/** The last counted moment, and the civil day that it belongs to. */
type Ending = { at: number; day: number };

const spanMsMax = spanDaysMax * 86_400_000;

/**
 * The due time of a clock, explained. Later starts and larger amounts never give an earlier due
 * time, except where a rule keeps the wall clock's time (`sameTime`) while it moves the day, and in
 * the hour that comes twice when clocks are set back. Refuses CLOCK_TOO_LONG beyond 30 years.
 */
export function dueAt(input: DueInput): Due {
  const { start, amount, unit, calendar, counting } = input;
  must(Number.isFinite(start) && Number.isFinite(amount) && amount > 0, 'a clock needs an amount');
  must(!isDayUnit(unit) || Number.isInteger(amount), 'days are counted whole');
  must(!isEmptyRule(unit, counting), 'an included start day needs the end of a day');
  if (amountMs(amount, unit) > spanMsMax) refuseTooLong();
  const startsAt = countingStart(start, counting, calendar);
  const counted = isDayUnit(unit)
    ? endByDays(input, startsAt)
    : endByTime(startsAt, amountMs(amount, unit), input);
  const settled = settle(counted, input);
  const due = Math.max(settled.at, startsAt);
  return {
    dueAt: due,
    startsAt,
    provisional: restsOnHolidays(input) && !isKnown(calendar, settled.day),
    days: explainDays({
      unit,
      calendar,
      startDay: counting.startDay,
      start,
      startsAt,
      counted,
      dueDay: settled.day,
    }),
  };
}

/**
 * Counted time from one instant to another in ms of the unit's time base: all time for minutes,
 * hours and calendar days, office or urgent hours, whole working days. Negative when `to` is
 * earlier. Refuses CLOCK_TOO_LONG when calendar days over more than 30 years must be walked.
 */
export function workedBetween(from: number, to: number, unit: Unit, calendar: Calendar): number {
  if (isNatural(unit)) return to - from;
  if (to < from) return 0 - workedBetween(to, from, unit, calendar);
  const first = civilAt(from, calendar.zone).day;
  const last = civilAt(to, calendar.zone).day;
  if (last - first > spanDaysMax) refuseTooLong();
  let total = 0;
  for (let day = first; day <= last; day += 1) {
    for (const span of countedSpans(calendarDay(calendar, day), unit)) {
      total += overlap(span, from, to);
    }
  }
  return total;
}

/**
 * The earliest instant from `from` on by which `ms` of the unit's time base have been counted: the
 * inverse of `workedBetween`. `ms` must not be negative. Refuses CLOCK_TOO_LONG beyond 30 years.
 */
export function addWorked(from: number, ms: number, unit: Unit, calendar: Calendar): number {
  must(ms >= 0, 'counted time does not run backwards');
  if (ms === 0) return from;
  if (isNatural(unit)) return ms > spanMsMax ? refuseTooLong() : from + ms;
  const first = civilAt(from, calendar.zone).day;
  let left = ms;
  for (let day = first; day <= first + spanDaysMax; day += 1) {
    for (const span of countedSpans(calendarDay(calendar, day), unit)) {
      const free = overlap(span, from, span.to);
      if (left <= free) return Math.max(span.from, from) + left;
      left -= free;
    }
  }
  return refuseTooLong();
}

export type StoppedClock = {
  stoppedAt: number;
  resumedAt: number;
  /** The due time that held when the clock was stopped. */
  dueAt: number;
  unit: Unit;
  calendar: Calendar;
  counting: Counting;
};

/**
 * The due time after a stop: what was left when the clock stopped is counted from the resumption.
 * A stop in which nothing would have counted changes nothing, nor does one after the due time: what
 * was overdue stays so since then. A clock that ends with a day has whole days left, and goes on
 * ending with one. Stop no earlier than `Due.startsAt`.
 */
export function resumedDueAt(clock: StoppedClock): number {
  const { stoppedAt, resumedAt, unit, calendar, counting } = clock;
  must(stoppedAt <= resumedAt, 'a clock resumes after its stop');
  if (stoppedAt >= clock.dueAt) return clock.dueAt;
  if (endsWithDay(unit, counting)) return resumedByDays(clock);
  if (workedBetween(stoppedAt, resumedAt, unit, calendar) === 0) return clock.dueAt;
  const left = workedBetween(stoppedAt, clock.dueAt, unit, calendar);
  return addWorked(resumedAt, left, unit, calendar);
}

/**
 * The days that a stop takes from a clock that ends with a day: as a period is counted from the
 * day after its event, the day of the stop still counts and that of the resumption does not.
 */
export function daysStopped(of: Omit<StoppedClock, 'dueAt' | 'counting'>): number {
  const { zone } = of.calendar;
  const [first, last] = [civilAt(of.stoppedAt, zone).day, civilAt(of.resumedAt, zone).day];
  if (of.unit === 'calendarDays') return last - first;
  if (last - first > spanDaysMax) refuseTooLong();
  let days = 0;
  for (let day = first + 1; day <= last; day += 1) {
    if (calendarDay(of.calendar, day).isWorking) days += 1;
  }
  return days;
}

function resumedByDays(clock: StoppedClock): number {
  const { dueAt: before, resumedAt, unit, calendar } = clock;
  const days = daysStopped(clock);
  if (days === 0 && before >= resumedAt) return before;
  // A day that closes at midnight ends with the next one's first moment.
  const last = civilAt(before - 1, calendar.zone).day;
  const isWorked = unit === 'workingDays' && days > 0;
  const moved = isWorked ? nthWorkingDay(last + 1, days, calendar) : last + days;
  const isOff = (day: number) => movesLastDay(clock) && !calendarDay(calendar, day).isWorking;
  const at = endOf(isOff(moved) ? workingDayFrom(moved, calendar) : moved, clock);
  if (at >= resumedAt) return at;
  // Stopped on its last day: what was left of that day is a day again, not one that is over.
  const next = civilAt(resumedAt, calendar.zone).day;
  const isCounted = (day: number) => unit !== 'workingDays' && !isOff(day);
  const fitting = (day: number) => (isCounted(day) ? day : workingDayFrom(day, calendar));
  const today = endOf(fitting(next), clock);
  return today >= resumedAt ? today : endOf(fitting(next + 1), clock);
}

/**
 * Whether a due time that was not just counted (after a stop, an extension, a new calendar) lies
 * beyond the published calendar and rests on it.
 */
export function isProvisional(due: number, clock: Omit<DueInput, 'start' | 'amount'>): boolean {
  return restsOnHolidays(clock) && !isKnown(clock.calendar, civilAt(due, clock.calendar.zone).day);
}

function restsOnHolidays(clock: Omit<DueInput, 'start' | 'amount'>): boolean {
  return (
    dependsOnHolidays(clock.unit, clock.calendar) ||
    movesLastDay(clock) ||
    clock.counting.outsideHours !== undefined
  );
}

function endByTime(startsAt: number, ms: number, input: DueInput): Ending {
  const at = addWorked(startsAt, ms, input.unit, input.calendar);
  // A clock that ends at midnight ends with the day before.
  return { at, day: civilAt(Math.max(at - 1, startsAt), input.calendar.zone).day };
}

function endByDays(input: DueInput, startsAt: number): Ending {
  const { amount, unit, calendar, counting } = input;
  const began = civilAt(startsAt, calendar.zone);
  const first = counting.startDay === 'included' ? began.day : began.day + 1;
  const day = unit === 'calendarDays' ? first + amount - 1 : nthWorkingDay(first, amount, calendar);
  return { day, at: momentOf(day, input, startsAt) };
}

function nthWorkingDay(first: number, amount: number, calendar: Calendar): number {
  let day = workingDayFrom(first, calendar);
  for (let counted = 1; counted < amount; counted += 1) {
    day = workingDayFrom(day + 1, calendar);
    if (day - first > spanDaysMax) refuseTooLong();
  }
  return day;
}

function momentOf(day: number, input: DueInput, startsAt: number): number {
  const { unit, calendar } = input;
  if (endsWithDay(unit, input.counting)) return endOf(day, input);
  const began = civilAt(startsAt, calendar.zone);
  // A day off has no moment in the count of working days: what starts then has the whole last day.
  const isOutside = unit === 'workingDays' && !calendarDay(calendar, began.day).isWorking;
  return isOutside ? lastOf(day, calendar) : instantAt(day, began.msOfDay, calendar.zone);
}

function endOf(day: number, { calendar, counting }: Pick<DueInput, 'calendar' | 'counting'>) {
  return counting.dueMoment === 'endOfWorkDay' ? closingOf(day, calendar) : lastOf(day, calendar);
}

const lastOf = (day: number, calendar: Calendar) => calendarDay(calendar, day).whole.to - 1;

/** On a day off the usual closing time stands in. */
function closingOf(day: number, calendar: Calendar): number {
  const closing = calendarDay(calendar, day).office.at(-1);
  if (closing) return closing.to;
  const usual = calendar.hours.at(-1)?.[1] ?? '24:00';
  return instantAt(day, msOfTime(usual), calendar.zone);
}

/** Moves an ending off a holiday where the counting rules say so: a last day, never a last hour. */
function settle(counted: Ending, input: DueInput): Ending {
  const { calendar, counting, start } = input;
  if (!movesLastDay(input)) return counted;
  const day = workingDayFrom(counted.day, calendar);
  if (day === counted.day) return counted;
  return { day, at: momentOf(day, input, countingStart(start, counting, calendar)) };
}

/**
 * Only what is counted in days has a last day. A clock counted in hours runs on days off or it does
 * not (its unit says so): four urgent hours of a Saturday must not become Monday's.
 */
function movesLastDay({ unit, counting }: Pick<DueInput, 'unit' | 'counting'>): boolean {
  return isDayUnit(unit) && counting.lastDayOnHoliday === 'nextWorkingDay';
}

function overlap(span: Span, from: number, to: number): number {
  return Math.max(0, Math.min(span.to, to) - Math.max(span.from, from));
}
