/**
 * `npm run bench -- map`: every tile of every zoom over matters of one county (`--sizes`, usually
 * 200,000), how long a tile takes and how large the largest of each zoom is. Needs
 * TEST_DATABASE_URL (a superuser's).
 */
import { randomBytes } from 'node:crypto';
import { type MapWorld, matterTile, openMapMemory } from '../modules/matters/actions/map.ts';
import { MapQuery } from '../modules/matters/contract/map.ts';
import { openDatabase } from '../platform/db/index.ts';
import { TILE_BYTES_MAX, worldOf } from '../platform/tiles/index.ts';
import { staffActor } from '../test/many-matters.ts';
import { MAP_BOX, MAP_COUNTY, seedMatters } from '../test/map-matters.ts';
import { makeTemplate, urlFor, withClient } from '../test/server.ts';
import { reachServer, type Server } from './harness/base.ts';
import { readOptions } from './harness/options.ts';
import { printReport, type Row, reachesOf, reportOf, rowOfTimes } from './harness/table.ts';

const P95_MS = 50;
const NOW = Date.parse('2026-11-20T02:00:00Z');
const ZOOM_MAX = 16;

export async function bench(args: string[]): Promise<void> {
  const options = readOptions(args, { sizes: [200_000] });
  const server = await reachServer();
  const template = await makeTemplate(server.superUrl);
  const rows: Row[] = [];
  for (const count of options.sizes) rows.push(...(await measure(server, template, count)));
  const reaches = rows.flatMap((row) => reachesOf(row, { p95: P95_MS }));
  printReport(reportOf('map', args, { rows, reaches, database: server.facts }), options.json);
}

async function measure(server: Server, template: string, count: number): Promise<Row[]> {
  const { superUrl } = server;
  const name = `linli_bench_${randomBytes(4).toString('hex')}`;
  const make = `CREATE DATABASE ${name} OWNER linli_owner TEMPLATE ${template}`;
  await withClient(superUrl, (client) => client.query(make));
  const db = openDatabase({ url: urlFor(superUrl, name, 'linli_app'), max: 8 });
  try {
    await seedMatters(urlFor(superUrl, name), { count, share: 0.3, now: NOW });
    const same = <T>(point: T) => point;
    const map = { levelTile: async () => null, toCrs: same, fromCrs: same };
    // The map reads nothing else of the loop's world.
    return await walk({ db, map } as unknown as MapWorld, count);
  } finally {
    await db.close();
    await withClient(superUrl, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  }
}

async function walk(world: MapWorld, count: number): Promise<Row[]> {
  const memory = openMapMemory();
  const actor = staffActor({ regions: [MAP_COUNTY] });
  const query = MapQuery.parse({ state: 'all', days: 366 });
  const rows: Row[] = [];
  for (let z = 0; z <= ZOOM_MAX; z += 1) {
    const times: number[] = [];
    let largest = 0;
    for (const at of tilesOf(z)) {
      const begun = performance.now();
      const tile = await matterTile(world, memory, { actor, now: NOW }, { at, query });
      times.push(performance.now() - begun);
      largest = Math.max(largest, tile?.bytes.length ?? 0);
    }
    const isTooLarge = largest > TILE_BYTES_MAX;
    const note = `${times.length} tiles, largest ${largest} bytes${isTooLarge ? ' TOO LARGE' : ''}`;
    rows.push({ ...rowOfTimes(`${count}, zoom ${z}`, times), note });
    if (isTooLarge) process.exitCode = 1;
  }
  return rows;
}

function* tilesOf(z: number) {
  const square = (lon: number, lat: number) =>
    worldOf(lon, lat).map((one) => Math.floor(one * 2 ** z)) as [number, number];
  const [west, south, east, north] = MAP_BOX;
  const [x0, y0] = square(west, north);
  const [x1, y1] = square(east, south);
  for (let x = x0; x <= x1; x += 1) for (let y = y0; y <= y1; y += 1) yield { z, x, y };
}
