/** Webhooks of a county: administrators add and remove them; the secret is shown once. */
import { randomBytes } from 'node:crypto';
import { actorKey } from '../../../kernel/actor.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import { faultOfUrl } from '../../../platform/senders/index.ts';
import type { NewWebhook, WebhookView } from '../contract.ts';
import {
  deleteWebhook,
  insertWebhook,
  listWebhooks,
  type WebhookRow,
  webhooksMax,
} from '../store/webhooks.ts';
import type { MessagingDeps } from './deps.ts';
import { sealSecret } from './sealing.ts';

type Ctx = RequestContext;

/** All webhooks of a county; at most `webhooksMax`. */
export async function showWebhooks(
  deps: MessagingDeps,
  ctx: Ctx,
  county: string,
): Promise<{ items: WebhookView[] }> {
  assertCounty(deps, ctx, county);
  return deps.db.scoped({ counties: [county] }, async (tx) => {
    const rows = await listWebhooks(tx, county);
    journal(tx, ctx, { verb: 'webhook.list', county, detail: { count: rows.length } });
    return { items: rows.map(viewOf) };
  });
}

/** Makes a webhook with a signing secret. Refuses WEBHOOK_URL_REFUSED and WEBHOOK_TOO_MANY. */
export async function createWebhook(
  deps: MessagingDeps,
  ctx: Ctx,
  input: NewWebhook,
): Promise<WebhookView & { secret: string }> {
  const { county, name, url, events } = input;
  assertCounty(deps, ctx, county);
  const fault = faultOfUrl(url, deps.hosts);
  if (fault) refuse('WEBHOOK_URL_REFUSED', { fields: [{ path: 'body.url', code: fault }] });
  const id = ctx.newId();
  // 32 bytes: the standard asks for 24 to 64.
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const row: WebhookRow = {
    county,
    id,
    name,
    url,
    events: [...new Set(events)],
    ...sealSecret(deps.keyring, { county, id }, secret),
    createdBy: actorKey(ctx.actor),
    createdAt: ctx.now,
  };
  return deps.db.scoped({ counties: [county] }, async (tx) => {
    const there = await listWebhooks(tx, county);
    if (there.length >= webhooksMax) refuse('WEBHOOK_TOO_MANY', { values: { max: webhooksMax } });
    await insertWebhook(tx, row);
    journal(tx, ctx, { verb: 'webhook.create', county, detail: { webhook: id, events } });
    return { ...viewOf(row), secret };
  });
}

/** Removes a webhook; what is queued for it is cancelled when its turn comes. */
export async function removeWebhook(
  deps: MessagingDeps,
  ctx: Ctx,
  place: { county: string; id: string },
): Promise<void> {
  assertCounty(deps, ctx, place.county);
  await deps.db.scoped({ counties: [place.county] }, async (tx) => {
    if ((await deleteWebhook(tx, place.county, place.id)) === 0) refuse('NOT_FOUND');
    const { county, id } = place;
    journal(tx, ctx, { verb: 'webhook.delete', county, detail: { webhook: id } });
  });
}

function assertCounty(deps: MessagingDeps, ctx: Ctx, county: string) {
  if (!deps.seesCounty(ctx.actor, county)) refuse('NOT_FOUND');
}

function viewOf(row: WebhookRow): WebhookView {
  return {
    county: row.county,
    id: row.id,
    name: row.name,
    url: row.url,
    events: row.events,
    createdAt: new Date(row.createdAt).toISOString(),
  };
}
