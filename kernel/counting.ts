/**
 * Counting rules of a clock as data: where it begins, which days count, at what moment the last day
 * ends. What a law says (or leaves open) is written here per clock, never in code.
 */
import { type Calendar, calendarDay } from './calendar.ts';
import { isDayUnit, refuseTooLong, spanDaysMax, type Unit } from './units.ts';
import { civilAt, instantAt } from './zone.ts';

/** Where a clock begins that starts outside office hours. `asIs` leaves the start alone. */
export type OutsideHours = {
  /** On a day off: `sameTime` of the next working day, or its `opening`. */
  dayOff: 'asIs' | 'sameTime' | 'opening';
  beforeOpening: 'asIs' | 'opening';
  /** From closing time on; also for a start that `dayOff: 'sameTime'` moved there. */
  afterClosing: 'asIs' | 'nextOpening';
};

export type Counting = {
  /** Day units only. 民事诉讼法 art. 85: the day on which a period starts is not counted in it. */
  startDay: 'excluded' | 'included';
  /** Day units only; other units end at their own moment. */
  dueMoment: 'sameTime' | 'endOfDay' | 'endOfWorkDay';
  /**
   * Day units only. 民事诉讼法 art. 85: a last day that is a holiday gives way to the first day after
   * it; hours have no last day.
   */
  lastDayOnHoliday: 'asIs' | 'nextWorkingDay';
  /** `'nextOpening'` is short for the next opening in all three cases. Absent: as is. */
  outsideHours?: 'nextOpening' | OutsideHours;
};

const alwaysNextOpening: OutsideHours = {
  dayOff: 'opening',
  beforeOpening: 'opening',
  afterClosing: 'nextOpening',
};

/** Whether a clock ends with a day, at whatever hour it began: its time is whole days then. */
export function endsWithDay(unit: Unit, { dueMoment }: Pick<Counting, 'dueMoment'>): boolean {
  return isDayUnit(unit) && dueMoment !== 'sameTime';
}

/** The instant at which a clock that starts at `start` begins to count; never earlier. */
export function countingStart(start: number, counting: Counting, calendar: Calendar): number {
  if (!counting.outsideHours) return start;
  const rule = counting.outsideHours === 'nextOpening' ? alwaysNextOpening : counting.outsideHours;
  const began = civilAt(start, calendar.zone);
  if (calendarDay(calendar, began.day).isWorking) {
    return withinHours(start, began.day, rule, calendar);
  }
  if (rule.dayOff === 'asIs') return start;
  const day = workingDayFrom(began.day + 1, calendar);
  if (rule.dayOff === 'opening') return openingOf(day, calendar);
  return withinHours(instantAt(day, began.msOfDay, calendar.zone), day, rule, calendar);
}

/** The first working day from `day` on. Refuses CLOCK_TOO_LONG when 30 years have none. */
export function workingDayFrom(day: number, calendar: Calendar): number {
  for (let tried = day; tried <= day + spanDaysMax; tried += 1) {
    if (calendarDay(calendar, tried).isWorking) return tried;
  }
  return refuseTooLong();
}

/** Whether one day would end at the moment at which it starts: the one contradiction in a rule. */
export function isEmptyRule(
  unit: Unit,
  rule: { startDay?: unknown; dueMoment?: unknown },
): boolean {
  return isDayUnit(unit) && rule.startDay === 'included' && rule.dueMoment === 'sameTime';
}

/** Every fault of a value that should be counting rules for a unit; [] is sound. */
export function checkCounting(value: unknown, unit: Unit): string[] {
  if (typeof value !== 'object' || value === null) return ['counting must be an object'];
  const rule = value as Record<string, unknown>; // Only looked at, key by key, below.
  const faults = [
    ...checkWord('startDay', rule.startDay, ['excluded', 'included']),
    ...checkWord('dueMoment', rule.dueMoment, ['sameTime', 'endOfDay', 'endOfWorkDay']),
    ...checkWord('lastDayOnHoliday', rule.lastDayOnHoliday, ['asIs', 'nextWorkingDay']),
    ...checkOutsideHours(rule.outsideHours),
  ];
  if (isEmptyRule(unit, rule)) {
    faults.push('dueMoment: sameTime with an included start day would make one day nothing');
  }
  return faults;
}

function withinHours(at: number, day: number, rule: OutsideHours, calendar: Calendar): number {
  const { office } = calendarDay(calendar, day);
  const [first, last] = [office[0], office.at(-1)];
  if (!first || !last) return at;
  if (at < first.from) return rule.beforeOpening === 'opening' ? first.from : at;
  if (at < last.to || rule.afterClosing === 'asIs') return at;
  return openingOf(workingDayFrom(day + 1, calendar), calendar);
}

function openingOf(day: number, calendar: Calendar): number {
  const { office, whole } = calendarDay(calendar, day);
  return office[0]?.from ?? whole.from;
}

function checkOutsideHours(value: unknown): string[] {
  if (value === undefined || value === 'nextOpening') return [];
  if (typeof value !== 'object' || value === null) return ['outsideHours: unknown'];
  const rule = value as Record<string, unknown>; // Only looked at, key by key, below.
  return [
    ...checkWord('outsideHours.dayOff', rule.dayOff, ['asIs', 'sameTime', 'opening']),
    ...checkWord('outsideHours.beforeOpening', rule.beforeOpening, ['asIs', 'opening']),
    ...checkWord('outsideHours.afterClosing', rule.afterClosing, ['asIs', 'nextOpening']),
  ];
}

function checkWord(path: string, value: unknown, words: readonly string[]): string[] {
  const isKnown = typeof value === 'string' && words.includes(value);
  return isKnown ? [] : [`${path}: must be one of ${words.join(', ')}`];
}
