/** What is kept of a matter and its clocks reads as it was written. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clocksWhole,
  freshFacts,
  keptChanges,
  keptDetail,
  keptFacts,
  wholeDetail,
  wholeFacts,
} from './kept.ts';
import {
  type Change,
  type Clock,
  type ClockDetail,
  evolve,
  type Matter,
  type MatterFacts,
  type MatterState,
} from './state.ts';

const detail: ClockDetail = {
  nature: 'internal',
  amount: 2,
  unit: 'workHours',
  counting: { startDay: 'excluded', dueMoment: 'sameTime', lastDayOnHoliday: 'asIs' },
  calendar: { id: 'cn', version: 1 },
  startedAt: 1,
  countsFrom: 1,
  rungs: [],
  firedRungs: [],
  stoppedAt: null,
  stopReason: null,
  leftMs: null,
  extensions: 0,
  endedAt: null,
  breachedAt: null,
  isProvisional: false,
  decidesDue: true,
  citation: null,
  why: 'report v1',
  category: null,
  turns: [],
};

const someFacts = fc
  .record(
    {
      reporterCount: fc.nat(3),
      handledBy: fc.array(fc.string(), { maxLength: 2 }),
      photos: fc.record({ before: fc.nat(1), after: fc.nat(1) }),
      closedOnTime: fc.constantFrom(null, true, false),
      placeText: fc.constantFrom('', '村口'),
      firstRepliedAt: fc.option(fc.nat()),
      appraisal: fc.constantFrom('timeOnly' as const, null),
    },
    { requiredKeys: [] },
  )
  .map((facts): MatterFacts => ({ ...freshFacts(), ...facts }));

const someDetail = fc
  .record(
    {
      rungs: fc.array(fc.record({ rung: fc.constant('red' as const), at: fc.nat() })),
      firedRungs: fc.constantFrom([], ['remind' as const]),
      endedAt: fc.option(fc.nat()),
      extensions: fc.nat(1),
      isProvisional: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  .map((given): ClockDetail => ({ ...detail, ...given }));

// As it comes back from the database.
const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const clockOf = (own: ClockDetail): Clock => ({
  id: 'c1',
  name: 'handle',
  org: null,
  state: 'running',
  dueAt: 2,
  nextAt: null,
  detail: own,
});
const put = (own: ClockDetail): Change => ({ what: 'clock', row: clockOf(own) });

const route = {
  rule: 'r1',
  version: 1,
  category: 'rubbish',
  grid: null,
  org: 'o1',
  post: null,
  zh: '环卫站',
  en: 'Sanitation',
};
const stateWith = (own: ClockDetail): MatterState => ({
  // Of the matter these rules read its facts alone.
  matter: { facts: { ...freshFacts(), route, objectionCount: 1 } } as unknown as Matter,
  clocks: [clockOf(own)],
  assignments: [],
  requests: [],
  supervisions: [],
  links: [],
});

describe('what is kept', () => {
  it('of facts and clocks reads whole again', () => {
    fc.assert(
      fc.property(someFacts, someDetail, (facts, clock) => {
        expect(wholeFacts(stored(keptFacts(facts)))).toEqual(facts);
        expect(wholeDetail(stored(keptDetail(clock)))).toEqual(clock);
      }),
    );
  });

  it('of rows of before is all that they hold', () => {
    expect(wholeFacts(freshFacts())).toEqual(freshFacts());
    expect(wholeDetail(detail)).toEqual(detail);
  });

  it('of rungs is a flat list; those of before were objects, and read alike', () => {
    const rungs = [
      { rung: 'remind', at: 5 },
      { rung: 'breach', at: 7 },
    ] as const;
    expect(keptDetail({ ...detail, rungs }).rungs).toEqual([5, 'remind', 7, 'breach']);
    expect(wholeDetail({ ...keptDetail(detail), rungs })).toEqual({ ...detail, rungs });
  });

  it('is nothing of what is as at first', () => {
    expect(keptFacts(freshFacts())).toEqual({});
    expect(Object.keys(keptDetail(detail))).not.toContain('turns');
  });

  it('of a clock that stood before is what is not as it was, and reads whole again', () => {
    fc.assert(
      fc.property(someDetail, someDetail, (was, now) => {
        const before = stateWith(was);
        const [change] = stored(keptChanges([put(now)], before));
        expect(evolve(before, change as Change).clocks).toEqual([clockOf(now)]);
      }),
    );
    const late = { ...detail, endedAt: 9 };
    const [change] = keptChanges([put(late)], stateWith(stored(detail)));
    expect(change).toEqual(put({ endedAt: 9 } as ClockDetail));
  });

  it('of a clock that goes back to what it was at first is that, too', () => {
    const [change] = keptChanges([put(detail)], stateWith({ ...detail, leftMs: 5 }));
    expect(change).toEqual(put({ leftMs: null } as ClockDetail));
  });

  it('of a clock in an entry of before is all of it but what is as at first', () => {
    const before = stateWith({ ...detail, leftMs: 5, firedRungs: ['remind'] });
    const body = clocksWhole({ given: {}, changes: [put(keptDetail(detail) as ClockDetail)] });
    expect(body.changes.reduce(evolve, before).clocks).toEqual([clockOf(detail)]);
  });

  it('of a later change is also what goes back to what it was at first', () => {
    const set = { facts: { isBreached: false, objectionCount: 1 } };
    const changes = [{ what: 'matter' as const, set }];
    expect(keptChanges(changes, stateWith(detail))).toEqual(changes);
  });

  it('of a later change is no route that stands as it did', () => {
    const set = (own: typeof route) => ({
      what: 'matter' as const,
      set: { facts: { route: own } },
    });
    const other = { ...route, org: 'o2' };
    const reordered = Object.fromEntries(Object.entries(route).reverse()) as typeof route;
    const kept = keptChanges([set(reordered)], stateWith(detail));
    expect(kept).toEqual([{ what: 'matter', set: { facts: {} } }]);
    expect(keptChanges([set(other)], stateWith(detail))).toEqual([set(other)]);
  });
});
