/**
 * Whether an office is open at an instant and when that changes next. One reading of the calendar
 * for routing by hours and for what residents are told.
 */
import { type Calendar, calendarDay, type DayKind } from './calendar.ts';
import { civilAt } from './zone.ts';

export type Opening = {
  isOpen: boolean;
  /** When this span of office hours ends; null while closed. */
  closesAt: number | null;
  /** The next opening after now; null when the calendar knows none within a year. */
  opensAt: number | null;
  /** What kind of day it is, and its holiday's name. */
  today: { kind: DayKind; name: string | null };
};

const LOOKED_AHEAD_DAYS = 366;

export function openingAt(calendar: Calendar, now: number): Opening {
  const first = civilAt(now, calendar.zone).day;
  const { kind, name, office } = calendarDay(calendar, first);
  const span = office.find(({ from, to }) => from <= now && now < to);
  return {
    isOpen: span !== undefined,
    closesAt: span?.to ?? null,
    opensAt: nextOpening(calendar, first, now),
    today: { kind, name },
  };
}

/** In office hours, by the calendar. */
export function isOfficeTime(calendar: Calendar, now: number): boolean {
  const { office } = calendarDay(calendar, civilAt(now, calendar.zone).day);
  return office.some(({ from, to }) => from <= now && now < to);
}

function nextOpening(calendar: Calendar, first: number, now: number): number | null {
  for (let day = first; day <= first + LOOKED_AHEAD_DAYS; day += 1) {
    const next = calendarDay(calendar, day).office.find(({ from }) => from > now);
    if (next) return next.from;
  }
  return null;
}
