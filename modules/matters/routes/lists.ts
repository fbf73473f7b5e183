/** Lists over HTTP: shape only. */
import type { Handlers } from '../../../platform/http/index.ts';
import { findMatters } from '../actions/find.ts';
import { type ListsWorld, listOwn } from '../actions/own.ts';
import { countQueues, listQueue } from '../actions/queues.ts';
import type { listApi } from '../contract/lists.ts';

export function listHandlers(world: ListsWorld): Handlers<typeof listApi> {
  return {
    listMatters: (ctx, { query }) => listQueue(world, ctx, query),
    countMatters: (ctx) => countQueues(world, ctx),
    searchMatters: (ctx, { query }) => findMatters(world, ctx, query),
    listOwnMatters: (ctx, { query }) => listOwn(world, ctx, query),
  };
}
