/** Templates for replies over HTTP, those that fit a matter, with their gaps filled. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';

export const OfferedTemplate = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  /** Filled; what the matter does not know stands as 【…】 for whoever writes. */
  text: z.string(),
});
export type OfferedTemplate = z.input<typeof OfferedTemplate>;

export const repliesApi = {
  listReplyTemplates: {
    method: 'GET',
    path: '/api/reply-templates',
    summary: {
      zh: '适用于一件事项的答复模板，空缺已按事项填好',
      en: 'The templates of replies that fit a matter, their gaps filled from it',
    },
    permission: 'matter.act',
    journal: 'none',
    query: z.object({
      number: z.string().max(40),
      /** Only those for this action, and for this outcome of it. */
      action: z.string().max(64).optional(),
      outcome: z.string().max(40).optional(),
    }),
    answer: z.object({ items: z.array(OfferedTemplate) }),
    refusals: ['NOT_FOUND'],
    example: {
      query: { number: '310116-26-0000001', action: 'reply' },
      answer: {
        items: [
          {
            code: 'accepted',
            zh: '已受理',
            en: 'Taken on',
            text: '您好，您于2026年11月20日反映的“路灯不亮”（编号310116-26-0000001）已受理。',
          },
        ],
      },
    },
  },
} as const satisfies EndpointTable;
