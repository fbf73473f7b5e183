import { describe, expect, it } from 'vitest';
import { readShippedRegions } from '../data/read.ts';
import { readCode } from './codes.ts';
import {
  buildRegionTable,
  childrenOf,
  isKnownCode,
  type RegionVersion,
  regionAt,
  searchRegions,
} from './regions.ts';

const on = '2026-01-01';
const shipped = readShippedRegions();
const table = buildRegionTable(
  shipped.map((row) => ({ ...row, validFrom: '1949-10-01', validTo: null })),
);
const isKnown = (code: string) => isKnownCode(table, code);

describe('the shipped region table', () => {
  it('holds 31 provinces, 342 cities, 2,978 counties, 41,352 towns and 620,573 villages', () => {
    const counts = table.levels.map((level) => level.starts.length - 1);
    expect(counts).toEqual([31, 342, 2978, 41352, 620573]);
    expect(table.count).toBe(665276);
  });

  it('has every code once, and a parent for every code', () => {
    const codes = new Set(shipped.map((row) => row.code));
    expect(codes.size).toBe(shipped.length);
    const above: Record<number, number> = { 4: 2, 6: 4, 9: 6, 12: 9 };
    const orphans = shipped.filter((row) => {
      const width = above[row.code.length];
      return width !== undefined && !codes.has(row.code.slice(0, width));
    });
    expect(orphans).toEqual([]);
  });

  it.each([
    ['441900', '东莞市'],
    ['442000', '中山市'],
    ['460400', '儋州市'],
  ])('has the city without counties %s as a county with towns below', (code, name) => {
    expect(regionAt(table, code, on)).toEqual({ code, name, level: 'county' });
    expect(regionAt(table, code.slice(0, 4), on)?.level).toBe('city');
    expect(childrenOf(table, code.slice(0, 4), { on, limit: 10 }).map((one) => one.code)).toEqual([
      code,
    ]);
    expect(childrenOf(table, code, { on, limit: 10 }).length).toBeGreaterThan(5);
  });

  it('keeps the second-level 市辖区 of Beijing, Tianjin, Shanghai and Chongqing', () => {
    const found = searchRegions(table, { q: '市辖区', level: 'city', on, limit: 10 });
    expect(found.map((one) => one.code)).toEqual(['1101', '1201', '3101', '5001']);
    expect(childrenOf(table, '3101', { on, limit: 50 }).map((one) => one.name)).toContain('金山区');
  });

  it('tells villages of one name in one county apart by code', () => {
    const repeats = new Map<string, number>();
    for (const row of shipped) {
      if (row.code.length !== 12) continue;
      const key = row.code.slice(0, 6) + row.name;
      repeats.set(key, (repeats.get(key) ?? 0) + 1);
    }
    const twice = [...repeats].filter(([, count]) => count > 1);
    expect(twice.length).toBeGreaterThan(0);
    const [county, name] = [twice[0]?.[0].slice(0, 6) as string, twice[0]?.[0].slice(6) as string];
    const found = searchRegions(table, { q: name, under: county, level: 'village', on, limit: 99 });
    const same = found.filter((one) => one.name === name);
    expect(new Set(same.map((one) => one.code)).size).toBe(twice[0]?.[1]);
    expect(shipped.filter((row) => row.name === '和平村委会').length).toBe(274);
  });

  it('keeps names of up to 33 characters whole', () => {
    const longest = shipped.reduce((a, b) => (b.name.length > a.name.length ? b : a));
    expect([...longest.name].length).toBe(33);
    expect(regionAt(table, longest.code, on)?.name).toBe(longest.name);
  });

  it('has the 11 towns and 244 villages of 金山区', () => {
    expect(childrenOf(table, '310116', { on, limit: 50 }).length).toBe(11);
    const villages = searchRegions(table, { under: '310116', level: 'village', on, limit: 500 });
    expect(villages.length).toBe(244);
  });

  it('narrows to a province', () => {
    const rows = readShippedRegions(['46']);
    expect(rows.length).toBe(shipped.filter((row) => row.code.startsWith('46')).length);
    expect(rows[0]).toEqual({ code: '46', name: '海南省' });
  });
});

