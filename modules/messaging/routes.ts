/** Shape only: what each endpoint of messaging calls. */
import { type HttpModule, httpModule } from '../../platform/http/index.ts';
import type { MessagingDeps } from './actions/deps.ts';
import { listMessages, retryMessage } from './actions/messages.ts';
import { showTemplates } from './actions/templates.ts';
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
      listTemplates: (ctx, { query }) => showTemplates(deps, ctx, query.county),
      listWebhooks: (ctx, { query }) => showWebhooks(deps, ctx, query.county),
      createWebhook: (ctx, { body }) => createWebhook(deps, ctx, body),
      deleteWebhook: (ctx, { params, query }) => removeWebhook(deps, ctx, { ...query, ...params }),
    },
    messagingTexts,
  );
}
