/** Whatever the order of commits, every entry is given out once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeUuidV7 } from '../../kernel/ids.ts';
import { tailWindow } from './window.ts';

/** A transaction begins, makes its id by a clock that may be off, and commits, each later. */
type Deed = { begins: number; id: string; minted: number; commits: number };

const SKEW = 50;
const START = 1_000_000;

const deeds = fc
  .array(
    fc.record({
      begins: fc.integer({ min: 0, max: 2000 }),
      untilId: fc.integer({ min: 0, max: 300 }),
      untilCommit: fc.integer({ min: 0, max: 3000 }),
      skew: fc.integer({ min: -SKEW, max: SKEW }),
    }),
    { maxLength: 40 },
  )
  .map((rows) =>
    rows.map(({ begins, untilId, untilCommit, skew }, n): Deed => {
      const minted = START + begins + untilId + skew;
      const bytes = Uint8Array.from({ length: 10 }, (_, at) => (at === 9 ? n : 0));
      return {
        begins: START + begins,
        id: makeUuidV7(minted, bytes),
        minted,
        commits: START + begins + untilId + untilCommit,
      };
    }),
  );
const polls = fc
  .array(fc.integer({ min: 0, max: 6000 }), { minLength: 1, maxLength: 40 })
  .map((at) => [...at.map((one) => START + one), START + 10_000].sort((a, b) => a - b));

/** The same questions in the same order as the reader asks them. */
function poll(all: readonly Deed[], at: number, window: ReturnType<typeof tailWindow>) {
  const running = all.filter((deed) => deed.begins <= at && deed.commits > at);
  const settled = Math.min(at, ...running.map((deed) => deed.begins)) - SKEW;
  const rows = all.filter((deed) => deed.commits <= at && deed.minted >= window.floor);
  return window.take(rows, settled).map((row) => row.id);
}

describe('the window over a log’s tail', () => {
  it('gives every entry out once, whenever it was committed', () => {
    fc.assert(
      fc.property(deeds, polls, (all, times) => {
        const window = tailWindow(START - SKEW);
        const given = times.flatMap((at) => poll(all, at, window));
        expect(given.sort()).toEqual(all.map((deed) => deed.id).sort());
      }),
    );
  });

  it('resumes from the floor of any poll without a gap', () => {
    fc.assert(
      fc.property(deeds, polls, fc.nat(), (all, times, cut) => {
        const first = tailWindow(START - SKEW);
        const before = times.slice(0, cut % times.length);
        const given = new Set(before.flatMap((at) => poll(all, at, first)));
        const second = tailWindow(first.floor);
        for (const at of times.slice(before.length)) {
          for (const id of poll(all, at, second)) given.add(id);
        }
        expect([...given].sort()).toEqual(all.map((deed) => deed.id).sort());
      }),
    );
  });

  it('forgets what lies before the floor', () => {
    const window = tailWindow(START);
    const id = (at: number) => makeUuidV7(at, new Uint8Array(10));
    window.take([{ id: id(START + 1) }, { id: id(START + 9) }], START);
    expect(window.remembered).toBe(2);
    window.take([], START + 5);
    expect(window.remembered).toBe(1);
    expect(window.take([{ id: id(START + 9) }], START + 5)).toEqual([]);
  });

  it('does not go back when an older transaction is found under way', () => {
    const window = tailWindow(START);
    window.take([], START - 500);
    expect(window.floor).toBe(START);
  });
});
