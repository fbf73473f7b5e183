/**
 * Regions and grids as vector tiles, from memory. An index is made once for an edition, a day and a
 * coordinate system; what a zoom is too coarse for is not in its tiles.
 */
import type { GeoJSONVT, GeoJSONVTFeature } from '@maplibre/geojson-vt';
import type { Feature, FeatureCollection } from 'geojson';
import { refuse } from '../../../kernel/refusal.ts';
import {
  type EncodedTile,
  encodeTile,
  firstThatFits,
  isTile,
  pointLayer,
  SHAPE_ZOOM_MAX,
  shapeIndex,
  type TileKey,
  type TileLayers,
  type TilePoint,
} from '../../../platform/tiles/index.ts';
import { type Level, levelOf } from '../rules/codes.ts';
import { type Crs, fromStored, shapeFromStored } from '../rules/crs.ts';
import { dayKey, holdsOn } from '../rules/dates.ts';
import { labelPoint } from '../rules/label-point.ts';
import { regionAt } from '../rules/regions.ts';
import type { BoundaryVersion } from '../store/boundaries.ts';
import type { Places } from '../store/memory.ts';

/** Between which zooms a level is drawn; above, its border is the level below's. */
const ZOOMS: Record<Level, readonly [from: number, to: number]> = {
  province: [0, 9],
  city: [3, 11],
  county: [5, SHAPE_ZOOM_MAX],
  town: [7, SHAPE_ZOOM_MAX],
  village: [10, SHAPE_ZOOM_MAX],
  grid: [11, SHAPE_ZOOM_MAX],
};

const LAYERS: Record<ShapeLayer, readonly Level[]> = {
  regions: ['province', 'city', 'county', 'town', 'village'],
  grids: ['grid'],
};
export type ShapeLayer = 'regions' | 'grids';

/** Parts of 4,096 by which a border may be off: half a point on a screen, then coarser. */
const TOLERANCES = [4, 16, 64] as const;

type LevelShapes = { collection: FeatureCollection; labels: TilePoint[] };

/** The shapes of one edition on one day in one system; indexes are made when first asked for. */
type ShapeSet = {
  levels: Map<Level, LevelShapes>;
  indexes: Map<string, GeoJSONVT>;
  tiles: Map<string, EncodedTile | null>;
};

/** Tiles kept encoded for an edition; a county has some 2,000 of all zooms. */
const TILES_KEPT = 3000;
/** Days and systems kept at once: today in both systems, and yesterday around midnight. */
const SETS_KEPT = 4;

/** By the list of boundaries: another edition is another list. */
const sets = new WeakMap<readonly BoundaryVersion[], Map<string, ShapeSet>>();

/** One tile, or null when nothing is in it. Refuses TILE_UNKNOWN. */
export function shapeTile(
  places: Places,
  layer: ShapeLayer,
  at: TileKey,
  asked: { crs: Crs; on: string },
): EncodedTile | null {
  if (!isTile(at, SHAPE_ZOOM_MAX)) return refuse('TILE_UNKNOWN');
  const set = setOf(places, asked);
  const key = `${layer}/${at.z}/${at.x}/${at.y}`;
  const kept = set.tiles.get(key);
  if (kept !== undefined) return kept;
  const tile = drawTile(set, layer, at);
  if (set.tiles.size >= TILES_KEPT) forget(set);
  set.tiles.set(key, tile);
  return tile;
}

/** The indexes hold every tile that they ever cut; they are quickly made again. */
function forget(set: ShapeSet): void {
  set.tiles.clear();
  set.indexes.clear();
}

function setOf(places: Places, { crs, on }: { crs: Crs; on: string }): ShapeSet {
  const held = sets.get(places.boundaries) ?? new Map<string, ShapeSet>();
  sets.set(places.boundaries, held);
  const key = `${crs} ${on} ${places.regions.count}`;
  const found = held.get(key);
  if (found) return found;
  const [oldest] = held.keys();
  if (held.size >= SETS_KEPT && oldest !== undefined) held.delete(oldest);
  const made = { levels: levelsOf(places, crs, on), indexes: new Map(), tiles: new Map() };
  held.set(key, made);
  return made;
}

