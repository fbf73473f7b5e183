/**
 * `npm run bench -- map --sizes 1e5`: the tiles of a county at every zoom over grown matters, as a
 * dispatcher has them: open ones, and all of a year. What lies where and how large the largest tile
 * is stands beside. Needs TEST_DATABASE_URL; missing sizes are grown there by `linli demo grow`.
 */
import { setTimeout } from 'node:timers/promises';
import { TILE_BYTES_MAX, worldOf } from '../platform/tiles/index.ts';
import { withClient } from '../test/server.ts';
import { type Base, reachServer, type Server } from './harness/base.ts';
import { COUNTY } from './harness/district.ts';
import { BenchError, type Options, readOptions } from './harness/options.ts';
import type { Program } from './harness/program.ts';
import { measureReading, withGrowth } from './harness/reads.ts';
import { sessionsOf, sizeName, withSize } from './harness/sizes.ts';
import { printReport, type Row, reachesOf, reportOf } from './harness/table.ts';
import { drawnAt } from './harness/words.ts';

const LOGIN = 'countydispatcher';
const P95_MS = 50;
const ZOOM_MAX = 16;
/** Of a zoom with more the largest is looked for among as many. */
const LOOKED_MAX = 300;
const filters = { 'open ones': 'state=open', 'all of a year': 'state=all&days=366' };

export async function bench(args: string[]): Promise<void> {
  const options = readOptions(args, { sizes: [100_000], seconds: 3 });
  const server = await reachServer();
  const all: (Row & { thing: string })[] = [];
  for (const size of options.sizes) {
    await withSize(server, size, async (program, base) => {
      const cookies = await sessionsOf(program, LOGIN, options.clients);
      const box = await boxOf(base);
      await packed(base);
      for (const [what, filter] of Object.entries(filters)) {
        for (let z = 0; z <= ZOOM_MAX; z += 1) {
          const paths = tilesIn(box, z).map((at) => `/api/tiles/matters/${at}?${filter}`);
          const asked = { cookies, paths, thing: `${what}, zoom ${z}`, size };
          all.push(await measureZoom(server, program, options, asked));
        }
      }
    });
  }
  const rows = withGrowth(all);
  const reaches = rows.flatMap((row) => reachesOf(row, { p95: P95_MS }));
  printReport(reportOf('map', args, { rows, reaches, database: server.facts }), options.json);
}

type Zoom = { cookies: string[]; paths: string[]; thing: string; size: number };

async function measureZoom(
  server: Server,
  program: Program,
  options: Options,
  { cookies, paths, thing, size }: Zoom,
): Promise<Row & { thing: string }> {
  const what = `${sizeName(size)}: ${thing}`;
  const row = await measureReading(server, program, options, { what, given: { cookies, paths } });
  const largest = await largestOf(program, cookies[0] ?? '', paths);
  const isTooLarge = largest > TILE_BYTES_MAX;
  if (isTooLarge) process.exitCode = 1;
  const note = `${paths.length} tiles, largest ${largest} bytes${isTooLarge ? ' TOO LARGE' : ''}`;
  return { ...row, thing, note };
}

async function largestOf(program: Program, cookie: string, paths: string[]): Promise<number> {
  let largest = 0;
  for (const path of paths.slice(0, LOOKED_MAX)) {
    const answer = await fetch(program.address + path, { headers: { cookie } });
    if (!answer.ok) throw new BenchError(`${path}: ${answer.status}`);
    largest = Math.max(largest, (await answer.arrayBuffer()).byteLength);
  }
  return largest;
}

type Box = { west: number; south: number; east: number; north: number };

const PACKED_WITHIN_MS = 5 * 60_000;
const LOOK_EVERY_MS = 500;

/** Waits until the program's sweep has packed the days of what was grown: once, some ms a day. */
function packed({ superUrl }: Base): Promise<void> {
  return withClient(superUrl, async (client) => {
    const until = performance.now() + PACKED_WITHIN_MS;
    while (performance.now() < until) {
      const { rows } = await client.query<{ left: boolean }>(
        `select not exists (select 1 from matter.map_progress where county = $1)
           or exists (select 1 from matter.map_day where county = $1 and packed is null) as left`,
        [COUNTY],
      );
      if (!rows[0]?.left) return;
      await setTimeout(LOOK_EVERY_MS);
    }
    throw new BenchError('the days of the map were not packed within five minutes');
  });
}

/** Where the county's newest matters lie. */
function boxOf({ superUrl }: Base): Promise<Box> {
  return withClient(superUrl, async (client) => {
    const { rows } = await client.query<Box>(
      `select min(lon) as west, min(lat) as south, max(lon) as east, max(lat) as north from (
         select lon, lat from matter.matter where county = $1 and cell is not null
         order by received_at desc limit 20000) newest`,
      [COUNTY],
    );
    const [box] = rows;
    if (typeof box?.west !== 'number') throw new BenchError('no matter lies anywhere');
    return box;
  });
}

/** All tiles of a zoom that the box touches, in an order that mixes crowded and empty ones. */
function tilesIn({ west, south, east, north }: Box, z: number): string[] {
  const square = (lon: number, lat: number) =>
    worldOf(lon, lat).map((one) => Math.floor(one * 2 ** z)) as [number, number];
  const [x0, y0] = square(west, north);
  const [x1, y1] = square(east, south);
  const tiles: string[] = [];
  for (let x = x0; x <= x1; x += 1) for (let y = y0; y <= y1; y += 1) tiles.push(`${z}/${x}/${y}`);
  const key = tiles.map((tile, n) => ({ tile, drawn: drawnAt(n, 1_000_000) }));
  return key.sort((a, b) => a.drawn - b.drawn).map(({ tile }) => tile);
}
