/** What the installation says of itself to whoever opens a page. */
import { z } from 'zod';
import type { EndpointTable } from '../../kernel/endpoint.ts';

const Words = z.object({ zh: z.string(), en: z.string() });

export const About = z.object({
  version: z.string(),
  /** Something that everyone who comes should know; `progress` (0 to 1) while it is under way. */
  notice: Words.extend({ progress: z.number().optional() }).nullable(),
  /** Of the demo only: who may sign in, so that a newcomer can try each face. */
  demo: z
    .object({
      /** Null when the operator chose another than the printed one. */
      password: z.string().nullable(),
      accounts: z.array(Words.extend({ name: z.string(), role: z.string() })),
      phones: z.array(z.string()),
    })
    .nullable(),
});
export type About = z.output<typeof About>;

export const aboutApi = {
  getAbout: {
    method: 'GET',
    path: '/api/about',
    summary: { zh: '本系统的版本和公告', en: 'The version and the notice of this installation' },
    permission: 'public',
    journal: 'none',
    answer: About,
    refusals: [],
  },
} as const satisfies EndpointTable;
