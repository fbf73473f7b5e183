/** Who else is at a matter, and forms begun and not sent: no act, in no log, gone after a while. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';
import { Company } from './live.ts';
import { NumberParams, Time } from './views.ts';

const Page = z.strictObject({
  /** Made by the page that shows the matter, anew each time it opens. */
  page: z.uuid(),
});

const DraftParams = NumberParams.extend({ action: z.string().max(64) });

export const Draft = z.object({
  action: z.string(),
  input: z.record(z.string(), z.unknown()),
  /** Deleted then, unless it is saved again. */
  expiresAt: Time,
});

const companyExample = {
  viewers: [
    {
      post: { zh: '区调度员', en: 'county dispatcher' },
      org: { id: '01981f3e-7c00-7000-8000-000000000001', zh: '示例区综治中心', en: null },
    },
  ],
  drafts: [],
};

export const presenceApi = {
  enterMatter: {
    method: 'PUT',
    path: '/api/matters/{number}/presence',
    summary: {
      zh: '正在看这件事项（每 20 秒一次，不留记录）；还有谁在看、谁有未提交的填写',
      en: 'The matter is open on a page (again every 20 s; kept nowhere); who else is at it',
    },
    permission: 'matter.read',
    journal: 'none',
    params: NumberParams,
    body: Page,
    answer: Company,
    refusals: ['NOT_FOUND', 'FORBIDDEN', 'INPUT_INVALID'],
    example: {
      body: { page: '6f1f2c0e-8a51-4f4e-9a52-0d1c6a3f7b11' },
      answer: companyExample,
    },
  },
  leaveMatter: {
    method: 'DELETE',
    path: '/api/matters/{number}/presence',
    summary: { zh: '不再看这件事项', en: 'The page with the matter is closed' },
    permission: 'matter.read',
    journal: 'none',
    params: NumberParams,
    query: Page,
    answer: z.object({}),
    refusals: ['NOT_FOUND', 'FORBIDDEN', 'INPUT_INVALID'],
  },
  listDrafts: {
    method: 'GET',
    path: '/api/matters/{number}/drafts',
    summary: { zh: '自己在事项上未提交的填写', en: 'The own forms begun on a matter' },
    permission: 'matter.read',
    journal: 'none',
    params: NumberParams,
    answer: z.object({ items: z.array(Draft) }),
    refusals: ['NOT_FOUND', 'FORBIDDEN'],
  },
  saveDraft: {
    method: 'PUT',
    path: '/api/matters/{number}/drafts/{action}',
    summary: {
      zh: '暂存一项操作的填写',
      en: 'Save the form of an action as far as it is filled in',
    },
    permission: 'matter.read',
    journal: 'none',
    params: DraftParams,
    body: z.strictObject({ input: z.record(z.string(), z.unknown()) }),
    answer: z.object({ expiresAt: Time }),
    refusals: [
      'NOT_FOUND',
      'FORBIDDEN',
      'INPUT_INVALID',
      'ACTION_UNKNOWN',
      'PERSONS_ERASED',
      'DRAFT_TOO_LARGE',
    ],
    example: { body: { input: { text: '已联系维修，' } } },
  },
  dropDraft: {
    method: 'DELETE',
    path: '/api/matters/{number}/drafts/{action}',
    summary: { zh: '放弃暂存的填写', en: 'Give up a form begun' },
    permission: 'matter.read',
    journal: 'none',
    params: DraftParams,
    answer: z.object({}),
    refusals: ['NOT_FOUND', 'FORBIDDEN', 'INPUT_INVALID'],
  },
} as const satisfies EndpointTable;
