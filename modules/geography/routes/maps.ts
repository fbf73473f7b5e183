/** Maps over HTTP: shape only. */
import type { Handlers } from '../../../platform/http/index.ts';
import {
  getBasemapFile,
  getMapSettings,
  getShapeTile,
  type MapWorld,
  tryMap,
} from '../actions/maps.ts';
import type { mapsApi } from '../contract/maps.ts';

export function mapHandlers(world: MapWorld): Handlers<typeof mapsApi> {
  return {
    regionTile: (ctx, { params, query }) =>
      getShapeTile(world, ctx, 'regions', { at: params, crs: query.crs }),
    gridTile: (ctx, { params, query }) =>
      getShapeTile(world, ctx, 'grids', { at: params, crs: query.crs }),
    mapSettings: (ctx, { query }) => getMapSettings(world, ctx, query.county ?? null),
    tryMap: (ctx, { body }) => tryMap(world, ctx, body),
    basemapFile: (ctx) => getBasemapFile(world, ctx),
  };
}
