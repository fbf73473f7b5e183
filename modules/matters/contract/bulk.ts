/** One action on many matters: each is an act of its own, done or refused for itself. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';

export const bulkMax = 200;

/** What is the same for many: never what closes, answers or sends somewhere for good. */
export const bulkActions = [
  'open',
  'dispatch',
  'acknowledge',
  'appoint',
  'remind',
  'supervise',
  'note',
] as const;

export const BulkBody = z.strictObject({
  action: z.enum(bulkActions),
  items: z
    .array(
      z.strictObject({
        number: z.string().max(100),
        /** As the list showed it: whoever was faster is not overwritten. */
        version: z.number().int().min(1).optional(),
      }),
    )
    .min(1)
    .max(bulkMax),
  input: z.record(z.string(), z.unknown()).optional(),
  /** For dispatch: each where the rules would send it, in place of one organisation for all. */
  bySuggestion: z.boolean().optional(),
});
export type BulkBody = z.output<typeof BulkBody>;

export const BulkResult = z.object({
  number: z.string(),
  /** Null: it was refused. */
  done: z
    .object({ seq: z.number().int(), stage: z.string(), version: z.number().int() })
    .nullable(),
  refusal: z
    .object({ code: z.string(), titles: z.object({ zh: z.string(), en: z.string() }) })
    .nullable(),
});
export type BulkResult = z.input<typeof BulkResult>;

export const bulkApi = {
  actOnMany: {
    method: 'POST',
    path: '/api/matters/bulk',
    summary: {
      zh: '批量办理：对多件事项采取同一操作，逐件成功或不予准许',
      en: 'One action on many matters, each done or refused for itself',
    },
    permission: 'matter.act',
    journal: 'log',
    body: BulkBody,
    answer: z.object({ items: z.array(BulkResult) }),
    refusals: ['INPUT_INVALID', 'SUGGESTION_MISSING', 'KEY_REUSED'],
    example: {
      body: {
        action: 'remind',
        items: [{ number: '310116-26-0000123', version: 4 }],
        input: { reason: '将到期，请抓紧办理' },
      },
      answer: {
        items: [
          {
            number: '310116-26-0000123',
            done: { seq: 9, stage: 'handling', version: 4 },
            refusal: null,
          },
        ],
      },
    },
  },
} as const satisfies EndpointTable;
