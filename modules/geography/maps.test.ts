/** Maps over HTTP: tiles with their headers, the basemap of the settings, its file by ranges. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Range, readRange } from '../../platform/http/ranges.ts';
import { worldOf } from '../../platform/tiles/index.ts';
import { ELSEWHERE, HERE, storyHouse } from '../../test/house.ts';
import { httpOf } from '../../test/http.ts';
import { teller } from '../../test/teller.ts';
import { readTile } from '../../test/tiles.ts';
import { commandContext } from '../identity/index.ts';
import { basemapOrigins, checkMapDocument } from './rules/basemap.ts';

const story = await storyHouse();
const { http, house, clock } = story;
const folk = await story.people();
const second = await story.another();
const { app } = await httpOf(story.world, house.http);
const told = teller(story);

function tileAt(z: number, { lon, lat }: { lon: number; lat: number }): string {
  const [x, y] = worldOf(lon, lat).map((one) => Math.floor(one * 2 ** z)) as [number, number];
  return `${z}/${x}/${y}`;
}

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });
const read = async (url: string, headers: Record<string, string> = {}) => {
  const answer = await get(url, headers);
  return answer.statusCode === 204 ? {} : readTile(answer.rawPayload);
};

async function publish(body: Record<string, unknown>): Promise<void> {
  const ctx = commandContext('test', clock.now(), house.newId);
  await house.rulebook.publish(ctx, {
    county: '*',
    kind: 'map',
    name: 'main',
    body,
    validFrom: clock.now(),
    note: 'test',
  });
  await house.rulebook.refresh();
  clock.pass(1);
}

describe('a tile over HTTP', () => {
  const url = `/api/tiles/grids/${tileAt(13, HERE)}`;

  it('is a vector tile, compressed for who takes that, and known again by its tag', async () => {
    const plain = await get(url);
    expect(plain.headers['content-type']).toBe('application/vnd.mapbox-vector-tile');
    expect(plain.headers['cache-control']).toContain('public');
    expect(readTile(plain.rawPayload).grid?.length).toBeGreaterThan(0);
    const packed = await get(url, { 'accept-encoding': 'br, gzip' });
    const bytes = packed.headers['content-encoding']
      ? gunzipSync(packed.rawPayload)
      : packed.rawPayload;
    expect(bytes.equals(plain.rawPayload)).toBe(true);
    const again = await get(url, { 'if-none-match': String(plain.headers.etag) });
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
  });

  it('is 204 where nothing is, and refused where no tile can be', async () => {
    expect((await get('/api/tiles/grids/13/0/0')).statusCode).toBe(204);
    expect((await get('/api/tiles/regions/3/8/0')).json().code).toBe('TILE_UNKNOWN');
    expect((await get('/api/tiles/regions/15/1/1')).json().code).toBe('TILE_UNKNOWN');
    expect((await get('/api/tiles/regions/a/1/1')).json().code).toBe('INPUT_INVALID');
    expect((await get('/api/tiles/regions/-1/1/1')).json().code).toBe('INPUT_INVALID');
  });
});

describe('matters on tiles', () => {
  const url = (of: string, z = 15, at = HERE) => `/api/tiles/${of}/${tileAt(z, at)}`;
  const numbers = async (as: { headers: Record<string, string> }, query = '') => {
    clock.pass(1000);
    const tile = await read(`${url('matters')}?v=${clock.now()}${query}`, as.headers);
    return (tile.matter ?? []).map((one) => String(one.tags.number));
  };

  it('are seen by who sees them in lists, private ones too, and by nobody of another town', async () => {
    const open = await told.report(folk.clerk);
    const elsewhere = await told.report(folk.clerk, { point: { lon: 121.23, lat: 30.71 } });
    expect(await numbers(folk.townDispatcher)).toEqual([open]);
    expect(await numbers(folk.gridWorker)).toEqual([open]);
    expect(await numbers(folk.countyDispatcher)).toEqual([open]);
    expect(await numbers(folk.otherTownDispatcher)).toEqual([]);
    expect(await numbers(folk.elsewhere.countyDispatcher)).toEqual([]);
    const there = await read(
      `${url('matters', 15, { lon: 121.23, lat: 30.71 })}?v=1`,
      folk.otherTownDispatcher.headers,
    );
    expect(there.matter?.map((one) => one.tags.number)).toEqual([elsewhere]);
  });

  it('are counted by grid for the density', async () => {
    const tile = await read(`${url('heat', 13)}?v=2`, folk.countyDispatcher.headers);
    const open = Object.fromEntries((tile.grid ?? []).map(({ tags }) => [tags.code, tags.open]));
    expect(open).toMatchObject({ '310116101201001': 1, '310116102201001': 1 });
    const own = await read(`${url('heat', 13)}?v=3`, folk.townDispatcher.headers);
    expect(own.grid?.map(({ tags }) => tags.code)).toEqual(['310116101201001']);
  });

  it('are listed within a box of the map, and not in a whole county at once', async () => {
    const box = 'west=121.2&south=30.7&east=121.22&north=30.72';
    const { body } = await http(`GET /api/map/matters?${box}`, { as: folk.townDispatcher });
    expect(body.items).toMatchObject([{ title: expect.any(String), point: HERE }]);
    const wide = 'west=120&south=30&east=122&north=32';
    const refused = await http(`GET /api/map/matters?${wide}`, { as: folk.townDispatcher });
    expect([refused.status, refused.body.code]).toEqual([400, 'MAP_BOX_TOO_WIDE']);
  });

  it('are public only once somebody looked at them, and never private ones', async () => {
    const shown = async () => {
      clock.pass(1000);
      const tile = await read(`${url('public')}?county=310116&v=${clock.now()}`);
      return (tile.matter ?? []).map((one) => String(one.tags.number));
    };
    const before = await shown();
    const number = await told.report(folk.clerk, { category: 'rubbish', text: '路边暴露垃圾' });
    expect(await shown()).not.toContain(number);
    await told.done(folk.townDispatcher, number, 'open');
    const after = await shown();
    expect(after.filter((one) => !before.includes(one))).toEqual([number]);
    const far = await read(`${url('public', 9)}?county=310116&v=9`);
    expect(far.cluster?.reduce((sum, one) => sum + Number(one.tags.count), 0)).toBe(after.length);
    const hidden = await told.report(folk.clerk, { category: 'rubbish', isPrivate: true });
    await told.done(folk.townDispatcher, hidden, 'open');
    expect(await shown()).not.toContain(hidden);
    expect(await read(`${url('public', 9, ELSEWHERE)}?county=310117&v=9`)).toEqual({});
  });
});

const PAGE = { url: '/', headers: {} };

const raster = {
  kind: 'raster',
  tiles: 'https://tiles.example.cn:8443/street/{z}/{x}/{y}.png',
  crs: 'gcj02',
  attribution: '示例地图',
};

describe('the basemap', () => {
  const settings = async (county = '310116') =>
    (await http(`GET /api/map/settings?county=${county}`)).body;

  it('is none until somebody chooses one; the view begins at the borders', async () => {
    expect(await settings()).toMatchObject({ basemap: null, crs: 'wgs84', publicAddress: null });
    const [west, south, east, north] = (await settings()).bounds as number[];
    expect([west, south, east, north]).toEqual([121.2, 30.7, 121.24, 30.72]);
    expect((await get('/api/map/basemap.pmtiles')).statusCode).toBe(404);
    expect(await house.mapOrigins(PAGE)).toEqual([]);
  });

  it('of a tile address opens exactly its host, and moves our tiles into its system', async () => {
    await publish({ basemap: raster });
    expect(await settings()).toMatchObject({
      crs: 'gcj02',
      basemap: { kind: 'raster', darkTiles: null, tileSize: 256, maxZoom: 18 },
    });
    expect(await house.mapOrigins(PAGE)).toEqual(['https://tiles.example.cn:8443']);
    await expect
      .poll(() => second.house.mapOrigins(PAGE), { timeout: 5000 })
      .toEqual(['https://tiles.example.cn:8443']);
    // A known point of 上海: 人民广场, WGS-84 and as the maps of GCJ-02 have it.
    const { fromStored } = await import('./rules/crs.ts');
    const [lon, lat] = fromStored([121.469, 31.2323], 'gcj02');
    expect(lon).toBeCloseTo(121.4735, 3);
    expect(lat).toBeCloseTo(31.2304, 3);
    const [x, y] = fromStored([HERE.lon, HERE.lat], 'gcj02');
    const at = { lon: x, lat: y };
    const url = `/api/tiles/matters/${tileAt(16, at)}?crs=gcj02&v=${clock.now()}`;
    const { matter = [], cluster = [] } = await read(url, folk.countyDispatcher.headers);
    const [spot] = [...matter, ...cluster];
    const [wx, wy] = worldOf(x, y).map((one) => one * 2 ** 16) as [number, number];
    const place = spot?.paths[0]?.[0] ?? [0, 0];
    expect(Math.abs(place[0] - (wx % 1) * 4096)).toBeLessThan(4);
    expect(Math.abs(place[1] - (wy % 1) * 4096)).toBeLessThan(4);
  });

  it('that is tried opens its host on the page of the map alone, to who may publish it', async () => {
    const tiles = encodeURIComponent('https://tried.example.cn/{z}/{x}/{y}.png');
    const url = `/console/admin/map?tiles=${tiles}&darkTiles=${tiles}`;
    const known = await house.mapOrigins(PAGE);
    const { headers } = folk.administrator;
    expect(await house.mapOrigins({ url, headers })).toEqual([
      ...known,
      'https://tried.example.cn',
    ]);
    const led = { ...headers, 'sec-fetch-site': 'cross-site' };
    for (const asked of [
      { url, headers: folk.leader.headers },
      { url, headers: {} },
      { url, headers: led },
      { url: url.replace('/map', '/maps'), headers },
      { url: url.replace('/console', ''), headers },
      { url: '/console/admin/map?tiles=javascript:x', headers },
    ]) {
      expect(await house.mapOrigins(asked), asked.url).toEqual(known);
    }
  });

  it.each([
    ['no gap for the column', { ...raster, tiles: 'https://tiles.example.cn/{z}/{y}.png' }],
    ['a gap in the host', { ...raster, tiles: 'https://{s}.example.cn/{z}/{x}/{y}.png' }],
    ['a script', { ...raster, tiles: 'javascript:{z}{x}{y}' }],
    ['another word', { ...raster, style: 'x' }],
  ])('with %s is refused', (_what, basemap) => {
    expect(checkMapDocument({ basemap }, { name: 'main' })).not.toEqual([]);
    expect(checkMapDocument({ basemap: raster }, { name: 'main' })).toEqual([]);
    expect(checkMapDocument({ basemap: raster }, { name: 'other' })).not.toEqual([]);
  });

  it('is tried before it is published: the map that it would draw, or each fault', async () => {
    const asked = async (draft: object, as = folk.administrator) =>
      http('POST /api/map/try', { as, body: { county: '310116', draft } });
    const { body } = await asked({ basemap: raster });
    expect(body).toMatchObject({
      settings: { crs: 'gcj02', basemap: { kind: 'raster', tileSize: 256 } },
      file: null,
    });
    expect((body.settings as { bounds: number[] }).bounds).toHaveLength(4);
    const faulty = await asked({ basemap: { ...raster, tiles: 'https://a.cn/{z}' } });
    expect(faulty.body).toMatchObject({
      code: 'RULEBOOK_FAULTY',
      fields: [{ path: 'body.draft.basemap.tiles' }, { path: 'body.draft.basemap.tiles' }],
    });
    expect((await asked({}, folk.elsewhere.administrator)).body.code).toBe('NOT_FOUND');
  });

  it('opens no host that no address names', () => {
    expect(basemapOrigins([{ basemap: null }])).toEqual([]);
  });

  it('may be a file in the data folder, read by ranges', async () => {
    const file = join(dirname(house.checkpointDir), 'basemap.pmtiles');
    mkdirSync(dirname(file), { recursive: true });
    const bytes = Buffer.alloc(5000, 1);
    bytes.write('PMTiles', 'latin1');
    bytes.set([3], 7);
    bytes.set([2, 4, 15], 99);
    writeFileSync(file, bytes);
    await publish({ basemap: { kind: 'pmtiles' } });
    const { basemap } = await settings();
    expect(basemap).toMatchObject({ kind: 'pmtiles', content: 'raster', minZoom: 4, maxZoom: 15 });
    const part = await get('/api/map/basemap.pmtiles', { range: 'bytes=0-126' });
    expect([part.statusCode, part.headers['content-range']]).toEqual([206, 'bytes 0-126/5000']);
    expect(part.rawPayload.equals(bytes.subarray(0, 127))).toBe(true);
    const end = await get('/api/map/basemap.pmtiles', { range: 'bytes=-100' });
    expect([end.statusCode, end.rawPayload.length]).toEqual([206, 100]);
    const whole = await get('/api/map/basemap.pmtiles');
    expect([whole.statusCode, whole.rawPayload.length]).toEqual([200, 5000]);
    const beyond = await get('/api/map/basemap.pmtiles', { range: 'bytes=5000-' });
    expect([beyond.statusCode, beyond.json().code]).toEqual([416, 'RANGE_INVALID']);
    expect(beyond.headers['content-range']).toBe('bytes */5000');
    const old = { range: 'bytes=0-9', 'if-range': '"another"' };
    expect((await get('/api/map/basemap.pmtiles', old)).statusCode).toBe(200);
    rmSync(file);
    expect((await settings()).basemap).toBeNull();
  });
});

describe('a range of bytes', () => {
  it('never reaches beyond the file', () => {
    const header = fc.oneof(
      fc.tuple(fc.nat(3000), fc.nat(3000)).map(([from, to]) => `bytes=${from}-${to}`),
      fc.nat(3000).map((from) => `bytes=${from}-`),
      fc.nat(3000).map((last) => `bytes=-${last}`),
      fc.string(),
    );
    fc.assert(
      fc.property(header, fc.integer({ min: 1, max: 2000 }), (text, size) => {
        const range = readRange(text, size);
        if (range === null || range === 'outside') return;
        const { from, to }: Range = range;
        expect(from).toBeGreaterThanOrEqual(0);
        expect(from).toBeLessThanOrEqual(to);
        expect(to).toBeLessThan(size);
      }),
    );
  });
});
