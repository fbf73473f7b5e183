/** The agenda over HTTP: dates of matters, rooms, the secret address of one's own calendar. */
import { z } from 'zod';
import type { EndpointTable } from '../../kernel/endpoint.ts';
import { refusalsOfAct } from '../matters/contract.ts';

const Time = z.iso.datetime();
const GivenTime = z.iso.datetime({ offset: true });
const Words = z.object({ zh: z.string(), en: z.string() });
const Named = z.object({ id: z.string(), zh: z.string(), en: z.string().nullable() });
const County = z.string().regex(/^[0-9A-Za-z]{1,12}$/);

export const eventKinds = ['session', 'hearing', 'reception'] as const;
export type EventKind = (typeof eventKinds)[number];
export const eventStates = ['planned', 'moved', 'cancelled', 'held'] as const;
export type EventState = (typeof eventStates)[number];

/** What a person who plans may name besides the kind; modules bring codes of their own. */
export const eventTitles = [
  'mediation',
  'separateTalk',
  'hearing',
  'jointReception',
  'leaderReception',
  'appointment',
  'siteVisit',
  'signing',
] as const;
export type EventTitle = (typeof eventTitles)[number];

export const AgendaSeat = z.object({ id: z.string(), words: Words });

export const AgendaEvent = z.object({
  county: z.string(),
  id: z.string(),
  /** Null without a kind: of a sealed matter, or not the reader's: the time is taken. */
  number: z.string().nullable(),
  matterKind: z.string().nullable(),
  kind: z.enum(eventKinds).nullable(),
  title: z.string().nullable(),
  state: z.enum(eventStates),
  startsAt: Time,
  endsAt: Time,
  place: z.string(),
  room: Named.nullable(),
  posts: z.array(AgendaSeat),
  /** Why it was planned although something was taken already; empty: nothing was. */
  insisted: z.string(),
  /** It overlaps another of the same person or room. */
  isColliding: z.boolean(),
  /** The reader takes part. */
  isOwn: z.boolean(),
  revision: z.number().int(),
});
export type AgendaEvent = z.input<typeof AgendaEvent>;

/** As parties see it: no insistence, no collisions. */
export const MatterDate = z.object({
  id: z.string(),
  kind: z.enum(eventKinds),
  title: z.string(),
  state: z.enum(eventStates),
  startsAt: Time,
  endsAt: Time,
  place: z.string(),
  room: Named.extend({ way: z.string() }).nullable(),
  posts: z.array(AgendaSeat),
  insisted: z.string().nullable(),
  /** Of one held in a mediation room: how, how far it is, whether the reader may go in. */
  session: z
    .object({
      mode: z.enum(['online', 'onSite', 'both']),
      state: z.enum(['planned', 'open', 'closed', 'cancelled']),
      mayEnter: z.boolean(),
    })
    .nullable(),
  revision: z.number().int(),
  href: z.string(),
});
export type MatterDate = z.input<typeof MatterDate>;

export const AgendaRoom = z.object({
  county: z.string(),
  id: z.string(),
  org: Named,
  zh: z.string(),
  en: z.string().nullable(),
  way: z.string(),
  seats: z.number().int(),
  isActive: z.boolean(),
  version: z.number().int(),
});
export type AgendaRoom = z.input<typeof AgendaRoom>;

const roomFields = {
  zh: z.string().trim().min(1).max(60),
  en: z.string().trim().min(1).max(120).nullish(),
  way: z.string().trim().max(200).default(''),
  seats: z.number().int().min(1).max(1000).default(8),
};
export const NewRoom = z.strictObject({ org: z.uuid(), ...roomFields });
export type NewRoom = z.output<typeof NewRoom>;
export const ChangedRoom = z.strictObject({
  ...roomFields,
  isActive: z.boolean(),
  /** What the caller saw. */
  version: z.number().int().min(1),
});
export type ChangedRoom = z.output<typeof ChangedRoom>;

const when = {
  startsAt: GivenTime,
  endsAt: GivenTime,
  /** Where, when it is no room of a centre. */
  place: z.string().trim().max(200).default(''),
  room: z.uuid().nullish(),
  /** The staff who come, as which post. */
  posts: z.array(z.uuid()).max(20),
  /** Takes a person or a room that is taken already, for this reason. */
  insist: z.string().trim().min(1).max(500).optional(),
};

