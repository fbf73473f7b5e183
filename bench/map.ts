/**
 * `npm run bench -- map`: every tile of every zoom over 200,000 matters of one county, how large
 * the largest of each zoom is, and how long a tile takes. Needs TEST_DATABASE_URL (a superuser's).
 */
import { randomBytes } from 'node:crypto';
import { type MapWorld, matterTile, openMapMemory } from '../modules/matters/actions/map.ts';
import { MapQuery } from '../modules/matters/contract/map.ts';
import { openDatabase } from '../platform/db/index.ts';
import { TILE_BYTES_MAX, worldOf } from '../platform/tiles/index.ts';
import { staffActor } from '../test/many-matters.ts';
import { MAP_BOX, MAP_COUNTY, seedMatters } from '../test/map-matters.ts';
import { makeTemplate, urlFor, withClient } from '../test/server.ts';

const COUNT = 200_000;
const NOW = Date.parse('2026-11-20T02:00:00Z');
const ZOOM_MAX = 16;

export async function bench(): Promise<void> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error('set TEST_DATABASE_URL to a superuser’s URL of a PostgreSQL');
  const template = await makeTemplate(server);
  const name = `linli_bench_${randomBytes(4).toString('hex')}`;
  const make = `CREATE DATABASE ${name} OWNER linli_owner TEMPLATE ${template}`;
  await withClient(server, (client) => client.query(make));
  const db = openDatabase({ url: urlFor(server, name, 'linli_app'), max: 8 });
  try {
    await seedMatters(urlFor(server, name), { count: COUNT, share: 0.3, now: NOW });
    const same = <T>(point: T) => point;
    const map = { levelTile: async () => null, toCrs: same, fromCrs: same };
    // The map reads nothing else of the loop's world.
    await walk({ db, map } as unknown as MapWorld);
  } finally {
    await db.close();
    await withClient(server, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  }
}

async function walk(world: MapWorld): Promise<void> {
  const memory = openMapMemory();
  const actor = staffActor({ regions: [MAP_COUNTY] });
  const query = MapQuery.parse({ state: 'all', days: 366 });
  for (let z = 0; z <= ZOOM_MAX; z += 1) {
    const found = { tiles: 0, largest: 0, slowest: 0, total: 0 };
    for (const at of tilesOf(z)) {
      const begun = performance.now();
      const tile = await matterTile(world, memory, { actor, now: NOW }, { at, query });
      const ms = performance.now() - begun;
      found.tiles += 1;
      found.total += ms;
      found.slowest = Math.max(found.slowest, ms);
      found.largest = Math.max(found.largest, tile?.bytes.length ?? 0);
    }
    const { tiles, largest, slowest, total } = found;
    console.log(
      `zoom ${z}: ${tiles} tiles, largest ${largest} bytes` +
        `${largest > TILE_BYTES_MAX ? ' TOO LARGE' : ''}, ` +
        `mean ${(total / tiles).toFixed(1)} ms, slowest ${slowest.toFixed(0)} ms`,
    );
    if (largest > TILE_BYTES_MAX) process.exitCode = 1;
  }
}

function* tilesOf(z: number) {
  const square = (lon: number, lat: number) =>
    worldOf(lon, lat).map((one) => Math.floor(one * 2 ** z)) as [number, number];
  const [west, south, east, north] = MAP_BOX;
  const [x0, y0] = square(west, north);
  const [x1, y1] = square(east, south);
  for (let x = x0; x <= x1; x += 1) for (let y = y0; y <= y1; y += 1) yield { z, x, y };
}
