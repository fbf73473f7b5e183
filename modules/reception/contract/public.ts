/** Reception days for everyone, and turns of residents. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';
import { bookRefusals, countyQuery, DayParams, exampleBooking, TurnParams } from './parts.ts';
import {
  DayWithSlots,
  MovedTurn,
  NewAppointment,
  OwnAppointment,
  PastDay,
  PublicDay,
} from './shapes.ts';

export const forEveryone = {
  listReceptionDays: {
    method: 'GET',
    path: '/api/public/reception-days',
    summary: {
      zh: '近期接访日：谁接访、时间、地点、还剩多少号',
      en: 'Reception days to come: who receives, when, where, how many turns are left',
    },
    permission: 'public',
    journal: 'none',
    query: countyQuery,
    answer: z.object({ items: z.array(PublicDay) }),
    refusals: [],
    example: { query: { county: '310116' } },
  },
  listPastReceptions: {
    method: 'GET',
    path: '/api/public/reception-days/past',
    summary: {
      zh: '近三个月的接访日：何时、谁接访（没有来访人和人数）',
      en: 'Days of the last three months: when and who received; nobody who came, no counts',
    },
    permission: 'public',
    journal: 'none',
    query: countyQuery,
    answer: z.object({ items: z.array(PastDay) }),
    refusals: [],
    example: { query: { county: '310116' } },
  },
  getReceptionDay: {
    method: 'GET',
    path: '/api/public/reception-days/{county}/{id}',
    summary: { zh: '一个接访日和可预约的时段', en: 'One reception day with its slots' },
    permission: 'public',
    journal: 'none',
    params: DayParams,
    answer: DayWithSlots,
    refusals: ['NOT_FOUND'],
  },
} as const satisfies EndpointTable;

const changeRefusals = [
  'FORBIDDEN',
  'NOT_FOUND',
  'RECEPTION_CANCELLED',
  'RECEPTION_ERASED',
  'APPOINTMENT_OVER',
  'APPOINTMENT_TOO_LATE',
] as const;

export const forResidents = {
  bookReception: {
    method: 'POST',
    path: '/api/public/reception-days/{county}/{id}/appointments',
    summary: { zh: '预约接访（每人每天一个号）', en: 'Book a turn: one of a day for each' },
    permission: 'signedIn',
    journal: 'appointment.book',
    params: DayParams,
    body: NewAppointment,
    answer: OwnAppointment,
    status: 201,
    refusals: ['FORBIDDEN', ...bookRefusals],
    example: { body: exampleBooking },
  },
  listOwnAppointments: {
    method: 'GET',
    path: '/api/my/appointments',
    summary: { zh: '我的接访预约和结果', en: 'My own turns, and what came of them' },
    permission: 'signedIn',
    journal: 'none',
    query: countyQuery,
    answer: z.object({ items: z.array(OwnAppointment) }),
    refusals: ['FORBIDDEN'],
    example: { query: { county: '310116' } },
  },
  moveOwnAppointment: {
    method: 'POST',
    path: '/api/my/appointments/{county}/{day}/{id}/move',
    summary: {
      zh: '改约到同一天的其他时段，或同一单位的另一接访日',
      en: 'Move my turn to another slot of the day, or to another day of the same organisation',
    },
    permission: 'signedIn',
    journal: 'appointment.move',
    params: TurnParams,
    body: MovedTurn,
    answer: OwnAppointment,
    refusals: [
      ...changeRefusals,
      'INPUT_INVALID',
      'RECEPTION_BOOKED_ALREADY',
      'RECEPTION_OTHER_ORG',
      'RECEPTION_TOPIC_UNKNOWN',
      'RECEPTION_OVER',
      'RECEPTION_BOOKING_OVER',
      'RECEPTION_SLOT_UNKNOWN',
      'RECEPTION_SLOT_OVER',
      'RECEPTION_FULL',
    ],
    example: { body: { at: '2026-12-08T02:00:00Z' } },
  },
  cancelOwnAppointment: {
    method: 'POST',
    path: '/api/my/appointments/{county}/{day}/{id}/cancel',
    summary: { zh: '取消预约，所留信息随即删除', en: 'Cancel my turn; what I said goes at once' },
    permission: 'signedIn',
    journal: 'appointment.cancel',
    params: TurnParams,
    body: z.strictObject({}),
    answer: OwnAppointment,
    refusals: changeRefusals,
  },
} as const satisfies EndpointTable;
