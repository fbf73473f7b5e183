/** What is kept of a matter and its clocks reads as it was written. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshFacts, keptChanges, keptDetail, keptFacts, wholeDetail, wholeFacts } from './kept.ts';
import type { ClockDetail, MatterFacts } from './state.ts';

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

describe('what is kept', () => {
  it('of facts and clocks reads whole again', () => {
    fc.assert(
      fc.property(someFacts, someDetail, (facts, clock) => {
        // As it comes back from the database.
        const kept = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
        expect(wholeFacts(kept(keptFacts(facts)))).toEqual(facts);
        expect(wholeDetail(kept(keptDetail(clock)))).toEqual(clock);
      }),
    );
  });

  it('of rows of before is all that they hold', () => {
    expect(wholeFacts(freshFacts())).toEqual(freshFacts());
    expect(wholeDetail(detail)).toEqual(detail);
  });

  it('is nothing of what is as at first', () => {
    expect(keptFacts(freshFacts())).toEqual({});
    expect(Object.keys(keptDetail(detail))).not.toContain('turns');
  });

  it('of a later change is also what goes back to what it was at first', () => {
    const changes = [{ what: 'matter' as const, set: { facts: { isBreached: false } } }];
    expect(keptChanges(changes, false)).toEqual(changes);
  });
});
