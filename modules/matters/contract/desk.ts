/** The supervision desk over HTTP: what runs out, what was issued, what comes back. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';
import { MatterSummary } from './lists.ts';
import { Named, Time } from './views.ts';

/**
 * Colours: the last rung of a running clock. `issued`: ours, unanswered; `late`: of these, past the
 * reply's due time; `answered`: to be judged; `owed`: what we must answer. `asked`: requests that
 * we decide. `returned`: an objection was granted; `disputed`: twice or more, and nobody has
 * designated.
 */
export const deskLists = [
  'yellow',
  'orange',
  'red',
  'breached',
  'issued',
  'late',
  'answered',
  'owed',
  'asked',
  'returned',
  'disputed',
] as const;
export type DeskList = (typeof deskLists)[number];

const PlaceFields = {
  county: z
    .string()
    .regex(/^[0-9A-Za-z]{1,12}$/)
    .optional(),
  town: z
    .string()
    .regex(/^\d{9}$/)
    .optional(),
};

export const DeskQuery = z.strictObject({
  list: z.enum(deskLists),
  ...PlaceFields,
  after: z.string().optional(),
  limit: z.coerce.number().int().optional(),
});
export type DeskQuery = z.output<typeof DeskQuery>;
export const DeskCountsQuery = z.strictObject(PlaceFields);
export type DeskCountsQuery = z.output<typeof DeskCountsQuery>;

export const DeskMatter = MatterSummary.extend({
  county: z.string(),
  version: z.number().int(),
  returns: z.number().int(),
  isDesignated: z.boolean(),
  /** Its running clocks whose ladder has begun. */
  clocks: z.array(
    z.object({
      name: z.string(),
      zh: z.string(),
      en: z.string(),
      rung: z.string(),
      dueAt: Time,
      org: Named.nullable(),
    }),
  ),
  /** What stands or stood over it, newest first. */
  supervisions: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      state: z.string(),
      issuer: Named.nullable(),
      target: Named.nullable(),
      reason: z.string(),
      reply: z.string(),
      result: z.string(),
      issuedAt: Time,
      repliedAt: Time.nullable(),
      replyDueAt: Time.nullable(),
      isLate: z.boolean(),
      isPublic: z.boolean(),
      isWithdrawn: z.boolean(),
      /** Issued by the reader's own organisation. */
      isOwn: z.boolean(),
    }),
  ),
});
export type DeskMatter = z.input<typeof DeskMatter>;

export const deskApi = {
  listSupervision: {
    method: 'GET',
    path: '/api/supervision',
    summary: {
      zh: '督导台：黄橙红与超期、监督措施、退回与待指定',
      en: 'The supervision desk: clocks at risk, supervisions, what was returned',
    },
    permission: 'matter.read',
    journal: 'none',
    query: DeskQuery,
    answer: z.object({ items: z.array(DeskMatter), next: z.string().nullable() }),
    refusals: ['CURSOR_INVALID', 'PAGE_SIZE_INVALID', 'LIST_TOO_WIDE'],
  },
  countSupervision: {
    method: 'GET',
    path: '/api/supervision/counts',
    summary: {
      zh: '督导台各列表事项数，最多数到 1000',
      en: 'How many stand in each list of the supervision desk, up to 1,000',
    },
    permission: 'matter.read',
    journal: 'none',
    query: DeskCountsQuery,
    answer: z.object({
      items: z.array(
        z.object({ list: z.enum(deskLists), count: z.number().int(), isMore: z.boolean() }),
      ),
    }),
    refusals: ['LIST_TOO_WIDE'],
  },
} as const satisfies EndpointTable;
