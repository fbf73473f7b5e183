import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cellOf } from './cells.ts';
import {
  type Drawn,
  eachDrawn,
  eachNear,
  nearBox,
  numberAt,
  packDay,
  unpackDay,
} from './map-pack.ts';

const town = fc.constantFrom('310116101', '310116102');
const place = fc.oneof(
  fc.constant({ region: '310116', grid: null }),
  town.map((region) => ({ region, grid: null })),
  town.map((one) => ({ region: `${one}201`, grid: `${one}201003` })),
  // A grid beside a region that is less exact.
  town.map((region) => ({ region, grid: `${region}202001` })),
);
const degrees = (low: number) => fc.double({ min: low, max: low + 0.06, noNaN: true });

const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    place,
    serial: fc.integer({ min: 1, max: 12_345_678 }),
    processVersion: fc.integer({ min: 1, max: 3 }),
    stage: fc.constantFrom('closed', 'declined'),
    outcome: fc.constantFrom('fixed', 'answered', null),
    category: fc.constantFrom('road', 'noise', null),
    urgency: fc.constantFrom('normal', 'urgent'),
    mayBePublic: fc.boolean(),
    lon: degrees(121.2),
    lat: degrees(30.7),
    minute: fc.integer({ min: 0, max: 1439 }),
  })
  .map(({ place: where, serial, ...rest }) => ({
    ...rest,
    ...where,
    kind: 'report',
    number: `310116-26-${String(serial).padStart(7, '0')}`,
  }));

const rounded = (value: number) => Math.round(value * 1e6) / 1e6;
const everything = { regions: null, traits: () => true, from: 0 };

it('a packed day gives back each matter with its place, traits, time and point', () => {
  fc.assert(
    fc.property(fc.array(drawn, { maxLength: 60 }), (all) => {
      const day = unpackDay(packDay(all));
      const back: Drawn[] = [];
      eachDrawn(day, everything, (at) => {
        const where = day.places[day.place[at] ?? -1];
        const traits = day.traits[day.trait[at] ?? -1];
        if (!where || !traits) throw new Error('a column names nothing');
        const { prefix, ...judged } = traits;
        expect(numberAt(day, at).startsWith(prefix)).toBe(true);
        back.push({
          ...where,
          ...judged,
          number: numberAt(day, at),
          lon: (day.lon[at] ?? 0) / 1e6,
          lat: (day.lat[at] ?? 0) / 1e6,
          minute: day.minute[at] ?? -1,
        });
      });
      const sorted = (ones: readonly Drawn[]) =>
        ones
          .map((one) => JSON.stringify(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))))
          .sort();
      const given = all.map((one) => ({ ...one, lon: rounded(one.lon), lat: rounded(one.lat) }));
      expect(sorted(back)).toEqual(sorted(given));
    }),
  );
});

it('only what lies in the regions, the box and the time is met, each once', () => {
  const regions = fc.constantFrom(
    ['310116'],
    ['310116101'],
    ['310116102201'],
    ['310116101201003', '310116102202'],
    [],
  );
  const asked = fc.record({
    regions,
    from: fc.integer({ min: 0, max: 1439 }),
    lon: degrees(121.2),
  });
  fc.assert(
    fc.property(fc.array(drawn, { maxLength: 60 }), asked, (all, { regions: codes, from, lon }) => {
      const day = unpackDay(packDay(all));
      const box = { west: lon - 0.02, south: 30.7, east: lon + 0.01, north: 30.73 };
      const cells = [
        ...new Set(all.map((one) => cellOf(rounded(one.lon), rounded(one.lat)) ?? '')),
      ];
      const found: string[] = [];
      const ask = {
        regions: codes,
        traits: (one: { category: string | null }) => one.category !== 'noise',
        from,
      };
      eachNear(day, ask, nearBox(cells, box), (at) => found.push(numberAt(day, at)));
      const should = all.filter((one) => {
        const [x, y] = [rounded(one.lon), rounded(one.lat)];
        const isThere = x >= box.west && x <= box.east && y >= box.south && y <= box.north;
        const isOfPlace = codes.some(
          (code) => one.region.startsWith(code) || one.grid?.startsWith(code),
        );
        return isThere && isOfPlace && one.category !== 'noise' && one.minute >= from;
      });
      expect(found.sort()).toEqual(should.map((one) => one.number).sort());
    }),
  );
});
