/** Lists over HTTP: queues of matters, their counts, the search, and a resident's own matters. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';
import { TimeLeft } from './time-left.ts';

/** What waits for whom. Each walks one index in its order; rules/queues.ts says which. */
export const queues = [
  'mine',
  'org',
  'owned',
  'toOpen',
  'toDispatch',
  'toVerify',
  'toCheck',
  'toCallBack',
  'unowned',
  'overdue',
  'dueSoon',
  'requests',
  'supervised',
  'supervising',
  'recent',
  'closed',
] as const;
export type Queue = (typeof queues)[number];

const Time = z.iso.datetime();
const Label = z.object({ code: z.string(), zh: z.string(), en: z.string() });
const Named = z.object({ id: z.string(), zh: z.string(), en: z.string().nullable() });
const Highlight = z.object({ from: z.number().int(), to: z.number().int() });

const summaryShape = {
  number: z.string(),
  title: z.string(),
  kind: z.string(),
  category: Label.nullable(),
  urgency: z.string(),
  channel: z.string(),
  stage: Label,
  /** Town (9 digits) or village (12); the names are the region tree's. */
  region: z.string(),
  grid: z.string().nullable(),
  receivedAt: Time,
  dueAt: Time.nullable(),
  isOverdue: z.boolean(),
  closedAt: Time.nullable(),
  outcome: z.string().nullable(),
  handlingOrg: Named.nullable(),
  isOpen: z.boolean(),
};

/** A matter in a list: never its parties. */
export const MatterSummary = z.object({
  ...summaryShape,
  /** What an act on it must name. */
  version: z.number().int(),
  /** Until the due time that the list goes by: of the work where there is some, else its own. */
  timeLeft: TimeLeft.nullable(),
  isPrivate: z.boolean(),
  isSuspended: z.boolean(),
  isUnowned: z.boolean(),
  isSelfHandled: z.boolean(),
  reworkCount: z.number().int(),
  reopenCount: z.number().int(),
  /** In queues of work: what is owed, as lead, supporting … */
  work: z.object({ role: z.string(), state: z.string(), dueAt: Time.nullable() }).nullable(),
  /** In the queue of requests: what is asked. */
  request: z.object({ kind: z.string(), askedAt: Time }).nullable(),
  /** In queues of supervision: what was issued. */
  supervision: z
    .object({ kind: z.string(), state: z.string(), issuedAt: Time, replyDueAt: Time.nullable() })
    .nullable(),
});
export type MatterSummary = z.input<typeof MatterSummary>;

export const FoundMatter = MatterSummary.extend({
  /** Where the words stand in the title: UTF-16 offsets, `to` exclusive. */
  titleMarks: z.array(Highlight),
  /** A piece of the text around the first word found. */
  excerpt: z.string(),
  excerptMarks: z.array(Highlight),
});
export type FoundMatter = z.input<typeof FoundMatter>;

/** A resident's own matter: without the organisation's inner side. */
export const OwnMatter = z.object({
  ...summaryShape,
  relation: z.enum(['reporter', 'follower', 'party', 'proxy']),
  replyCount: z.number().int(),
});
export type OwnMatter = z.input<typeof OwnMatter>;

const page = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    /** Give it back as `after` to go on. A page may be short, even empty, and still go on. */
    next: z.string().nullable(),
  });

const PageFields = {
  after: z.string().optional(),
  limit: z.coerce.number().int().optional(),
};
const digits = (count: number) => z.string().regex(new RegExp(`^\\d{${count}}$`));
const Flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const hoursMax = 2400;

const FilterFields = {
  county: z
    .string()
    .regex(/^[0-9A-Za-z]{1,12}$/)
    .optional(),
  town: digits(9).optional(),
  village: digits(12).optional(),
  grid: digits(15).optional(),
  category: z.string().max(64).optional(),
  urgency: z.enum(['normal', 'urgent']).optional(),
  channel: z.string().max(32).optional(),
  stage: z.string().max(64).optional(),
  isOpen: Flag.optional(),
  /** Received from then on, and until then. */
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
};

export const ListQuery = z.strictObject({
  queue: z.enum(queues),
  ...FilterFields,
  /** For dueSoon. */
  hours: z.coerce.number().int().min(1).max(hoursMax).optional(),
  ...PageFields,
});
export type ListQuery = z.output<typeof ListQuery>;

