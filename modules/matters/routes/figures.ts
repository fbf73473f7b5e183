/** Figures over HTTP: shape only. */
import type { Handlers } from '../../../platform/http/index.ts';
import { getFigures, listPublicListed, listRatingWords } from '../actions/figures.ts';
import type { MattersWorld } from '../actions/world.ts';
import type { figureApi } from '../contract/figures.ts';

export function figureHandlers(world: MattersWorld): Handlers<typeof figureApi> {
  return {
    getFigures: (ctx, { query }) => getFigures(world, ctx, query),
    listRatingWords: (ctx, { params, query }) =>
      listRatingWords(world, ctx, { org: params.org, county: query.county }),
    listListed: (ctx, { query }) => listPublicListed(world, ctx, query.county),
  };
}
