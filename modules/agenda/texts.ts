/** What the agenda refuses, and its words in calendar files, in both languages. */
import type { RefusalTexts } from '../../kernel/endpoint.ts';
import type { EventKind } from './contract.ts';

export const agendaTexts = {
  AGENDA_TIME_REVERSED: {
    kind: 'invalid',
    zh: '结束时间必须晚于开始时间。',
    en: 'The end must lie after the beginning.',
  },
  AGENDA_TOO_LONG: {
    kind: 'invalid',
    zh: '时间过长：一次安排不超过一天，一次查看不超过六周。',
    en: 'Too long: a date lasts at most a day, and at most six weeks are shown at once.',
  },
  AGENDA_IN_PAST: {
    kind: 'invalid',
    zh: '这个时间已经过去。',
    en: 'That time is over.',
  },
  AGENDA_NO_PLACE: {
    kind: 'invalid',
    zh: '请选择房间，或者写明地点。',
    en: 'Choose a room, or say where it is.',
  },
  AGENDA_ROOM_UNKNOWN: {
    kind: 'invalid',
    zh: '没有这个房间，或者已停用。',
    en: 'There is no such room, or it is not used any more.',
  },
  AGENDA_POST_UNKNOWN: {
    kind: 'invalid',
    zh: '所选人员不在本地岗位上。',
    en: 'One of those chosen holds no post here.',
  },
  AGENDA_POST_TAKEN: {
    kind: 'conflict',
    zh: '{what} {from} 至 {to} 已有安排。请改期，或者写明理由后仍然安排。',
    en: '{whatEn} is taken from {from} to {to}. Choose another time, or say why it must be then.',
  },
  AGENDA_ROOM_TAKEN: {
    kind: 'conflict',
    zh: '{what} {from} 至 {to} 已被占用。请换房间或改期，或者写明理由后仍然安排。',
    en: '{whatEn} is taken from {from} to {to}. Choose another room or time, or say why.',
  },
  AGENDA_EVENT_OVER: {
    kind: 'conflict',
    zh: '这次安排已经取消或已经进行。',
    en: 'It was cancelled, or has taken place.',
  },
} as const satisfies RefusalTexts;

export const kindWords: Readonly<Record<EventKind, { zh: string; en: string }>> = {
  session: { zh: '调解', en: 'Mediation session' },
  hearing: { zh: '听证', en: 'Hearing' },
  reception: { zh: '接访', en: 'Reception' },
};

export const agendaWords = {
  taken: { zh: '已占用', en: 'Taken' },
  calendar: { zh: '邻里日程', en: 'Linli agenda' },
} as const;
