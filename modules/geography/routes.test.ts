import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { nobody } from '../../kernel/actor.ts';
import { httpModule, makeApp, serve } from '../../platform/http/index.ts';
import { testDatabase } from '../../test/db.ts';
import { loadRegions, loadShapes } from './commands.ts';
import { readShippedRegions } from './data/read.ts';
import { geographyHttp } from './routes.ts';
import { fromStored } from './rules/crs.ts';
import type { Position, Ring } from './rules/geometry.ts';
import {
  demoBox,
  type SchematicShape,
  schematicBoundaries,
  schematicFile,
} from './rules/schematic.ts';
import { openGeography } from './store/memory.ts';

const { db } = await testDatabase();
const nowMs = Date.parse('2026-03-01T16:30:00Z');
const printed: string[] = [];
const ctx = { db, nowMs: () => nowMs, print: (line: string) => printed.push(line) };
const folder = mkdtempSync(join(tmpdir(), 'linli places '));
const app = await makeApp({ newId: () => 'request', maxFileBytes: 1000 });
let id = 0;
// What a map on trial is refused with is worded where rules are checked.
const ruleWords = httpModule(
  'rulebook',
  {},
  {},
  {
    RULEBOOK_FAULTY: { kind: 'invalid', zh: '规则有误。', en: 'The rule has faults.' },
  },
);
serve(app, [geographyHttp(openGeography(db, { checkEveryMs: 0 })), ruleWords], {
  authenticate: async () => nobody,
  now: () => nowMs,
  newId: () => `id-${(id += 1)}`,
});

const regions = readShippedRegions(['31']).filter((row) => row.code.startsWith('310116'));
const made = schematicBoundaries({
  county: regions.find((row) => row.code.length === 6) as (typeof regions)[number],
  towns: regions.filter((row) => row.code.length === 9),
  villages: regions.filter((row) => row.code.length === 12),
  box: demoBox,
});

async function get(path: string) {
  const answer = await app.inject({ method: 'GET', url: path });
  return { status: answer.statusCode, body: answer.json() };
}

function fileOf(name: string, shapes: readonly SchematicShape[], properties: object = {}): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(schematicFile(shapes, () => ({ ...properties }))));
  return path;
}

const worker = { workerPublicName: '网格员示例', dutyPhone: '021-00000000' };

beforeAll(async () => {
  await loadRegions(ctx, { province: ['31'] });
  await loadShapes(ctx, 'boundaries', { file: fileOf('regions.json', made.regions), crs: 'wgs84' });
  await loadShapes(ctx, 'grids', { file: fileOf('grids.json', made.grids, worker), crs: 'wgs84' });
});

describe('the import commands', () => {
  it('print progress, and what was loaded', () => {
    expect(printed[0]).toMatch(/^ 1\/1 31 上海市: \d+ added, 0 renamed, 0 ended$/);
    expect(printed.join('\n')).toContain('256 sound features; 0 errors, 0 warnings');
    expect(printed.at(-1)).toMatch(/^loaded as edition 3: \d+ new, 0 redrawn, 0 ended/);
  });

  it('report faults by feature and load nothing', async () => {
    const [grid] = made.grids as [SchematicShape];
    const open = grid.shape[0]?.[0]?.slice(0, -1) as Ring;
    const file = fileOf('bad.json', [
      { ...grid, shape: [[open]] },
      { ...grid, code: '310116999999001' },
    ]);
    const before = printed.length;
    const report = await loadShapes(ctx, 'grids', { file, crs: 'wgs84', from: '2026-01-01' });
    expect(report.edition).toBeNull();
    expect(printed.slice(before).join('\n')).toMatch(
      /ERROR {3}#1 \d{15}: 边界线没有闭合 .*\nERROR {3}#2 310116999999001: 代码不存在/,
    );
    expect(printed.at(-1)).toContain('NOT loaded');
  });

  it('report a file that is not JSON as unreadable', async () => {
    const file = join(folder, 'words.json');
    writeFileSync(file, '网格');
    const report = await loadShapes(ctx, 'grids', { file, crs: 'wgs84' });
    expect(report.faults.map((one) => one.code)).toEqual(['SHAPE_UNREADABLE']);
  });

  it('take another edition of the tree from a file, and say which line is wrong', async () => {
    const file = join(folder, 'edition.csv');
    writeFileSync(file, 'code,name\n82,"甲省"\n8201,"乙市",82\n820101,"丙区",8201,82\n');
    await loadRegions(ctx, { file });
    expect(printed.at(-1)).toMatch(/^edition \d+ \(edition.csv\): 3 added/);
    writeFileSync(file, '82\t甲省\n820101\t丙区\n');
    const wrong = loadRegions(ctx, { file, from: '2026-01-01' });
    await expect(wrong).rejects.toMatchObject({
      code: 'REGION_FILE_INVALID',
      details: { values: { line: 2 } },
    });
  });

  it('write nothing on a dry run', async () => {
    const file = fileOf('dry.json', made.grids.slice(0, 9));
    const report = await loadShapes(ctx, 'grids', { file, crs: 'wgs84', dryRun: true });
    expect(report).toMatchObject({ edition: null, unchanged: 9 });
    expect(printed.at(-1)).toContain('dry run, nothing written');
  });

  it('keep a file in GCJ-02 out when it says WGS-84, and take it when it says so', async () => {
    const shifted = made.grids.slice(0, 40).map((one) => ({
      ...one,
      shape: one.shape.map((polygon) =>
        polygon.map((ring) => ring.map((at): Position => fromStored(at, 'gcj02'))),
      ),
    }));
    const file = fileOf('gcj02.json', shifted);
    const wrong = await loadShapes(ctx, 'grids', { file, crs: 'wgs84', from: '2026-01-01' });
    expect(wrong).toMatchObject({ edition: null, seemsToBe: 'gcj02' });
    const right = await loadShapes(ctx, 'grids', {
      file,
      crs: 'gcj02',
      from: '2026-01-01',
      dryRun: true,
    });
    expect(right.faults.filter((one) => one.severity === 'error')).toEqual([]);
  });

  it.each([
    ['bd10', undefined, 'CRS_UNKNOWN'],
    ['wgs84', '2026-02-30', 'DATE_INVALID'],
  ])('refuse --crs %s --from %s', async (crs, from, code) => {
    const file = fileOf('refused.json', made.grids.slice(0, 3));
    await expect(loadShapes(ctx, 'grids', { file, crs, from })).rejects.toThrow(code);
  });
});