export const NewDate = z.strictObject({
  kind: z.enum(eventKinds),
  title: z.enum(eventTitles),
  ...when,
});
export type NewDate = z.output<typeof NewDate>;

export const MovedDate = z.strictObject({ ...when, reason: z.string().trim().min(1).max(500) });
export type MovedDate = z.output<typeof MovedDate>;

const NumberParams = z.object({ number: z.string().max(40) });
const DateParams = NumberParams.extend({ id: z.uuid() });

export const AgendaQuery = z.strictObject({
  from: z.iso.date(),
  /** Included; at most six weeks after `from`. */
  to: z.iso.date(),
  county: County.optional(),
  post: z.uuid().optional(),
  room: z.uuid().optional(),
  org: z.uuid().optional(),
});
export type AgendaQuery = z.output<typeof AgendaQuery>;

const exampleId = '01981f3e-7c00-7000-8000-000000000001';
const exampleRoom = {
  county: '310116',
  id: exampleId,
  org: { id: exampleId, zh: '示例区综治中心', en: null },
  zh: '第一调解室',
  en: 'Mediation room 1',
  way: '一楼大厅东侧',
  seats: 8,
  isActive: true,
  version: 1,
};
const exampleDate = {
  id: exampleId,
  kind: 'session',
  title: 'mediation',
  state: 'planned',
  startsAt: '2026-11-24T01:30:00.000Z',
  endsAt: '2026-11-24T03:00:00.000Z',
  place: '',
  room: { id: exampleId, zh: '第一调解室', en: 'Mediation room 1', way: '一楼大厅东侧' },
  posts: [{ id: exampleId, words: { zh: '调解员', en: 'mediator' } }],
  insisted: null,
  session: null,
  revision: 0,
  href: `/api/matters/310116-26-0000001/dates/${exampleId}/event.ics`,
} as const;

const planRefusals = [
  ...refusalsOfAct,
  'INPUT_INVALID',
  'AGENDA_TIME_REVERSED',
  'AGENDA_TOO_LONG',
  'AGENDA_IN_PAST',
  'AGENDA_NO_PLACE',
  'AGENDA_ROOM_UNKNOWN',
  'AGENDA_POST_UNKNOWN',
  'AGENDA_POST_TAKEN',
  'AGENDA_ROOM_TAKEN',
  'KEY_REUSED',
] as const;

