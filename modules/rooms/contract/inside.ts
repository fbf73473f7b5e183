/** What participants do in the room, each by their own device. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';
import { Fact, pages, Remark, Room, RoomParams, remarkKinds } from './shapes.ts';

/** Parts of the room that change: whoever is told reads them again. */
export const roomTopic = z.string().regex(/^[a-z][A-Za-z]{0,29}$/);

export const roomEvents = {
  /** It begins. Unless `isResumed` nothing from before is told: read the room again. */
  hello: z.object({ isResumed: z.boolean() }),
  remark: Remark,
  /** Something about the named part changed; `room` is the room itself. */
  changed: z.object({ topic: roomTopic }),
  signal: z.object({ from: z.uuid(), page: z.string(), data: z.string() }),
  /** The last event: the session ended, or another device speaks for this participant. */
  end: z.object({ why: z.enum(['closed', 'cancelled', 'device']) }),
} as const;

const RoomEntry = RoomParams;
const known = ['ROOM_DEVICE_UNKNOWN', 'ROOM_ENDED', 'ROOM_CANCELLED'] as const;
const inside = [...known, 'ROOM_NOT_ADMITTED'] as const;
const FactParams = RoomParams.extend({ fact: z.uuid() });
const id = '01981f3e-7c00-7000-8000-000000000001';
const exampleFact = {
  id,
  text: '渗水属实。',
  by: id,
  isAgreed: false,
  confirmedBy: [],
  missing: [id],
};

/** One of a browser's descriptions of a connection; those of six cameras are below 20 kB. */
const SIGNAL_MAX = 60_000;

export const insideApi = {
  getRoom: {
    method: 'GET',
    path: '/api/rooms/{room}',
    summary: { zh: '调解室现状', en: 'The room as it is now' },
    permission: 'public',
    journal: 'none',
    params: RoomEntry,
    answer: Room,
    refusals: known,
  },
  roomEvents: {
    method: 'GET',
    path: '/api/rooms/{room}/events',
    summary: { zh: '调解室实时消息（SSE）', en: 'What happens in the room (SSE)' },
    permission: 'public',
    journal: 'none',
    params: RoomEntry,
    /** Of the page that listens, made anew each time it is opened. */
    query: z.object({ page: z.uuid() }),
    events: roomEvents,
    refusals: [...known, 'LIVE_TOO_MANY'],
  },
  listRemarks: {
    method: 'GET',
    path: '/api/rooms/{room}/remarks',
    summary: { zh: '所写内容（自某条之后）', en: 'What was written, after a given one' },
    permission: 'public',
    journal: 'none',
    params: RoomEntry,
    query: z.object({ after: z.coerce.number().int().min(0).optional() }),
    answer: z.object({ items: z.array(Remark), next: z.number().int().nullable() }),
    refusals: inside,
  },
  addRemark: {
    method: 'POST',
    path: '/api/rooms/{room}/remarks',
    summary: {
      zh: '写一段话：共同调解室、与调解员单独沟通，或调解员的私人笔记',
      en: 'Write in the joint room, to the mediator alone, or as the mediator’s own note',
    },
    permission: 'public',
    journal: 'none',
    params: RoomEntry,
    body: z.strictObject({
      /** Made by the page: sent again after a lost connection it is the same one. */
      id: z.uuid(),
      page: z.enum(pages),
      kind: z.enum(remarkKinds),
      text: z.string().trim().min(1).max(2000),
    }),
    answer: Remark,
    status: 201,
    refusals: [...inside, 'ROOM_NOT_YOUR_PAGE'],
    example: { body: { id, page: 'joint', kind: 'said', text: '您好。' } },
  },
  sendSignal: {
    method: 'POST',
    path: '/api/rooms/{room}/signals',
    summary: {
      zh: '传递音视频连接信号（只在同一分室内）',
      en: 'Pass on a signal of a live connection, within one chamber only',
    },
    permission: 'public',
    journal: 'none',
    params: RoomEntry,
    body: z.strictObject({
      to: z.uuid(),
      page: z.uuid(),
      data: z.string().min(2).max(SIGNAL_MAX),
    }),
    status: 204,
    refusals: [...known, 'ROOM_OTHER_CHAMBER'],
    example: { body: { to: id, page: id, data: '{}' } },
  },
  acknowledgeDuties: {
    method: 'POST',
    path: '/api/rooms/{room}/acknowledgement',
    summary: {
      zh: '知悉虚假调解的后果（在线调解规则第十七条）',
      en: 'Acknowledge the consequences of sham mediation (art. 17)',
    },
    permission: 'public',
    journal: 'none',
    params: RoomEntry,
    status: 204,
    refusals: known,
  },
  answerRecording: {
    method: 'POST',
    path: '/api/rooms/{room}/recording-answer',
    summary: {
      zh: '同意或不同意录音录像；随时可以撤回同意',
      en: 'Say yes or no to a recording; consent may be withdrawn at any time',
    },
    permission: 'public',
    journal: 'none',
    params: RoomEntry,
    body: z.strictObject({ answer: z.enum(['yes', 'no']) }),
    status: 204,
    refusals: inside,
    example: { body: { answer: 'yes' } },
  },
  writeFact: {
    method: 'POST',
    path: '/api/rooms/{room}/facts',
    summary: {
      zh: '写下一条无争议事实，供各方确认',
      en: 'Write down an undisputed fact for all parties to confirm',
    },
    permission: 'public',
    journal: 'none',
    params: RoomEntry,
    body: z.strictObject({ id: z.uuid(), text: z.string().trim().min(1).max(1000) }),
    answer: Fact,
    status: 201,
    refusals: inside,
    example: { body: { id, text: exampleFact.text }, answer: exampleFact },
  },
  confirmFact: {
    method: 'POST',
    path: '/api/rooms/{room}/facts/{fact}/confirmation',
    summary: {
      zh: '确认一条事实（在场无设备的，由调解员代记）',
      en: 'Confirm a fact; for who is there without a device the mediator notes it',
    },
    permission: 'public',
    journal: 'none',
    params: FactParams,
    body: z.strictObject({ participant: z.uuid().optional() }),
    answer: Fact,
    refusals: [...inside, 'NOT_FOUND', 'ROOM_MEDIATOR_ONLY'],
    example: { body: {}, answer: exampleFact },
  },
  dropFact: {
    method: 'DELETE',
    path: '/api/rooms/{room}/facts/{fact}',
    summary: {
      zh: '撤下一条尚未全部确认的事实',
      en: 'Take back a fact that not all have confirmed',
    },
    permission: 'public',
    journal: 'none',
    params: FactParams,
    status: 204,
    refusals: [...inside, 'NOT_FOUND', 'ROOM_FACT_AGREED', 'ROOM_NOT_YOUR_FACT'],
  },
  openShare: {
    method: 'GET',
    path: '/api/rooms/{room}/shares/{share}',
    summary: { zh: '查看出示的材料', en: 'A document that the mediator shows' },
    permission: 'public',
    journal: 'room.share',
    params: RoomParams.extend({ share: z.uuid() }),
    refusals: [...inside, 'NOT_FOUND', 'PERSONS_ERASED', 'FILE_LOST'],
  },
} as const satisfies EndpointTable;
