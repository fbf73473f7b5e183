/** Shape only: what each endpoint of messaging calls. */
import { type HttpModule, httpModule } from '../../platform/http/index.ts';
import type { MessagingDeps } from './actions/deps.ts';
import { listMessages, retryMessage } from './actions/messages.ts';
import { createWebhook, removeWebhook, showWebhooks } from './actions/webhooks.ts';
import { messagingApi } from './contract.ts';
import { messagingTexts } from './texts.ts';

export function messagingRoutes(deps: MessagingDeps): HttpModule {
  return httpModule(
    'messaging',
    messagingApi,
    {
      listMessages: (ctx, { query }) => listMessages(deps, ctx, query),
      retryMessage: (ctx, { params, body }) => retryMessage(deps, ctx, { ...body, ...params }),
      listWebhooks: (ctx, { query }) => showWebhooks(deps, ctx, query.county),
      createWebhook: (ctx, { body }) => createWebhook(deps, ctx, body),
      deleteWebhook: (ctx, { params, query }) => removeWebhook(deps, ctx, { ...query, ...params }),
    },
    messagingTexts,
  );
}
