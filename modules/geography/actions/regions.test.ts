import { describe, expect, it } from 'vitest';
import type { Tx } from '../../../platform/db/index.ts';
import { testDatabase } from '../../../test/db.ts';
import { readShippedRegions } from '../data/read.ts';
import { countyKeyOf } from '../rules/counties.ts';
import { regionAt } from '../rules/regions.ts';
import { openGeography, placesOf } from '../store/memory.ts';
import { importRegions, type RegionImport } from './regions.ts';

const { db } = await testDatabase();
const none = { counties: [] };
const nowMs = Date.parse('2026-03-01T00:00:00Z');

const load = (input: Omit<RegionImport, 'nowMs' | 'source'>) =>
  db.scoped(none, (tx) => importRegions(tx, { source: 'test', nowMs, ...input }));
const places = () => db.scoped(none, placesOf);

/** A province of its own for a test: the tests of a file share a database. */
function province(code: string, ...rows: [string, string][]) {
  return [{ code, name: `${code}省` }, ...rows.map(([end, name]) => ({ code: code + end, name }))];
}

describe('loading an edition of the region tree', () => {
  it('brings a whole province with its counties’ keys, for all time before too', async () => {
    const rows = readShippedRegions(['46']);
    const told: string[] = [];
    const done = await load({ rows, onProvince: (one) => told.push(one.province.name) });
    expect(done).toMatchObject({ added: rows.length, changed: 0, ended: 0 });
    expect(told).toEqual(['海南省']);
    const seen = await places();
    expect(regionAt(seen.regions, '460400', '2017-01-01')?.name).toBe('儋州市');
    expect(countyKeyOf(seen.counties, '460400100', '2017-01-01')).toBe('460400');
  });

  it('changes nothing the second time', async () => {
    const rows = province('71', ['01', '甲市'], ['0101', '乙区']);
    await load({ rows });
    expect(await load({ rows })).toMatchObject({ added: 0, changed: 0, ended: 0 });
  });

  it('ends and renames by date, and past days answer as before', async () => {
    await load({ rows: province('72', ['01', '甲市'], ['0101', '乙区'], ['0101001', '丙镇']) });
    const next = province('72', ['01', '甲市'], ['0101', '乙县'], ['0101002', '丁镇']);
    expect(await load({ rows: next, from: '2025-07-01' })).toMatchObject({
      added: 1,
      changed: 1,
      ended: 1,
    });
    const { regions } = await places();
    expect(regionAt(regions, '720101', '2025-06-30')?.name).toBe('乙区');
    expect(regionAt(regions, '720101', '2025-07-01')?.name).toBe('乙县');
    expect(regionAt(regions, '720101001', '2025-06-30')?.name).toBe('丙镇');
    expect(regionAt(regions, '720101001', '2025-07-01')).toBeNull();
  });

  it('keeps the county key when the county gets another code', async () => {
    await load({ rows: province('73', ['01', '甲市'], ['0101', '乙县']) });
    const next = province('73', ['01', '甲市'], ['0181', '乙市']);
    const recoded = [{ before: '730101', after: '730181' }];
    await load({ rows: next, from: '2025-07-01', recoded });
    const { counties } = await places();
    expect(countyKeyOf(counties, '730101001', '2025-06-30')).toBe('730101');
    expect(countyKeyOf(counties, '730181001', '2025-07-01')).toBe('730101');
    expect(countyKeyOf(counties, '730101001', '2025-07-01')).toBeNull();
  });

  it('gives a code that comes back for another county another key', async () => {
    await load({ rows: province('74', ['01', '甲市'], ['0101', '乙县']) });
    await load({ rows: province('74', ['01', '甲市']), from: '2024-01-01' });
    await load({ rows: province('74', ['01', '甲市'], ['0101', '丙区']), from: '2025-01-01' });
    const { counties } = await places();
    expect(countyKeyOf(counties, '740101', '2023-12-31')).toBe('740101');
    expect(countyKeyOf(counties, '740101', '2024-06-01')).toBeNull();
    expect(countyKeyOf(counties, '740101', '2025-01-01')).toBe('740101B');
  });

  it.each([
    ['without a date', undefined, 'EDITION_DATE_NEEDED'],
    ['from a day that a version already covers', '1949-10-01', 'EDITION_TOO_EARLY'],
    ['from a day that does not exist', '2025-02-30', 'DATE_INVALID'],
  ])('refuses a change %s, and writes nothing', async (what, from, code) => {
    const two = `7${5 + ['EDITION_DATE_NEEDED', 'EDITION_TOO_EARLY', 'DATE_INVALID'].indexOf(code)}`;
    await load({ rows: province(two, ['01', what]) });
    const before = await places();
    await expect(load({ rows: province(two, ['01', '乙市']), from })).rejects.toThrow(code);
    const after = await places();
    expect(after.regions.count).toBe(before.regions.count);
    expect(regionAt(after.regions, `${two}01`, '2026-01-01')?.name).toBe(what);
  });

  it('lets one of two loads at once through, and refuses the other', async () => {
    const rows = (code: string) => ({ rows: province(code), source: 'test', nowMs });
    const read = Promise.withResolvers<void>();
    // The second has looked for the newest number before the first commits.
    const watched = (tx: Tx): Tx => ({
      ...tx,
      first: async (statement) => {
        const row = await tx.first(statement);
        read.resolve();
        return row;
      },
    });
    let second: Promise<unknown> | undefined;
    await db.scoped(none, async (tx) => {
      await importRegions(tx, rows('78'));
      second = db.scoped(none, (other) => importRegions(watched(other), rows('79')));
      second.catch(() => undefined);
      await read.promise;
    });
    await expect(second).rejects.toThrow('IMPORT_RUNNING');
    const { regions } = await places();
    expect(regionAt(regions, '78', '2026-01-01')).not.toBeNull();
    expect(regionAt(regions, '79', '2026-01-01')).toBeNull();
  });

  it('is seen by a process that had its memory open before', async () => {
    const geography = openGeography(db, { checkEveryMs: 0 });
    expect(regionAt((await geography.places()).regions, '81', '2026-01-01')).toBeNull();
    const first = await geography.places();
    expect(await geography.places()).toMatchObject({ regions: first.regions });
    await load({ rows: province('81') });
    const seen = await geography.places();
    expect(regionAt(seen.regions, '81', '2026-01-01')?.name).toBe('81省');
    expect(seen.index).toBe(first.index);
  });
});
