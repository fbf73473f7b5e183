import { describe, expect, it } from 'vitest';
import { chainOf, countyOf, gridCode, levelOf, parentOf, townOf, villageOf } from './codes.ts';
import { type CountyRegion, countyKeyOf, countyMap } from './counties.ts';
import { regionChanges } from './editions.ts';

describe('codes', () => {
  it.each([
    ['31', 'province', null],
    ['3101', 'city', '31'],
    ['310116', 'county', '3101'],
    ['310116001', 'town', '310116'],
    ['310116001002', 'village', '310116001'],
    ['310116001002007', 'grid', '310116001002'],
    ['3101160', null, null],
    ['03', null, null],
    ['', null, null],
  ])('%s is a %s below %s', (code, level, parent) => {
    expect(levelOf(code)).toBe(level);
    expect(parentOf(code)).toBe(parent);
  });

  it('gives the places above a grid', () => {
    const grid = gridCode('310116001002', 7);
    expect(grid).toBe('310116001002007');
    expect(villageOf(grid)).toBe('310116001002');
    expect(townOf(grid)).toBe('310116001');
    expect(countyOf(grid)).toBe('310116');
    expect(townOf('310116')).toBeNull();
    expect(chainOf(grid)).toEqual([
      '31',
      '3101',
      '310116',
      '310116001',
      '310116001002',
      '310116001002007',
    ]);
  });
});

describe('the county key of a place', () => {
  const rows: CountyRegion[] = [
    { county: '330102', regionCode: '330102', validFrom: '1949-10-01', validTo: null },
    { county: '330103', regionCode: '330103', validFrom: '1949-10-01', validTo: '2021-04-09' },
    { county: '330103', regionCode: '330105', validFrom: '2021-04-09', validTo: null },
    { county: '441900', regionCode: '441900', validFrom: '1949-10-01', validTo: null },
    { county: '310116', regionCode: '310116', validFrom: '1949-10-01', validTo: null },
    { county: 'BAY', regionCode: '310116503', validFrom: '2024-01-01', validTo: null },
  ];
  const map = countyMap(rows);

  it.each<[string, string, string | null, string]>([
    ['330103001', '2021-04-08', '330103', 'before the recoding'],
    ['330105001', '2021-04-09', '330103', 'after it: another region, the same key'],
    ['330103001', '2021-04-09', null, 'the old code is no longer in use'],
    ['441900003001', '2025-01-01', '441900', 'a city without counties'],
    ['310116503001', '2025-01-01', 'BAY', 'a development zone with a centre of its own'],
    ['310116503001', '2023-12-31', '310116', 'which was the county before'],
    ['3101', '2025-01-01', null, 'a city of several counties has none'],
  ])('of %s on %s is %s: %s', (code, on, county) => {
    expect(countyKeyOf(map, code, on)).toBe(county);
  });
});

it('compares two editions of the tree by code', () => {
  const changes = regionChanges(
    [
      { code: '1', name: 'a' },
      { code: '2', name: 'b' },
      { code: '3', name: 'c' },
    ],
    [
      { code: '2', name: 'b' },
      { code: '3', name: 'd' },
      { code: '4', name: 'e' },
    ],
  );
  expect(changes).toEqual({
    added: [{ code: '4', name: 'e' }],
    renamed: [{ code: '3', name: 'd', before: 'c' }],
    ended: [{ code: '1', name: 'a' }],
    unchanged: 1,
  });
});
