/** Reception days planned, published and cancelled. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';
import { countyQuery, DayParams } from './parts.ts';
import { ChangedDay, NewDay, PlannedDay, Topic } from './shapes.ts';

const exampleId = '01981f3e-7c00-7000-8000-000000000001';
const exampleDay = {
  county: '310116',
  kind: 'leader',
  hosts: [
    {
      org: exampleId,
      name: '示例·李副区长',
      duty: { zh: '副区长', en: 'Deputy head of district' },
    },
  ],
  place: '区综治中心一楼接访室',
  startsAt: '2026-12-08T01:00:00Z',
  endsAt: '2026-12-08T03:30:00Z',
  slotMinutes: 30,
  slotPlaces: 1,
  isByAppointment: false,
  bookHours: 24,
  changeHours: 12,
  remindHours: 24,
  keepDays: 90,
} as const;
const dayRefusals = [
  'NOT_FOUND',
  'INPUT_INVALID',
  'RECEPTION_TIME_REVERSED',
  'RECEPTION_TIME_LONG',
  'RECEPTION_IN_PAST',
  'RECEPTION_PAUSE_OUTSIDE',
  'RECEPTION_NO_SLOT',
  'RECEPTION_NO_PLACE',
  'RECEPTION_NO_NAME',
  'RECEPTION_TABLE_SMALL',
  'RECEPTION_HOST_UNKNOWN',
  'CATEGORY_UNKNOWN',
  'AGENDA_ROOM_UNKNOWN',
] as const;

export const forPlanners = {
  listPlannedDays: {
    method: 'GET',
    path: '/api/reception/days',
    summary: {
      zh: '本单位主办或参加的接访日',
      en: 'Reception days that one’s organisation keeps, or at whose table it sits',
    },
    permission: 'reception.desk',
    journal: 'none',
    query: countyQuery,
    answer: z.object({ items: z.array(PlannedDay) }),
    refusals: ['NOT_FOUND'],
    example: { query: { county: '310116' } },
  },
  listReceptionTopics: {
    method: 'GET',
    path: '/api/reception/topics',
    summary: { zh: '可选的接访事项类别', en: 'The topics that a day may name' },
    permission: 'reception.plan',
    journal: 'none',
    query: countyQuery,
    answer: z.object({ items: z.array(Topic) }),
    refusals: ['NOT_FOUND'],
    example: { query: { county: '310116' } },
  },
  planReceptionDay: {
    method: 'POST',
    path: '/api/reception/days',
    summary: { zh: '拟定接访日（尚不公布）', en: 'Plan a reception day; nobody sees it yet' },
    permission: 'reception.plan',
    journal: 'reception.plan',
    body: NewDay,
    answer: PlannedDay,
    status: 201,
    refusals: dayRefusals,
    example: { body: exampleDay },
  },
  changeReceptionDay: {
    method: 'PUT',
    path: '/api/reception/days/{county}/{id}',
    summary: { zh: '修改未公布的接访日', en: 'Change a day that is not published yet' },
    permission: 'reception.plan',
    journal: 'reception.plan',
    params: DayParams,
    body: ChangedDay,
    answer: PlannedDay,
    refusals: [...dayRefusals, 'RECEPTION_PUBLISHED', 'VERSION_STALE'],
  },
  publishReceptionDay: {
    method: 'POST',
    path: '/api/reception/days/{county}/{id}/publication',
    summary: {
      zh: '公布接访日，开始预约；接访人和房间的时间同时占用',
      en: 'Publish a day: booking begins, and the agenda shows who and which room is taken',
    },
    permission: 'reception.plan',
    journal: 'reception.plan',
    params: DayParams,
    body: z.strictObject({ insist: z.string().trim().min(1).max(500).optional() }),
    answer: PlannedDay,
    refusals: [
      ...dayRefusals,
      'RECEPTION_PUBLISHED',
      'AGENDA_POST_TAKEN',
      'AGENDA_ROOM_TAKEN',
      'AGENDA_POST_UNKNOWN',
    ],
    example: { body: {} },
  },
  cancelReceptionDay: {
    method: 'POST',
    path: '/api/reception/days/{county}/{id}/cancellation',
    summary: { zh: '取消接访日，通知已预约的人', en: 'Cancel a day; who booked is told' },
    permission: 'reception.plan',
    journal: 'reception.plan',
    params: DayParams,
    body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
    answer: PlannedDay,
    refusals: ['NOT_FOUND', 'INPUT_INVALID', 'RECEPTION_CANCELLED', 'RECEPTION_OVER'],
    example: { body: { reason: '接访领导临时有会议，改期另行公布。' } },
  },
} as const satisfies EndpointTable;
