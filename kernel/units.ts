/**
 * The units of a clock and the time that counts in each. Every unit has a time base, so that a
 * stopped clock keeps what is left of it to the millisecond; natural units need no calendar.
 */
import type { Calendar, CalendarDay, Span } from './calendar.ts';
import { refuse } from './refusal.ts';

export const units = [
  'minutes',
  'hours',
  'urgentWorkHours',
  'workHours',
  'workingDays',
  'calendarDays',
] as const;

export type Unit = (typeof units)[number];

/** Longest stretch that is walked day by day: 30 years. */
export const spanDaysMax = 30 * 366;

const unitMs: Record<Unit, number> = {
  minutes: 60_000,
  hours: 3_600_000,
  urgentWorkHours: 3_600_000,
  workHours: 3_600_000,
  workingDays: 86_400_000,
  calendarDays: 86_400_000,
};

/** `amount` of a unit in ms of its time base. */
export function amountMs(amount: number, unit: Unit): number {
  return Math.round(amount * unitMs[unit]);
}

/** Units that count civil days rather than time. */
export function isDayUnit(unit: Unit): boolean {
  return unit === 'workingDays' || unit === 'calendarDays';
}

/** Units in which all time counts, whatever the calendar says. */
export function isNatural(unit: Unit): boolean {
  return unit === 'minutes' || unit === 'hours' || unit === 'calendarDays';
}

/** Whether a holiday published later can change what counts in this unit. */
export function dependsOnHolidays(unit: Unit, calendar: Calendar): boolean {
  if (unit === 'urgentWorkHours') return calendar.urgentHours.days === 'working';
  return !isNatural(unit);
}

/** The stretches of a day that count in a unit, in order. */
export function countedSpans(day: CalendarDay, unit: Unit): readonly Span[] {
  if (unit === 'workHours') return day.office;
  if (unit === 'urgentWorkHours') return day.urgent;
  return isNatural(unit) || day.isWorking ? [day.whole] : [];
}

export function refuseTooLong(): never {
  return refuse('CLOCK_TOO_LONG', { values: { years: 30 } });
}
