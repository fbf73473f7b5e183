/** Exports: masked rows as a file, with who took them, as what, when and why on every row. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';
import { ListQuery, queues } from './lists.ts';

export const exportMax = 10_000;
/** A search is walked in small pages, each written into the access log. */
export const searchedMax = 1_000;

const filters = ListQuery.omit({
  queue: true,
  hours: true,
  after: true,
  limit: true,
  isOpen: true,
}).shape;

const what = {
  /** One of the two: a queue of the own post, or the words of a search. */
  queue: z.enum(queues).optional(),
  q: z.string().max(400).optional(),
  ...filters,
  isOpen: z.boolean().optional(),
  /** Only these of them. */
  numbers: z.array(z.string().max(100)).min(1).max(200).optional(),
};

export const ExportAsked = z.strictObject(what);
export type ExportAsked = z.output<typeof ExportAsked>;

export const ExportBody = z.strictObject({
  ...what,
  reason: z.string().trim().min(2).max(200),
  format: z.enum(['xlsx', 'csv']),
});
export type ExportBody = z.output<typeof ExportBody>;

const refusals = [
  'INPUT_INVALID',
  'LIST_TOO_WIDE',
  'SEARCH_PERSONAL',
  'SEARCH_TOO_SHORT',
  'SEARCH_TOO_LONG',
] as const;

export const exportApi = {
  previewExport: {
    method: 'POST',
    path: '/api/matters/export/preview',
    summary: { zh: '导出前先看：件数、列、前几行', en: 'What an export would hold' },
    permission: 'matter.export',
    journal: 'none',
    body: ExportAsked,
    answer: z.object({
      count: z.number().int(),
      /** There are more than may leave in one file. */
      isCut: z.boolean(),
      max: z.number().int(),
      head: z.array(z.string()),
      rows: z.array(z.array(z.string())),
    }),
    refusals,
    example: { body: { queue: 'overdue' } },
  },
  exportMatters: {
    method: 'POST',
    path: '/api/matters/export',
    summary: {
      zh: '导出事项（脱敏、带水印、须写明事由，会留痕）',
      en: 'Export matters: masked, marked with who and why, logged',
    },
    permission: 'matter.export',
    journal: 'matter.export',
    body: ExportBody,
    refusals,
    example: { body: { queue: 'overdue', reason: '月度调度会材料', format: 'xlsx' } },
  },
} as const satisfies EndpointTable;
