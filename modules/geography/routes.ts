/** Places over HTTP: shape only. */
import { httpModule } from '../../platform/http/index.ts';
import { listBoundaries, listGrids, listRegions, locatePoint } from './actions/find.ts';
import {
  listEditionPage,
  previewRegions,
  previewShapes,
  publishRegions,
  publishShapes,
} from './actions/imports.ts';
import type { MapWorld } from './actions/maps.ts';
import type { NamedPlaceWorld, WorkerOf } from './actions/named-places.ts';
import { geographyApi } from './contract.ts';
import { mapHandlers } from './routes/maps.ts';
import { placeHandlers } from './routes/places.ts';
import { geographyTexts } from './texts.ts';

/** What places are told of the house: who serves a grid, what lies under the map. */
export type GeographyAround = Omit<MapWorld, 'places'> & { workerOf: WorkerOf };

const nothingAround: GeographyAround = {
  workerOf: () => null,
  mapDocument: async () => null,
  dataDir: '',
  publicUrl: null,
};

/**
 * The module's endpoints over a memory of places. A post's worker goes before the name that came
 * with the grid's border.
 */
export function geographyHttp(
  geography: NamedPlaceWorld['geography'],
  around: Partial<GeographyAround> = {},
) {
  const { workerOf, ...maps } = { ...nothingAround, ...around };
  return httpModule(
    'geography',
    geographyApi,
    {
      locate: async (ctx, { query }) => {
        const found = locatePoint(await geography.places(), query, ctx.now);
        const worker = found.grid && workerOf(found.grid.code, ctx.now);
        if (!found.grid || !worker) return found;
        const { publicName: workerPublicName, dutyPhone } = worker;
        return { ...found, grid: { ...found.grid, workerPublicName, dutyPhone } };
      },
      regions: async (ctx, { query }) => listRegions(await geography.places(), query, ctx.now),
      grids: async (ctx, { query }) => listGrids(await geography.places(), query, ctx.now),
      boundaries: async (ctx, { query }) => {
        ctx.setHeader('cache-control', 'public, max-age=300');
        return listBoundaries(await geography.places(), query, ctx.now);
      },
      ...mapHandlers({ ...maps, places: geography.places }),
      ...placeHandlers({ geography, workerOf }),
      listEditions: (_ctx, { query }) => listEditionPage(geography, query),
      previewShapes: (ctx, { body }) => previewShapes(geography, ctx, body),
      publishShapes: (ctx, { body }) => publishShapes(geography, ctx, body),
      previewRegions: (ctx, { body }) => previewRegions(geography, ctx, body),
      publishRegions: (ctx, { body }) => publishRegions(geography, ctx, body),
    },
    geographyTexts,
  );
}
