/**
 * Figures for everyone: what is counted from few is kept back, and what a rate was made from is
 * told in steps of five, so that a difference of two periods does not count single persons.
 */
import type { FigureRow, Rate } from './figures.ts';
import { figureLine } from './figures.ts';

const STEP = 5;

type Measure = { value: number; of: number } | null;

export type PublicLine = {
  received: number | null;
  closed: number | null;
  onTimeRate: Measure;
  meanAnswerHours: Measure;
  meanRating: Measure;
};

export function publicLine(rows: readonly FigureRow[], atLeast: number): PublicLine {
  const line = figureLine('', rows);
  // Duplicates and what was withdrawn were closed by nobody's work.
  const closed = Object.entries(line.closed)
    .filter(([outcome]) => outcome !== 'duplicate' && outcome !== 'withdrawn')
    .reduce((sum, [, n]) => sum + n, 0);
  return {
    received: line.received < atLeast ? null : line.received,
    closed: closed < atLeast ? null : closed,
    onTimeRate: kept(line.onTimeClosureRate, atLeast, 2),
    meanAnswerHours: kept(line.meanAnswerHours, atLeast, 0),
    meanRating: kept(line.meanRating, atLeast, 1),
  };
}

function kept(rate: Rate, atLeast: number, digits: number): Measure {
  if (rate.value === null || rate.denominator < atLeast) return null;
  const factor = 10 ** digits;
  const of = Math.floor(rate.denominator / STEP) * STEP;
  return { value: Math.round(rate.value * factor) / factor, of };
}

/** The civil days of a month, or of a year. */
export function periodOf(
  asked: { month?: string | undefined; year?: string | undefined },
  today: string,
): { from: string; to: string } {
  if (asked.month === undefined) {
    const year = asked.year ?? today.slice(0, 4);
    return { from: `${year}-01-01`, to: `${year}-12-31` };
  }
  const [year = 0, month = 1] = asked.month.split('-').map(Number);
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { from: `${asked.month}-01`, to: `${asked.month}-${String(last).padStart(2, '0')}` };
}
