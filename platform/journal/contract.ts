/** The access and administration log over HTTP: lines, never what they opened. */
import { z } from 'zod';
import type { EndpointTable } from '../../kernel/endpoint.ts';

export const JournalQuery = z.object({
  /** A county of the auditor's scope; absent: what belongs to none (sign-ins, administration). */
  county: z.string().max(12).optional(),
  /** `person.open`, or the beginning of it: `person`. */
  verb: z
    .string()
    .regex(/^[a-zA-Z]{1,40}(\.[a-zA-Z]{1,40})?$/)
    .optional(),
  /** ISO times, the first included, the last not. */
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  org: z.uuid().optional(),
  post: z.uuid().optional(),
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().optional(),
});

const JournalLineView = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  verb: z.string(),
  /** `staff:ID`, `machine:ID` or `system:TASK`; of residents only that it was one. */
  actor: z.string(),
  post: z.string().nullable(),
  org: z.string().nullable(),
  /** As they are called now. */
  postName: z.string().nullable(),
  orgName: z.object({ zh: z.string(), en: z.string().nullable() }).nullable(),
  purpose: z.string().nullable(),
  detail: z.unknown(),
});

export const journalApi = {
  listJournal: {
    method: 'GET',
    path: '/api/journal',
    summary: { zh: '访问与管理日志（审计）', en: 'The access and administration log' },
    permission: 'journal.read',
    journal: 'journal.read',
    query: JournalQuery,
    /** A page may be short, even empty, while `next` says that there is more to look through. */
    answer: z.object({ items: z.array(JournalLineView), next: z.string().nullable() }),
    refusals: ['NOT_FOUND', 'INPUT_INVALID', 'CURSOR_INVALID', 'PAGE_SIZE_INVALID'],
  },
} as const satisfies EndpointTable;
