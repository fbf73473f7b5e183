/**
 * Queues messages inside the transaction of the act that causes them: both are kept, or neither.
 * Nothing is sent here.
 */
import { must } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RecipientKind, WebhookEvent } from '../contract.ts';
import { channelOf } from '../rules/addresses.ts';
import { wordedBy } from '../rules/overrides.ts';
import { type Language, render } from '../rules/templates.ts';
import { eraseBodies, sendInsert } from '../store/messages.ts';
import { listWebhooks } from '../store/webhooks.ts';
import type { MatterPlace, MessagingDeps } from './deps.ts';
import { sealBody } from './sealing.ts';

/** The matter's data key, unsealed, and the id of the master key that seals it. */
export type MessageKey = { key: Buffer; keyId: string };

export type NewMessage = MatterPlace & {
  id: string;
  template: string;
  recipient: {
    kind: RecipientKind;
    /** Id of the party, post or organisation: never a name. */
    ref: string;
    /** A phone number or an e-mail address, which chooses the channel. */
    address: string;
  };
  values: Record<string, string>;
  /** The cause within the matter. The same cause reaches the same recipient once. */
  dedupeKey: string;
  /** When it may go out, in ms: now, or later. */
  at: number;
  dataKey: MessageKey;
  language?: Language;
};

/** False, and nothing queued, when the address is neither a phone's nor a mailbox's. */
export function enqueue(
  deps: Pick<MessagingDeps, 'templates' | 'ownTemplates'>,
  tx: Tx,
  message: NewMessage,
): boolean {
  const ours = deps.templates.get(message.template);
  must(ours, `the template ${message.template} stands in templates.yaml`);
  const own = deps.ownTemplates?.(message.county, message.at)?.body ?? null;
  const template = wordedBy(ours, own);
  const { kind, ref, address } = message.recipient;
  const channel = channelOf(address);
  if (channel === null) return false;
  const rendered = render(template, message.language ?? 'zh', message.values);
  sendInsert(tx, {
    ...message,
    channel,
    recipientKind: kind,
    recipient: ref,
    sealed: sealBody(message.dataKey.key, message, { to: address, ...rendered }),
    keyId: message.dataKey.keyId,
    publicText: template.title.zh,
    dedupeKey: `${message.dedupeKey}:${kind}:${ref}`,
  });
  return true;
}

export type NewEvent = MatterPlace & {
  event: WebhookEvent;
  /** Numbers, codes and times of the matter. Nothing about a person. */
  data: Record<string, string | number | boolean | null>;
  dedupeKey: string;
  at: number;
  dataKey: MessageKey;
  newId: () => string;
};

/** A webhook of the county: what an act needs to know of it before it announces anything. */
export type Listener = { id: string; events: readonly string[] };

/**
 * Who may have asked for events, `webhooksMax` at most. Apart from `enqueueEvent`, so that an act
 * asks for it together with what else it reads.
 */
export function listListeners(tx: Tx, county: string): Promise<Listener[]> {
  return listWebhooks(tx, county);
}

/** Queues one message for each listener that asked for the event. Answers how many. */
export function enqueueEvent(tx: Tx, listeners: readonly Listener[], event: NewEvent): number {
  const asked = listeners.filter((listener) => listener.events.includes(event.event));
  // The standard's payload: the receiver tells a repeat by the webhook-id, not by the body.
  const text = JSON.stringify({
    type: event.event,
    timestamp: new Date(event.at).toISOString(),
    data: event.data,
  });
  for (const webhook of asked) {
    const { county, matterId } = event;
    const ref = { county, matterId, id: event.newId() };
    sendInsert(tx, {
      ...ref,
      template: event.event,
      channel: 'webhook',
      recipientKind: 'system',
      recipient: webhook.id,
      sealed: sealBody(event.dataKey.key, ref, { to: '', subject: event.event, text }),
      keyId: event.dataKey.keyId,
      publicText: event.event,
      dedupeKey: `${event.event}:${event.dedupeKey}:${webhook.id}`,
      at: event.at,
    });
  }
  return asked.length;
}

/** Part of erasing a matter's persons: addresses and texts go, what happened stays. */
export function eraseMessages(tx: Tx, county: string, matterId: string): Promise<void> {
  return eraseBodies(tx, { county, matterId });
}