function levelsOf(places: Places, crs: Crs, on: string): Map<Level, LevelShapes> {
  const day = dayKey(on);
  const holding = places.boundaries.filter((one) =>
    holdsOn(dayKey(one.validFrom), dayKey(one.validTo), day),
  );
  const groups = Map.groupBy(holding, (one) => levelOf(one.code));
  const levels = new Map<Level, LevelShapes>();
  for (const [level, rows] of groups) {
    if (level) levels.set(level, shapesOf(places, rows, { level, crs, on }));
  }
  return levels;
}

function shapesOf(
  places: Places,
  rows: readonly BoundaryVersion[],
  { level, crs, on }: { level: Level; crs: Crs; on: string },
): LevelShapes {
  const labels: TilePoint[] = [];
  const features = rows.map((row): Feature => {
    const grid = places.grids.get(row.code);
    const name = grid?.name ?? regionAt(places.regions, row.code, on)?.name ?? '';
    const tags = { code: row.code, name, level, ...(grid && { kind: grid.kind }) };
    const [lon, lat] = fromStored(labelPoint(row.shape), crs);
    labels.push({ lon, lat, tags });
    const coordinates = shapeFromStored(row.shape, crs);
    return { type: 'Feature', properties: tags, geometry: { type: 'MultiPolygon', coordinates } };
  });
  return { collection: { type: 'FeatureCollection', features }, labels };
}

function drawTile(set: ShapeSet, layer: ShapeLayer, at: TileKey): EncodedTile | null {
  const levels = LAYERS[layer].filter(
    (level) => set.levels.has(level) && at.z >= ZOOMS[level][0] && at.z <= ZOOMS[level][1],
  );
  return firstThatFits(attempts(set, levels, at));
}

/** Coarser borders first; then without the deepest level, and so on up. */
function* attempts(
  set: ShapeSet,
  levels: readonly Level[],
  at: TileKey,
): Generator<() => EncodedTile | null> {
  for (let count = levels.length; count > 0; count -= 1) {
    for (const tolerance of TOLERANCES) {
      yield () => encodeTile(layersOf(set, levels.slice(0, count), at, tolerance));
    }
  }
}

/** A layer a level, and one of the points at which names stand. */
function layersOf(
  set: ShapeSet,
  levels: readonly Level[],
  at: TileKey,
  tolerance: number,
): TileLayers {
  const layers: TileLayers = {};
  for (const level of levels) {
    const shapes = set.levels.get(level);
    const tile = shapes && indexOf(set, level, tolerance, shapes).getTile(at.z, at.x, at.y);
    if (!shapes || !tile) continue;
    layers[level] = tile;
    layers[`${level}Label`] = pointLayer(at, shapes.labels);
  }
  return layers;
}

function indexOf(set: ShapeSet, level: Level, tolerance: number, shapes: LevelShapes): GeoJSONVT {
  const key = `${level} ${tolerance}`;
  const found = set.indexes.get(key) ?? shapeIndex(shapes.collection, tolerance);
  set.indexes.set(key, found);
  return found;
}

export type LevelAsked = { level: 'town' | 'village' | 'grid'; at: TileKey; crs: Crs; on: string };

/**
 * The shapes of one level with somebody else's figures on them; those without any are left out.
 * Refuses TILE_UNKNOWN.
 */
export function levelTile(
  places: Places,
  { level, at, ...asked }: LevelAsked,
  tagsOf: (code: string) => Record<string, number> | null,
): EncodedTile | null {
  if (!isTile(at, SHAPE_ZOOM_MAX)) return refuse('TILE_UNKNOWN');
  const set = setOf(places, asked);
  const shapes = set.levels.get(level);
  if (!shapes) return null;
  const attempt = (tolerance: number) => () => {
    const tile = indexOf(set, level, tolerance, shapes).getTile(at.z, at.x, at.y);
    if (!tile) return null;
    const features = tile.features.flatMap((feature: GeoJSONVTFeature) => {
      const tags = tagsOf(String(feature.tags?.code));
      // The index keeps its own features: they are shared by all who ask.
      return tags ? { ...feature, tags: { ...feature.tags, ...tags } } : [];
    });
    return encodeTile({ [level]: { ...tile, features } });
  };
  return firstThatFits(TOLERANCES.map(attempt));
}
