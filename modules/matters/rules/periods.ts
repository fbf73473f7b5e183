/** Periods of civil days, and those that one is held against: 环比 and 同比. */

/** Both ends included. */
export type Days = { from: string; to: string };

const DAY_MS = 86_400_000;
const MONTHS_A_YEAR = 12;

const shifted = (day: string, days: number) =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** 环比, the period before: as many days, or as many months where it is of whole months. */
export function periodBefore({ from, to }: Days): Days {
  const months = wholeMonths({ from, to });
  if (months > 0) return { from: monthsBefore(from, months), to: shifted(from, -1) };
  const days = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
  return { from: shifted(from, -days), to: shifted(from, -1) };
}

/** 同比, the same days a year before; of whole months the same months, February as it was. */
export function yearBefore({ from, to }: Days): Days {
  if (wholeMonths({ from, to }) === 0) {
    return { from: monthsBefore(from, MONTHS_A_YEAR), to: monthsBefore(to, MONTHS_A_YEAR) };
  }
  const after = monthsBefore(shifted(to, 1), MONTHS_A_YEAR);
  return { from: monthsBefore(from, MONTHS_A_YEAR), to: shifted(after, -1) };
}

/** How many calendar months a period is; nought where it begins or ends within one. */
function wholeMonths({ from, to }: Days): number {
  const after = shifted(to, 1);
  if (!from.endsWith('-01') || !after.endsWith('-01')) return 0;
  return monthOf(after) - monthOf(from);
}

function monthOf(day: string): number {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return year * MONTHS_A_YEAR + month - 1;
}

/** The same day of an earlier month; its last where it has none of that number. */
function monthsBefore(day: string, months: number): string {
  const at = monthOf(day) - months;
  const last = new Date(Date.UTC(0, at + 1, 0));
  last.setUTCFullYear(Math.floor(at / MONTHS_A_YEAR), (at % MONTHS_A_YEAR) + 1, 0);
  const date = Math.min(Number(day.slice(8)), last.getUTCDate());
  return `${last.toISOString().slice(0, 8)}${String(date).padStart(2, '0')}`;
}
