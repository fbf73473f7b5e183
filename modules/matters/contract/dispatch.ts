/** The dispatch board over HTTP: what waits, where the rules would send it, who carries what. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';
import { MatterSummary } from './lists.ts';
import { Named, RouteView } from './views.ts';

export const desks = ['toDispatch', 'unowned'] as const;

const County = z.string().regex(/^[0-9A-Za-z]{1,12}$/);

export const DispatchQuery = z.strictObject({
  desk: z.enum(desks),
  county: County.optional(),
  town: z
    .string()
    .regex(/^\d{9}$/)
    .optional(),
  category: z.string().max(64).optional(),
  after: z.string().optional(),
  limit: z.coerce.number().int().optional(),
});
export type DispatchQuery = z.output<typeof DispatchQuery>;

/** A matter on the board. `suggestion` is what the rules say now, not what they once said. */
export const BoardMatter = MatterSummary.extend({
  county: z.string(),
  /** To be given back with the act; a stale one is refused with VERSION_STALE. */
  version: z.number().int(),
  point: z.object({ lon: z.number(), lat: z.number() }).nullable(),
  suggestion: RouteView,
  suggestedOrg: Named.nullable(),
  /** How often an organisation said "not mine" and was right. */
  returns: z.number().int(),
  isDesignated: z.boolean(),
});
export type BoardMatter = z.input<typeof BoardMatter>;

export const OrgLoad = z.object({
  org: Named,
  kind: z.string(),
  level: z.string(),
  region: z.string(),
  parentId: z.string().nullable(),
  /** Open work, as lead or supporting. */
  open: z.number().int(),
  overdue: z.number().int(),
  /** Due within 24 hours. */
  dueSoon: z.number().int(),
});
export type OrgLoad = z.input<typeof OrgLoad>;

export const dispatchApi = {
  listDispatch: {
    method: 'GET',
    path: '/api/dispatch',
    summary: {
      zh: '派遣台：待派遣、无主事项，附系统建议及理由',
      en: 'The dispatch board: what waits, with the suggestion of the rules and its reason',
    },
    permission: 'matter.read',
    journal: 'none',
    query: DispatchQuery,
    answer: z.object({ items: z.array(BoardMatter), next: z.string().nullable() }),
    refusals: ['CURSOR_INVALID', 'PAGE_SIZE_INVALID', 'LIST_TOO_WIDE'],
  },
  listOrgLoads: {
    method: 'GET',
    path: '/api/orgs/loads',
    summary: {
      zh: '各单位在办量：未结、超期、即将到期（不按人统计）',
      en: 'The load of each organisation: open, overdue, due soon; never of a person',
    },
    permission: 'matter.read',
    journal: 'none',
    query: z.strictObject({ county: County }),
    answer: z.object({ items: z.array(OrgLoad) }),
    refusals: ['NOT_FOUND'],
  },
} as const satisfies EndpointTable;
