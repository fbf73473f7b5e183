/** The face of places to other modules and to the lists of the program. */
export { locatePoint } from './actions/find.ts';
export { type KeptPlace, keepNamedPlaces } from './actions/import-places.ts';
export { wordsNear } from './actions/named-places.ts';
export { importRegions, type RegionImport } from './actions/regions.ts';
export { importShapes, type ShapeImport, type ShapeReport } from './actions/shapes.ts';
export { gridsUnder } from './actions/shift.ts';
export { levelTile } from './actions/tiles.ts';
export { addGeographyImports, type ImportContext } from './commands.ts';
export { readShippedRegions, shippedEdition } from './data/read.ts';
export { geographyHttp } from './routes.ts';
export {
  checkMapDocument,
  MAP_KIND,
  mapDocumentOf,
  mapOriginsOf,
  originOf,
} from './rules/basemap.ts';
export { levelOf } from './rules/codes.ts';
export { type CountyMap, countyKeyOf } from './rules/counties.ts';
export { type Crs, fromStored, toStored } from './rules/crs.ts';
export type { Position, Shape } from './rules/geometry.ts';
export { labelPoint } from './rules/label-point.ts';
export type { Located } from './rules/locate.ts';
export { childrenOf, isKnownCode, type Region, regionAt } from './rules/regions.ts';
export { demoBox, type Schematic, schematicBoundaries, schematicFile } from './rules/schematic.ts';
export { type Geography, openGeography, type Places } from './store/memory.ts';
