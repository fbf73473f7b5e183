/**
 * Rules tried without a matter: where a trouble would go and why, when a clock would end, and what
 * a new version of a process touches. Nothing is written; a draft may be tried before it holds.
 */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';
import { units } from '../../../kernel/units.ts';

const County = z.string().regex(/^[0-9A-Za-z]{1,12}$/);
const Words = z.object({ zh: z.string(), en: z.string() });
const Draft = z.record(z.string(), z.unknown());
const At = z.iso.datetime({ offset: true }).optional();

export const RouteQuestion = z
  .object({
    /** A point, or the code of a town, village or grid. */
    point: z.object({ lon: z.number(), lat: z.number(), crs: z.string().optional() }).optional(),
    region: z
      .string()
      .regex(/^\d{6,15}$/)
      .optional(),
    category: z.string().max(64).optional(),
    /** Words by which the category is guessed when none is named. */
    text: z.string().trim().min(1).max(4000).optional(),
    /** Absent: now. */
    at: At,
    /** A routing document that does not hold yet, in place of the one that does. */
    draft: Draft.optional(),
  })
  .refine((asked) => (asked.point === undefined) !== (asked.region === undefined), {
    message: 'either point or region',
    path: ['point'],
  });
export type RouteQuestion = z.output<typeof RouteQuestion>;

export const verdicts = ['taken', 'behind', 'noOrg', 'category', 'region', 'hours'] as const;

const OrgName = z.object({ id: z.string(), zh: z.string(), en: z.string().nullable() });

const JudgedRule = Words.extend({
  id: z.string(),
  /** Why it was taken or passed over. `behind`: it fits, and a more exact one goes first. */
  verdict: z.enum(verdicts),
  category: z.string().nullable(),
  region: z.string().nullable(),
  hours: z.string().nullable(),
  /** Where it leads; null when no living organisation answers to it. */
  org: OrgName.nullable(),
});

export const RouteTrial = z.object({
  place: z.object({
    county: z.string(),
    region: z.string(),
    grid: z.string().nullable(),
    name: z.string(),
  }),
  category: z
    .object({ code: z.string(), zh: z.string(), en: z.string(), hits: z.array(z.string()) })
    .nullable(),
  at: z.iso.datetime(),
  isOfficeTime: z.boolean(),
  /** The version that was asked; null: the draft. */
  version: z.number().int().nullable(),
  org: OrgName.nullable(),
  post: z.string().nullable(),
  why: Words,
  /** How many rules were looked at, and the first 200 by how near they came. */
  ruleCount: z.number().int(),
  rules: z.array(JudgedRule),
});
export type RouteTrial = z.output<typeof RouteTrial>;

const CountingQuestion = z.object({
  startDay: z.enum(['excluded', 'included']),
  dueMoment: z.enum(['sameTime', 'endOfDay', 'endOfWorkDay']),
  lastDayOnHoliday: z.enum(['asIs', 'nextWorkingDay']),
  outsideHours: z
    .union([
      z.literal('nextOpening'),
      z.object({
        dayOff: z.enum(['asIs', 'sameTime', 'opening']),
        beforeOpening: z.enum(['asIs', 'opening']),
        afterClosing: z.enum(['asIs', 'nextOpening']),
      }),
    ])
    .optional(),
});

export const ClockQuestion = z.object({
  county: County,
  amount: z.number().positive().max(100_000),
  unit: z.enum(units),
  start: z.iso.datetime({ offset: true }),
  counting: CountingQuestion,
  /** A calendar that does not hold yet. */
  draft: Draft.optional(),
});
export type ClockQuestion = z.output<typeof ClockQuestion>;

export const ClockTrial = z.object({
  startedAt: z.iso.datetime(),
  countsFrom: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  /** It lies after the last day whose holidays are published, and may move. */
  isProvisional: z.boolean(),
  knownUntil: z.string(),
  calendar: z.object({ id: z.string(), version: z.number() }),
  days: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      why: z.string(),
      name: z.string().nullable(),
      days: z.number(),
      ms: z.number(),
    }),
  ),
});
export type ClockTrial = z.output<typeof ClockTrial>;

export const RunningVersions = z.object({
  items: z.array(z.object({ version: z.number().int(), open: z.number().int() })),
});

const trialRefusals = ['NOT_FOUND', 'RULEBOOK_FAULTY'] as const;

export const trialsApi = {
  tryRoute: {
    method: 'POST',
    path: '/api/rulebook/routing/try',
    summary: {
      zh: '试算派遣：这里的这件事会派给谁，依据哪条规则，其他规则为何不适用',
      en: 'Try a route: who would handle it, by which rule, and why not by the others',
    },
    permission: 'rulebook.read',
    journal: 'none',
    body: RouteQuestion,
    answer: RouteTrial,
    refusals: ['PLACE_UNKNOWN', 'REGION_UNKNOWN', 'CATEGORY_UNKNOWN', ...trialRefusals],
    example: { body: { category: 'streetLight', region: '310116101201' } },
  },
  tryClock: {
    method: 'POST',
    path: '/api/rulebook/clock/try',
    summary: {
      zh: '试算时限：何时到期，逐日说明算与不算',
      en: 'Try a clock: when it would end, day by day',
    },
    permission: 'rulebook.read',
    journal: 'none',
    body: ClockQuestion,
    answer: ClockTrial,
    refusals: ['CLOCK_TOO_LONG', 'CLOCK_RULE_EMPTY', ...trialRefusals],
    example: {
      body: {
        county: '310116',
        amount: 3,
        unit: 'workingDays',
        start: '2026-09-25T09:00:00+08:00',
        counting: {
          startDay: 'excluded',
          dueMoment: 'endOfDay',
          lastDayOnHoliday: 'nextWorkingDay',
        },
      },
    },
  },
  countRunning: {
    method: 'GET',
    path: '/api/rulebook/process/{kind}/running',
    summary: {
      zh: '按流程版本统计在办事项：新版本发布后它们仍按原版本办理',
      en: 'Open matters by the version of the process that they keep',
    },
    permission: 'rulebook.read',
    journal: 'none',
    params: z.object({ kind: z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/) }),
    query: z.object({ county: County }),
    answer: RunningVersions,
    refusals: ['NOT_FOUND'],
    example: { query: { county: '310116' } },
  },
} as const satisfies EndpointTable;
