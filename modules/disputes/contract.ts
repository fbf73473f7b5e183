/** What is known of a county's disputes as a whole; no cell of it holds fewer than ten. */
import { z } from 'zod';
import type { EndpointTable } from '../../kernel/endpoint.ts';

const Words = z.object({ zh: z.string(), en: z.string() });
const County = z.string().regex(/^[0-9A-Za-z]{1,12}$/);

/** A cell with fewer is not shown, and none can be found by subtraction. */
export const CELL_LEAST = 10;

const Cell = z.object({ code: z.string(), words: Words, count: z.number().int() });
/** What is shown, and how many stand in cells that are not; null: fewer than ten. */
const Cells = z.object({ items: z.array(Cell), hidden: z.number().int().nullable() });

const Rate = z.object({
  /** Null: fewer than ten matters. */
  value: z.number().nullable(),
  numerator: z.number().int().nullable(),
  denominator: z.number().int().nullable(),
});

export const DisputeAnalysis = z.object({
  quarter: z.string(),
  /** A quarter that goes on shows no places. */
  isOver: z.boolean(),
  received: z.number().int(),
  kinds: Cells,
  channels: Cells,
  towns: Cells,
  settlementRate: Rate,
  performanceRate: Rate,
  /** From receipt to the day on which the agreement came into force. */
  daysToSettlement: z.object({
    median: z.number().nullable(),
    mean: z.number().nullable(),
    count: z.number().int().nullable(),
  }),
  handOvers: z.object({ times: z.number().int().nullable(), matters: z.number().int().nullable() }),
  /** Where disputes of a kind gather: never of a family, never fewer than ten. */
  gathered: z.array(
    z.object({ grid: z.string(), kind: z.string(), words: Words, count: z.number().int() }),
  ),
});
export type DisputeAnalysis = z.input<typeof DisputeAnalysis>;

export const disputesApi = {
  analyseDisputes: {
    method: 'GET',
    path: '/api/disputes/analysis',
    summary: {
      zh: '矛盾纠纷分析（按季度；任何一格少于十件不显示，也不能由相减得出）',
      en: 'Disputes by quarter; no cell of fewer than ten, nor one found by subtraction',
    },
    permission: 'figures.read',
    journal: 'none',
    query: z.strictObject({
      county: County,
      quarter: z.string().regex(/^20\d\d-Q[1-4]$/),
    }),
    answer: DisputeAnalysis,
    refusals: ['NOT_FOUND'],
    example: { query: { county: '310116', quarter: '2026-Q3' } },
  },
} as const satisfies EndpointTable;