/** Long numbers and queries in a wrong form are refused by what they are, not by their length. */
export const SearchQuery = z.strictObject({
  q: z.string().max(400),
  ...FilterFields,
  ...PageFields,
});
export type SearchQuery = z.output<typeof SearchQuery>;

const listRefusals = ['CURSOR_INVALID', 'PAGE_SIZE_INVALID', 'LIST_TOO_WIDE'] as const;

const example = {
  number: '310116-26-0000123',
  title: '三村12号楼下路灯不亮',
  kind: 'report',
  category: { code: 'street.lamp', zh: '路灯', en: 'Street lamp' },
  urgency: 'normal',
  channel: 'hotline',
  stage: { code: 'handling', zh: '处置中', en: 'Being handled' },
  region: '310116101201',
  grid: '310116101201003',
  receivedAt: '2026-11-20T01:02:03.000Z',
  dueAt: '2026-11-27T09:30:00.000Z',
  isOverdue: false,
  closedAt: null,
  outcome: null,
  handlingOrg: {
    id: '01981f3e-7c00-7000-8000-000000000001',
    zh: '示例区城管局',
    en: null,
  },
  isOpen: true,
};

const staffExample = {
  ...example,
  version: 4,
  timeLeft: { minutes: 2010, dayMinutes: 420, isWorkingTime: true },
  isPrivate: false,
  isSuspended: false,
  isUnowned: false,
  isSelfHandled: false,
  reworkCount: 0,
  reopenCount: 0,
  work: { role: 'lead', state: 'acknowledged', dueAt: '2026-11-27T09:30:00.000Z' },
  request: null,
  supervision: null,
};

export const listApi = {
  listMatters: {
    method: 'GET',
    path: '/api/matters',
    summary: {
      zh: '事项队列：待办、逾期、待核查等',
      en: 'Queues of matters: mine, overdue, to check …',
    },
    permission: 'matter.read',
    journal: 'none',
    query: ListQuery,
    answer: page(MatterSummary),
    refusals: listRefusals,
    example: { query: { queue: 'org' }, answer: { items: [staffExample], next: null } },
  },
  countMatters: {
    method: 'GET',
    path: '/api/matters/counts',
    summary: {
      zh: '各队列事项数，最多数到 1000',
      en: 'How many matters wait in each queue, counted up to 1,000',
    },
    permission: 'matter.read',
    journal: 'none',
    answer: z.object({
      items: z.array(
        z.object({
          queue: z.enum(queues),
          count: z.number().int(),
          /** There are more than `count`. */
          isMore: z.boolean(),
          /** By the processes that hold, the reader's role may take the acts that it waits for. */
          isWork: z.boolean(),
        }),
      ),
    }),
    refusals: ['LIST_TOO_WIDE'],
    example: { answer: { items: [{ queue: 'org', count: 12, isMore: false, isWork: true }] } },
  },
  searchMatters: {
    method: 'GET',
    path: '/api/matters/search',
    summary: {
      zh: '按词语或编号查询事项；不能按人查询',
      en: 'Matters by words or number; persons cannot be searched for',
    },
    permission: 'matter.search',
    journal: 'search.run',
    query: SearchQuery,
    answer: page(FoundMatter),
    refusals: [...listRefusals, 'SEARCH_PERSONAL', 'SEARCH_TOO_SHORT', 'SEARCH_TOO_LONG'],
    example: {
      query: { q: '路灯' },
      answer: {
        items: [
          {
            ...staffExample,
            work: null,
            titleMarks: [{ from: 7, to: 9 }],
            excerpt: '三村12号楼下路灯不亮三天了',
            excerptMarks: [{ from: 7, to: 9 }],
          },
        ],
        next: null,
      },
    },
  },
  listOwnMatters: {
    method: 'GET',
    path: '/api/my/matters',
    summary: { zh: '居民自己的事项', en: 'A resident’s own matters' },
    permission: 'signedIn',
    journal: 'none',
    query: z.strictObject(PageFields),
    answer: page(OwnMatter),
    refusals: ['CURSOR_INVALID', 'PAGE_SIZE_INVALID', 'FORBIDDEN'],
    example: {
      answer: { items: [{ ...example, relation: 'reporter', replyCount: 1 }], next: null },
    },
  },
} as const satisfies EndpointTable;