describe('GET /api/locate', () => {
  const at = '/api/locate?lon=121.2&lat=30.8';

  it('gives the regions, the county key, the grid, its worker and duty phone', async () => {
    const { status, body } = await get(at);
    expect(status).toBe(200);
    expect(body.regions.map((one: { level: string }) => one.level)).toEqual([
      'province',
      'city',
      'county',
      'town',
      'village',
    ]);
    expect(body.regions[2]).toEqual({ code: '310116', name: '金山区', level: 'county' });
    expect(body.county).toBe('310116');
    expect(body.grid).toMatchObject({ kind: 'basic', ...worker });
    expect(body.grid.code.slice(0, 12)).toBe(body.regions[4].code);
    expect(body).toMatchObject({ tie: null, nearest: null });
    expect(body.explanation.zh).toContain('示意');
  });

  it('asks about today in China when no day is named', async () => {
    // 16:30 UTC is half past midnight of the next day there.
    expect((await get(at)).body.on).toBe('2026-03-02');
  });

  it('takes a point in GCJ-02 to the same grid', async () => {
    const [lon, lat] = fromStored([121.2, 30.8], 'gcj02');
    const stored = (await get(at)).body;
    const { body } = await get(`/api/locate?lon=${lon}&lat=${lat}&crs=gcj02`);
    expect(body.grid).toEqual(stored.grid);
    expect(body.point.lon).toBeCloseTo(121.2, 5);
  });

  it('says plainly outside every grid, and names the nearest', async () => {
    const { status, body } = await get('/api/locate?lon=121.5&lat=30.8');
    expect(status).toBe(200);
    expect(body).toMatchObject({ grid: null, regions: [], county: null });
    expect(body.nearest.grid.dutyPhone).toBe('021-00000000');
    expect(body.nearest.distanceM).toBeGreaterThan(7000);
    expect(body.nearest.distanceM).toBeLessThan(8000);
    expect(body.explanation.en).toContain('outside every grid; the nearest is');
  });

  it.each([
    ['lon=-71.06&lat=42.36', 'POINT_OUT_OF_RANGE'],
    ['lon=13511111&lat=3600000', 'POINT_OUT_OF_RANGE'],
    ['lon=30.8&lat=121.2', 'POINT_AXES_SWAPPED'],
    ['lon=121.2&lat=30.8&crs=mars', 'CRS_UNKNOWN'],
    ['lon=121.2&lat=30.8&on=2026-02-30', 'DATE_INVALID'],
    ['lon=121.2', 'INPUT_INVALID'],
    ['lon=east&lat=30.8', 'INPUT_INVALID'],
  ])('refuses %s with %s in both languages', async (query, code) => {
    const { status, body } = await get(`/api/locate?${query}`);
    expect(status).toBe(400);
    expect(body.code).toBe(code);
    expect(body.titles.zh).not.toBe(body.titles.en);
    expect(body.fields === undefined || body.fields.length > 0).toBe(true);
  });

  it('answers by date across a redraw', async () => {
    const before = (await get(at)).body.grid.code as string;
    const village = made.regions.find((one) => one.code === before.slice(0, 12)) as SchematicShape;
    const whole = { ...village, code: `${village.code}099`, name: '重划网格（示意）' };
    const file = fileOf('redraw.json', [whole]);
    const report = await loadShapes(ctx, 'grids', { file, crs: 'wgs84', from: '2026-02-01' });
    expect(report).toMatchObject({ added: 1, changed: 0, faults: [] });
    expect(report.ended).toBeGreaterThan(2);
    expect((await get(at)).body.grid.code).toBe(whole.code);
    expect((await get(`${at}&on=2026-02-01`)).body.grid.code).toBe(whole.code);
    expect((await get(`${at}&on=2026-01-31`)).body.grid.code).toBe(before);
    const again = loadShapes(ctx, 'grids', {
      file: fileOf('again.json', [{ ...whole, code: before }]),
      crs: 'wgs84',
      from: '2026-01-15',
    });
    await expect(again).rejects.toThrow('EDITION_TOO_EARLY');
  });
});

