/** Figures over HTTP: sums of counters, exact to the last committed act, and rates from them. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';
import { Label, Named, Time } from './views.ts';

const Day = z.iso.date();

const Flag = z.enum(['true', 'false']).transform((text) => text === 'true');

export const FiguresQuery = z.object({
  /** Without it all counties of one's own scope: the figures of a city. */
  county: z.string().max(12).optional(),
  from: Day,
  to: Day,
  /** A town's code: only it. */
  town: z
    .string()
    .regex(/^\d{9}$/)
    .optional(),
  by: z.enum(['total', 'county', 'day', 'town', 'village', 'category']).optional(),
  /** With `pop` and `yoy`: the same lines of the period before and of a year before. */
  compare: Flag.optional(),
});

const Rate = z.object({
  value: z.number().nullable(),
  numerator: z.number(),
  denominator: z.number(),
});

export const FigureLine = z.object({
  key: z.string(),
  received: z.number(),
  /** By how many more or fewer are open at the end of the period than before it, by stage. */
  stock: z.record(z.string(), z.number()),
  /** How many are open at the end of the period, by stage; of a day's line empty. */
  open: z.record(z.string(), z.number()),
  /** By outcome. Of days, villages and categories this and the stages are one sum, `all`. */
  closed: z.record(z.string(), z.number()),
  /**
   * 按期结案率: closed on time ÷ (closed on time + breached in the period, closed since or not).
   * Closes by decline, as a duplicate or by withdrawal stand outside; a breach before them stays.
   */
  onTimeClosureRate: Rate,
  /** 返工率: reworks ÷ closed. */
  reworkRate: Rate,
  /** Hours from receipt to the first answer. */
  meanAnswerHours: Rate,
  meanRating: Rate,
  breached: z.number(),
  reopened: z.number(),
  objections: z.number(),
  selfHandled: z.number(),
});
export type FigureLine = z.input<typeof FigureLine>;

const Lines = z.object({ from: Day, to: Day, items: z.array(FigureLine) });

export const figureApi = {
  getFigures: {
    method: 'GET',
    path: '/api/figures',
    summary: { zh: '统计：数量、按期、返工、答复用时、满意度', en: 'Figures: counts and rates' },
    permission: 'figures.read',
    journal: 'none',
    query: FiguresQuery,
    answer: z.object({
      ...Lines.shape,
      /** 环比: as many days before, or whole months where these are whole months. */
      pop: Lines.optional(),
      /** 同比: the same days a year before. */
      yoy: Lines.optional(),
    }),
    refusals: ['NOT_FOUND', 'INPUT_INVALID', 'PERIOD_TOO_LONG'],
  },
  listRatingWords: {
    method: 'GET',
    path: '/api/orgs/{org}/rating-words',
    summary: {
      zh: '评价意见：汇集并延后，不指向任何反映人',
      en: "Raters' words on an organisation: gathered and delayed, pointing at nobody",
    },
    permission: 'matter.read',
    journal: 'none',
    params: z.object({ org: z.uuid() }),
    query: z.object({ county: z.string().max(12) }),
    answer: z.object({
      items: z.array(z.object({ score: z.number(), words: z.string() })),
      /** So many more ratings are waited for before any is shown. */
      missing: z.number().int(),
    }),
    refusals: ['NOT_FOUND', 'INPUT_INVALID'],
  },
  listListed: {
    method: 'GET',
    path: '/api/public/listed',
    summary: { zh: '挂牌督办公示', en: 'Listed supervisions that are public' },
    permission: 'public',
    journal: 'none',
    query: z.object({ county: z.string().max(12) }),
    answer: z.object({
      items: z.array(
        z.object({
          number: z.string(),
          /** As the public board words it: never more than the masked title. */
          title: z.object({ zh: z.string(), en: z.string() }),
          category: Label.nullable(),
          regionName: z.string(),
          issuer: Named,
          target: Named,
          reason: z.string(),
          issuedAt: Time,
          replyDueAt: Time.nullable(),
          /** `issued`: no reply yet; `replied`; `closed`: judged and ended. */
          state: z.string(),
          stage: Label,
          isOpen: z.boolean(),
          closedAt: Time.nullable(),
        }),
      ),
    }),
    refusals: ['INPUT_INVALID'],
  },
} as const satisfies EndpointTable;
