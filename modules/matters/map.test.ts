/**
 * The map over 200,000 matters of one county: how large its tiles are, by which plans they are
 * read, and that nobody sees on it what no list shows them.
 */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor } from '../../kernel/actor.ts';
import { refuse } from '../../kernel/refusal.ts';
import { sql } from '../../platform/db/index.ts';
import { TILE_BYTES_MAX, type TileKey, worldOf } from '../../platform/tiles/index.ts';
import { testDatabase } from '../../test/db.ts';
import { staffActor } from '../../test/many-matters.ts';
import { HOT, MAP_BOX, MAP_COUNTY, seedMatters } from '../../test/map-matters.ts';
import { withClient } from '../../test/server.ts';
import { readTile } from '../../test/tiles.ts';
import { type MapWorld, matterTile, openMapMemory } from './actions/map.ts';
import { MapQuery } from './contract/map.ts';
import { makeMapDaysSweep } from './jobs/map-days.ts';
import { mapFilter } from './rules/map.ts';
import { pointsStatement, readPlaceCounts, spotsStatement } from './store/map.ts';

const NOW = Date.parse('2026-11-20T02:00:00Z');
const COUNT = 200_000;
const { db, superUrl } = await testDatabase();

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });
beforeAll(async () => {
  await seedMatters(superUrl, { count: COUNT, share: 0.3, now: NOW });
  await packDays();
});

const sweep = makeMapDaysSweep({ db, wait: async () => undefined });

/** As the sweep does every few seconds, until nothing is left. */
async function packDays() {
  while ((await sweep(MAP_COUNTY, NOW, AbortSignal.timeout(120_000))) > 0);
}

const same = <T>(point: T) => point;
const map = { levelTile: async () => null, toCrs: same, fromCrs: same };
// The map reads nothing else of the loop's world.
const world = { db, map } as unknown as MapWorld;
const memory = openMapMemory();

const county = staffActor({ regions: [MAP_COUNTY] });
const ask = (at: TileKey, query: object = {}, actor: Actor = county) =>
  matterTile(world, memory, { actor, now: NOW }, { at, query: MapQuery.parse(query) });

const square = (z: number, lon: number, lat: number) =>
  worldOf(lon, lat).map((one) => Math.floor(one * 2 ** z)) as [number, number];

function tilesIn(z: number, [west, south, east, north]: readonly number[]): TileKey[] {
  const [x0, y0] = square(z, west ?? 0, north ?? 0);
  const [x1, y1] = square(z, east ?? 0, south ?? 0);
  const tiles: TileKey[] = [];
  for (let x = x0; x <= x1; x += 1) for (let y = y0; y <= y1; y += 1) tiles.push({ z, x, y });
  return tiles;
}

const hotBox = [HOT.west, HOT.south, HOT.east, HOT.north];
const everything = { state: 'all', days: 366 };

/** All tiles of a zoom: how many matters they show, and how large the largest is. */
async function walk(z: number, query: object, actor?: Actor) {
  const found = { sum: 0, largest: 0 };
  for (const at of tilesIn(z, MAP_BOX)) {
    const tile = await ask(at, query, actor);
    if (!tile) continue;
    const { cluster = [], matter = [] } = readTile(tile.bytes);
    found.largest = Math.max(found.largest, tile.bytes.length);
    found.sum += matter.length;
    for (const { tags } of cluster) found.sum += Number(tags.count);
  }
  return found;
}

describe('tiles of 200,000 matters', () => {
  it.each([0, 5, 8, 10, 12, 13, 14])(
    'are none above 150 kB at zoom %i, and lose none of them',
    async (z) => {
      const { sum, largest } = await walk(z, everything);
      expect(largest).toBeGreaterThan(0);
      expect(largest).toBeLessThanOrEqual(TILE_BYTES_MAX);
      expect(sum).toBe(COUNT);
    },
  );

  it.each([15, 16])('are none above 150 kB where they lie closest, at zoom %i', async (z) => {
    for (const at of tilesIn(z, hotBox)) {
      const tile = await ask(at, everything);
      expect(tile?.bytes.length ?? 0).toBeLessThanOrEqual(TILE_BYTES_MAX);
    }
  });

  it('show single matters by number and marks, and nothing else of them', async () => {
    const [at] = tilesIn(16, [121.01, 30.68, 121.011, 30.681]);
    const tile = at && (await ask(at, everything));
    const { matter = [] } = readTile(tile?.bytes ?? refuse('NOT_FOUND'));
    expect(matter.length).toBeGreaterThan(3);
    const names = ['category', 'number', 'overdue', 'stage', 'state', 'urgency'];
    for (const { tags } of matter) expect(Object.keys(tags).sort()).toEqual(names);
  });

  it('count the same from afar as from near, for every filter', async () => {
    const filters = [
      { state: 'closed', days: 20, category: 'street.3' },
      { isOverdue: 'true', days: 60 },
    ];
    for (const filter of filters) {
      const far = (await walk(9, filter)).sum;
      expect(far).toBeGreaterThan(0);
      expect((await walk(14, filter)).sum, JSON.stringify(filter)).toBe(far);
    }
  });
});