describe('GET /api/regions', () => {
  it('lists what is directly below, in pages that lose nothing', async () => {
    const first = (await get('/api/regions?parent=310116&limit=6')).body;
    expect(first.items).toHaveLength(6);
    const second = (await get(`/api/regions?parent=310116&limit=6&cursor=${first.next}`)).body;
    expect(second.items).toHaveLength(5);
    expect(second.next).toBeNull();
    const codes = [...first.items, ...second.items].map((one: { code: string }) => one.code);
    expect(new Set(codes).size).toBe(11);
  });

  it('finds by name, by code, and within a region', async () => {
    expect((await get(`/api/regions?q=${encodeURIComponent('金山')}`)).body.items[0].code).toBe(
      '310116',
    );
    expect((await get('/api/regions?code=310116101')).body.items[0].name).toBe('朱泾镇');
    const found = (await get('/api/regions?under=310116101&level=village&limit=100')).body.items;
    expect(found.every((one: { code: string }) => one.code.startsWith('310116101'))).toBe(true);
    expect(found.length).toBeGreaterThan(5);
  });

  it.each([
    ['parent=999999', 404, 'REGION_UNKNOWN'],
    ['code=999999', 404, 'REGION_UNKNOWN'],
    ['parent=310116&limit=1000', 400, 'PAGE_SIZE_INVALID'],
    ['parent=310116&cursor=nonsense', 400, 'CURSOR_INVALID'],
  ])('refuses %s', async (query, status, code) => {
    const answer = await get(`/api/regions?${query}`);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});

describe('GET /api/grids and /api/boundaries', () => {
  it('list the grids of a town with what is on public notice', async () => {
    const { body } = await get('/api/grids?region=310116101&limit=5');
    expect(body.items).toHaveLength(5);
    expect(body.items[0]).toMatchObject({ kind: 'basic', ...worker });
    const next = (await get(`/api/grids?region=310116101&limit=5&cursor=${body.next}`)).body;
    expect(next.items[0].code > body.items[4].code).toBe(true);
  });

  it('give borders as GeoJSON, in the system asked for', async () => {
    const { body } = await get('/api/boundaries?region=310116&level=town');
    expect(body.features).toHaveLength(11);
    expect(body.features[0].properties).toMatchObject({ level: 'town', validTo: null });
    const shifted = (await get('/api/boundaries?region=310116&level=town&crs=gcj02')).body;
    const [lon] = body.features[0].geometry.coordinates[0][0][0];
    const [moved] = shifted.features[0].geometry.coordinates[0][0][0];
    expect(Math.abs(moved - lon)).toBeGreaterThan(0.003);
  });

  it('go on from a region to all below it', async () => {
    const first = (await get('/api/boundaries?region=310116&limit=2')).body;
    expect(first.features.map((one: { id: string }) => one.id.length)).toEqual([6, 9]);
    const second = (await get(`/api/boundaries?region=310116&limit=2&cursor=${first.next}`)).body;
    const codes = [...made.regions, ...made.grids].map((one) => one.code).sort();
    expect(second.features.map((one: { id: string }) => one.id)).toEqual(codes.slice(2, 4));
  });

  it('refuse an unknown region', async () => {
    expect((await get('/api/grids?region=31011')).body.code).toBe('REGION_UNKNOWN');
    expect((await get('/api/boundaries?region=990000')).body.code).toBe('REGION_UNKNOWN');
  });
});

const towns = '../shared/data/boundaries/fuzhou_towns.geojson';

describe.skipIf(!existsSync(towns))(
  '47 town polygons of 福州 (left out: shared data absent)',
  () => {
    it('load, with their overlaps printed by feature, and place a point', async () => {
      await loadRegions(ctx, { province: ['35'] });
      const report = await loadShapes(ctx, 'boundaries', { file: towns, crs: 'wgs84' });
      expect(report).toMatchObject({ features: 47, added: 47 });
      expect(report.faults.every((one) => one.severity === 'warning')).toBe(true);
      expect(printed.some((line) => /^warning #27 350104100: .* 1347\d\d m²/.test(line))).toBe(
        true,
      );
      const { body } = await get('/api/locate?lon=119.2985&lat=26.0885');
      expect(body.regions.map((one: { name: string }) => one.name)).toEqual([
        '福建省',
        '福州市',
        '鼓楼区',
        '东街街道',
      ]);
      expect(body).toMatchObject({ county: '350102', grid: null, nearest: null });
    });

    it('are kept out with --strict, for they overlap', async () => {
      const report = await loadShapes(ctx, 'boundaries', {
        file: towns,
        crs: 'wgs84',
        strict: true,
      });
      expect(report.edition).toBeNull();
    });
  },
);
