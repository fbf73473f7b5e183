/** What messaging offers over HTTP: the log of messages that staff read, retries, webhooks. */
import { z } from 'zod';
import type { EndpointTable } from '../../kernel/endpoint.ts';

export const messageStates = ['queued', 'sending', 'sent', 'failed', 'cancelled'] as const;
export type MessageState = (typeof messageStates)[number];

export const messageChannels = ['sms', 'email', 'webhook'] as const;
export type MessageChannel = (typeof messageChannels)[number];

export const recipientKinds = ['reporter', 'post', 'org', 'system'] as const;
export type RecipientKind = (typeof recipientKinds)[number];

/** What other systems may ask to hear. The body names the matter and never a person. */
export const webhookEvents = [
  'matter.registered',
  'matter.staged',
  'matter.replied',
  'matter.closed',
  'matter.reopened',
  'clock.breached',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

export const County = z.string().regex(/^[0-9A-Za-z]{1,12}$/);

/** A centre's own words for notices, as the rulebook keeps them. */
const OwnWords = z.strictObject({ zh: z.string().min(1).max(400), en: z.string().min(1).max(400) });

export const TemplatesShape = z.strictObject({
  templates: z.record(z.string(), z.strictObject({ title: OwnWords, text: OwnWords })),
});
export type TemplatesDocument = z.output<typeof TemplatesShape>;

export const MessageView = z.object({
  county: z.string(),
  matterId: z.string(),
  id: z.string(),
  template: z.string(),
  /** What kind of notice it is; the text itself is shown to nobody. */
  notice: z.string(),
  channel: z.enum(messageChannels),
  recipientKind: z.enum(recipientKinds),
  /** Masked, and only in the list of one matter; null elsewhere and once erased. */
  recipient: z.string().nullable(),
  state: z.enum(messageStates),
  attempts: z.number().int(),
  nextAt: z.string().nullable(),
  sentAt: z.string().nullable(),
  lastError: z.string().nullable(),
  isErased: z.boolean(),
  createdAt: z.string(),
});
export type MessageView = z.output<typeof MessageView>;

/** Of one matter by its number, or of a county by state. */
export const MessageQuery = z
  .object({
    matter: z.string().min(1).max(40).optional(),
    county: County.optional(),
    state: z.enum(messageStates).optional(),
    cursor: z.string().max(1000).optional(),
    limit: z.coerce.number().int().optional(),
  })
  .refine((query) => (query.matter === undefined) !== (query.state === undefined), {
    message: 'either matter or state',
    path: ['matter'],
  });
export type MessageQuery = z.output<typeof MessageQuery>;

export const MessagePlace = z.object({ county: County, matterId: z.uuid() });

export const WebhookView = z.object({
  county: z.string(),
  id: z.string(),
  name: z.string(),
  url: z.string(),
  events: z.array(z.enum(webhookEvents)),
  createdAt: z.string(),
});
export type WebhookView = z.output<typeof WebhookView>;

export const NewWebhook = z.object({
  county: County,
  name: z.string().trim().min(1).max(80),
  url: z.url().max(500),
  events: z.array(z.enum(webhookEvents)).min(1),
});
export type NewWebhook = z.output<typeof NewWebhook>;

const Wording = z.object({ title: OwnWords, text: OwnWords });

export const TemplateView = Wording.extend({
  code: z.string(),
  /** The code by which the SMS gateway's own template is found. */
  sms: z.string(),
  /** The gaps, `{number}` for one called number; each must stand in the text. */
  values: z.array(z.string()),
  /** The program's words, where a centre has its own. */
  ours: Wording.nullable(),
});
export type TemplateView = z.output<typeof TemplateView>;

const CountyQuery = z.object({ county: County });
const IdParams = z.object({ id: z.uuid() });

const message = {
  county: '350102',
  matterId: '01890000-0000-7000-8000-000000000001',
  id: '01890000-0000-7000-8000-000000000002',
  template: 'matter.closed',
  notice: '办结通知',
  channel: 'sms',
  recipientKind: 'reporter',
  recipient: '138****0000',
  state: 'sent',
  attempts: 1,
  nextAt: null,
  sentAt: '2026-11-21T08:00:00.000Z',
  lastError: null,
  isErased: false,
  createdAt: '2026-11-21T07:59:58.000Z',
};

const webhook = {
  county: '350102',
  name: '12345 热线',
  url: 'https://hotline.example.org/linli',
  events: ['matter.closed'],
};

export const messagingApi = {
  listMessages: {
    method: 'GET',
    path: '/api/messages',
    summary: { zh: '消息发送记录', en: 'The log of messages sent' },
    permission: 'message.read',
    journal: 'message.list',
    query: MessageQuery,
    answer: z.object({ items: z.array(MessageView), next: z.string().nullable() }),
    refusals: ['NOT_FOUND', 'CURSOR_INVALID', 'PAGE_SIZE_INVALID'],
    example: { query: { matter: '350102-26-000001' }, answer: { items: [message], next: null } },
  },
  retryMessage: {
    method: 'POST',
    path: '/api/messages/{id}/retry',
    summary: { zh: '重新发送失败的消息', en: 'Send a failed message again' },
    permission: 'message.retry',
    journal: 'message.retry',
    params: IdParams,
    body: MessagePlace,
    answer: MessageView,
    refusals: ['NOT_FOUND', 'MESSAGE_NOT_FAILED', 'MESSAGE_ERASED'],
    example: { body: { county: message.county, matterId: message.matterId } },
  },
  listTemplates: {
    method: 'GET',
    path: '/api/messages/templates',
    summary: {
      zh: '通知模板：现行文字，以及中心是否改过',
      en: 'Templates of notices as they hold, and where a centre has its own words',
    },
    permission: 'rulebook.read',
    journal: 'none',
    query: CountyQuery,
    answer: z.object({
      items: z.array(TemplateView),
      /** Of the document `templates/main` that holds; null: all words are the program's. */
      version: z.number().int().nullable(),
    }),
    refusals: ['NOT_FOUND'],
    example: { query: { county: '350102' } },
  },
  listWebhooks: {
    method: 'GET',
    path: '/api/webhooks',
    summary: { zh: '对外推送地址', en: 'Webhooks of a county' },
    permission: 'key.manage',
    journal: 'webhook.list',
    query: CountyQuery,
    answer: z.object({ items: z.array(WebhookView) }),
    refusals: ['NOT_FOUND'],
    example: { query: { county: '350102' } },
  },
  createWebhook: {
    method: 'POST',
    path: '/api/webhooks',
    summary: {
      zh: '新增对外推送地址（签名密钥只显示这一次）',
      en: 'Add a webhook; its signing secret is shown this once',
    },
    permission: 'key.manage',
    journal: 'webhook.create',
    body: NewWebhook,
    answer: WebhookView.extend({ secret: z.string() }),
    status: 201,
    refusals: ['NOT_FOUND', 'WEBHOOK_URL_REFUSED', 'WEBHOOK_TOO_MANY'],
    example: { body: webhook },
  },
  deleteWebhook: {
    method: 'DELETE',
    path: '/api/webhooks/{id}',
    summary: { zh: '删除对外推送地址', en: 'Remove a webhook' },
    permission: 'key.manage',
    journal: 'webhook.delete',
    params: IdParams,
    query: CountyQuery,
    status: 204,
    refusals: ['NOT_FOUND'],
    example: { query: { county: '350102' } },
  },
} as const satisfies EndpointTable;
