/**
 * What everyone may see without signing in: the board, one matter's public page, its released
 * pictures, figures of the towns. No person stands in any of these shapes.
 */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';
import { Label, NumberParams, Time } from './views.ts';

const Words = z.object({ zh: z.string(), en: z.string() });
const County = z.string().regex(/^[0-9A-Za-z]{1,12}$/);
const digits = (count: number) => z.string().regex(new RegExp(`^\\d{${count}}$`));
const Flag = z.enum(['true', 'false']).transform((text) => text === 'true');

const Place = z.object({
  region: z.string(),
  /** County, town and village in words. */
  regionName: z.string(),
  grid: z.string().nullable(),
  point: z.object({ lon: z.number(), lat: z.number() }).nullable(),
  /** False: the point lies nearby, so that it finds no home. */
  isExact: z.boolean(),
});

export const PublicPicture = z.object({
  id: z.string(),
  /** From the report itself, before the handling or after it, as far as that is known. */
  moment: z.enum(['report', 'before', 'after', 'other']),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  href: z.string(),
  thumbHref: z.string().nullable(),
});

/** A matter on the board. */
export const PublicMatter = z.object({
  number: z.string(),
  title: Words,
  category: Label.nullable(),
  stage: Label,
  isOpen: z.boolean(),
  outcome: z.string().nullable(),
  receivedAt: Time,
  closedAt: Time.nullable(),
  place: Place,
  handlingOrg: Words.nullable(),
  /** So many residents have said that it troubles them. */
  reporterCount: z.number().int(),
});
export type PublicMatter = z.input<typeof PublicMatter>;

const PublicStep = z.object({
  at: Time,
  action: z.string(),
  what: Words,
  /** The organisation, never a person of it. */
  org: Words.nullable(),
  /** The public answer, where the step gave one. */
  text: z.string().nullable(),
});

/**
 * One matter's public page. What the board does not show answers with its stage and public answers
 * alone to who knows the number: `matter` is null then.
 */
export const PublicPage = z.object({
  number: z.string(),
  stage: Label,
  outcome: z.string().nullable(),
  receivedAt: Time,
  closedAt: Time.nullable(),
  replies: z.array(z.object({ at: Time, text: z.string() })),
  matter: PublicMatter.nullable(),
  steps: z.array(PublicStep),
  pictures: z.array(PublicPicture),
  /** Whether a resident may still say that it troubles them too. */
  mayFollow: z.boolean(),
});

export const BoardQuery = z.strictObject({
  county: County,
  town: digits(9).optional(),
  /** With all that stands below it. */
  category: z.string().max(64).optional(),
  isOpen: Flag.optional(),
  /** Words of the shown title, category and place; persons cannot be searched for. */
  q: z.string().max(400).optional(),
  after: z.string().optional(),
  limit: z.coerce.number().int().optional(),
});
export type BoardQuery = z.output<typeof BoardQuery>;

const Month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/);

/** A figure and how many it was made from, in steps of five; null: too few to say. */
const Measure = z.object({ value: z.number(), of: z.number().int() }).nullable();

export const TownFigures = z.object({
  /** Code of the town; of the whole county: its six digits. */
  region: z.string(),
  name: z.string(),
  received: z.number().int().nullable(),
  closed: z.number().int().nullable(),
  onTimeRate: Measure,
  meanAnswerHours: Measure,
  /** At least half of the first answers came within so many hours. */
  medianAnswerHours: Measure,
  meanRating: Measure,
});
export type TownFigures = z.input<typeof TownFigures>;

const exampleMatter = {
  number: '310116-26-0000123',
  title: { zh: '三村路口路灯不亮', en: '三村路口路灯不亮' },
  category: { code: 'streetLight', zh: '路灯不亮', en: 'Street light out' },
  stage: { code: 'handling', zh: '处置中', en: 'Being handled' },
  isOpen: true,
  outcome: null,
  receivedAt: '2026-11-20T01:02:03.000Z',
  closedAt: null,
  place: {
    region: '310116101201',
    regionName: '金山区枫泾镇一村',
    grid: '310116101201003',
    point: { lon: 121.341, lat: 30.743 },
    isExact: true,
  },
  handlingOrg: { zh: '示例区城管局', en: 'Urban management' },
  reporterCount: 3,
};

export const boardApi = {
  listPublicMatters: {
    method: 'GET',
    path: '/api/public/matters',
    summary: {
      zh: '公示栏：可公开的事项，按区县、镇街、类别、是否办结或词语',
      en: 'The public board: matters that may be shown, by county, town, category, state, words',
    },
    permission: 'public',
    journal: 'none',
    query: BoardQuery,
    answer: z.object({
      items: z.array(PublicMatter),
      /** Give it back as `after`. A page may be short, even empty, and still go on. */
      next: z.string().nullable(),
    }),
    refusals: [
      'INPUT_INVALID',
      'CURSOR_INVALID',
      'PAGE_SIZE_INVALID',
      'SEARCH_PERSONAL',
      'SEARCH_TOO_SHORT',
      'SEARCH_TOO_LONG',
    ],
    example: {
      query: { county: '310116', isOpen: 'true' },
      answer: { items: [exampleMatter], next: null },
    },
  },
  getPublic: {
    method: 'GET',
    path: '/api/public/matters/{number}',
    summary: {
      zh: '凭编号公开查询：环节与公开答复（不含任何人）',
      en: 'By number, for everyone: the stage and the public answers, no persons',
    },
    permission: 'public',
    journal: 'none',
    params: NumberParams,
    answer: PublicPage,
    refusals: ['NOT_FOUND'],
  },
  openPublicPicture: {
    method: 'GET',
    path: '/api/public/attachments/{id}',
    summary: {
      zh: '公开的照片：面孔、姓名、车牌已由人工遮盖',
      en: 'A released picture: faces, names and plates were covered by hand',
    },
    permission: 'public',
    journal: 'none',
    params: z.object({ id: z.uuid() }),
    query: z.object({ county: County, part: z.enum(['file', 'thumb']).optional() }),
    refusals: ['NOT_FOUND', 'FILE_LOST', 'INPUT_INVALID'],
  },
  getPublicFigures: {
    method: 'GET',
    path: '/api/public/figures',
    summary: {
      zh: '各镇街公开数据：多少件、多快、评价如何；数量过少的不显示',
      en: 'Figures of the towns for everyone: how many, how fast, how well rated; small ones kept back',
    },
    permission: 'public',
    journal: 'none',
    query: z.strictObject({
      county: County,
      /** A calendar month, or without it a calendar year: what of it is over. */
      month: Month.optional(),
      year: z
        .string()
        .regex(/^20\d{2}$/)
        .optional(),
    }),
    answer: z.object({
      /** The months that are over; null: none of it is yet. */
      from: z.iso.date().nullable(),
      to: z.iso.date().nullable(),
      /** Fewer than these are not shown. */
      atLeast: z.number().int(),
      county: TownFigures,
      towns: z.array(TownFigures),
    }),
    refusals: ['INPUT_INVALID', 'NOT_FOUND'],
  },
} as const satisfies EndpointTable;
