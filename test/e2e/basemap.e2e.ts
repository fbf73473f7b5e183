/**
 * Real basemaps under our borders: pictures of a tile server in GCJ-02, a PMTiles file of pictures
 * and one of shapes, read by ranges. Looked at by their pixels.
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { FastifyReply, FastifyRequest } from 'fastify';
import sharp from 'sharp';
import { answerFile } from '../../platform/http/index.ts';
import { boxOfTile, encodeTile, shapeIndex, worldOf } from '../../platform/tiles/index.ts';
import { toMap } from '../../web/map/crs.ts';
import { startFront } from './front.ts';
import { type FileKind, type FileTile, pmtilesFile } from './pmtiles.ts';
import { asStaff, serverAddress, type Visitor } from './world.ts';

const folder = mkdtempSync(join(tmpdir(), 'linli-basemap-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Point = readonly [number, number];
type Crs = 'wgs84' | 'gcj02';
type Ring = readonly Point[];

const VILLAGE_DIGITS = 12;

/** A village with its grids: outlines in WGS-84, and the two corners that lie farthest apart. */
async function villageOf(admin: Visitor, worker: Visitor) {
  const shift = (await worker.call('GET', '/api/field/shift')) as { grids: { code: string }[] };
  const region = (shift.grids[0]?.code ?? '').slice(0, VILLAGE_DIGITS);
  const path = `/api/boundaries?region=${region}&level=grid&limit=100`;
  const { features } = (await admin.call('GET', path)) as {
    features: { geometry: { coordinates: Point[][][] } }[];
  };
  const rings: Ring[] = features.flatMap((one) => one.geometry.coordinates.flat());
  const corners = rings.flat().toSorted((a, b) => a[0] + a[1] - b[0] - b[1]);
  const [low, high] = [corners.at(0), corners.at(-1)];
  if (!low || !high) throw new Error('the demo has no grids there');
  return { region, rings, marks: [low, high] as const };
}

const worldIn = (crs: Crs, [lon, lat]: Point): Point => worldOf(...toMap({ lon, lat }, crs));

const MAGENTA = '#ff00ff';
const CYAN = '#00ffff';
const SIDE = 256;

/** A plain picture with a disc on each mark, wherever that lies in the tile. */
function picture(z: number, x: number, y: number, marks: readonly Point[]): Promise<Buffer> {
  const discs = marks.map((mark, index) => {
    const [px, py] = [(mark[0] * 2 ** z - x) * SIDE, (mark[1] * 2 ** z - y) * SIDE];
    return `<circle cx="${px}" cy="${py}" r="8" fill="${index === 0 ? MAGENTA : CYAN}"/>`;
  });
  const ground = `<rect width="${SIDE}" height="${SIDE}" fill="#fafaeb"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}">`;
  return sharp(Buffer.from(`${svg}${ground}${discs.join('')}</svg>`))
    .png()
    .toBuffer();
}

/** As tile services let pages of others read: the journeys' browser adds a header of its own. */
const FOR_ALL = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };

