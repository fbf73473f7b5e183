/** Webhooks of a county. Each secret is sealed under its own key, and that by the master key. */
import { q, type Tx } from '../../../platform/db/index.ts';
import type { WebhookEvent } from '../contract.ts';

export type WebhookRow = {
  county: string;
  id: string;
  name: string;
  url: string;
  events: WebhookEvent[];
  secret: Buffer;
  secretKey: Buffer;
  keyId: string;
  createdBy: string;
  createdAt: number;
};

/** A bound for the list and for what one act may queue. */
export const webhooksMax = 20;

export async function insertWebhook(tx: Tx, row: WebhookRow): Promise<void> {
  await tx.run(
    q.insertInto('messaging.webhook').values({
      county: row.county,
      id: row.id,
      name: row.name,
      url: row.url,
      events: row.events,
      secret: row.secret,
      secret_key: row.secretKey,
      key_id: row.keyId,
      created_by: row.createdBy,
      created_at: new Date(row.createdAt).toISOString(),
    }),
  );
}

export async function listWebhooks(tx: Tx, county: string): Promise<WebhookRow[]> {
  const rows = await tx.rows(
    q
      .selectFrom('messaging.webhook')
      .select(['county', 'id', 'name', 'url', 'events', 'secret', 'secret_key', 'key_id'])
      .select(['created_by', 'created_at'])
      .where('county', '=', county)
      .orderBy('id')
      .limit(webhooksMax),
    'byKey',
  );
  return rows.map((row) => ({
    county: row.county,
    id: row.id,
    name: row.name,
    url: row.url,
    events: row.events as WebhookEvent[],
    secret: row.secret,
    secretKey: row.secret_key,
    keyId: row.key_id,
    createdBy: row.created_by,
    createdAt: row.created_at.getTime(),
  }));
}

/** The number of rows deleted: 0 when there is none of that id in the county. */
export function deleteWebhook(tx: Tx, county: string, id: string): Promise<number> {
  return tx.run(
    q.deleteFrom('messaging.webhook').where('county', '=', county).where('id', '=', id),
  );
}
