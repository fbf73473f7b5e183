/** Matters over HTTP: registered, read, acted on, proved. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';
import { openingPurposes } from './attachments.ts';
import { FormField } from './forms.ts';
import { refusalsOfAct } from './refusals.ts';
import { NewReport } from './reports.ts';
import { MatterView, Named, NumberParams, RouteView, Time } from './views.ts';

export const Registered = z.object({
  number: z.string(),
  kind: z.string(),
  stage: z.string(),
  version: z.number().int(),
  region: z.string(),
  grid: z.string().nullable(),
  dueAt: Time.nullable(),
  isRepeat: z.boolean(),
  route: RouteView.nullable(),
  /** Call this number at once. */
  emergency: z.string().nullable(),
  suggestedCategory: z.string().nullable(),
  near: z.array(
    z.object({
      number: z.string(),
      title: z.string(),
      metres: z.number(),
      /** In words: how far, how long ago, what is in common. */
      why: z.object({ zh: z.string(), en: z.string() }),
    }),
  ),
});

export const ActBody = z.strictObject({
  version: z.number().int().min(1).optional(),
  input: z.record(z.string(), z.unknown()).optional(),
  /** For what was done offline: when it was done. */
  occurredAt: z.iso.datetime({ offset: true }).optional(),
});

export const ActAnswer = z.object({
  number: z.string(),
  seq: z.number().int(),
  stage: z.string(),
  version: z.number().int(),
});

const Words = z.object({ zh: z.string(), en: z.string() });

export const LogEntry = z.object({
  seq: z.number().int(),
  id: z.string(),
  occurredAt: Time,
  recordedAt: Time,
  actor: z.string(),
  org: Named.nullable(),
  post: z.string().nullable(),
  action: z.string(),
  actionLabel: Words,
  /** The post's title or role; residents are not told. */
  postLabel: Words.nullable(),
  given: z.record(z.string(), z.unknown()),
  /** What was given, in words, in the order of the form. */
  said: z.array(z.object({ label: Words, text: Words })),
  changes: z.array(z.unknown()),
  /** The stage to which it led; null: the matter stayed where it was. */
  stage: Words.nullable(),
  /** What it changed, a sentence each. */
  changed: z.array(Words),
  prev: z.string(),
  hash: z.string(),
});

