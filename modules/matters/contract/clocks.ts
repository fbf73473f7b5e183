/** Why each clock of a matter is due when it is. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';
import { NumberParams } from './views.ts';

const Time = z.iso.datetime();
const Words = z.object({ zh: z.string(), en: z.string() });

export const ExplainedClock = Words.extend({
  id: z.string(),
  name: z.string(),
  state: z.string(),
  /** Whose duty it is; null: the centre's that holds the matter. */
  org: z.object({ id: z.string(), zh: z.string(), en: z.string().nullable() }).nullable(),
  nature: z.string(),
  /** Where its time comes from: the process and version, or the category. */
  why: Words,
  citation: z.string().nullable(),
  amount: z.number(),
  unit: z.string(),
  calendar: z.object({ id: z.string(), version: z.number() }),
  isProvisional: z.boolean(),
  startedAt: Time,
  countsFrom: Time,
  /** As first set; `days` lead to this one. */
  firstDueAt: Time,
  dueAt: Time,
  endedAt: Time.nullable(),
  breachedAt: Time.nullable(),
  /** Day by day what counted, and why a day did not. */
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
  stops: z.array(
    z.object({
      from: Time,
      to: Time.nullable(),
      reason: z.string(),
      why: Words,
      /** Whole days that it took from a clock that ends with a day; null: time to the ms. */
      days: z.number().int().nullable(),
    }),
  ),
  extensions: z.array(z.object({ at: Time, amount: z.number(), unit: z.string() })),
  rungs: z.array(z.object({ rung: z.string(), state: z.string(), at: Time.nullable() })),
});
export type ExplainedClock = z.input<typeof ExplainedClock>;

export const clocksApi = {
  explainClocks: {
    method: 'GET',
    path: '/api/matters/{number}/clocks',
    summary: { zh: '时限说明：为什么是这个期限', en: 'The clocks explained: why this due time' },
    permission: 'signedIn',
    journal: 'none',
    params: NumberParams,
    answer: z.object({ items: z.array(ExplainedClock) }),
    refusals: ['NOT_FOUND'],
  },
} as const satisfies EndpointTable;
