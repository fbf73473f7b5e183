/**
 * Coordinate systems at the edge. What is stored is WGS-84/CGCS2000 (within centimetres the same);
 * GCJ-02 and BD-09 are converted on the way in and out, and only when the input names them.
 */
import gcoordModule from 'gcoord';
import type { Position, Shape } from './geometry.ts';

// The package is CommonJS with types written as for an ES module: what Node gives is the default.
const gcoord = gcoordModule as unknown as typeof gcoordModule.default;

export const crsNames = ['wgs84', 'cgcs2000', 'gcj02', 'bd09'] as const;
export type Crs = (typeof crsNames)[number];

export function isCrs(text: string): text is Crs {
  return (crsNames as readonly string[]).includes(text);
}

/** A position of the named system in WGS-84. GCJ-02 and BD-09 come back to within a millimetre. */
export function toStored([lon, lat]: Position, crs: Crs): Position {
  return isStored(crs) ? [lon, lat] : pair(gcoord.transform([lon, lat], nameOf(crs), gcoord.WGS84));
}

/** A stored position in the named system, for a map that draws in it. */
export function fromStored([lon, lat]: Position, crs: Crs): Position {
  return isStored(crs) ? [lon, lat] : pair(gcoord.transform([lon, lat], gcoord.WGS84, nameOf(crs)));
}

/** A whole shape into the stored system. */
export function shapeToStored(shape: Shape, crs: Crs): Shape {
  return isStored(crs) ? shape : mapShape(shape, (position) => toStored(position, crs));
}

/** A stored shape in the named system. */
export function shapeFromStored(shape: Shape, crs: Crs): Shape {
  return isStored(crs) ? shape : mapShape(shape, (position) => fromStored(position, crs));
}

function mapShape(shape: Shape, change: (position: Position) => Position): Shape {
  return shape.map((polygon) => polygon.map((ring) => ring.map(change)));
}

function isStored(crs: Crs): boolean {
  return crs === 'wgs84' || crs === 'cgcs2000';
}

function nameOf(crs: Crs) {
  return crs === 'gcj02' ? gcoord.GCJ02 : gcoord.BD09;
}

function pair(position: readonly number[]): Position {
  return [position[0] as number, position[1] as number];
}
