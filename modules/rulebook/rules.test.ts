import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Actor } from '../../kernel/actor.ts';
import {
  chooseAt,
  type Dated,
  FOR_ALL,
  freeze,
  type PublishTerms,
  placeOf,
  shelve,
  whyNotPublish,
} from './rules.ts';

const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

function document(county: string, version: number, from: string): Dated {
  return { county, kind: 'settings', name: 'main', version, validFrom: day(from) };
}

const shelf = shelve([
  document(FOR_ALL, 1, '2026-01-01'),
  document('310116', 2, '2026-03-01'),
  document(FOR_ALL, 3, '2026-04-01'),
  document('310116', 4, '2026-06-01'),
  document('310116', 5, '2026-06-01'),
  document('310116', 6, '2026-05-01'),
  { ...document(FOR_ALL, 1, '2026-01-01'), name: 'other' },
]);

describe('the document that holds', () => {
  it.each<[county: string, on: string, version: number | null]>([
    ['310116', '2025-12-31', null],
    ['310116', '2026-01-01', 1],
    ['310116', '2026-02-28', 1],
    // The county's own, though the one for all is newer.
    ['310116', '2026-03-01', 2],
    ['310116', '2026-04-02', 2],
    // Published later, holds earlier.
    ['310116', '2026-05-01', 6],
    // Of two from the same day the higher version.
    ['310116', '2026-06-01', 5],
    ['310116', '2030-01-01', 5],
    ['310117', '2026-03-31', 1],
    ['310117', '2026-04-01', 3],
    [FOR_ALL, '2026-04-01', 3],
  ])('for %s on %s is version %s', (county, on, version) => {
    const found = shelf.holding('settings', 'main', county, day(on));
    expect(found?.version ?? null).toBe(version);
  });

  it('is of the kind and name asked for', () => {
    expect(shelf.holding('settings', 'other', '310116', day('2030-01-01'))?.version).toBe(1);
    expect(shelf.holding('routing', 'main', '310116', day('2030-01-01'))).toBeNull();
  });

  it('does not depend on the order in which documents were read', () => {
    const dated = fc.record({
      version: fc.integer({ min: 1, max: 50 }),
      validFrom: fc.integer({ min: 0, max: 5 }),
    });
    const documents = fc
      .uniqueArray(dated, { selector: (one) => one.version })
      .map((all) => all.map((one) => ({ ...document(FOR_ALL, 1, '2026-01-01'), ...one })));
    fc.assert(
      fc.property(documents, fc.integer({ min: 0, max: 6 }), (all, at) => {
        expect(chooseAt(all.toReversed(), at)).toEqual(chooseAt(all, at));
      }),
    );
  });
});

test('a version is found whatever the time, also for a matter that came from another county', () => {
  expect(shelf.exactly('settings', 'main', '310116', 2)?.county).toBe('310116');
  expect(shelf.exactly('settings', 'main', '310116', 1)?.county).toBe(FOR_ALL);
  expect(shelf.exactly('settings', 'main', '310117', 2)?.county).toBe('310116');
  expect(shelf.exactly('settings', 'main', '310117', 99)).toBeNull();
});

describe('publishing', () => {
  const staff = (regions: string[]) =>
    ({ kind: 'staff', counties: ['310116'], regions }) as unknown as Actor;
  const administrator = staff(['310116']);
  const system: Actor = { kind: 'system', task: 'demo' };
  const now = day('2026-06-01');
  const terms = { county: '310116', validFrom: null, now, isForAllAllowed: false };

  it.each<[string, Actor, Partial<PublishTerms>, string | null]>([
    ['for one’s own county from now on', administrator, {}, null],
    ['from a later day', administrator, { validFrom: now + 1 }, null],
    ['from a city', staff(['31']), {}, null],
    ['from a town of it', staff(['310116101']), {}, 'RULEBOOK_PART_ONLY'],
    ['from the past', administrator, { validFrom: now - 1 }, 'RULEBOOK_PAST'],
    ['for another county', administrator, { county: '310117' }, 'NOT_FOUND'],
    ['for all without that right', administrator, { county: FOR_ALL }, 'RULEBOOK_FOR_ALL'],
    ['for all with it', administrator, { county: FOR_ALL, isForAllAllowed: true }, null],
    ['by a resident', { kind: 'resident', account: 'a' }, {}, 'NOT_FOUND'],
    ['by the program, its past too', system, { county: FOR_ALL, validFrom: 0 }, null],
  ])('%s', (_what, actor, change, code) => {
    expect(whyNotPublish(actor, { ...terms, ...change })).toBe(code);
  });
});

test('a frozen body cannot be changed at any depth', () => {
  const body = freeze({ list: [{ deep: 1 }], nothing: null });
  expect(() => {
    (body.list[0] as { deep: number }).deep = 2;
  }).toThrow(TypeError);
  expect(() => body.list.push({ deep: 3 })).toThrow(TypeError);
});

test('a fault is cut at its place', () => {
  expect(placeOf('stages.x: is lost: twice')).toEqual({
    place: 'stages.x',
    what: 'is lost: twice',
  });
  expect(placeOf('all is lost')).toEqual({ place: '', what: 'all is lost' });
});
