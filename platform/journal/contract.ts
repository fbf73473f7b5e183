/** The access and administration log over HTTP: lines, never what they opened. */
import { z } from 'zod';
import type { EndpointTable } from '../../kernel/endpoint.ts';

export const JournalQuery = z.object({
  /** A county of the auditor's scope; absent: what belongs to none (sign-ins, administration). */
  county: z.string().max(12).optional(),
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().optional(),
});

const JournalLineView = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  verb: z.string(),
  actor: z.string(),
  post: z.string().nullable(),
  org: z.string().nullable(),
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
    answer: z.object({ items: z.array(JournalLineView), next: z.string().nullable() }),
    refusals: ['NOT_FOUND', 'INPUT_INVALID', 'CURSOR_INVALID', 'PAGE_SIZE_INVALID'],
  },
} as const satisfies EndpointTable;
