/** Spots drawn together into a tile: clusters with their sums, single matters with their marks. */
import Supercluster from 'supercluster';
import {
  type EncodedTile,
  encodeTile,
  pointLayer,
  type TileKey,
  type TilePoint,
  worldOf,
} from '../../../platform/tiles/index.ts';
import type { Spot } from '../rules/map.ts';

/** Points are drawn one by one from here on; a tile of this zoom is one map cell. */
export const POINT_ZOOM = 14;
/** Beyond this tiles are stretched: a house is 20 points wide. */
export const MATTER_ZOOM_MAX = 16;

type Sums = Omit<Spot, 'lon' | 'lat'>;
export type Clusters = Supercluster<Sums, Sums>;

/** Clusters of spots for a range of zooms; `radius` is in parts of 512 of a tile. */
export function clustersOf(
  spots: readonly Spot[],
  zooms: { from: number; to: number; radius: number },
): Clusters {
  const index = new Supercluster<Sums, Sums>({
    minZoom: zooms.from,
    maxZoom: zooms.to,
    radius: zooms.radius,
    extent: 512,
    map: (sums) => ({ ...sums }),
    reduce: (into, sums) => {
      into.count += sums.count;
      into.overdue += sums.overdue;
      into.urgent += sums.urgent;
      into.west = Math.min(into.west, sums.west);
      into.south = Math.min(into.south, sums.south);
      into.east = Math.max(into.east, sums.east);
      into.north = Math.max(into.north, sums.north);
      into.isOpen ||= sums.isOpen;
      into.number = null;
    },
  });
  return index.load(
    spots.map(({ lon, lat, ...sums }) => ({
      type: 'Feature',
      properties: sums,
      geometry: { type: 'Point', coordinates: [lon, lat] },
    })),
  );
}

/** What of a county's clusters lies in a tile; each stands in one tile alone. */
export function pointsIn(index: Clusters, at: TileKey): TilePoint[] {
  return (index.getTile(at.z, at.x, at.y)?.features ?? []).flatMap(({ geometry, tags }) => {
    const [x = 0, y = 0] = geometry[0] ?? [];
    if (x < 0 || y < 0 || x >= 512 || y >= 512 || !tags) return [];
    // What was loaded has these; of a cluster they are the sums.
    return pointOf({ x: x / 512, y: y / 512 }, at, tags);
  });
}

function pointOf(part: { x: number; y: number }, at: TileKey, sums: Sums): TilePoint {
  const side = 2 ** at.z;
  const lon = ((at.x + part.x + TINY) / side) * 360 - 180;
  const north = Math.PI * (1 - (2 * (at.y + part.y + TINY)) / side);
  return { lon, lat: (Math.atan(Math.sinh(north)) * 180) / Math.PI, tags: tagsOf(sums) };
}

/** Keeps a point on a tile's very edge from falling into its neighbour. */
const TINY = 1e-4;

/** Never a word of the matter, never a person. */
export function tagsOf(sums: Sums): TilePoint['tags'] {
  const { count, overdue, number, category, stage, urgent, isOpen } = sums;
  const state = isOpen ? 'open' : 'closed';
  if (number !== null) {
    const urgency = urgent > 0 ? 'urgent' : 'normal';
    return { number, category: category ?? '', stage: stage ?? '', urgency, overdue, state };
  }
  const { west, south, east, north } = sums;
  return { count, overdue, urgent, state, west, south, east, north };
}

/** Near by what is drawn of a tile is made of what lies in it, so that tiles share nothing. */
export function pointsNear(at: TileKey, spots: readonly Spot[]): TilePoint[] {
  const side = 2 ** at.z;
  const inside = spots.filter(({ lon, lat }) => {
    const [x, y] = worldOf(lon, lat);
    return Math.floor(x * side) === at.x && Math.floor(y * side) === at.y;
  });
  const zooms = { from: at.z, to: at.z, radius: NEAR_RADIUS[at.z] ?? 12 };
  return clustersOf(inside, zooms)
    .getClusters([-180, -90, 180, 90], at.z)
    .map(({ geometry, properties }) => {
      const [lon = 0, lat = 0] = geometry.coordinates;
      return { lon, lat, tags: tagsOf(properties) };
    });
}

/** In parts of 512: only what lies at about one door is drawn together. */
const NEAR_RADIUS: Readonly<Record<number, number>> = { 14: 24, 15: 18, 16: 12 };

export function drawPoints(at: TileKey, points: readonly TilePoint[]): EncodedTile | null {
  const isSingle = (point: TilePoint) => point.tags.number !== undefined;
  return encodeTile({
    cluster: pointLayer(
      at,
      points.filter((point) => !isSingle(point)),
    ),
    matter: pointLayer(at, points.filter(isSingle)),
  });
}
