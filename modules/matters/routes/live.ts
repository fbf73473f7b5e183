/** Live updates, presence, drafts, bulk acts and exports over HTTP: shape only. */
import type { Handlers } from '../../../platform/http/index.ts';
import { actOnMany } from '../actions/bulk.ts';
import { exportMatters, previewExport } from '../actions/export.ts';
import type { Live } from '../actions/live.ts';
import type { LiveWorld } from '../actions/live-world.ts';
import { dropDraft, enterMatter, leaveMatter, listDrafts, saveDraft } from '../actions/presence.ts';
import type { RegisterWorld } from '../actions/register.ts';
import type { bulkApi } from '../contract/bulk.ts';
import type { exportApi } from '../contract/export.ts';
import type { liveApi } from '../contract/live.ts';
import type { presenceApi } from '../contract/presence.ts';

export function liveHandlers(
  world: LiveWorld & RegisterWorld,
  live: Live,
): Handlers<typeof liveApi & typeof presenceApi & typeof bulkApi & typeof exportApi> {
  return {
    actOnMany: (ctx, { body }) => actOnMany(world, ctx, body),
    previewExport: (ctx, { body }) => previewExport(world, ctx, body),
    exportMatters: (ctx, { body }) => exportMatters(world, ctx, body),
    live: (ctx) => live.open(ctx),
    enterMatter: (ctx, { params, body }) => enterMatter(world, ctx, { ...params, ...body }),
    leaveMatter: (ctx, { params, query }) => leaveMatter(world, ctx, { ...params, ...query }),
    listDrafts: (ctx, { params }) => listDrafts(world, ctx, params.number),
    saveDraft: (ctx, { params, body }) => saveDraft(world, ctx, { ...params, ...body }),
    dropDraft: (ctx, { params }) => dropDraft(world, ctx, params),
  };
}