export const agendaApi = {
  listAgenda: {
    method: 'GET',
    path: '/api/agenda',
    summary: {
      zh: '日程：本单位人员和房间的安排（涉密事项只显示“已占用”）',
      en: 'The agenda of one’s organisation’s posts and rooms; sealed matters show as taken',
    },
    permission: 'matter.read',
    journal: 'none',
    query: AgendaQuery,
    answer: z.object({ items: z.array(AgendaEvent), isMore: z.boolean() }),
    refusals: ['NOT_FOUND', 'AGENDA_TOO_LONG', 'DATES_REVERSED'],
    example: { query: { from: '2026-11-23', to: '2026-11-29' } },
  },
  listRooms: {
    method: 'GET',
    path: '/api/agenda/rooms',
    summary: { zh: '可安排的房间', en: 'The rooms that can be taken' },
    permission: 'matter.read',
    journal: 'none',
    query: z.strictObject({ county: County }),
    answer: z.object({ items: z.array(AgendaRoom) }),
    refusals: ['NOT_FOUND'],
    example: { query: { county: '310116' }, answer: { items: [exampleRoom] } },
  },
  addRoom: {
    method: 'POST',
    path: '/api/agenda/rooms',
    summary: { zh: '设立房间', en: 'Add a room' },
    permission: 'place.manage',
    journal: 'room.change',
    body: NewRoom,
    answer: AgendaRoom,
    status: 201,
    refusals: ['NOT_FOUND', 'INPUT_INVALID', 'REGION_OUTSIDE'],
    example: { body: { org: exampleId, zh: '第一调解室', way: '一楼大厅东侧', seats: 8 } },
  },
  changeRoom: {
    method: 'PUT',
    path: '/api/agenda/rooms/{county}/{id}',
    summary: { zh: '修改或停用房间', en: 'Change a room, or end it' },
    permission: 'place.manage',
    journal: 'room.change',
    params: z.object({ county: County, id: z.uuid() }),
    body: ChangedRoom,
    answer: AgendaRoom,
    refusals: ['NOT_FOUND', 'INPUT_INVALID', 'REGION_OUTSIDE', 'VERSION_STALE'],
  },
  getFeed: {
    method: 'GET',
    path: '/api/agenda/feed',
    summary: {
      zh: '我的日历订阅是否开通',
      en: 'Whether my agenda may be read by a calendar program',
    },
    permission: 'signedIn',
    journal: 'none',
    answer: z.object({ createdAt: Time.nullable() }),
    refusals: ['FORBIDDEN'],
    example: { answer: { createdAt: null } },
  },
  renewFeed: {
    method: 'POST',
    path: '/api/agenda/feed',
    summary: {
      zh: '开通或更换订阅地址（只显示这一次；旧地址随即失效）',
      en: 'Make or renew the secret address, shown this once; the old one ends at once',
    },
    permission: 'signedIn',
    journal: 'agendaFeed.change',
    answer: z.object({ path: z.string(), createdAt: Time }),
    status: 201,
    refusals: ['FORBIDDEN'],
  },
  withdrawFeed: {
    method: 'DELETE',
    path: '/api/agenda/feed',
    summary: { zh: '停用订阅地址', en: 'Withdraw the secret address' },
    permission: 'signedIn',
    journal: 'agendaFeed.change',
    status: 204,
    refusals: ['FORBIDDEN'],
  },
  readFeed: {
    method: 'GET',
    path: '/api/agenda/feeds/{secret}/agenda.ics',
    summary: {
      zh: '日历订阅（凭秘密地址）：只有编号和类型，没有当事人，没有内容',
      en: 'One’s agenda as iCalendar by its secret address: numbers and kinds alone',
    },
    permission: 'public',
    journal: 'none',
    params: z.object({ secret: z.string().max(100) }),
    refusals: ['NOT_FOUND'],
  },
  listDates: {
    method: 'GET',
    path: '/api/matters/{number}/dates',
    summary: { zh: '一件事项的日程安排', en: 'The dates of a matter' },
    permission: 'signedIn',
    journal: 'none',
    params: NumberParams,
    answer: z.object({
      items: z.array(MatterDate),
      /** Whether the reader may plan one. */
      mayPlan: z.boolean(),
    }),
    refusals: ['NOT_FOUND'],
    example: { answer: { items: [exampleDate], mayPlan: false } },
  },
  planDate: {
    method: 'POST',
    path: '/api/matters/{number}/dates',
    summary: {
      zh: '安排调解、听证或接访；人员或房间冲突时说明冲突',
      en: 'Plan a session, hearing or reception; what collides is named',
    },
    permission: 'matter.act',
    journal: 'log',
    params: NumberParams,
    body: NewDate,
    answer: MatterDate,
    status: 201,
    refusals: planRefusals,
    example: {
      body: {
        kind: 'session',
        title: 'mediation',
        startsAt: '2026-11-24T01:30:00Z',
        endsAt: '2026-11-24T03:00:00Z',
        room: exampleId,
        posts: [exampleId],
      },
      answer: exampleDate,
    },
  },
  moveDate: {
    method: 'POST',
    path: '/api/matters/{number}/dates/{id}/move',
    summary: { zh: '改期', en: 'Move a date' },
    permission: 'matter.act',
    journal: 'log',
    params: DateParams,
    body: MovedDate,
    answer: MatterDate,
    refusals: [...planRefusals, 'AGENDA_EVENT_OVER'],
  },
  cancelDate: {
    method: 'POST',
    path: '/api/matters/{number}/dates/{id}/cancel',
    summary: { zh: '取消安排', en: 'Cancel a date' },
    permission: 'matter.act',
    journal: 'log',
    params: DateParams,
    body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
    answer: MatterDate,
    refusals: [...refusalsOfAct, 'INPUT_INVALID', 'AGENDA_EVENT_OVER', 'KEY_REUSED'],
  },
  openDate: {
    method: 'GET',
    path: '/api/matters/{number}/dates/{id}/event.ics',
    summary: {
      zh: '下载一次安排（iCalendar）',
      en: 'One date as iCalendar, for one’s own calendar',
    },
    permission: 'signedIn',
    journal: 'none',
    params: DateParams,
    refusals: ['NOT_FOUND'],
  },
} as const satisfies EndpointTable;