describe('what a scope sees on the map', () => {
  const scopes: [string, string[]][] = [
    ['a town', ['310116101']],
    ['two villages', ['310116103202', '310116104207']],
    ['a grid', ['310116105203003']],
    ['another county', ['310117']],
    ['nothing', []],
  ];

  it.each(scopes)('is what the lists show: %s', async (_name, regions) => {
    const actor = staffActor({ regions });
    const { rows } = await withClient(superUrl, (client) =>
      client.query<{ n: string }>(
        `select count(*) as n from matter.matter where is_open and exists (
           select 1 from unnest($1::text[]) code
           where region like code || '%' or grid like code || '%')`,
        [regions],
      ),
    );
    const should = Number(rows[0]?.n);
    for (const z of [8, 12]) expect((await walk(z, {}, actor)).sum).toBe(should);
  });

  it('is never a number of another town', async () => {
    const town = '310116101';
    const actor = staffActor({ regions: [town] });
    for (const at of tilesIn(15, hotBox)) {
      const tile = await ask(at, everything, actor);
      for (const { tags } of tile ? (readTile(tile.bytes).matter ?? []) : []) {
        // By the seeding: the n-th matter lies in the (n mod 11)-th town.
        expect(Number(String(tags.number).slice(-7)) % 11).toBe(0);
      }
    }
  });

  it('is nothing for residents and nobody', async () => {
    const at = { z: 9, x: 428, y: 209 };
    await expect(ask(at, {}, { kind: 'nobody' })).rejects.toThrow('FORBIDDEN');
    await expect(ask(at, {}, { kind: 'resident', account: 'a' })).rejects.toThrow('FORBIDDEN');
  });

  it('refuses a province whole', async () => {
    const counties = Array.from({ length: 25 }, (_, n) => String(310100 + n));
    const actor = staffActor({ counties });
    await expect(ask({ z: 9, x: 428, y: 209 }, {}, actor)).rejects.toThrow('LIST_TOO_WIDE');
  });
});

describe('the statements of the map', () => {
  const read = {
    county: MAP_COUNTY,
    actor: county,
    filter: mapFilter({ state: 'open' }, NOW),
    now: NOW,
  };
  const planOf = (statement: ReturnType<typeof sql>) =>
    db.scoped({ counties: [MAP_COUNTY] }, async (tx) => {
      const rows = await tx.rows(sql<{ 'QUERY PLAN': string }>`explain ${statement}`);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });

  it('sum a county from the covering index alone', async () => {
    expect(await planOf(spotsStatement(read))).toContain('Index Only Scan using matter_map_idx');
  });

  it('read single ones from their cells', async () => {
    const box = { west: 121.2, south: 30.8, east: 121.21, north: 30.81 };
    const near = { ...read, cells: ['13708/6705'], box };
    expect(await planOf(pointsStatement(near, 10))).toMatch(/matter_(map|near)_idx/);
  });

  it('sum lately received ones by their time', async () => {
    const filter = mapFilter({ state: 'all', days: 7 }, NOW);
    expect(await planOf(spotsStatement({ ...read, filter }))).toContain('matter_lately_idx');
  });

  it('count by grid what stands there', async () => {
    const counts = await db.scoped({ counties: [MAP_COUNTY] }, (tx) => readPlaceCounts(tx, read));
    expect(counts.reduce((sum, one) => sum + one.open, 0)).toBe(COUNT * 0.3);
    expect(new Set(counts.map((one) => one.grid?.slice(0, 12))).size).toBe(220);
  });
});
