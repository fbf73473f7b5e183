/** Sessions of a dispute as the console plans them: when, where, who, their links. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';
import {
  Invitation,
  MediationSession,
  NumberParams,
  participantsMax,
  parties,
  SessionParams,
  sessionModes,
  sides,
  Time,
} from './shapes.ts';

/** The mediator comes by the console, and needs no link. */
const invited = sides.filter((side) => side !== 'mediator');

export const NewParticipant = z.strictObject({
  side: z.enum(invited as [Exclude<(typeof sides)[number], 'mediator'>]),
  withSide: z.enum(parties).optional(),
  name: z.string().trim().min(1).max(60),
  phone: z
    .string()
    .regex(/^1[3-9]\d{9}$/)
    .optional(),
  isOnSite: z.boolean().optional(),
});
export type NewParticipant = z.output<typeof NewParticipant>;

const plan = {
  startsAt: Time,
  minutes: z.number().int().min(15).max(600),
  mode: z.enum(sessionModes),
  /** Why all the same, where the mediator's time is taken already. */
  insist: z.string().trim().min(1).max(200).optional(),
  /** Where somebody comes in person: a place in words, or a room of the county. */
  place: z.string().trim().max(200).optional(),
  room: z.uuid().optional(),
};

export const NewSession = z.strictObject({
  ...plan,
  participants: z
    .array(NewParticipant)
    .min(1)
    .max(participantsMax - 1),
});
export type NewSession = z.output<typeof NewSession>;

const ParticipantParams = SessionParams.extend({ participant: z.uuid() });

const id = '01981f3e-7c00-7000-8000-000000000001';
const exampleSession = {
  id,
  startsAt: '2026-11-23T01:30:00.000Z',
  endsAt: '2026-11-23T03:00:00.000Z',
  mode: 'online',
  place: '',
  room: null,
  state: 'planned',
  closedAt: null,
  participants: [],
  recordings: [],
} as const;
const exampleInvitation = {
  id,
  side: 'respondent',
  label: '李* 139****0000',
  link: 'https://linli.example/rooms/310116-q7Jc0O2mYkV1xT5uB8aZrw',
  isSent: true,
} as const;
const examplePlan = {
  startsAt: '2026-11-23T01:30:00.000Z',
  minutes: 90,
  mode: 'online',
  participants: [{ side: 'respondent', name: '示例乙', phone: '13900000000' }],
} as const;

/** Who may lead a session is the process's to say. */
const leading = ['NOT_FOUND', 'NOT_YOURS', 'ACTION_NOT_OPEN', 'ROOM_NO_DISPUTE'] as const;
const acting = [
  ...leading,
  'MATTER_MOVED',
  'MATTER_SUSPENDED',
  'SUBJECT_OF_COMPLAINT',
  'PERSONS_ERASED',
] as const;

/** What the agenda refuses. */
const dated = [
  'AGENDA_POST_TAKEN',
  'AGENDA_ROOM_TAKEN',
  'AGENDA_ROOM_UNKNOWN',
  'AGENDA_TOO_LONG',
  'AGENDA_IN_PAST',
  'AGENDA_POST_UNKNOWN',
] as const;

