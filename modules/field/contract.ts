/** The shift: one answer with all that a grid worker takes along. */
import { z } from 'zod';
import type { EndpointTable } from '../../kernel/endpoint.ts';
import { Task, TaskCategory } from '../matters/contract.ts';
import { PatrolPoint } from '../patrol/contract.ts';

const Named = z.object({ id: z.string(), zh: z.string(), en: z.string().nullable() });
const Position = z.tuple([z.number(), z.number()]);

export const Shift = z.object({
  /** The contract that the server speaks. */
  contract: z.number().int(),
  /** Of what follows: comes back as If-None-Match. */
  etag: z.string(),
  serverTime: z.iso.datetime(),
  /** Whose it is: what was done under it is sent as nobody else. */
  account: z.string(),
  post: z.string(),
  org: Named,
  counties: z.array(z.string()),
  grids: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      /** Polygons of rings in WGS-84, thinned for drawing. */
      shape: z.array(z.array(z.array(Position))),
    }),
  ),
  tasks: z.array(Task),
  categories: z.array(TaskCategory),
  /** Places that are due, and those that were looked at today (`isDue` false). */
  patrol: z.object({ on: z.iso.date(), items: z.array(PatrolPoint) }),
  /** What did not fit: more tasks, grids or places than a phone should carry. */
  isMore: z.object({ tasks: z.boolean(), grids: z.boolean(), patrol: z.boolean() }),
});
export type Shift = z.input<typeof Shift>;

export const fieldApi = {
  getShift: {
    method: 'GET',
    path: '/api/field/shift',
    summary: {
      zh: '一个班次所需的全部内容：网格、任务、类别与表单、今日巡查点（可离线使用）',
      en: 'All that a shift needs offline: grids, tasks, categories with forms, places due today',
    },
    // Staff only; of matters it carries what the post may read.
    permission: 'signedIn',
    journal: 'none',
    answer: Shift,
    refusals: ['FORBIDDEN'],
  },
} as const satisfies EndpointTable;