/** A tile server of its own, on this machine. */
async function tileServer(marks: readonly Point[]) {
  let asked = 0;
  const server = createServer((question, answer) => {
    const [z = 0, x = 0, y = 0] = (/\/(\d+)\/(\d+)\/(\d+)\.png/.exec(question.url ?? '') ?? [])
      .slice(1)
      .map(Number);
    asked += 1;
    void picture(z, x, y, marks).then((bytes) => {
      answer.writeHead(200, { 'content-type': 'image/png', ...FOR_ALL });
      answer.end(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, asked: () => asked, close: () => server.close() };
}

type Basemap = Record<string, unknown> & { crs: Crs };

/** The server's own pages and tiles, with another basemap in the settings. */
async function frontWith(basemap: Basemap, about: { origins?: string[]; file?: string } = {}) {
  const ranges: string[] = [];
  const dir = join(import.meta.dirname, '../../dist/web');
  const before = async (asked: FastifyRequest, reply: FastifyReply) => {
    if (asked.url.startsWith('/api/map/settings')) {
      const held = await fetch(`${serverAddress()}${asked.url}`);
      void reply.send({ ...((await held.json()) as object), basemap, crs: basemap.crs });
      return true;
    }
    if (!about.file || !asked.url.startsWith('/api/map/basemap.pmtiles')) return false;
    ranges.push(asked.headers.range ?? 'whole');
    const { headers } = asked;
    const setHeader = (name: string, value: string | string[]) => void reply.header(name, value);
    const ctx = { headers, setHeader, setStatus: (status: number) => void reply.code(status) };
    void reply.send(answerFile(ctx, about.file, statSync(about.file)));
    return true;
  };
  const front = await startFront({ dir, mapOrigins: about.origins ?? [], before });
  return { ...front, ranges };
}

type Seen = { at: (x: number, y: number) => Point3; width: number; height: number };
type Point3 = readonly [number, number, number];

/** Opens the village with its grids on the regions page. */
async function open(page: Page, address: string, region: string): Promise<void> {
  await page.goto(`${address}/console/admin/regions?region=${region}`);
  await expect(page.locator('.map-box[data-state="drawn"]')).toBeVisible();
}

/** The map as pixels. */
async function seen(page: Page): Promise<Seen> {
  const canvas = page.locator('.maplibregl-canvas');
  const { data, info } = await sharp(await canvas.screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number): Point3 => {
    const from = (y * info.width + x) * info.channels;
    return [data[from] ?? 0, data[from + 1] ?? 0, data[from + 2] ?? 0];
  };
  return { at, width: info.width, height: info.height };
}

const isMagenta = ([r, g, b]: Point3) => r > 150 && g < 120 && b > 150;
const isCyan = ([r, g, b]: Point3) => r < 100 && g > 180 && b > 180;
/** Our borders: the brand's blue, over whatever ground. */
const isBorder = ([r, g, b]: Point3) => r < 90 && g < 150 && b > 130 && b - r > 70;

function middleOf({ at, width, height }: Seen, is: (colour: Point3) => boolean): Point {
  let [count, x, y] = [0, 0, 0];
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      if (!is(at(column, row))) continue;
      [count, x, y] = [count + 1, x + column, y + row];
    }
  }
  expect(count, 'the mark is drawn').toBeGreaterThan(40);
  return [x / count, y / count];
}

type Scale = { share: number; origin: Point };

/** Where the world lies on the screen, by two marks of the basemap and nothing of ours. */
function scaleBy(a: { world: Point; seen: Point }, b: { world: Point; seen: Point }): Scale {
  const share =
    Math.hypot(b.seen[0] - a.seen[0], b.seen[1] - a.seen[1]) /
    Math.hypot(b.world[0] - a.world[0], b.world[1] - a.world[1]);
  return { share, origin: [a.seen[0] - share * a.world[0], a.seen[1] - share * a.world[1]] };
}

const NEAR_PX = 2;

/** Which share of our borders lies within two pixels of where the basemap has them. */
function shareDrawn(picture: Seen, rings: readonly Ring[], scale: Scale, crs: Crs): number {
  const onScreen = (point: Point): Point => {
    const [wx, wy] = worldIn(crs, point);
    return [scale.origin[0] + scale.share * wx, scale.origin[1] + scale.share * wy];
  };
  const probes = rings.flatMap((ring) => {
    const corners = ring.map(onScreen);
    return corners.flatMap((corner, index) => between(corner, corners[index + 1] ?? corner));
  });
  const hits = probes.filter((probe) => hasBorder(picture, probe));
  expect(probes.length).toBeGreaterThan(40);
  return hits.length / probes.length;
}

const STEP_PX = 6;

function between(from: Point, to: Point): Point[] {
  const steps = Math.floor(Math.hypot(to[0] - from[0], to[1] - from[1]) / STEP_PX);
  return Array.from({ length: steps }, (_, step): Point => {
    const part = step / steps;
    return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
  });
}

function hasBorder({ at }: Seen, [x, y]: Point): boolean {
  for (let dy = -NEAR_PX; dy <= NEAR_PX; dy += 1) {
    for (let dx = -NEAR_PX; dx <= NEAR_PX; dx += 1) {
      if (isBorder(at(Math.round(x) + dx, Math.round(y) + dy))) return true;
    }
  }
  return false;
}

type Village = Awaited<ReturnType<typeof villageOf>>;

/** The map once both marks of the basemap are seen, and where the world lies on it by them. */
async function seenByMarks(page: Page, { marks }: Village, crs: Crs) {
  const [a, b] = marks.map((mark) => worldIn(crs, mark)) as [Point, Point];
  let found: { picture: Seen; scale: Scale } | undefined;
  // Pictures fade in.
  await expect(async () => {
    const picture = await seen(page);
    const [first, second] = [middleOf(picture, isMagenta), middleOf(picture, isCyan)];
    const scale = scaleBy({ world: a, seen: first }, { world: b, seen: second });
    found = { picture, scale };
  }).toPass({ timeout: 60_000 });
  if (!found) throw new Error('the marks were not seen');
  return found;
}

const raster = (origin: string, crs: Crs): Basemap => ({
  kind: 'raster',
  tiles: `${origin}/{z}/{x}/{y}.png`,
  darkTiles: null,
  tileSize: SIDE,
  crs,
  attribution: '示例底图',
  minZoom: 0,
  maxZoom: 18,
});

test('pictures in GCJ-02 lie exactly under our borders; as WGS-84 they would lie beside', async ({
  browser,
}) => {
  const admin = await asStaff(browser, 'admin');
  const village = await villageOf(admin, await asStaff(browser, 'gridworker'));
  const server = await tileServer(village.marks.map((mark) => worldIn('gcj02', mark)));
  const origins = [server.origin];
  const right = await frontWith(raster(server.origin, 'gcj02'), { origins });
  await open(admin.page, right.address, village.region);
  const { picture, scale } = await seenByMarks(admin.page, village, 'gcj02');
  expect(server.asked()).toBeGreaterThan(0);
  await expect(admin.page.getByText('示例底图')).toBeVisible();
  expect(shareDrawn(picture, village.rings, scale, 'gcj02')).toBeGreaterThan(0.9);

  // The same pictures, said to be WGS-84: the borders then lie beside them.
  const wrong = await frontWith(raster(server.origin, 'wgs84'), { origins });
  await open(admin.page, wrong.address, village.region);
  const beside = await seenByMarks(admin.page, village, 'gcj02');
  expect(shareDrawn(beside.picture, village.rings, beside.scale, 'gcj02')).toBeLessThan(0.5);
  await Promise.all([right.close(), wrong.close()]);
  server.close();
});

const ZOOMS = [10, 11, 12, 13, 14, 15];
const AROUND = 0.03;

type Box = { west: number; south: number; east: number; north: number };

async function fileOf(
  kind: FileKind,
  { marks: [low, high] }: Village,
  tile: (z: number, x: number, y: number) => Promise<Buffer>,
): Promise<string> {
  const box: Box = {
    west: low[0] - AROUND,
    south: low[1] - AROUND,
    east: high[0] + AROUND,
    north: high[1] + AROUND,
  };
  const tiles: FileTile[] = [];
  for (const z of ZOOMS) {
    const [left, top] = worldOf(box.west, box.north).map((one) => Math.floor(one * 2 ** z));
    const [right, bottom] = worldOf(box.east, box.south).map((one) => Math.floor(one * 2 ** z));
    for (let x = left ?? 0; x <= (right ?? 0); x += 1) {
      for (let y = top ?? 0; y <= (bottom ?? 0); y += 1) {
        tiles.push({ z, x, y, bytes: await tile(z, x, y) });
      }
    }
  }
  const path = join(folder, `${kind}.pmtiles`);
  writeFileSync(path, pmtilesFile(kind, tiles, box));
  return path;
}

const pmtiles = (content: 'raster' | 'vector'): Basemap => ({
  kind: 'pmtiles',
  url: '/api/map/basemap.pmtiles',
  content,
  crs: 'wgs84',
  attribution: '示例文件',
  minZoom: Math.min(...ZOOMS),
  maxZoom: Math.max(...ZOOMS),
});

/** Land everywhere, water west of the first mark: the layers of the Protomaps schema. */
function shapeTile(z: number, x: number, y: number, shore: number): Buffer {
  const { west, east, south, north } = boxOfTile({ z, x, y }, 0.1);
  const area = (from: number, to: number) => ({
    type: 'Feature' as const,
    properties: {},
    geometry: {
      type: 'Polygon' as const,
      coordinates: [
        [
          [from, south],
          [to, south],
          [to, north],
          [from, north],
          [from, south],
        ],
      ],
    },
  });
  const cut = (from: number, to: number) => {
    const features = from < to ? [area(from, to)] : [];
    const tile = shapeIndex({ type: 'FeatureCollection', features }, 0).getTile(z, x, y);
    return tile ?? null;
  };
  const layers = { earth: cut(west, east), water: cut(west, Math.min(east, shore)) };
  const drawn = Object.entries(layers).flatMap(([name, tile]) => (tile ? [[name, tile]] : []));
  return encodeTile(Object.fromEntries(drawn))?.bytes ?? Buffer.alloc(0);
}

/** As the map draws them by day. */
const WATER = [207, 224, 236];
const LAND = [244, 244, 240];

test('a PMTiles file lies under our borders, read by ranges: pictures, then shapes', async ({
  browser,
}) => {
  const admin = await asStaff(browser, 'admin');
  const village = await villageOf(admin, await asStaff(browser, 'gridworker'));
  const marks = village.marks.map((mark) => worldIn('wgs84', mark));
  const pictures = await fileOf('png', village, (z, x, y) => picture(z, x, y, marks));
  const first = await frontWith(pmtiles('raster'), { file: pictures });
  await open(admin.page, first.address, village.region);
  const { picture: shown, scale } = await seenByMarks(admin.page, village, 'wgs84');
  expect(first.ranges.length).toBeGreaterThan(1);
  expect(first.ranges.every((range) => /^bytes=\d+-\d+$/.test(range))).toBe(true);
  expect(shareDrawn(shown, village.rings, scale, 'wgs84')).toBeGreaterThan(0.9);

  const shore = village.marks[0][0];
  const shapes = await fileOf('mvt', village, async (z, x, y) => shapeTile(z, x, y, shore));
  const second = await frontWith(pmtiles('vector'), { file: shapes });
  await open(admin.page, second.address, village.region);
  // In the same view as before: where the water ends, north of all borders.
  const edge = scale.origin[0] + scale.share * worldIn('wgs84', village.marks[0])[0];
  const beside = (row: number) => async () => {
    const { at } = await seen(admin.page);
    return [at(Math.round(edge) - 3, row), at(Math.round(edge) + 3, row)];
  };
  for (const row of [8, 40]) {
    await expect.poll(beside(row), { timeout: 60_000 }).toEqual([WATER, LAND]);
  }
  const drawn = await seen(admin.page);
  expect(shareDrawn(drawn, village.rings, scale, 'wgs84')).toBeGreaterThan(0.9);
  await Promise.all([first.close(), second.close()]);
});
