/** Maps of matters over HTTP: shape only. */
import type { Handlers } from '../../../platform/http/index.ts';
import { answerTile } from '../../../platform/tiles/index.ts';
import { heatTile, listInBox, type MapWorld, matterTile, openMapMemory } from '../actions/map.ts';
import { publicTile } from '../actions/public-map.ts';
import type { mapApi } from '../contract/map.ts';
import { heatLevel } from '../rules/map.ts';

/** Of one person's scope: on this device alone, and not for long. */
const KEEP_OWN = 'private, max-age=5';
const KEEP_PUBLIC = 'public, max-age=60';

export function mapHandlers(world: MapWorld): Handlers<typeof mapApi> {
  const memory = openMapMemory();
  return {
    matterTile: async (ctx, { params, query }) =>
      answerTile(ctx, await matterTile(world, memory, ctx, { at: params, query }), KEEP_OWN),
    heatTile: async (ctx, { params, query }) => {
      const asked = { at: params, query, level: heatLevel(params.z) };
      return answerTile(ctx, await heatTile(world, memory, ctx, asked), KEEP_OWN);
    },
    publicTile: async (ctx, { params, query }) =>
      answerTile(ctx, await publicTile(world, memory, ctx, { at: params, query }), KEEP_PUBLIC),
    listMattersInBox: (ctx, { query }) => listInBox(world, ctx, query),
  };
}
