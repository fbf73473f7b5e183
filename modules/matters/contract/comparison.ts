/** Organisations side by side over HTTP: rates with their formulas, and the matters behind each. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';
import { Label, Named, Time } from './views.ts';

const Day = z.iso.date();

/** The parts of the rates; each can be opened to its very matters. */
export const tallyParts = [
  'onTime',
  'closedLate',
  'late',
  'reworked',
  'given',
  'returned',
  'rated',
] as const;
export type TallyPart = (typeof tallyParts)[number];

export const orgMeasures = ['onTime', 'rework', 'return', 'rating'] as const;

const PeriodFields = {
  county: z.string().max(12),
  from: Day,
  to: Day,
  /** A town's code: only it. */
  town: z
    .string()
    .regex(/^\d{9}$/)
    .optional(),
};

export const CompareQuery = z.strictObject(PeriodFields);
export type CompareQuery = z.output<typeof CompareQuery>;

export const BehindQuery = z.strictObject({
  ...PeriodFields,
  part: z.enum(tallyParts),
  after: z.string().optional(),
  limit: z.coerce.number().int().optional(),
});
export type BehindQuery = z.output<typeof BehindQuery>;

const OrgRate = z.object({
  /** Null: the denominator is below `least`. */
  value: z.number().nullable(),
  numerator: z.number(),
  denominator: z.number(),
});

/** One organisation; its sum of ratings is 41 stars. */
const exampleComparison = {
  from: '2026-11-01',
  to: '2026-11-30',
  least: 5,
  measures: [
    {
      name: 'return',
      zh: '退回率',
      en: 'Return',
      formula: {
        zh: '经裁定属实的异议 ÷ 派给本单位主办的次数。',
        en: 'Objections that were granted ÷ times it was given the lead.',
      },
      better: 'lower',
      unit: 'share',
      numerator: ['returned'],
      denominator: ['given'],
    },
  ],
  items: [
    {
      org: { id: '01981f3e-7c00-7000-8000-000000000002', zh: '示例区城管局', en: null },
      level: 'county',
      rates: {
        onTime: { value: 0.9, numerator: 18, denominator: 20 },
        rework: { value: 0.05, numerator: 1, denominator: 20 },
        return: { value: 0.04, numerator: 1, denominator: 25 },
        rating: { value: 4.1, numerator: 41, denominator: 10 },
      },
      parts: {
        onTime: 18,
        closedLate: 2,
        late: 0,
        reworked: 1,
        given: 25,
        returned: 1,
        rated: 10,
      },
    },
  ],
};

export const comparisonApi = {
  compareOrgs: {
    method: 'GET',
    path: '/api/figures/orgs',
    summary: {
      zh: '单位对比：按期、返工、退回、评价（不按上报数量）',
      en: 'Organisations side by side: on time, rework, return, rating; never how much was reported',
    },
    permission: 'figures.read',
    journal: 'none',
    query: CompareQuery,
    answer: z.object({
      from: Day,
      to: Day,
      /** A rate over fewer is not shown. */
      least: z.number().int(),
      measures: z.array(
        z.object({
          name: z.enum(orgMeasures),
          zh: z.string(),
          en: z.string(),
          formula: z.object({ zh: z.string(), en: z.string() }),
          better: z.enum(['higher', 'lower']),
          unit: z.enum(['share', 'stars']),
          /** What numerator and denominator are made of, to be opened. */
          numerator: z.array(z.enum(tallyParts)),
          denominator: z.array(z.enum(tallyParts)),
        }),
      ),
      items: z.array(
        z.object({
          org: Named,
          level: z.string(),
          rates: z.record(z.enum(orgMeasures), OrgRate),
          parts: z.record(z.enum(tallyParts), z.number()),
        }),
      ),
    }),
    refusals: ['NOT_FOUND', 'INPUT_INVALID', 'PERIOD_TOO_LONG'],
    example: {
      query: { county: '310116', from: '2026-11-01', to: '2026-11-30' },
      answer: exampleComparison,
    },
  },
  listBehindFigure: {
    method: 'GET',
    path: '/api/figures/orgs/{org}/matters',
    summary: {
      zh: '指标背后的事项',
      en: 'The very matters behind a figure of an organisation',
    },
    permission: 'figures.read',
    journal: 'none',
    params: z.object({ org: z.uuid() }),
    query: BehindQuery,
    answer: z.object({
      items: z.array(
        z.object({
          number: z.string(),
          title: z.string(),
          category: Label.nullable(),
          stage: Label,
          region: z.string(),
          receivedAt: Time,
          closedAt: Time.nullable(),
          /** When it was last counted, and how often it counts. */
          day: Day,
          n: z.number().int(),
        }),
      ),
      /** So many of this page count and are not in the reader's sight. */
      hidden: z.number().int(),
      next: z.string().nullable(),
    }),
    refusals: [
      'NOT_FOUND',
      'INPUT_INVALID',
      'PERIOD_TOO_LONG',
      'CURSOR_INVALID',
      'PAGE_SIZE_INVALID',
    ],
  },
} as const satisfies EndpointTable;
