/**
 * Vector tiles (MVT 2) from shapes and points, and their arithmetic. A tile is never larger than
 * TILE_BYTES_MAX: what does not fit is drawn coarser or left out, by the caller's order of detail.
 */
import { createHash } from 'node:crypto';
import { GeoJSONVT, type GeoJSONVTTile } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { FeatureCollection } from 'geojson';

export type TileKey = { z: number; x: number; y: number };
export type TileLayers = Record<string, GeoJSONVTTile>;
export type EncodedTile = { bytes: Buffer; etag: string };

/** Tiles above this zoom are stretched by the map: a grid's border needs no more detail. */
export const SHAPE_ZOOM_MAX = 14;
/** What a phone on a slow network takes in a second or two; before compression. */
export const TILE_BYTES_MAX = 150_000;
export const TILE_EXTENT = 4096;

/** Whether there is such a tile. */
export function isTile({ z, x, y }: TileKey, zoomMax: number): boolean {
  const side = 2 ** z;
  return z <= zoomMax && x < side && y < side;
}

export type LonLatBox = { west: number; south: number; east: number; north: number };

/** The tile's box in degrees, wider on each side by a share of its width. */
export function boxOfTile({ z, x, y }: TileKey, wider = 0): LonLatBox {
  return {
    west: lonOf(x - wider, z),
    east: lonOf(x + 1 + wider, z),
    north: latOf(y - wider, z),
    south: latOf(y + 1 + wider, z),
  };
}

function lonOf(x: number, z: number): number {
  return (x / 2 ** z) * 360 - 180;
}

function latOf(y: number, z: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / 2 ** z))) * 180) / Math.PI;
}

/** A point's place in the world's square, from 0 to 1. */
export function worldOf(lon: number, lat: number): [x: number, y: number] {
  const sine = Math.sin((lat * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - (0.25 * Math.log((1 + sine) / (1 - sine))) / Math.PI];
}

export type TilePoint = {
  lon: number;
  lat: number;
  tags: Record<string, string | number | boolean>;
};

/** The points that lie in the tile, so that each stands in one tile of a zoom and no other. */
export function pointLayer({ z, x, y }: TileKey, points: readonly TilePoint[]): GeoJSONVTTile {
  const side = 2 ** z;
  const features = points.flatMap(({ lon, lat, tags }) => {
    const [wx, wy] = worldOf(lon, lat);
    const px = wx * side - x;
    const py = wy * side - y;
    if (px < 0 || px >= 1 || py < 0 || py >= 1) return [];
    const at: [number, number] = [Math.floor(px * TILE_EXTENT), Math.floor(py * TILE_EXTENT)];
    return [{ type: 1 as const, geometry: [at], tags }];
  });
  // The encoder reads nothing of a tile but its features.
  return { features } as GeoJSONVTTile;
}

/** Shapes ready to be cut into tiles; `tolerance` is in parts of a tile's 4,096. */
export function shapeIndex(data: FeatureCollection, tolerance: number): GeoJSONVT {
  return new GeoJSONVT(data, {
    maxZoom: SHAPE_ZOOM_MAX,
    indexMaxZoom: 0,
    extent: TILE_EXTENT,
    buffer: 64,
    tolerance,
  });
}

/** Null when nothing is in it. The tag is of the content, the same on every server. */
export function encodeTile(layers: TileLayers): EncodedTile | null {
  const filled = Object.entries(layers).filter(([, tile]) => tile.features.length > 0);
  if (filled.length === 0) return null;
  const bytes = Buffer.from(
    fromGeojsonVt(Object.fromEntries(filled), { version: 2, extent: TILE_EXTENT }),
  );
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return { bytes, etag };
}

/** The first of the attempts, from rich to poor, that fits. The last must, or the tile is empty. */
export function firstThatFits(attempts: Iterable<() => EncodedTile | null>): EncodedTile | null {
  for (const attempt of attempts) {
    const tile = attempt();
    if (!tile || tile.bytes.length <= TILE_BYTES_MAX) return tile;
  }
  return null;
}
