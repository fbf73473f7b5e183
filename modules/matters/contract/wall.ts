/** The wall display of a centre's hall: visitors see it too, so no person and nothing private. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';
import { Label, Named, Time } from './views.ts';

const Rate = z.object({
  value: z.number().nullable(),
  numerator: z.number(),
  denominator: z.number(),
});

/** What is shown of a matter: worded as on the public board, or not at all when it is private. */
const WallMatter = {
  number: z.string(),
  title: z.object({ zh: z.string(), en: z.string() }).nullable(),
  category: Label.nullable(),
  region: z.string(),
  regionName: z.string(),
};

export const wallApi = {
  getWall: {
    method: 'GET',
    path: '/api/wall',
    summary: {
      zh: '大厅大屏：今日数字、最新受理、时限预警（无个人信息）',
      en: 'The wall display: today’s figures, arrivals, clocks at risk; nothing personal',
    },
    permission: 'figures.read',
    journal: 'none',
    query: z.strictObject({ county: z.string().max(12) }),
    answer: z.object({
      county: z.string(),
      name: z.string(),
      at: Time,
      today: z.object({
        received: z.number(),
        closed: z.number(),
        selfHandled: z.number(),
        onTimeClosureRate: Rate,
        meanAnswerHours: Rate,
        meanRating: Rate,
      }),
      open: z.object({ open: z.number(), overdue: z.number(), dueSoon: z.number() }),
      rungs: z.object({
        yellow: z.number(),
        orange: z.number(),
        red: z.number(),
        breached: z.number(),
      }),
      arrivals: z.array(
        z.object({ ...WallMatter, channel: z.string(), stage: Label, receivedAt: Time }),
      ),
      runningOut: z.array(
        z.object({ ...WallMatter, rung: z.string(), dueAt: Time, org: Named.nullable() }),
      ),
      /** Where today's matters lie, to some hundred metres; none that is private. */
      points: z.array(z.object({ lon: z.number(), lat: z.number(), isOpen: z.boolean() })),
      towns: z.array(
        z.object({ code: z.string(), name: z.string(), received: z.number(), closed: z.number() }),
      ),
    }),
    refusals: ['NOT_FOUND'],
  },
} as const satisfies EndpointTable;
