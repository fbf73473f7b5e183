/**
 * When a patrol point wants a check-in: once in each day, ISO week, month or quarter of the
 * centre's zone. Pure: civil days in, civil days out.
 */
import { type CivilDate, civilDate, dayNumber } from '../../kernel/dates.ts';
import type { Every } from './contract.ts';

export type Turn = { isDue: boolean; dueOn: CivilDate; missed: number };

/** The first and the last day (days since 1970-01-01) of the period that holds a day. */
export function periodOf(every: Every, day: number): { from: number; to: number } {
  if (every === 'day') return { from: day, to: day };
  if (every === 'week') {
    // 1970-01-01 was a Thursday; weeks begin on Monday.
    const from = day - ((((day + 3) % 7) + 7) % 7);
    return { from, to: from + 6 };
  }
  const months = every === 'month' ? 1 : 3;
  const [year = 0, month = 1] = civilDate(day).split('-').map(Number);
  const first = Math.floor((month - 1) / months) * months;
  return { from: monthStart(year, first), to: monthStart(year, first + months) - 1 };
}

/** Of a month counted from 0; 12 is the next January. */
function monthStart(year: number, month: number): number {
  return dayNumber(new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10));
}

/**
 * Where a point stands on a day. `since`: the day of the latest check-in, or null; `begun`: the day
 * from which the point stands. Periods without a check-in count as missed only when they are over.
 */
export function turnOf(
  every: Every,
  { since, begun, today }: { since: number | null; begun: number; today: number },
): Turn {
  const present = periodOf(every, today);
  const isDue = since === null || since < present.from;
  return {
    isDue,
    dueOn: civilDate(present.to),
    missed: isDue ? periodsBetween(every, since, { begun, present: present.from }) : 0,
  };
}

/** A point that nobody has looked at for years is bad enough at this number. */
const MISSED_MAX = 99;

function periodsBetween(
  every: Every,
  since: number | null,
  { begun, present }: { begun: number; present: number },
): number {
  // The period of the latest check-in was kept; without one, that of the beginning was not.
  const first = since === null ? periodOf(every, begun).from : periodOf(every, since).to + 1;
  let count = 0;
  for (let at = first; at < present && count < MISSED_MAX; at = periodOf(every, at).to + 1) {
    count += 1;
  }
  return count;
}
