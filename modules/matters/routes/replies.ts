/** Templates of replies over HTTP: shape only. */
import type { Handlers } from '../../../platform/http/index.ts';
import { listReplyTemplates, tryReplies } from '../actions/reply-templates.ts';
import type { MattersWorld } from '../actions/world.ts';
import type { repliesApi } from '../contract/replies.ts';

export function replyHandlers(world: MattersWorld): Handlers<typeof repliesApi> {
  return {
    listReplyTemplates: (ctx, { query }) => listReplyTemplates(world, ctx, query),
    tryReplies: (ctx, { body }) => tryReplies(world, ctx, body),
  };
}
