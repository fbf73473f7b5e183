/** Templates for replies over HTTP, those that fit a matter, with their gaps filled. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';

/** The gaps that a template may name, and what is put into them. */
export const replyGapWords = {
  number: { zh: '编号', en: 'number' },
  title: { zh: '标题', en: 'title' },
  category: { zh: '类别', en: 'category' },
  place: { zh: '地点', en: 'place' },
  receivedOn: { zh: '反映日期', en: 'day of the report' },
  dueOn: { zh: '办理期限', en: 'day on which it is due' },
  outcome: { zh: '办理结果', en: 'outcome' },
  result: { zh: '办理情况', en: 'what was done' },
  handlingOrg: { zh: '承办单位', en: 'handling organisation' },
  centre: { zh: '受理中心', en: 'centre' },
  centrePhone: { zh: '联系电话', en: 'phone of the centre' },
  today: { zh: '日期', en: 'today' },
} as const;
export type ReplyGap = keyof typeof replyGapWords;

export const ReplyQuestion = z.object({
  county: z.string().regex(/^[0-9A-Za-z]{1,12}$/),
  /** Templates that do not hold yet, in place of those that do. */
  draft: z.record(z.string(), z.unknown()).optional(),
  /** What the example matter is about, and where in its process the reply is written. */
  category: z.string().max(64).optional(),
  action: z.string().max(64).optional(),
  outcome: z.string().max(40).optional(),
});
export type ReplyQuestion = z.output<typeof ReplyQuestion>;

export const OfferedTemplate = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  /** Filled; what the matter does not know stands as 【…】 for whoever writes. */
  text: z.string(),
});
export type OfferedTemplate = z.input<typeof OfferedTemplate>;

export const ReplyTrial = z.object({
  /** What an example matter of the county has for each gap. */
  gaps: z.array(
    z.object({ code: z.string(), zh: z.string(), en: z.string(), example: z.string() }),
  ),
  /** Those that would be offered for it, in order, filled. */
  items: z.array(OfferedTemplate),
});
export type ReplyTrial = z.input<typeof ReplyTrial>;

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
  tryReplies: {
    method: 'POST',
    path: '/api/reply-templates/try',
    summary: {
      zh: '用一件示例事项试填答复模板（可用未发布的草稿）',
      en: 'Fill the templates of replies from an example matter, also a draft of them',
    },
    permission: 'rulebook.read',
    journal: 'none',
    body: ReplyQuestion,
    answer: ReplyTrial,
    refusals: ['NOT_FOUND', 'CATEGORY_UNKNOWN', 'RULEBOOK_FAULTY'],
    example: { body: { county: '310116', category: 'streetLight', action: 'reply' } },
  },
} as const satisfies EndpointTable;
