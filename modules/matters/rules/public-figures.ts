/**
 * Figures for everyone, so that no two of them, taken apart, count few persons. The promise not to
 * break: everything shown is made from cells that may be shown, or from a rest that narrows none.
 *
 * A cell is one measure of one town in one calendar month. With fewer than `atLeast` it is hidden.
 *
 * 1. Only months that are over: today's figure less yesterday's would else count one day's matters.
 * 2. A year of a town is the sum of its months that are shown, so that the year less eleven months
 *    is the twelfth if that is shown, and nothing if it is not.
 * 3. A month of the county less its shown towns leaves the sum S of its k hidden ones. Each of them
 *    is known to be between 0 and m = atLeast - 1, and stays exactly as unknown as long as any of
 *    them may be 0 (S <= m(k - 1)) and any may be m (S >= m); and few persons are no figure of
 *    their own (S >= atLeast). Else the county is the sum of its shown towns alone.
 * 4. A year of the county is the sum of its months as they are shown.
 *
 * So the hidden cells stand in one equation at most, each month its own. What a rate was made from
 * is told in steps of five, so that its numerator is not reckoned back.
 */
import { answerSpans } from './answer-spans.ts';

const STEP = 5;
const SECONDS_AN_HOUR = 3600;

export type CountRow = { town: string; measure: string; status: string; n: number };
/** How many first answers of a town came within a span (its index; the last: beyond all). */
export type SpanRow = { town: string; span: number; n: number };
export type MonthFigures = { counts: readonly CountRow[]; spans: readonly SpanRow[] };

type Measure = { value: number; of: number } | null;

export type PublicLine = {
  received: number | null;
  closed: number | null;
  onTimeRate: Measure;
  meanAnswerHours: Measure;
  medianAnswerHours: Measure;
  meanRating: Measure;
};

const measures = ['received', 'closed', 'onTime', 'answer', 'median', 'rating'] as const;
type MeasureName = (typeof measures)[number];

/** How many, the sum over them, and of answers how they spread. All three are additive. */
type Cell = { n: number; sum: number; spread: readonly number[] };
type Line = Record<MeasureName, Cell>;

const NOTHING: Cell = { n: 0, sum: 0, spread: [] };

/** The lines of a county and its towns over months that are over; see above. */
export function publicFigures(
  months: readonly MonthFigures[],
  towns: readonly string[],
  atLeast: number,
): { county: PublicLine; towns: Map<string, PublicLine> } {
  const county = blank();
  const lines = new Map(towns.map((town) => [town, blank()]));
  for (const month of months) {
    const cells = [...lines].map(([town, line]) => ({ line, cells: cellsOf(month, town) }));
    for (const measure of measures) {
      const of = cells.map((one) => ({ line: one.line, cell: one.cells[measure] }));
      const shown = of.filter(({ cell }) => cell.n >= atLeast);
      for (const { line, cell } of shown) line[measure] = add(line[measure], cell);
      const hidden = of.filter(({ cell }) => cell.n < atLeast).map(({ cell }) => cell);
      const told = mayTellRest(hidden, atLeast) ? of : shown;
      county[measure] = told.reduce((sum, { cell }) => add(sum, cell), county[measure]);
    }
  }
  return {
    county: wordsOf(county, atLeast),
    towns: new Map([...lines].map(([town, line]) => [town, wordsOf(line, atLeast)])),
  };
}

/** Whether the sum of the hidden narrows none of them: the third rule above. */
function mayTellRest(hidden: readonly Cell[], atLeast: number): boolean {
  // A reopening takes back a close of an earlier month.
  if (hidden.some(({ n }) => n < 0)) return false;
  const rest = hidden.reduce((sum, { n }) => sum + n, 0);
  const most = (atLeast - 1) * (hidden.length - 1);
  return hidden.length === 0 || (rest >= atLeast && rest <= most);
}

const blank = (): Line => ({
  received: NOTHING,
  closed: NOTHING,
  onTime: NOTHING,
  answer: NOTHING,
  median: NOTHING,
  rating: NOTHING,
});

/** Duplicates and what was withdrawn were closed by nobody's work. */
const isWork = ({ status }: CountRow) => status !== 'duplicate' && status !== 'withdrawn';

function cellsOf({ counts, spans }: MonthFigures, town: string): Line {
  const own = counts.filter((row) => row.town === town);
  const sum = (measure: string) =>
    own.reduce((total, row) => total + (row.measure === measure ? row.n : 0), 0);
  const cell = (n: number, total = 0): Cell => ({ n, sum: total, spread: [] });
  const spread: number[] = [];
  for (const row of spans) {
    if (row.town === town) spread[row.span] = (spread[row.span] ?? 0) + row.n;
  }
  const closed = own.filter((row) => row.measure === 'closed' && isWork(row));
  return {
    received: cell(sum('received')),
    closed: cell(closed.reduce((total, row) => total + row.n, 0)),
    onTime: cell(sum('closedOnTime') + sum('breached'), sum('closedOnTime')),
    answer: cell(sum('answered'), sum('answerSeconds')),
    median: { n: spread.reduce((total, n) => total + (n ?? 0), 0), sum: 0, spread },
    rating: cell(sum('rated'), sum('ratingSum')),
  };
}

function add(a: Cell, b: Cell): Cell {
  const length = Math.max(a.spread.length, b.spread.length);
  const spread = Array.from({ length }, (_, at) => (a.spread[at] ?? 0) + (b.spread[at] ?? 0));
  return { n: a.n + b.n, sum: a.sum + b.sum, spread };
}

function wordsOf(line: Line, atLeast: number): PublicLine {
  const count = ({ n }: Cell) => (n < atLeast ? null : n);
  const mean = ({ n, sum }: Cell, digits: number): Measure => {
    if (n < atLeast) return null;
    const factor = 10 ** digits;
    return { value: Math.round((sum / n) * factor) / factor, of: inSteps(n) };
  };
  const answer = { ...line.answer, sum: line.answer.sum / SECONDS_AN_HOUR };
  return {
    received: count(line.received),
    closed: count(line.closed),
    onTimeRate: mean(line.onTime, 2),
    meanAnswerHours: mean(answer, 0),
    medianAnswerHours: median(line.median, atLeast),
    meanRating: mean(line.rating, 1),
  };
}

const inSteps = (n: number) => Math.floor(n / STEP) * STEP;

/** The end of the span by which half have come: at least half were answered within it. */
function median({ n, spread }: Cell, atLeast: number): Measure {
  if (n < atLeast) return null;
  let come = 0;
  const at = spread.findIndex((some) => {
    come += some;
    return come * 2 >= n;
  });
  const value = answerSpans[at] ?? (answerSpans.at(-1) ?? 0) * 2;
  return { value, of: inSteps(n) };
}

export type Month = { from: string; to: string };

/** The calendar months of what was asked, as far as they are over. */
export function monthsOver(
  asked: { month?: string | undefined; year?: string | undefined },
  today: string,
): Month[] {
  const year = asked.year ?? today.slice(0, 4);
  const all = asked.month
    ? [asked.month]
    : Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}`);
  return all.filter((month) => month < today.slice(0, 7)).map(daysOf);
}

function daysOf(month: string): Month {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return { from: `${month}-01`, to: `${month}-${String(last).padStart(2, '0')}` };
}
