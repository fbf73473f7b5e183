/** What is sealed and how: a message's address and text, a webhook's secret, each to its row. */
import { must } from '../../../kernel/refusal.ts';
import { type Keyring, seal, unseal } from '../../../platform/crypto/index.ts';
import type { MessageRef } from '../store/messages.ts';
import type { WebhookRow } from '../store/webhooks.ts';

/** A webhook's address is its subscription's, looked up when it is sent. */
export type Body = {
  to: string;
  subject: string;
  text: string;
  template?: { id: string; values: Record<string, string> };
};

export function sealBody(key: Buffer, ref: MessageRef, body: Body): Buffer {
  return seal(key, JSON.stringify(body), contextOf(ref));
}

/** Throws SealError for another key or a moved or altered row. */
export function openBody(key: Buffer, ref: MessageRef, sealed: Buffer): Body {
  const body = JSON.parse(unseal(key, sealed, contextOf(ref)).toString()) as Body;
  must(typeof body.text === 'string', 'a sealed message has a text');
  return body;
}

type SealedSecret = Pick<WebhookRow, 'secret' | 'secretKey' | 'keyId'>;
type WebhookRef = { county: string; id: string };

export function sealSecret(keyring: Keyring, ref: WebhookRef, secret: string): SealedSecret {
  const dataKey = keyring.newDataKey();
  const sealed = seal(dataKey.key, secret, secretContextOf(ref));
  return { secret: sealed, secretKey: dataKey.sealed, keyId: dataKey.keyId };
}

/** Throws SealError when the master key is not here. */
export function openSecret(keyring: Keyring, webhook: WebhookRow): string {
  const key = keyring.openDataKey(webhook.secretKey, webhook.keyId);
  return unseal(key, webhook.secret, secretContextOf(webhook)).toString();
}

function secretContextOf(ref: WebhookRef): string {
  return `webhook/${ref.county}/${ref.id}`;
}

function contextOf(ref: MessageRef): string {
  return `message/${ref.county}/${ref.matterId}/${ref.id}`;
}
