/** What is told of few, over all questions that can be put to the figures. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MonthFigures, monthsOver, publicFigures } from './public-figures.ts';

const TOWNS = ['310116101', '310116102', '310116103', '310116104'];

/** A month in which each town has so many of a measure. */
const month = (ns: readonly number[], measure = 'received'): MonthFigures => ({
  counts: ns.map((n, at) => ({ town: TOWNS[at] ?? '', measure, status: 'fixed', n })),
  spans: [],
});
const rowsOf = (measures: Record<string, number>): MonthFigures => ({
  counts: Object.entries(measures).map(([measure, n]) => ({
    town: '310116101',
    measure,
    status: 'fixed',
    n,
  })),
  spans: [],
});
const one = (figures: MonthFigures) =>
  publicFigures([figures], TOWNS.slice(0, 1), 5).towns.get('310116101');
const receivedOf = (months: readonly MonthFigures[], towns: readonly string[], atLeast = 5) => {
  const { county, towns: lines } = publicFigures(months, towns, atLeast);
  return [county.received, ...towns.map((town) => lines.get(town)?.received)];
};

describe('public figures', () => {
  it('say nothing of fewer than they must, and round what they say', () => {
    expect(one(rowsOf({ received: 4, closed: 4, rated: 4, ratingSum: 20, closedDue: 4 }))).toEqual({
      received: null,
      closed: null,
      onTimeRate: null,
      meanAnswerHours: null,
      medianAnswerHours: null,
      meanRating: null,
    });
    const more = rowsOf({ received: 40, closed: 33, rated: 13, ratingSum: 55 });
    expect(one(more)).toMatchObject({
      received: 40,
      closed: 33,
      meanRating: { value: 4.2, of: 10 },
    });
  });

  it('do not tell how many there were to the one', () => {
    const rating = (rated: number) => one(rowsOf({ rated, ratingSum: rated * 4 }))?.meanRating;
    expect(rating(11)).toEqual(rating(14));
    expect(rating(11)?.of).toBe(10);
  });

  it('say within what time half were answered, whatever the slowest took', () => {
    // Spans 0 (an hour), 3 (six hours), 20 (90 days): three, three, one.
    const spans = [
      { town: '310116101', span: 0, n: 3 },
      { town: '310116101', span: 3, n: 3 },
      { town: '310116101', span: 20, n: 1 },
    ];
    expect(one({ counts: [], spans })?.medianAnswerHours).toEqual({ value: 6, of: 5 });
    const late = [{ town: '310116101', span: 23, n: 5 }];
    expect(one({ counts: [], spans: late })?.medianAnswerHours?.value).toBe(2 * 8760);
    expect(one({ counts: [], spans: late.map((row) => ({ ...row, n: 4 })) })).toMatchObject({
      medianAnswerHours: null,
    });
  });

  it('of a year are those of its months that are shown: no difference gives a hidden one', () => {
    const towns = TOWNS.slice(0, 1);
    expect(receivedOf([month([9]), month([3]), month([7])], towns)).toEqual([16, 16]);
  });

  it('of the county leave out a single hidden town, which a difference would give', () => {
    expect(receivedOf([month([9, 8, 3])], TOWNS.slice(0, 3))).toEqual([17, 9, 8, null]);
  });

  it('of the county hold the hidden towns where their sum narrows none of them', () => {
    expect(receivedOf([month([9, 3, 3, 2])], TOWNS)).toEqual([17, 9, null, null, null]);
    // Eleven of three that are at most four each: none of them would be nought.
    expect(receivedOf([month([9, 4, 4, 3])], TOWNS)).toEqual([9, 9, null, null, null]);
    expect(receivedOf([month([9, 0, 1, 0])], TOWNS)).toEqual([9, 9, null, null, null]);
  });

  it('leave every hidden cell as unknown as it was, whatever is asked and compared', () => {
    const county = fc.record({
      atLeast: fc.integer({ min: 3, max: 5 }),
      months: fc.integer({ min: 1, max: 4 }).chain((towns) =>
        fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: towns, maxLength: towns }), {
          minLength: 1,
          maxLength: 2,
        }),
      ),
    });
    fc.assert(
      fc.property(county, ({ atLeast, months }) => {
        const towns = TOWNS.slice(0, months[0]?.length);
        const told = allTold(months, towns, atLeast);
        for (const [at, cells] of months.entries()) {
          for (const [town, n] of cells.entries()) {
            if (n >= atLeast) continue;
            for (let might = 0; might < atLeast; might += 1) {
              const is = { at, town, might };
              expect(hasWorld(months, is, { towns, atLeast, told })).toBe(true);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are of months that are over, and of the part of a year that is', () => {
    const today = '2026-11-22';
    expect(monthsOver({ month: '2026-11' }, today)).toEqual([]);
    expect(monthsOver({ month: '2024-02' }, today)).toEqual([
      { from: '2024-02-01', to: '2024-02-29' },
    ]);
    expect(monthsOver({}, today)).toHaveLength(10);
    expect(monthsOver({}, today).at(-1)?.to).toBe('2026-10-31');
    expect(monthsOver({ year: '2025' }, today)).toHaveLength(12);
    expect(monthsOver({ year: '2027' }, today)).toEqual([]);
    expect(monthsOver({}, '2026-01-31')).toEqual([]);
  });
});

type Counts = readonly (readonly number[])[];
type Guess = { at: number; town: number; might: number };

/** Every answer that can be asked for: each month, and all of them as a year. */
function allTold(months: Counts, towns: readonly string[], atLeast: number): string {
  const figures = months.map((ns) => month(ns));
  const asked = [figures, ...figures.map((single) => [single])];
  return JSON.stringify(asked.map((some) => receivedOf(some, towns, atLeast)));
}

/** The counties in which the guess is right and the month’s other hidden cells are anything. */
function worlds(months: Counts, { at, town, might }: Guess, atLeast: number): Counts[] {
  const cells = months[at] ?? [];
  const hidden = cells.flatMap((n, index) => (n < atLeast && index !== town ? [index] : []));
  let some: number[][] = [cells.map((n, index) => (index === town ? might : n))];
  for (const index of hidden) {
    some = some.flatMap((row) => Array.from({ length: atLeast }, (_, n) => row.with(index, n)));
  }
  return some.map((row) => months.with(at, row));
}

function hasWorld(
  months: Counts,
  guess: Guess,
  { towns, atLeast, told }: { towns: readonly string[]; atLeast: number; told: string },
): boolean {
  return worlds(months, guess, atLeast).some((world) => allTold(world, towns, atLeast) === told);
}
