/**
 * Matters on a map. Open ones are read: from afar a county once in a few seconds for each scope and
 * filter, clustered in memory, so that moving and zooming asks the database nothing; near by each
 * tile's own map cells. Closed ones come from the packed days that this process holds.
 */
import { refuse } from '../../../kernel/refusal.ts';
import type { Reader, Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import {
  boxOfTile,
  type EncodedTile,
  isTile,
  type TileKey,
} from '../../../platform/tiles/index.ts';
import type { BoxQuery, MapQuery } from '../contract/map.ts';
import {
  cellsOfBox,
  closedFrom,
  type MapFilter,
  mapFilter,
  openOf,
  type PlaceCount,
  type Spot,
  sumsBy,
} from '../rules/map.ts';
import { nearBox } from '../rules/map-pack.ts';
import { outermost, type Worker } from '../rules/queues.ts';
import {
  COARSE_DEGREES,
  readFineSpots,
  readInBox,
  readPlaceCounts,
  readPoints,
  readSpots,
  type SquareSpot,
} from '../store/map.ts';
import {
  type Clusters,
  clustersOf,
  drawPoints,
  MATTER_ZOOM_MAX,
  POINT_ZOOM,
  pointsIn,
  pointsNear,
} from './map-clusters.ts';
import {
  closedSince,
  countPlaces,
  type MapDays,
  openMapDays,
  pointsOf,
  sumSquares,
  type Wanted,
  wantedBy,
} from './map-days.ts';
import { type Held, kept } from './map-memory.ts';
import { workerOf } from './queues.ts';
import { summaryOf, wordingOf } from './summaries.ts';
import type { MattersWorld } from './world.ts';

type Ctx = Pick<RequestContext, 'actor' | 'mayLag' | 'now'>;
type Crs = 'wgs84' | 'gcj02';

/** What places lend to the map: their shapes with sums on them, and the way to another system. */
export type MapPlaces = {
  /** Shapes of a level with tags of ours added by code; without any they are left out. */
  levelTile: (
    asked: { level: 'town' | 'village' | 'grid'; at: TileKey; crs: Crs; now: number },
    tagsOf: (code: string) => Record<string, number> | null,
  ) => Promise<EncodedTile | null>;
  toCrs: (point: { lon: number; lat: number }, crs: Crs) => { lon: number; lat: number };
  fromCrs: (point: { lon: number; lat: number }, crs: Crs) => { lon: number; lat: number };
};

export type MapWorld = MattersWorld & { map: MapPlaces };

/** Each county of a scope is a read of its own. */
export const COUNTIES_MAX = 24;

/** Real time for which a county's sums are good enough on a map. */
const FRESH_MS = 5000;

/** Sums of counties by scope and filter, for a moment. Who asks at once waits for one read. */
export type MapMemory = {
  clusters: Held<Clusters>;
  counts: Held<PlaceCount[]>;
  tiles: Held<readonly Spot[]>;
  days: MapDays;
};

export function openMapMemory(): MapMemory {
  return { clusters: new Map(), counts: new Map(), tiles: new Map(), days: openMapDays() };
}

type Scope = { actor: Worker; counties: readonly string[]; filter: MapFilter; key: string };

/** Refuses FORBIDDEN, and LIST_TOO_WIDE beyond 24 counties. */
function scopeOf(ctx: Ctx, query: Omit<MapQuery, 'crs' | 'v'> & { v?: string | undefined }): Scope {
  const actor = workerOf(ctx);
  const { county } = query;
  const counties =
    county === undefined ? actor.counties : actor.counties.filter((one) => one === county);
  if (counties.length > COUNTIES_MAX) refuse('LIST_TOO_WIDE', { values: { max: COUNTIES_MAX } });
  const filter = mapFilter(query, ctx.now);
  const mayRead = actor.permissions.has('matter.read');
  const key = JSON.stringify([outermost(actor.regions).sort(), mayRead, filter, query.v ?? '']);
  return { actor, counties, filter, key };
}

/** Refuses TILE_UNKNOWN and LIST_TOO_WIDE. */
export async function matterTile(
  world: MapWorld,
  memory: MapMemory,
  ctx: Ctx,
  { at, query }: { at: TileKey; query: MapQuery },
): Promise<EncodedTile | null> {
  if (!isTile(at, MATTER_ZOOM_MAX)) refuse('TILE_UNKNOWN');
  const scope = scopeOf(ctx, query);
  const { now, mayLag } = ctx;
  const asked = { world, memory, scope, at, crs: query.crs, now, mayLag };
  const found = await Promise.all(
    scope.counties.map(async (county) =>
      at.z < POINT_ZOOM
        ? pointsIn(await fromAfar({ ...asked, county }), at)
        : pointsNear(at, await fromNear({ ...asked, county })),
    ),
  );
  return drawPoints(at, found.flat());
}

type Asked = {
  world: MapWorld;
  memory: MapMemory;
  scope: Scope;
  at: TileKey;
  crs: Crs;
  now: number;
  county: string;
} & Reader;

/** In parts of 512 of a tile: signs of two digits lie side by side. */
const FAR_RADIUS = 48;

function fromAfar(asked: Asked): Promise<Clusters> {
  const { world, memory, scope, crs, now, county } = asked;
  const { actor } = scope;
  return kept(memory.clusters, `${county} ${crs} ${scope.key}`, FRESH_MS, async () => {
    const filter = openOf(scope.filter);
    const [open, days] = await Promise.all([
      filter && inCounty(world, asked, (tx) => readSpots(tx, { county, actor, filter, now })),
      closedIn(asked),
    ]);
    const closed = await sumSquares(days, wantedIn(scope), COARSE_DEGREES);
    const zooms = { from: 0, to: POINT_ZOOM - 1, radius: FAR_RADIUS };
    return clustersOf(moved(world, together(open ?? [], closed), crs), zooms);
  });
}

/** The packed days of a county that the filter reaches back to; none when none is asked. */
async function closedIn(asked: Pick<Asked, 'world' | 'memory' | 'scope' | 'county' | 'mayLag'>) {
  const since = closedFrom(asked.scope.filter);
  const { county, mayLag } = asked;
  if (since === null) return [];
  return closedSince(asked.world.db, asked.memory.days, { county, since, mayLag });
}

const wantedIn = ({ actor, filter }: Scope): Wanted =>
  wantedBy(filter, actor.permissions.has('matter.read') ? actor.regions : []);

/** Open and closed ones of a square are one sum. */
function together(open: readonly SquareSpot[], closed: readonly SquareSpot[]): Spot[] {
  const spots = new Map<string, SquareSpot>();
  for (const one of [...open, ...closed]) {
    const key = `${one.binX}/${one.binY}`;
    const other = spots.get(key);
    spots.set(key, other ? joined(other, one) : one);
  }
  return [...spots.values()];
}

function joined(a: SquareSpot, b: SquareSpot): SquareSpot {
  const count = a.count + b.count;
  return {
    ...a,
    lon: (a.lon * a.count + b.lon * b.count) / count,
    lat: (a.lat * a.count + b.lat * b.count) / count,
    west: Math.min(a.west, b.west),
    south: Math.min(a.south, b.south),
    east: Math.max(a.east, b.east),
    north: Math.max(a.north, b.north),
    count,
    overdue: a.overdue + b.overdue,
    urgent: a.urgent + b.urgent,
    isOpen: a.isOpen || b.isOpen,
  };
}

type Place = Reader & { county: string };

function inCounty<T>(world: MapWorld, at: Place, read: (tx: Tx) => Promise<T>): Promise<T> {
  return world.db.snapshot({ counties: [at.county] }, read, at);
}

export function moved(world: MapWorld, spots: readonly Spot[], crs: Crs): readonly Spot[] {
  return crs === 'wgs84'
    ? spots
    : spots.map((spot) => ({ ...spot, ...world.map.toCrs(spot, crs) }));
}

/** Single matters beyond which a tile draws sums: signs would hide each other. */
export const POINTS_MAX = 1500;
/** In degrees, so that a tile has at most some 900 squares. */
const fineDegrees = (z: number) => 360 / 2 ** z / 30;

function fromNear(asked: Asked): Promise<readonly Spot[]> {
  const { memory, scope, at, crs, county } = asked;
  const key = `${county} ${crs} ${at.z}/${at.x}/${at.y} ${scope.key}`;
  return kept(memory.tiles, key, FRESH_MS, () => readTile(asked));
}

async function readTile(asked: Asked): Promise<readonly Spot[]> {
  const { world, scope, at, crs, now, mayLag, county } = asked;
  const { actor } = scope;
  const box = boxIn(world, at, crs);
  const cells = cellsOfBox(box) ?? [];
  const near = nearBox(cells, box);
  const filter = openOf(scope.filter);
  const read = filter && { county, actor, filter, now, cells, box };
  const place = { county, mayLag };
  const days = await closedIn(asked);
  const closed = pointsOf(days, wantedIn(scope), { near, most: POINTS_MAX });
  const room = POINTS_MAX - (closed?.length ?? POINTS_MAX);
  if (closed && !read) return moved(world, closed, crs);
  if (closed && read) {
    const open = await inCounty(world, place, (tx) => readPoints(tx, read, room + 1));
    if (open.length <= room) return moved(world, [...open, ...closed], crs);
  }
  const degrees = fineDegrees(at.z);
  const open = read ? await inCounty(world, place, (tx) => readFineSpots(tx, read, degrees)) : [];
  const sums = await sumSquares(days, wantedIn(scope), degrees, near);
  return moved(world, together(open, sums), crs);
}

/** A tile's box in WGS-84; of another system a little wider: what is outside falls out. */
export function boxIn(world: MapWorld, at: TileKey, crs: Crs) {
  const box = boxOfTile(at, crs === 'wgs84' ? 0 : 0.01);
  if (crs === 'wgs84') return box;
  const low = world.map.fromCrs({ lon: box.west, lat: box.south }, crs);
  const high = world.map.fromCrs({ lon: box.east, lat: box.north }, crs);
  return { west: low.lon, south: low.lat, east: high.lon, north: high.lat };
}

/** Refuses TILE_UNKNOWN and LIST_TOO_WIDE. */
export async function heatTile(
  world: MapWorld,
  memory: MapMemory,
  ctx: Ctx,
  { at, query, level }: { at: TileKey; query: MapQuery; level: 'town' | 'village' | 'grid' },
): Promise<EncodedTile | null> {
  const scope = scopeOf(ctx, query);
  const asked = { world, memory, scope, now: ctx.now, mayLag: ctx.mayLag };
  const counts = await Promise.all(
    scope.counties.map((county) =>
      kept(memory.counts, `${county} ${scope.key}`, FRESH_MS, () => countsIn({ ...asked, county })),
    ),
  );
  return drawHeat(world, counts.flat(), { at, crs: query.crs, now: ctx.now, level });
}

async function countsIn(asked: Omit<Asked, 'at' | 'crs'>): Promise<PlaceCount[]> {
  const { world, scope, county, now } = asked;
  const { actor } = scope;
  const filter = openOf(scope.filter);
  const [open, days] = await Promise.all([
    filter && inCounty(world, asked, (tx) => readPlaceCounts(tx, { county, actor, filter, now })),
    closedIn(asked),
  ]);
  return [...(open ?? []), ...(await countPlaces(days, wantedIn(scope)))];
}

type Heat = { at: TileKey; crs: Crs; now: number; level: 'town' | 'village' | 'grid' };

function drawHeat(world: MapWorld, counts: readonly PlaceCount[], heat: Heat) {
  const sums = sumsBy(counts, heat.level);
  return world.map.levelTile(heat, (code) => sums.get(code) ?? null);
}

/** Refuses LIST_TOO_WIDE, and MAP_BOX_TOO_WIDE for more than a town. */
export async function listInBox(world: MapWorld, ctx: Ctx, query: BoxQuery) {
  const { actor, counties, filter } = scopeOf(ctx, query);
  const { west, south, east, north, limit } = query;
  const box = { west, south, east, north };
  const cells = cellsOfBox(box) ?? refuse('MAP_BOX_TOO_WIDE');
  const found = await Promise.all(
    counties.map((county) =>
      inCounty(world, { county, mayLag: ctx.mayLag }, (tx) =>
        readInBox(tx, { county, actor, filter, now: ctx.now, cells, box }, limit + 1),
      ),
    ),
  );
  const rows = found.flat().sort((a, b) => b.receivedAt - a.receivedAt || (a.id < b.id ? 1 : -1));
  const words = await wordingOf(world, ctx.now, rows);
  return {
    items: rows.slice(0, limit).map((row) => ({
      ...summaryOf(row, words, ctx.now, 'newest'),
      point: row.point,
    })),
    isMore: rows.length > limit,
  };
}
