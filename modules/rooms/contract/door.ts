/** The door of the room: from a link to a known device, without an account. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';
import { RoomLink, RoomParams, sessionModes, sessionStates, sides, Time } from './shapes.ts';

/** What a link says before anybody has proved anything: nothing about other people. */
export const LinkView = z.object({
  side: z.enum(sides),
  startsAt: Time,
  endsAt: Time,
  mode: z.enum(sessionModes),
  place: z.string(),
  state: z.enum(sessionStates),
  /** Masked; null: no phone stands on the matter, and the mediator lets in by hand. */
  phone: z.string().nullable(),
  /** Another device speaks for this participant now. */
  hasDevice: z.boolean(),
});

const link = '310116-q7Jc0O2mYkV1xT5uB8aZrw';
const dead = ['ROOM_LINK_UNKNOWN', 'ROOM_ENDED', 'ROOM_CANCELLED'] as const;

export const doorApi = {
  readLink: {
    method: 'POST',
    path: '/api/rooms/links',
    summary: { zh: '打开专用链接', en: 'What a link opens' },
    permission: 'public',
    journal: 'none',
    body: RoomLink,
    answer: LinkView,
    refusals: dead,
    example: { body: { link } },
  },
  sendRoomCode: {
    method: 'POST',
    path: '/api/rooms/codes',
    summary: {
      zh: '向登记的手机发送一次性验证码',
      en: 'Send a one-time code to the phone that stands on the matter',
    },
    permission: 'public',
    journal: 'none',
    body: RoomLink,
    answer: z.object({ validMinutes: z.number().int(), shownCode: z.string().optional() }),
    status: 202,
    refusals: [...dead, 'ROOM_NO_PHONE', 'ROOM_CODE_TOO_SOON', 'ROOM_CODE_NOT_SENT'],
    example: { body: { link } },
  },
  enterByLink: {
    method: 'POST',
    path: '/api/rooms/entries',
    summary: {
      zh: '以链接和验证码进入（没有登记手机的，由调解员核对证件后放行）',
      en: 'Enter by link and code; without a phone the mediator lets in by hand',
    },
    permission: 'public',
    journal: 'none',
    body: RoomLink.extend({
      code: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
    }),
    answer: z.object({ room: z.string() }),
    refusals: [...dead, 'ROOM_CODE_WRONG'],
    example: { body: { link, code: '000000' } },
  },
  leaveRoom: {
    method: 'POST',
    path: '/api/rooms/{room}/departure',
    summary: { zh: '离开调解室', en: 'Leave the room' },
    permission: 'public',
    journal: 'none',
    params: RoomParams,
    status: 204,
    refusals: ['ROOM_DEVICE_UNKNOWN', 'ROOM_ENDED', 'ROOM_CANCELLED'],
  },
} as const satisfies EndpointTable;
