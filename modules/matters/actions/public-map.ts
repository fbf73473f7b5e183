/**
 * What everyone sees on the map: the board's own judge decides on every group and every matter, and
 * the board's own blur says where it stands. A home is on no map.
 */
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { type EncodedTile, isTile, type TileKey } from '../../../platform/tiles/index.ts';
import type { PublicMapQuery } from '../contract/map.ts';
import { findCategory } from '../rules/category.ts';
import {
  cellsOfBox,
  closedFrom,
  type MapFilter,
  mapFilter,
  openOf,
  type Spot,
} from '../rules/map.ts';
import { publicPlace } from '../rules/publicity.ts';
import type { Rules } from '../rules/view.ts';
import { readBoardRows } from '../store/board.ts';
import { PUBLIC_DEGREES, type PublicGroup, readPoints, readPublicGroups } from '../store/map.ts';
import { hiddenOf } from './board.ts';
import { boxIn, type MapMemory, type MapWorld, moved, POINTS_MAX } from './map.ts';
import {
  type Clusters,
  clustersOf,
  drawPoints,
  MATTER_ZOOM_MAX,
  POINT_ZOOM,
  pointsIn,
  pointsNear,
} from './map-clusters.ts';
import { closedSince, groupClosed, wantedBy } from './map-days.ts';
import { kept } from './map-memory.ts';

type Ctx = Pick<RequestContext, 'mayLag' | 'now'>;
type Asked = { at: TileKey; query: PublicMapQuery };

/** The public's map may be a minute behind. */
const FRESH_MS = 60_000;
const FAR_RADIUS = 48;
/** Blurred points may stand in the next tile. */
const BLUR = PUBLIC_DEGREES;

/** Refuses TILE_UNKNOWN. */
export async function publicTile(
  world: MapWorld,
  memory: MapMemory,
  ctx: Ctx,
  { at, query }: Asked,
): Promise<EncodedTile | null> {
  if (!isTile(at, MATTER_ZOOM_MAX)) return refuse('TILE_UNKNOWN');
  const { county } = query;
  const rules = await world.rules(county, ctx.now).catch(() => null);
  if (!rules) return null;
  const filter = mapFilter(query, ctx.now);
  const points =
    at.z < POINT_ZOOM
      ? pointsIn(await fromAfar(world, memory, ctx, { query, rules, filter }), at)
      : pointsNear(at, await fromNear(world, ctx, { at, query, rules, filter }));
  return drawPoints(at, points);
}

type Sight = { query: PublicMapQuery; rules: Rules; filter: MapFilter };

function fromAfar(world: MapWorld, memory: MapMemory, ctx: Ctx, sight: Sight): Promise<Clusters> {
  const { query, rules, filter } = sight;
  const { county, crs, v = '' } = query;
  const key = JSON.stringify(['public', county, crs, filter, v]);
  return kept(memory.clusters, key, FRESH_MS, async () => {
    const groups = await groupsIn(world, memory, ctx, { county, filter });
    const spots = groups.flatMap((group) => publicSpot(rules, group));
    return clustersOf(moved(world, spots, crs), {
      from: 0,
      to: POINT_ZOOM - 1,
      radius: FAR_RADIUS,
    });
  });
}

async function groupsIn(
  world: MapWorld,
  memory: MapMemory,
  { now, mayLag }: Ctx,
  { county, filter }: { county: string; filter: MapFilter },
): Promise<PublicGroup[]> {
  const open = openOf(filter);
  const since = closedFrom(filter);
  const [ofOpen, days] = await Promise.all([
    open &&
      world.db.snapshot(
        { counties: [county] },
        (tx) => readPublicGroups(tx, { county, actor: null, filter: open, now }),
        { mayLag },
      ),
    since === null ? [] : closedSince(world.db, memory.days, { county, since, mayLag }),
  ]);
  const ofClosed = await groupClosed(days, wantedBy(filter, null), PUBLIC_DEGREES);
  return [...(ofOpen ?? []), ...ofClosed];
}

/** A group in the middle of its square, if the public may see what is in it. */
function publicSpot(rules: Rules, group: PublicGroup): Spot[] {
  const lon = (group.bin_x + 0.5) * PUBLIC_DEGREES;
  const lat = (group.bin_y + 0.5) * PUBLIC_DEGREES;
  const row = {
    ...EMPTY,
    kind: group.kind,
    processVersion: group.process_version,
    stage: group.stage,
    isOpen: group.is_open,
    outcome: group.outcome,
    category: group.category,
  };
  const category = findCategory(rules.categories, group.category);
  const isShown = hiddenOf(rules, row) === null;
  if (!isShown || !publicPlace({ region: '', grid: null, lon, lat }, category).point) return [];
  const half = PUBLIC_DEGREES / 2;
  return [
    {
      lon,
      lat,
      west: lon - half,
      south: lat - half,
      east: lon + half,
      north: lat + half,
      count: group.count,
      overdue: 0,
      urgent: 0,
      number: null,
      category: null,
      stage: null,
      isOpen: group.is_open,
    },
  ];
}

/** What the judge reads of a row and no group has: the statement let through only these. */
const EMPTY = {
  key: { at: null, id: '' },
  county: '',
  id: '',
  number: '',
  title: '',
  region: '',
  grid: null,
  lon: null,
  lat: null,
  handlingOrg: null,
  subjectOrg: null,
  subjectPost: null,
  mergedInto: null,
  movedToCounty: null,
  receivedAt: 0,
  closedAt: null,
  isPrivate: false,
  reporterCount: 0,
} as const;

async function fromNear(
  world: MapWorld,
  ctx: Ctx,
  { at, query, rules, filter }: Sight & { at: TileKey },
): Promise<readonly Spot[]> {
  const { county, crs } = query;
  const { west, south, east, north } = boxIn(world, at, crs);
  const box = { west: west - BLUR, south: south - BLUR, east: east + BLUR, north: north + BLUR };
  const cells = cellsOfBox(box) ?? [];
  const near = async (tx: Tx) => {
    const read = { county, actor: null, filter, now: ctx.now, cells, box };
    const points = await readPoints(tx, read, POINTS_MAX);
    return readBoardRows(
      tx,
      county,
      points.map((point) => point.id),
    );
  };
  const rows = await world.db.snapshot({ counties: [county] }, near, ctx);
  const spots = rows.flatMap((row): Spot[] => {
    if (hiddenOf(rules, row) !== null) return [];
    const { point } = publicPlace(row, findCategory(rules.categories, row.category));
    if (!point) return [];
    const { number, category, stage, isOpen } = row;
    const { lon, lat } = point;
    const place = { lon, lat, west: lon, south: lat, east: lon, north: lat };
    return [{ ...place, count: 1, overdue: 0, urgent: 0, number, category, stage, isOpen }];
  });
  return moved(world, spots, crs);
}
