/** The agreement inside the mediation room: for parties who came by their own link. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';
import { agreementsApi } from '../contract.ts';

const RoomParams = z.object({ room: z.string().regex(/^[0-9A-Za-z]{1,12}-[0-9a-f-]{36}$/) });
const at = '/api/rooms/{room}/agreement';
/** Whoever is known by link and device, and was let in after their document was compared. */
const inside = [
  'ROOM_DEVICE_UNKNOWN',
  'ROOM_ENDED',
  'ROOM_CANCELLED',
  'ROOM_NOT_ADMITTED',
] as const;
const { readAgreement, compareVersion, propose, answerAmendment, sendSigningCode, signText } =
  agreementsApi;

export const guestAgreementsApi = {
  readInRoom: {
    method: 'GET',
    path: at,
    summary: { zh: '调解室内的协议文本', en: 'The agreement, in the room' },
    permission: 'public',
    journal: 'none',
    params: RoomParams,
    answer: readAgreement.answer,
    refusals: [...inside, ...readAgreement.refusals],
  },
  compareInRoom: {
    method: 'GET',
    path: `${at}/versions/{version}`,
    summary: { zh: '调解室内查看版本差异', en: 'What a version changed, in the room' },
    permission: 'public',
    journal: 'none',
    params: RoomParams.extend({ version: z.coerce.number().int().min(1).max(100_000) }),
    answer: compareVersion.answer,
    refusals: [...inside, ...compareVersion.refusals],
  },
  proposeInRoom: {
    method: 'POST',
    path: `${at}/amendments`,
    summary: { zh: '在调解室对条款提出意见', en: 'Say something to a clause, in the room' },
    permission: 'public',
    journal: 'none',
    params: RoomParams,
    body: propose.body,
    answer: propose.answer,
    status: 201,
    refusals: [...inside, ...propose.refusals],
  },
  withdrawInRoom: {
    method: 'POST',
    path: `${at}/amendments/{id}/answer`,
    summary: {
      zh: '在调解室撤回自己的意见',
      en: 'Withdraw an amendment of one’s own, in the room',
    },
    permission: 'public',
    journal: 'none',
    params: RoomParams.extend({ id: z.uuid() }),
    body: answerAmendment.body,
    status: 204,
    refusals: [...inside, ...answerAmendment.refusals],
  },
  sendCodeInRoom: {
    method: 'POST',
    path: `${at}/codes`,
    summary: { zh: '在调解室获取签署验证码', en: 'A code to sign with, in the room' },
    permission: 'public',
    journal: 'none',
    params: RoomParams,
    body: sendSigningCode.body,
    answer: sendSigningCode.answer,
    refusals: [...inside, ...sendSigningCode.refusals],
  },
  signInRoom: {
    method: 'POST',
    path: `${at}/signatures`,
    summary: { zh: '在调解室签署协议', en: 'Sign the agreement, in the room' },
    permission: 'public',
    journal: 'log',
    params: RoomParams,
    body: signText.body,
    answer: signText.answer,
    refusals: [...inside, ...signText.refusals],
  },
} as const satisfies EndpointTable;

/** Everything that agreements answer, outside and inside the room. */
export const allAgreementsApi = { ...agreementsApi, ...guestAgreementsApi } as const;
