/**
 * Turns the published holidays of `chinese-days` into the kernel's calendar. The package answers
 * for unpublished years as if they were ordinary, so only its raw data is read, never its answers.
 */
import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import type { Calendar, DayOverride, HourSpan } from '../kernel/calendar.ts';
import { must } from '../kernel/refusal.ts';

export type ChineseCalendarInput = {
  /** First and last year whose holidays the calendar carries. */
  from: number;
  to: number;
  id?: string;
  version?: number;
  hours?: readonly HourSpan[];
  urgentHours?: Calendar['urgentHours'];
  overrides?: Readonly<Record<string, DayOverride>>;
};

/** Office hours of an ordinary centre; a centre sets its own. */
const usualHours: readonly HourSpan[] = [
  ['09:00', '12:00'],
  ['13:30', '17:30'],
];

/** Urgent work-hours count from 8 to 20 on every day, unless a centre says otherwise. */
const usualUrgentHours: Calendar['urgentHours'] = { days: 'all', hours: [['08:00', '20:00']] };

/** The first and last year with published holidays in the installed package. */
export function publishedYears(): { from: number; to: number } {
  const years = Object.keys(published.holidays).map((date) => Number(date.slice(0, 4)));
  return { from: Math.min(...years), to: Math.max(...years) };
}

/**
 * The national working calendar. `knownUntil` is the end of `to`, or of the last published year if
 * that is earlier: then 25 December, because the notice of the next year's New Year has given and
 * taken days from 29 December on (2007, 2018, 2022).
 */
export function chineseCalendar(input: ChineseCalendarInput): Calendar {
  const years = publishedYears();
  must(input.from <= input.to, 'a calendar runs from an earlier year to a later one');
  must(input.from >= years.from, `no holidays are published before ${years.from}`);
  return {
    id: input.id ?? 'cn',
    version: input.version ?? 1,
    zone: 'Asia/Shanghai',
    knownUntil: input.to < years.to ? `${input.to}-12-31` : `${years.to}-12-25`,
    weekend: [6, 7],
    holidays: namesOf(published.holidays, input),
    makeUpDays: namesOf(published.workdays, input),
    hours: input.hours ?? usualHours,
    urgentHours: input.urgentHours ?? usualUrgentHours,
    overrides: input.overrides ?? {},
  };
}

/** The package writes "National Day,国庆节,3": English name, Chinese name, days. */
function namesOf(dates: Record<string, string>, input: ChineseCalendarInput) {
  const names: Record<string, string> = {};
  for (const [date, text] of Object.entries(dates)) {
    const year = Number(date.slice(0, 4));
    if (year < input.from || year > input.to) continue;
    names[date] = text.split(',')[1] ?? text;
  }
  return names;
}
