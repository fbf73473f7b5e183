/** Places over HTTP: shape only. */
import { httpModule } from '../../platform/http/index.ts';
import {
  listBoundaries,
  listGrids,
  listRegions,
  locatePoint,
  type PlacesSource,
} from './actions/find.ts';
import { geographyApi } from './contract.ts';
import { geographyTexts } from './texts.ts';

/** The module's endpoints over a memory of places. */
export function geographyHttp(geography: PlacesSource) {
  return httpModule(
    'geography',
    geographyApi,
    {
      locate: async (ctx, { query }) => locatePoint(await geography.places(), query, ctx.now),
      regions: async (ctx, { query }) => listRegions(await geography.places(), query, ctx.now),
      grids: async (ctx, { query }) => listGrids(await geography.places(), query, ctx.now),
      boundaries: async (ctx, { query }) => {
        ctx.setHeader('cache-control', 'public, max-age=300');
        return listBoundaries(await geography.places(), query, ctx.now);
      },
    },
    geographyTexts,
  );
}
