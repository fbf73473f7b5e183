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

export const figureKey = ({ day, measure }: Pick<Figure, 'day' | 'measure'>) => `${day} ${measure}`;

/** By day and measure: 15 measures over ten years are 55,000 of them. */
export type FigurePrints = Map<string, { n: number; print: bigint }>;

const BITS = 64;

/** Adds a figure, in place. */
export function addFigure(hash: Hash, prints: FigurePrints, figure: Figure): void {
  const { town, village, category, cell, status, n } = figure;
  const key = figureKey(figure);
  const text = [town, village, category, cell, status].join('\n');
  const digest = hash(new TextEncoder().encode(text));
  const weight = new DataView(digest.buffer, digest.byteOffset).getBigUint64(0);
  const sum = prints.get(key) ?? { n: 0, print: 0n };
  sum.n += n;
  sum.print = BigInt.asUintN(BITS, sum.print + BigInt(n) * weight);
  prints.set(key, sum);
}

/** Each day and measure at which the two do not agree, in the order of days. */
export function differingFigures(log: FigurePrints, figures: FigurePrints): string[] {
  const keys = [...new Set([...log.keys(), ...figures.keys()])].sort();
  return keys.filter((key) => {
    const [said, counted] = [figures.get(key) ?? NOTHING, log.get(key) ?? NOTHING];
    return said.n !== counted.n || said.print !== counted.print;
  });
}

const NOTHING = { n: 0, print: 0n };

/** The first day and measure, in the order of days, at which the two do not agree. */
export function findFigureFault(log: FigurePrints, figures: FigurePrints): string | null {
  const [key] = differingFigures(log, figures);
  if (key === undefined) return null;
  const [said, counted] = [figures.get(key) ?? NOTHING, log.get(key) ?? NOTHING];
  return said.n === counted.n
    ? `${key}: both say ${said.n}, but of other places, categories or outcomes`
    : `${key}: the figures say ${said.n}, the log ${counted.n}`;
}
