/**
 * Figures of many disputes. A cell is shown only where it holds ten or more and where what is not
 * shown beside it comes to ten or more, too: no total less the cells shown gives a small number.
 */
import { dayNumber } from '../../../kernel/dates.ts';
import { civilAt, instantAt } from '../../../kernel/zone.ts';
import { CELL_LEAST } from '../contract.ts';

export type Counted<K extends string = string> = { key: K; count: number };

/**
 * What of a whole may be shown with its total. Small cells are hidden; where they come to fewer
 * than ten together, the smallest of the others is hidden with them.
 */
export function wholeCells<K extends string>(
  cells: readonly Counted<K>[],
): { shown: Counted<K>[]; hidden: number } {
  const sorted = cells
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
  const shown = sorted.filter(({ count }) => count >= CELL_LEAST);
  let hidden = sum(sorted) - sum(shown);
  while (hidden > 0 && hidden < CELL_LEAST && shown.length > 0) hidden += shown.pop()?.count ?? 0;
  return { shown, hidden };
}

const sum = (cells: readonly Counted[]) => cells.reduce((all, { count }) => all + count, 0);

export function countBy<T>(rows: readonly T[], keyOf: (row: T) => string | null): Counted[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => ({ key, count }));
}

export type Placed = { kind: string; grid: string | null };

/**
 * Grids where disputes of a kind gather. Each kind stands for itself beside its own total, which
 * the list of kinds shows: what lies elsewhere, or in no grid, counts among the hidden.
 */
export function gatheredCells(rows: readonly Placed[]): (Counted & { kind: string })[] {
  const byKind = Map.groupBy(rows, ({ kind }) => kind);
  return [...byKind].flatMap(([kind, own]) => {
    const cells = countBy(own, ({ grid }) => grid ?? NOWHERE);
    return wholeCells(cells)
      .shown.filter(({ key }) => key !== NOWHERE)
      .map((cell) => ({ ...cell, kind }));
  });
}

/** Disputes without a grid are a cell of their own, which is shown to nobody. */
const NOWHERE = '';

/**
 * Towns beside what gathers in their grids: a town is shown only where what it holds besides those
 * cells is nothing, or ten and more.
 */
export function townCells(
  rows: readonly (Placed & { town: string })[],
  gathered: readonly { key: string; kind: string; count: number }[],
): { shown: Counted[]; hidden: number } {
  const within = new Map<string, number>();
  const townOfGrid = new Map(rows.map(({ grid, town }) => [grid, town]));
  for (const { key, count } of gathered) {
    const town = townOfGrid.get(key) ?? '';
    within.set(town, (within.get(town) ?? 0) + count);
  }
  const all = countBy(rows, ({ town }) => town);
  const isTelling = ({ key, count }: Counted) => {
    const rest = count - (within.get(key) ?? 0);
    return rest > 0 && rest < CELL_LEAST;
  };
  const open = wholeCells(all).shown.filter((cell) => !isTelling(cell));
  let hidden = sum(all) - sum(open);
  while (hidden > 0 && hidden < CELL_LEAST && open.length > 0) hidden += open.pop()?.count ?? 0;
  return { shown: open, hidden };
}

/** A share of fewer than ten matters is none that may be shown. */
export function rateOf(numerator: number, denominator: number) {
  if (denominator < CELL_LEAST) return { value: null, numerator: null, denominator: null };
  return { value: numerator / denominator, numerator, denominator };
}

export function daysOf(days: readonly number[]) {
  if (days.length < CELL_LEAST) return { median: null, mean: null, count: null };
  const sorted = days.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  const median = sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
  return {
    median,
    mean: sorted.reduce((all, one) => all + one, 0) / days.length,
    count: days.length,
  };
}

/** `2026-Q3`: from its first moment to the first of the next. */
export function spanOf(quarter: string, zone: string): { from: number; until: number } {
  const year = Number(quarter.slice(0, 4));
  const number = Number(quarter.slice(6));
  const begin = (y: number, n: number) =>
    instantAt(dayNumber(`${y}-${String(n * 3 - 2).padStart(2, '0')}-01`), 0, zone);
  return {
    from: begin(year, number),
    until: number === 4 ? begin(year + 1, 1) : begin(year, number + 1),
  };
}

/** Whole days from the day of receipt to the day on which the agreement came into force. */
export function settledAfter(receivedAt: number, effectiveOn: string, zone: string): number {
  return Math.max(0, dayNumber(effectiveOn) - civilAt(receivedAt, zone).day);
}