describe('reading a code that is padded with zeros', () => {
  it.each<[string, string | null, string]>([
    ['350102004000', '350102004', 'a town in twelve digits'],
    ['350102', '350102', 'a county as it is'],
    ['350100', '3501', 'a city in six digits'],
    ['350000000000', '35', 'a province in twelve digits'],
    ['441900', '441900', 'a city without counties stays the county'],
    ['441900000000', '441900', 'and in twelve digits too'],
    ['350527000000', '350527000000', '金门县, whose one village ends with zeros'],
    ['999999', null, 'unknown'],
    ['3501020O4', null, 'a letter in it'],
  ])('%s is %s: %s', (text, code) => {
    expect(readCode(text, isKnown)).toBe(code);
  });
});

describe('searching regions', () => {
  it('gives the higher level first', () => {
    const found = searchRegions(table, { q: '金山', on, limit: 3 });
    expect(found[0]).toEqual({ code: '310116', name: '金山区', level: 'county' });
  });

  it('goes on where the page before ended, without loss or repeat, across levels', () => {
    const all = searchRegions(table, { q: '朝阳', on, limit: 5000 }).map((one) => one.code);
    const paged: string[] = [];
    for (;;) {
      const page = searchRegions(table, { q: '朝阳', on, after: paged.at(-1), limit: 97 });
      paged.push(...page.map((one) => one.code));
      if (page.length < 97) break;
    }
    expect(all.length).toBeGreaterThan(500);
    expect(paged).toEqual(all);
  });

  it('agrees with a plain filter over every name', () => {
    const plain = shipped.filter((row) => row.name.includes('滨海')).map((row) => row.code);
    const found = searchRegions(table, { q: '滨海', on, limit: 5000 });
    expect(found.map((one) => one.code).sort()).toEqual(plain.sort());
  });

  it('takes digits as the beginning of a code', () => {
    const found = searchRegions(table, { q: '310116', on, limit: 3 });
    expect(found.map((one) => one.code)).toEqual(['310116', '310116001', '310116101']);
    expect(searchRegions(table, { q: '31', under: '35', on, limit: 3 })).toEqual([]);
  });

  it('finds or misses any name in under 50 ms over all of China', () => {
    const slowest = ['没有这个名字', '和平村委会', '村', '街道'].map((q) => {
      const start = performance.now();
      searchRegions(table, { q, on, limit: 50 });
      return performance.now() - start;
    });
    expect(Math.max(...slowest)).toBeLessThan(50);
  });
});

describe('a dated region', () => {
  const rows: RegionVersion[] = [
    { code: '33', name: '浙江省', validFrom: '1949-10-01', validTo: null },
    { code: '3301', name: '杭州市', validFrom: '1949-10-01', validTo: null },
    { code: '330102', name: '上城区', validFrom: '1949-10-01', validTo: '2021-04-09' },
    { code: '330102', name: '新上城区', validFrom: '2021-04-09', validTo: null },
    { code: '330103', name: '下城区', validFrom: '1949-10-01', validTo: '2021-04-09' },
  ];
  const dated = buildRegionTable(rows);

  it('answers by date: the last day of the old, the first of the new', () => {
    expect(regionAt(dated, '330102', '2021-04-08')?.name).toBe('上城区');
    expect(regionAt(dated, '330102', '2021-04-09')?.name).toBe('新上城区');
  });

  it('is gone after its end, yet its code stays known', () => {
    expect(regionAt(dated, '330103', '2021-04-09')).toBeNull();
    expect(isKnownCode(dated, '330103')).toBe(true);
    const names = childrenOf(dated, '3301', { on: '2026-01-01', limit: 9 }).map((one) => one.name);
    expect(names).toEqual(['新上城区']);
  });
});