export const sessionsApi = {
  listSessions: {
    method: 'GET',
    path: '/api/matters/{number}/sessions',
    summary: {
      zh: '纠纷的调解会议：时间、方式、地点、参加人（遮盖）',
      en: 'Mediation sessions of a dispute: when, how, where, who (masked)',
    },
    permission: 'matter.read',
    journal: 'none',
    params: NumberParams,
    answer: z.object({
      items: z.array(MediationSession),
      /** Whether the reader may plan and lead sessions now; a refusal code, null when they may. */
      why: z.string().nullable(),
      whyText: z.object({ zh: z.string(), en: z.string() }).nullable(),
    }),
    refusals: ['NOT_FOUND'],
    example: { answer: { items: [exampleSession], why: null, whyText: null } },
  },
  planSession: {
    method: 'POST',
    path: '/api/matters/{number}/sessions',
    summary: {
      zh: '安排调解会议；每位参加人得到一个专用链接（只显示这一次，并发短信）',
      en: 'Plan a session; each participant gets a link, sent by message and shown this once',
    },
    permission: 'matter.act',
    journal: 'log',
    params: NumberParams,
    body: NewSession,
    answer: z.object({ session: MediationSession, invitations: z.array(Invitation) }),
    status: 201,
    refusals: [
      ...acting,
      ...dated,
      'ROOM_IN_THE_PAST',
      'ROOM_PLACE_MISSING',
      'ROOM_FULL',
      'KEY_REUSED',
    ],
    example: {
      body: examplePlan,
      answer: { session: exampleSession, invitations: [exampleInvitation] },
    },
  },
  changeSession: {
    method: 'POST',
    path: '/api/matters/{number}/sessions/{session}/change',
    summary: {
      zh: '改期或改地点，并通知各参加人',
      en: 'Move a session to another time or place; participants are told',
    },
    permission: 'matter.act',
    journal: 'log',
    params: SessionParams,
    body: z.strictObject(plan),
    answer: MediationSession,
    refusals: [...acting, ...dated, 'ROOM_IN_THE_PAST', 'ROOM_PLACE_MISSING', 'ROOM_ENDED'],
    example: { body: { startsAt: examplePlan.startsAt, minutes: 60, mode: 'online' } },
  },
  cancelSession: {
    method: 'POST',
    path: '/api/matters/{number}/sessions/{session}/cancellation',
    summary: {
      zh: '取消调解会议；所写内容随即销毁',
      en: 'Cancel a session; what was written in it is destroyed',
    },
    permission: 'matter.act',
    journal: 'log',
    params: SessionParams,
    body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
    answer: MediationSession,
    refusals: [...acting, 'ROOM_ENDED'],
    example: { body: { reason: '一方临时有事，另行安排。' } },
  },
  invite: {
    method: 'POST',
    path: '/api/matters/{number}/sessions/{session}/participants',
    summary: { zh: '增加一位参加人', en: 'Add a participant' },
    permission: 'matter.act',
    journal: 'room.invite',
    params: SessionParams,
    body: NewParticipant,
    answer: Invitation,
    status: 201,
    refusals: [...leading, 'PERSONS_ERASED', 'ROOM_ENDED', 'ROOM_FULL'],
    example: { body: examplePlan.participants[0], answer: exampleInvitation },
  },
  renewLink: {
    method: 'POST',
    path: '/api/matters/{number}/sessions/{session}/participants/{participant}/link',
    summary: {
      zh: '换发专用链接；原链接和设备随即失效',
      en: 'Give a new link; the earlier one and its device are out',
    },
    permission: 'matter.act',
    journal: 'room.invite',
    params: ParticipantParams,
    answer: Invitation,
    refusals: [...leading, 'PERSONS_ERASED', 'ROOM_ENDED'],
    example: { answer: exampleInvitation },
  },
  enterSession: {
    method: 'POST',
    path: '/api/matters/{number}/sessions/{session}/entry',
    summary: { zh: '调解员进入调解室', en: 'The mediator enters the room' },
    permission: 'matter.act',
    journal: 'room.enter',
    params: SessionParams,
    answer: z.object({ href: z.string() }),
    refusals: [...leading, 'PERSONS_ERASED', 'ROOM_ENDED', 'ROOM_CANCELLED'],
    example: { answer: { href: `/rooms/310116-${id}` } },
  },
  enterOwnSession: {
    method: 'POST',
    path: '/api/my/matters/{number}/sessions/{session}/entry',
    summary: {
      zh: '当事人从自己的事项进入调解室（凭账号的手机，不再要验证码）',
      en: 'A party enters the room from the own matter, by the phone of their account',
    },
    permission: 'signedIn',
    journal: 'none',
    params: SessionParams,
    answer: z.object({ href: z.string() }),
    refusals: [
      'NOT_FOUND',
      'FORBIDDEN',
      'PERSONS_ERASED',
      'ROOM_NOT_INVITED',
      'ROOM_ENDED',
      'ROOM_CANCELLED',
    ],
    example: { answer: { href: `/rooms/310116-${id}` } },
  },
  openRecording: {
    method: 'GET',
    path: '/api/matters/{number}/sessions/{session}/recordings/{recording}',
    summary: { zh: '调阅录音录像（会留痕）', en: 'A recording; the opening is logged' },
    permission: 'person.open',
    journal: 'room.recording',
    params: SessionParams.extend({ recording: z.uuid() }),
    refusals: ['NOT_FOUND', 'SUBJECT_OF_COMPLAINT', 'PERSONS_ERASED', 'FILE_LOST'],
  },
} as const satisfies EndpointTable;
