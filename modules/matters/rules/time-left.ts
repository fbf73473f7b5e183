/** How long is left of a due time in the time that its clock counts: what a list shows. Pure. */
import { type Calendar, type HourSpan, msOfTime } from '../../../kernel/calendar.ts';
import { isNatural, type Unit } from '../../../kernel/units.ts';
import { workedBetween } from '../../../kernel/working-time.ts';
import type { TimeLeft } from '../contract/time-left.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

/**
 * Working days are counted in office hours too: a clock that ends with the last day's closing has
 * a day and three hours left, and not a day and fourteen.
 */
export function timeLeft(now: number, due: number, unit: Unit, calendar: Calendar): TimeLeft {
  if (isNatural(unit)) {
    return { minutes: minutesOf(due - now), dayMinutes: DAY_MINUTES, isWorkingTime: false };
  }
  const isUrgent = unit === 'urgentWorkHours';
  const counted = workedBetween(now, due, isUrgent ? unit : 'workHours', calendar);
  const hours = isUrgent ? calendar.urgentHours.hours : calendar.hours;
  return { minutes: minutesOf(counted), dayMinutes: lengthOf(hours), isWorkingTime: true };
}

/** Whole minutes; `-0` is none. */
const minutesOf = (ms: number) => Math.trunc(ms / MINUTE_MS) || 0;

const lengthOf = (hours: readonly HourSpan[]) =>
  hours.reduce((sum, [from, to]) => sum + (msOfTime(to) - msOfTime(from)) / MINUTE_MS, 0);
