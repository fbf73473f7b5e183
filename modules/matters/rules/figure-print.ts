/**
 * Compares figures without holding them: per day and measure a sum and a print that is linear in
 * the figures, so that folded and unfolded deltas give the same. It finds faults, it is no seal:
 * the log is, and the figures are judged against it.
 */
import type { Hash } from './merkle.ts';

export type Figure = {
  day: string;
  town: string;
  village: string;
  category: string;
  cell: string;
  measure: string;
  status: string;
  n: number;
};

/** A row of an organisation's tally, to be compared with the log as any other figure. */
export function figureOfTally(row: {
  org: string;
  measure: string;
  matterId: string;
  town: string;
  day: string;
  n: number;
}): Figure {
  const { org, measure, matterId, town, day, n } = row;
  const none = { village: '', cell: '' };
  return { ...none, day, town, category: org, measure: `org ${measure}`, status: matterId, n };
}

/** By day and measure: 15 measures over ten years are 55,000 of them. */
export type FigurePrints = Map<string, { n: number; print: bigint }>;

const BITS = 64;

/** Adds a figure, in place. */
export function addFigure(hash: Hash, prints: FigurePrints, figure: Figure): void {
  const { day, measure, town, village, category, cell, status, n } = figure;
  const key = `${day} ${measure}`;
  const text = [town, village, category, cell, status].join('\n');
  const digest = hash(new TextEncoder().encode(text));
  const weight = new DataView(digest.buffer, digest.byteOffset).getBigUint64(0);
  const sum = prints.get(key) ?? { n: 0, print: 0n };
  sum.n += n;
  sum.print = BigInt.asUintN(BITS, sum.print + BigInt(n) * weight);
  prints.set(key, sum);
}

/** The first day and measure, in the order of days, at which the two do not agree. */
export function findFigureFault(log: FigurePrints, figures: FigurePrints): string | null {
  const nothing = { n: 0, print: 0n };
  const keys = [...new Set([...log.keys(), ...figures.keys()])].sort();
  for (const key of keys) {
    const [said, counted] = [figures.get(key) ?? nothing, log.get(key) ?? nothing];
    if (said.n !== counted.n) return `${key}: the figures say ${said.n}, the log ${counted.n}`;
    if (said.print !== counted.print) {
      return `${key}: both say ${said.n}, but of other places, categories or outcomes`;
    }
  }
  return null;
}
