/** What a centre says of itself to everyone: its notices, its hours, its numbers. */
import { z } from 'zod';
import type { EndpointTable } from '../../kernel/endpoint.ts';

const Time = z.iso.datetime();
const Words = z.object({ zh: z.string(), en: z.string() });
/** English is optional: who writes a notice at night may have no translator. */
const Said = z.object({ zh: z.string(), en: z.string().nullable() });
const Named = Said.extend({ id: z.string() });
const County = z.string().regex(/^[0-9A-Za-z]{1,12}$/);
const Town = z.string().regex(/^\d{9}$/);
const pageQuery = {
  limit: z.coerce.number().int().optional(),
  cursor: z.string().max(1000).optional(),
};

export const noticeStates = ['upcoming', 'current', 'over', 'withdrawn'] as const;

export const PublicNotice = z.object({
  id: z.string(),
  /** Null: for the whole county. */
  town: z.object({ code: z.string(), name: z.string() }).nullable(),
  title: Said,
  text: Said,
  fromAt: Time,
  toAt: Time,
  /** Who speaks. */
  org: Named,
});
export type PublicNotice = z.input<typeof PublicNotice>;

export const NoticeView = PublicNotice.extend({
  state: z.enum(noticeStates),
  publishedAt: Time,
  withdrawnAt: Time.nullable(),
});
export type NoticeView = z.input<typeof NoticeView>;

export const NewNotice = z.strictObject({
  county: County,
  town: Town.optional(),
  title: z.strictObject({
    zh: z.string().trim().min(1).max(100),
    en: z.string().trim().min(1).max(200).optional(),
  }),
  text: z.strictObject({
    zh: z.string().trim().min(1).max(5000),
    en: z.string().trim().min(1).max(10_000).optional(),
  }),
  /** Absent: from now on. */
  fromAt: z.iso.datetime({ offset: true }).optional(),
  toAt: z.iso.datetime({ offset: true }),
});
export type NewNotice = z.output<typeof NewNotice>;

export const Centre = z.object({
  county: z.string(),
  /** The county's own name. */
  name: z.string(),
  centre: Named.extend({ phone: z.string().nullable() }),
  isOpen: z.boolean(),
  /** When it closes, while it is open. */
  closesAt: Time.nullable(),
  /** When it opens next; null: no day of the coming year is a working day. */
  opensAt: Time.nullable(),
  today: z.object({ kind: z.string(), name: z.string().nullable() }),
  zone: z.string(),
  /** Office hours of a working day, `HH:MM`. */
  hours: z.array(z.tuple([z.string(), z.string()])),
  /** Days off, 1 Monday to 7 Sunday. */
  weekend: z.array(z.number().int()),
  outOfHours: Words,
  emergencies: z.array(Words.extend({ number: z.string() })),
  /** The centres of its towns. */
  offices: z.array(Named.extend({ region: z.string(), phone: z.string().nullable() })),
});
export type Centre = z.input<typeof Centre>;

const CountyQuery = z.object({ county: County });

const exampleNotice = {
  county: '310116',
  title: { zh: '窗口调整开放时间', en: 'New hours at the counter' },
  text: { zh: '自下周一起，综治中心窗口每天 8:30 开门。' },
  toAt: '2026-12-20T16:00:00Z',
};

export const noticesApi = {
  listCentres: {
    method: 'GET',
    path: '/api/public/centres',
    summary: { zh: '本系统服务的区县', en: 'The counties that this installation serves' },
    permission: 'public',
    journal: 'none',
    answer: z.object({
      items: z.array(z.object({ county: z.string(), name: z.string(), centre: Named })),
    }),
    refusals: [],
  },
  getCentre: {
    method: 'GET',
    path: '/api/public/centre',
    summary: {
      zh: '综治中心：电话、是否在上班时间、何时开门、紧急电话',
      en: 'A centre: its phone, whether it is open, when it opens next, whom to call at once',
    },
    permission: 'public',
    journal: 'none',
    query: CountyQuery,
    answer: Centre,
    refusals: ['NOT_FOUND'],
    example: { query: { county: '310116' } },
  },
  listPublicNotices: {
    method: 'GET',
    path: '/api/public/notices',
    summary: { zh: '现行公告，新的在前', en: 'The notices that hold now, the newest first' },
    permission: 'public',
    journal: 'none',
    query: CountyQuery.extend({ town: Town.optional(), ...pageQuery }),
    answer: z.object({ items: z.array(PublicNotice), next: z.string().nullable() }),
    refusals: ['NOT_FOUND', 'CURSOR_INVALID', 'PAGE_SIZE_INVALID'],
    example: { query: { county: '310116' } },
  },
  listNotices: {
    method: 'GET',
    path: '/api/notices',
    summary: {
      zh: '全部公告（含未到期、已过期、已撤下）',
      en: 'All notices, also those to come, over or withdrawn',
    },
    permission: 'notice.publish',
    journal: 'none',
    query: CountyQuery.extend(pageQuery),
    answer: z.object({ items: z.array(NoticeView), next: z.string().nullable() }),
    refusals: ['NOT_FOUND', 'CURSOR_INVALID', 'PAGE_SIZE_INVALID'],
    example: { query: { county: '310116' } },
  },
  publishNotice: {
    method: 'POST',
    path: '/api/notices',
    summary: { zh: '发布公告', en: 'Publish a notice' },
    permission: 'notice.publish',
    journal: 'notice.publish',
    body: NewNotice,
    answer: NoticeView,
    status: 201,
    refusals: ['NOT_FOUND', 'REGION_OUTSIDE', 'REGION_UNKNOWN', 'NOTICE_OVER', 'DATES_REVERSED'],
    example: { body: exampleNotice },
  },
  withdrawNotice: {
    method: 'POST',
    path: '/api/notices/{id}/withdrawal',
    summary: { zh: '撤下公告', en: 'Withdraw a notice' },
    permission: 'notice.publish',
    journal: 'notice.withdraw',
    params: z.object({ id: z.uuid() }),
    body: CountyQuery,
    answer: NoticeView,
    refusals: ['NOT_FOUND', 'REGION_OUTSIDE', 'NOTICE_WITHDRAWN'],
    example: { body: { county: '310116' } },
  },
} as const satisfies EndpointTable;
