/**
 * Compares figures without holding them: per base, day and measure a sum and a print that is linear
 * in the figures, so that folded and unfolded deltas give the same. It finds faults, it is no seal:
 * the log is, and the figures are judged against it.
 */
import type { CounterDelta } from './counters.ts';
import type { Hash } from './merkle.ts';

/**
 * What sums of places are made of, kept by the day: every delta counts once by category, once by
 * village, and where it says a status once by that. Organisations' figures are rows by themselves.
 */
export type Base = 'townCategory' | 'village' | 'status';

/** What plays no part in its base is empty. */
export type Figure = Omit<CounterDelta, 'measure'> & { by: Base | 'org'; measure: string };

/** What a delta adds to each base. */
export function figuresOf(delta: Omit<CounterDelta, 'measure'> & { measure: string }): Figure[] {
  const { day, town, village, category, measure, status, n } = delta;
  const none = { day, town, village: '', category: '', measure, status: '', n };
  const figures: Figure[] = [
    { ...none, by: 'townCategory', category },
    { ...none, by: 'village', village },
  ];
  return status === '' ? figures : [...figures, { ...none, by: 'status', status }];
}

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
  return { by: 'org', day, town, village: '', category: org, measure, status: matterId, n };
}

export const figureKey = ({ day, measure, by }: Pick<Figure, 'day' | 'measure' | 'by'>) =>
  `${day} ${measure} by ${by}`;

export type FigurePrints = {
  hash: Hash;
  /** By base, day and measure: 15 measures over ten years are some 120,000 of them. */
  sums: Map<string, { n: number; print: bigint }>;
  /** Of places, categories and statuses, which come again with every matter. */
  weights: Map<string, bigint>;
};

export const emptyPrints = (hash: Hash): FigurePrints => ({
  hash,
  sums: new Map(),
  weights: new Map(),
});

const BITS = 64;
/** A county has some thousand; what somebody forged must not fill the memory. */
const WEIGHTS_MAX = 50_000;

/** Adds a figure, in place. */
export function addFigure(prints: FigurePrints, figure: Figure): void {
  const key = figureKey(figure);
  const sum = prints.sums.get(key) ?? { n: 0, print: 0n };
  sum.n += figure.n;
  sum.print = BigInt.asUintN(BITS, sum.print + BigInt(figure.n) * weightOf(prints, figure));
  prints.sums.set(key, sum);
}

function weightOf({ hash, weights }: FigurePrints, figure: Figure): bigint {
  const { by, town, village, category, status } = figure;
  const text = [town, village, category, status].join('\n');
  const known = weights.get(text);
  if (known !== undefined) return known;
  const digest = hash(new TextEncoder().encode(text));
  const weight = new DataView(digest.buffer, digest.byteOffset).getBigUint64(0);
  // An organisation's row names its matter: it does not come again.
  if (by === 'org') return weight;
  if (weights.size >= WEIGHTS_MAX) weights.clear();
  weights.set(text, weight);
  return weight;
}

/** Each base, day and measure at which the two do not agree, in the order of days. */
export function differingFigures(log: FigurePrints, figures: FigurePrints): string[] {
  const keys = [...new Set([...log.sums.keys(), ...figures.sums.keys()])].sort();
  return keys.filter((key) => {
    const [said, counted] = [sumAt(figures, key), sumAt(log, key)];
    return said.n !== counted.n || said.print !== counted.print;
  });
}

const NOTHING = { n: 0, print: 0n };
const sumAt = ({ sums }: FigurePrints, key: string) => sums.get(key) ?? NOTHING;

/** The first base, day and measure, in the order of days, at which the two do not agree. */
export function findFigureFault(log: FigurePrints, figures: FigurePrints): string | null {
  const [key] = differingFigures(log, figures);
  if (key === undefined) return null;
  const [said, counted] = [sumAt(figures, key), sumAt(log, key)];
  return said.n === counted.n
    ? `${key}: both say ${said.n}, but of other places, categories or statuses`
    : `${key}: the figures say ${said.n}, the log ${counted.n}`;
}
