/**
 * Which copies a grown city has: by week from the oldest on, with seasons, growth and holidays; at
 * the end those that are under way today. The same seed and number give the same city.
 */
import type { Chance } from './chance.ts';

/** What the plan needs to know of a mould. */
export type Shape = {
  matters: number;
  firstAt: number;
  lastAt: number;
  /** The earliest moment at which something is due that waits; null: nothing waits. */
  dueAt: number | null;
  isOpen: boolean;
};

/** Matters of one week, or of those under way now. */
export type Part = { week: number | 'now'; count: number };
/** What is written in one transaction. */
export type Batch = readonly Part[];

/**
 * How many matters a batch has at most. The more, the fewer rows of figures are written twice; of a
 * small run a killed one shall not lose much.
 */
export const batchOf = (aim: number) => (aim < 50_000 ? 1000 : 3000);
/** A run of more tells what is over by one entry each: whole histories would not fit a disk. */
export const WHOLE_MOST = 1_000_000;
/** More are never under way: they have their whole history, at any size. */
const OPEN_MOST = 100_000;
/** Two years, so that a month has one of the year before beside it. */
const WEEKS = 105;
const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const ZONE_MS = 8 * 3_600_000;
/** Of a centre that keeps its days: some five days of work are open. */
const OPEN_SHARE = 0.03;

/** By month: hot and wet summers bring the most, the long holidays the least. */
const MONTHS = [0.85, 0.65, 0.95, 1, 1.05, 1.2, 1.3, 1.25, 1.1, 0.9, 1, 0.95];

/** The batches of a run in order: how many matters each has is an aim, stories have several. */
export function planBatches(aim: number, asOf: number): Batch[] {
  const open = Math.min(OPEN_MOST, Math.max(1, Math.round(aim * OPEN_SHARE)));
  const weights = Array.from({ length: WEEKS }, (_, week) => weightOf(week, asOf));
  const sum = weights.reduce((a, b) => a + b, 0);
  const shares = weights.map((weight) => weight / sum);
  const most = batchOf(aim);
  const past = shared(aim - open, shares).flatMap((count, week) => sliced({ week, count }, most));
  return gathered([...past, ...sliced({ week: 'now', count: open }, most)], most);
}

/** Of few matters a batch has several weeks. */
function gathered(parts: readonly Part[], most: number): Batch[] {
  const batches: Part[][] = [];
  let room = 0;
  for (const part of parts) {
    if (part.count > room) {
      batches.push([]);
      room = most;
    }
    batches.at(-1)?.push(part);
    room -= part.count;
  }
  return batches;
}

/** Whole parts of a whole, so that nothing is lost by rounding. */
function shared(whole: number, shares: readonly number[]): number[] {
  let share = 0;
  let given = 0;
  return shares.map((one) => {
    share += one;
    const part = Math.round(whole * share) - given;
    given += part;
    return part;
  });
}

function sliced({ week, count }: Part, most: number): Part[] {
  const parts = Array.from({ length: Math.floor(count / most) }, () => ({ week, count: most }));
  const rest = count % most;
  return rest > 0 ? [...parts, { week, count: rest }] : parts;
}

/** The last Monday's midnight at a moment. 1 January 1970 was a Thursday. */
function mondayOf(at: number): number {
  const moved = at + ZONE_MS + 3 * DAY_MS;
  return Math.floor(moved / WEEK_MS) * WEEK_MS - 3 * DAY_MS - ZONE_MS;
}

/** Where a week of the plan begins; the last is this one. */
function weekStart(week: number, asOf: number): number {
  return mondayOf(asOf) - (WEEKS - 1 - week) * WEEK_MS;
}

function weightOf(week: number, asOf: number): number {
  const from = weekStart(week, asOf);
  const month = new Date(from + 3 * DAY_MS).getUTCMonth();
  const grown = 1 + (0.3 * week) / WEEKS;
  // This week is not over.
  const part = Math.min(1, Math.max(0.02, (asOf - from) / WEEK_MS));
  return (MONTHS[month] ?? 1) * grown * part;
}

const JITTER_MS = 25 * 60_000;

/** By how much a story moves; null where it does not fit: it would not be over. */
export function shiftOf(
  shape: Shape,
  { week, asOf }: { week: number | 'now'; asOf: number },
  chance: Chance,
): number | null {
  return week === 'now'
    ? shiftToday(shape, asOf, chance)
    : shiftToWeek(shape, { week, asOf }, chance);
}

/** Whole weeks and some minutes: hours and weekdays stay those at which people work. */
function shiftToWeek(
  shape: Shape,
  { week, asOf }: { week: number; asOf: number },
  chance: Chance,
): number | null {
  const jitter = Math.round(chance.between(-JITTER_MS, JITTER_MS));
  const shift = weekStart(week, asOf) - mondayOf(shape.firstAt) + jitter;
  return shape.lastAt + shift < asOf ? shift : null;
}

/** As far as nothing that waits is due yet, and nothing done lies ahead. */
function shiftToday(shape: Shape, asOf: number, chance: Chance): number | null {
  const most = asOf - shape.lastAt - 1000;
  const least = shape.dueAt === null ? -20 * DAY_MS : asOf - shape.dueAt + 60_000;
  if (most < least) return null;
  return Math.round(chance.between(Math.min(least, most), most));
}
