/** Before sending: what will happen to a report and by when. Nothing is written. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';
import { ExplainedClock } from './clocks.ts';
import { Registered } from './matters.ts';
import { NewReport } from './reports.ts';
import { Named } from './views.ts';

const Words = z.object({ zh: z.string(), en: z.string() });

export const PreviewBody = NewReport.pick({
  text: true,
  category: true,
  point: true,
  region: true,
  urgency: true,
  subjectOrg: true,
});
export type PreviewBody = z.infer<typeof PreviewBody>;

export const PreviewAnswer = z.object({
  county: z.string(),
  place: z.object({ region: z.string(), grid: z.string().nullable(), words: z.string() }),
  /** Guessed from the words, and by which of them; the rest is reckoned for the chosen one. */
  suggestedCategory: z.string().nullable(),
  suggestedBy: z.array(z.string()),
  category: z.string().nullable(),
  /** Others will not see it, whatever is chosen: the category says so. */
  isPrivate: z.boolean(),
  /** Call this number at once. */
  emergency: z.string().nullable(),
  near: Registered.shape.near,
  /** The centre that takes it in. */
  owner: Named,
  /** Where the rules would send it, and why; without an organisation people decide. */
  route: Words.extend({ org: Named.nullable() }),
  /** What would begin to run at once. */
  clocks: z.array(ExplainedClock.extend({ plain: Words })),
  /** Terms that begin when it reaches the organisation that handles it, or under a condition. */
  later: z.array(
    Words.extend({
      name: z.string(),
      provided: Words.nullable(),
      amount: z.number(),
      unit: z.string(),
      term: Words,
    }),
  ),
  /** What may be done about the answer, by its kind; null: the kind says nothing. */
  afterwards: Words.nullable(),
});
export type PreviewAnswer = z.input<typeof PreviewAnswer>;

export const previewApi = {
  previewReport: {
    method: 'POST',
    path: '/api/reports/preview',
    summary: {
      zh: '提交之前：会由谁办理、何时办理、附近是否已有人反映（不作任何登记）',
      en: 'Before sending: who will handle it, by when, what was reported nearby; nothing is written',
    },
    permission: 'public',
    journal: 'none',
    body: PreviewBody,
    answer: PreviewAnswer,
    refusals: [
      'INPUT_INVALID',
      'PLACE_UNKNOWN',
      'POINT_OUT_OF_RANGE',
      'POINT_AXES_SWAPPED',
      'CRS_UNKNOWN',
      'REGION_UNKNOWN',
      'CATEGORY_UNKNOWN',
      'KIND_UNKNOWN',
      'ORG_UNKNOWN',
      'CENTRE_MISSING',
    ],
    example: {
      body: {
        text: '小区门口路灯不亮已经三天，晚上看不清路。',
        point: { lon: 121.3415, lat: 30.7421 },
      },
    },
  },
} as const satisfies EndpointTable;