const LogQuery = z.object({
  after: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export const Purpose = z.strictObject({
  purpose: z.enum(openingPurposes),
  reason: z.string().trim().min(2).max(200),
});

export const Person = z.object({
  id: z.string(),
  role: z.string(),
  name: z.string(),
  phone: z.string(),
  idNumber: z.string(),
  address: z.string(),
});

export const Opening = z.object({
  at: Time,
  verb: z.string(),
  org: Named.nullable(),
  role: z.string().nullable(),
  purpose: z.string().nullable(),
  /** Why, in their own words, masked. */
  reason: z.string().nullable(),
});

const numberExample = '310116-26-0000001';

const ACT_REFUSALS = [
  ...refusalsOfAct,
  'INPUT_INVALID',
  'KEY_REUSED',
  'TIME_IN_FUTURE',
  'CHECKER_IS_HANDLER',
  'REQUEST_PENDING',
  'NO_SUCH_REQUEST',
  'NO_SUCH_SUPERVISION',
  'DESIGNATED_STAYS',
  'OBJECTION_TOO_LATE',
  'SUPPORTING_OPEN',
  'SUB_MATTERS_OPEN',
  'EVIDENCE_MISSING',
  'EVIDENCE_BEFORE_MISSING',
  'EVIDENCE_AFTER_MISSING',
  'NOT_SELF_HANDLED',
  'CATEGORY_MISSING',
  'CATEGORY_UNKNOWN',
  'KIND_UNKNOWN',
  'CATEGORY_OF_OTHER_KIND',
  'ORG_UNKNOWN',
  'ORG_ELSEWHERE',
  'PAPER_NOT_MADE',
  'REPLY_MISSING',
  'CALL_BACK_MISSING',
  'PUBLIC_REPLY_MISSING',
  'NOT_PROVEN',
  'NOT_SUSPENDED',
  'NO_LEVEL_ABOVE',
  'REOPEN_NOT_OPEN',
  'REOPEN_TOO_OFTEN',
  'REOPEN_TOO_LATE',
  'NOT_RATEABLE',
  'ALREADY_RATED',
  'NOT_MERGED',
  'ALREADY_MERGED',
  'DUPLICATES_STAND',
  'STAGE_NOT_BEFORE',
  'CLOCK_NOT_EXTENDABLE',
  'EXTENSION_TOO_LONG',
  'NO_REPORTER',
  'NOTHING_TO_CONFIRM',
  'ALREADY_FOLLOWED',
  'MATTER_PRIVATE',
  'OTHERS_REPORTED',
  'OTHER_MATTER_UNKNOWN',
  'OTHER_MATTER_CLOSED',
  'SAME_COUNTY',
  'REGION_UNKNOWN',
  'CENTRE_MISSING',
  'ATTACHMENT_UNKNOWN',
  'ATTACHMENTS_TOO_MANY',
] as const;

export const matterApi = {
  register: {
    method: 'POST',
    path: '/api/reports',
    summary: { zh: '登记一件诉求或事件', en: 'Register a report' },
    permission: 'signedIn',
    journal: 'log',
    body: NewReport,
    answer: Registered,
    status: 201,
    refusals: [
      'INPUT_INVALID',
      'PLACE_UNKNOWN',
      'PLACE_OUT_OF_SCOPE',
      'POINT_OUT_OF_RANGE',
      'POINT_AXES_SWAPPED',
      'CRS_UNKNOWN',
      'REGION_UNKNOWN',
      'CATEGORY_UNKNOWN',
      'KIND_UNKNOWN',
      'ORG_UNKNOWN',
      'CENTRE_MISSING',
      'TIME_IN_FUTURE',
      'KEY_REUSED',
      'FORBIDDEN',
      'NOT_YOURS',
      'NOT_SELF_HANDLED',
      'CATEGORY_MISSING',
      'EVIDENCE_MISSING',
      'EVIDENCE_BEFORE_MISSING',
      'EVIDENCE_AFTER_MISSING',
      'ATTACHMENT_UNKNOWN',
      'ATTACHMENTS_TOO_MANY',
    ],
    example: {
      body: {
        text: '小区门口路灯不亮已经三天，晚上看不清路。',
        category: 'streetLight',
        point: { lon: 121.3415, lat: 30.7421 },
      },
    },
  },
  getMatter: {
    method: 'GET',
    path: '/api/matters/{number}',
    summary: { zh: '一件事项的全部情况和可办操作', en: 'A matter whole, with the actions open' },
    permission: 'signedIn',
    journal: 'none',
    params: NumberParams,
    answer: MatterView,
    refusals: ['NOT_FOUND'],
  },
  act: {
    method: 'POST',
    path: '/api/matters/{number}/actions/{action}',
    summary: { zh: '办理：在事项上采取一项操作', en: 'Take an action on a matter' },
    permission: 'signedIn',
    journal: 'log',
    params: NumberParams.extend({ action: z.string().max(64) }),
    body: ActBody,
    answer: ActAnswer,
    refusals: ACT_REFUSALS,
    example: {
      body: { version: 3, input: { outcome: 'fixed', text: '已更换灯头，路灯恢复照明。' } },
      answer: { number: numberExample, seq: 9, stage: 'checking', version: 4 },
    },
  },
  getLog: {
    method: 'GET',
    path: '/api/matters/{number}/log',
    summary: { zh: '事项的日志，按顺序', en: 'The log of a matter, in order' },
    permission: 'signedIn',
    journal: 'none',
    params: NumberParams,
    query: LogQuery,
    answer: z.object({
      items: z.array(LogEntry),
      next: z.number().nullable(),
      /** Whether these entries follow each other unaltered, and what sealed the matter last. */
      chain: z.object({
        brokenAt: z.number().int().nullable(),
        sealed: z.object({ checkpoint: z.number().int(), at: Time }).nullable(),
      }),
    }),
    refusals: ['NOT_FOUND', 'INPUT_INVALID'],
  },
  listNearOf: {
    method: 'GET',
    path: '/api/matters/{number}/near',
    summary: {
      zh: '附近的相似事项：可能重复的件，供并案',
      en: 'Similar matters nearby: likely duplicates, for merging',
    },
    permission: 'matter.read',
    journal: 'none',
    params: NumberParams,
    answer: z.object({
      items: z.array(
        z.object({
          number: z.string(),
          title: z.string(),
          metres: z.number(),
          lon: z.number(),
          lat: z.number(),
          why: Words,
        }),
      ),
    }),
    refusals: ['NOT_FOUND'],
  },
  openPersons: {
    method: 'POST',
    path: '/api/matters/{number}/persons',
    summary: {
      zh: '查看事项当事人的个人信息（须写明目的，会留痕）',
      en: "Open the persons' data of one matter, with a purpose; it is logged",
    },
    permission: 'person.open',
    journal: 'person.open',
    params: NumberParams,
    body: Purpose,
    answer: z.object({
      persons: z.array(Person),
      text: z.string(),
      /** The place in the reporter's own words: it may be their home. */
      placeText: z.string(),
    }),
    refusals: ['NOT_FOUND', 'INPUT_INVALID', 'SUBJECT_OF_COMPLAINT', 'PERSONS_ERASED'],
    example: { body: { purpose: 'callBack', reason: '回访反映人' } },
  },
  listOpenings: {
    method: 'GET',
    path: '/api/matters/{number}/openings',
    summary: {
      zh: '谁看过我的个人信息：单位、岗位、时间、目的',
      en: 'Who opened the personal data: as what post, when, what for',
    },
    permission: 'signedIn',
    journal: 'none',
    params: NumberParams,
    answer: z.object({ items: z.array(Opening) }),
    refusals: ['NOT_FOUND', 'FORBIDDEN'],
  },
  erasePersons: {
    method: 'POST',
    path: '/api/matters/{number}/erasure',
    summary: {
      zh: '删除事项中的个人信息（不可恢复，日志链不变）',
      en: 'Erase the personal data of a closed matter; the log stays whole',
    },
    permission: 'person.erase',
    journal: 'person.erase',
    params: NumberParams,
    body: z.strictObject({ reason: z.string().trim().min(2).max(200) }),
    answer: z.object({ number: z.string() }),
    refusals: [
      'NOT_FOUND',
      'INPUT_INVALID',
      'SUBJECT_OF_COMPLAINT',
      'PERSONS_ERASED',
      'ERASE_WHILE_OPEN',
    ],
  },
  suggestNear: {
    method: 'POST',
    path: '/api/reports/near',
    summary: {
      zh: '登记之前：附近是否已有人反映，类别建议',
      en: 'Before sending: what was reported nearby already, and a likely category',
    },
    permission: 'signedIn',
    journal: 'none',
    body: z.strictObject({
      text: z.string().trim().min(1).max(4000),
      category: z.string().max(64).optional(),
      point: z.object({ lon: z.number(), lat: z.number(), crs: z.string().optional() }),
    }),
    answer: Registered.pick({ near: true, suggestedCategory: true, emergency: true }),
    refusals: [
      'INPUT_INVALID',
      'PLACE_UNKNOWN',
      'POINT_OUT_OF_RANGE',
      'POINT_AXES_SWAPPED',
      'CRS_UNKNOWN',
    ],
  },
  listCategories: {
    method: 'GET',
    path: '/api/categories',
    summary: { zh: '可反映的类别和各自的问题', en: 'The categories and their questions' },
    permission: 'public',
    journal: 'none',
    query: z.object({ county: z.string().max(12) }),
    answer: z.object({
      items: z.array(
        z.object({
          code: z.string(),
          zh: z.string(),
          en: z.string(),
          parent: z.string().nullable(),
          /** Which kind of matter it begins; sealed: seen by its holder alone. */
          kind: z.string(),
          isSealed: z.boolean(),
          /** Whether the public board may show a matter of it. */
          isShown: z.boolean(),
          emergency: z.string().nullable(),
          /** Its own questions, every choice in words. */
          form: z.record(z.string(), FormField),
        }),
      ),
    }),
    refusals: ['INPUT_INVALID'],
  },
} as const satisfies EndpointTable;
