/** Between WGS-84, in which all speak, and the system in which the basemap is drawn. */
import gcoordModule from 'gcoord';
import type { FeatureCollection, Geometry, Position } from 'geojson';
import type { Bounds, LonLat } from './props.ts';

export type MapCrs = 'wgs84' | 'gcj02';

type Gcoord = typeof gcoordModule.default;
// CommonJS with types of an ES module: Node wraps it once, a bundler does not.
const gcoord: Gcoord = gcoordModule.default ?? gcoordModule;

/** Where a point stands on the map. */
export function toMap({ lon, lat }: LonLat, crs: MapCrs): [number, number] {
  if (crs === 'wgs84') return [lon, lat];
  return gcoord.transform([lon, lat], gcoord.WGS84, gcoord.GCJ02);
}

/** What a place on the map is in WGS-84. */
export function fromMap([x, y]: readonly [number, number], crs: MapCrs): LonLat {
  if (crs === 'wgs84') return { lon: x, lat: y };
  const [lon, lat] = gcoord.transform([x, y], gcoord.GCJ02, gcoord.WGS84);
  return { lon, lat };
}

export function boundsToMap([west, south, east, north]: Bounds, crs: MapCrs) {
  const low = toMap({ lon: west, lat: south }, crs);
  const high = toMap({ lon: east, lat: north }, crs);
  return [low, high] as [[number, number], [number, number]];
}

/** Own shapes, moved as the map is. */
export function shapesToMap(shapes: FeatureCollection, crs: MapCrs): FeatureCollection {
  if (crs === 'wgs84') return shapes;
  return {
    ...shapes,
    features: shapes.features.map((one) => ({ ...one, geometry: moved(one.geometry) })),
  };
}

function moved(geometry: Geometry): Geometry {
  if (geometry.type === 'GeometryCollection') {
    return { ...geometry, geometries: geometry.geometries.map(moved) };
  }
  // Positions lie at the same depth after as before: the type stays what it was.
  return { ...geometry, coordinates: movedAll(geometry.coordinates) } as Geometry;
}

type Nested = Position | Nested[];

function movedAll(value: Nested): Nested {
  const [first, second] = value;
  if (typeof first === 'number' && typeof second === 'number') {
    return toMap({ lon: first, lat: second }, 'gcj02');
  }
  return (value as Nested[]).map(movedAll);
}
