/**
 * Parties of a dispute without an account: invited by a link of their own to the phone that stands
 * on the matter, they answer, choose, read dates and what was delivered, and complain like others.
 */
import { z } from 'zod';
import type { EndpointTable } from '../../kernel/endpoint.ts';
import { MatterDate } from '../agenda/contract.ts';
import { refusalsOfAct } from '../matters/contract.ts';
import {
  channels,
  grievanceGrounds,
  MatterMediators,
  OwnGrievance,
  sides,
} from '../roster/contract.ts';
import { accountApi } from './contract/account.ts';

const Time = z.iso.datetime();
const Words = z.object({ zh: z.string(), en: z.string() });
const NumberParams = z.object({ number: z.string().max(40) });
/** County and id: what the link becomes once the device is known. */
const InvitationParams = z.object({
  invitation: z.string().regex(/^[0-9A-Za-z]{1,12}-[0-9a-f-]{36}$/),
});
const Link = z.strictObject({ link: z.string().min(1).max(60) });

export const answers = ['agreed', 'refused'] as const;

export const InvitedParty = z.object({
  id: z.uuid(),
  side: z.enum(sides),
  /** Masked. */
  label: z.string(),
  hasPhone: z.boolean(),
  invitedAt: Time.nullable(),
  openedAt: Time.nullable(),
  /** What they themselves answered by their link. */
  answer: z.enum(answers).nullable(),
  isReminded: z.boolean(),
  /** The channel that they would rather have. */
  wish: z.enum(channels).nullable(),
});
export type InvitedParty = z.input<typeof InvitedParty>;

const DeliveredPaper = z.object({
  id: z.uuid(),
  title: Words,
  number: z.string(),
  madeAt: Time,
  href: z.string(),
});

/** A dispute as one of its parties sees it by their link: nothing of anybody else. */
export const PartyPage = z.object({
  number: z.string(),
  stage: z.object({ ...Words.shape, plain: Words, isOpen: z.boolean() }),
  side: z.enum(sides),
  channel: z.enum(channels).nullable(),
  /** As published; empty where it is free. */
  fee: z.string(),
  answer: z.enum(answers).nullable(),
  mayAnswer: z.boolean(),
  isReminded: z.boolean(),
  wish: z.enum(channels).nullable(),
  mayWish: z.boolean(),
  /** A mediator is appointed, and another may be asked for. */
  mayReplace: z.boolean(),
  dates: z.array(MatterDate),
  mediators: MatterMediators,
  papers: z.array(DeliveredPaper),
});
export type PartyPage = z.input<typeof PartyPage>;

const dead = ['INVITATION_UNKNOWN'] as const;
const inside = ['INVITATION_DEVICE_UNKNOWN', 'NOT_FOUND'] as const;
const ACT = [...refusalsOfAct, 'PERSONS_ERASED'] as const;
const at = '/api/invitations/{invitation}';
const exampleLink = '310116-q7Jc0O2mYkV1xT5uB8aZrw';
const exampleId = '01981f3e-7c00-7000-8000-000000000001';

const officeApi = {
  listInvitations: {
    method: 'GET',
    path: '/api/matters/{number}/invitations',
    summary: {
      zh: '当事人邀请情况：是否已邀请、打开、答复、同意提醒',
      en: 'Which parties were invited by a link, opened it, answered, want reminders',
    },
    permission: 'matter.read',
    journal: 'none',
    params: NumberParams,
    answer: z.object({ items: z.array(InvitedParty), mayInvite: z.boolean() }),
    refusals: ['NOT_FOUND'],
  },
  inviteParty: {
    method: 'POST',
    path: '/api/matters/{number}/invitations',
    summary: {
      zh: '向一方当事人的手机发出调解邀请（专用链接；再次发出的，原链接失效）',
      en: 'Invite a party to mediation by a link to their phone; an earlier one opens nothing more',
    },
    permission: 'matter.act',
    journal: 'log',
    params: NumberParams,
    body: z.strictObject({ party: z.uuid() }),
    answer: z.object({ link: z.string() }),
    status: 201,
    refusals: [...ACT, 'INVITATION_NO_PHONE', 'DISPUTE_NOT_ACCEPTED', 'AGREEMENT_NONE'],
    example: { body: { party: exampleId } },
  },
} as const satisfies EndpointTable;

const doorApi = {
  readInvitationLink: {
    method: 'POST',
    path: '/api/invitations/links',
    summary: { zh: '打开邀请链接', en: 'What an invitation’s link opens' },
    permission: 'public',
    journal: 'none',
    body: Link,
    answer: z.object({
      side: z.enum(sides),
      /** Masked: where the code will go. */
      phone: z.string(),
      org: Words.nullable(),
    }),
    refusals: dead,
    example: { body: { link: exampleLink } },
  },
  sendInvitationCode: {
    method: 'POST',
    path: '/api/invitations/codes',
    summary: {
      zh: '向登记的手机发送验证码',
      en: 'Send a one-time code to the phone that stands on the matter',
    },
    permission: 'public',
    journal: 'none',
    body: Link,
    answer: z.object({ validMinutes: z.number().int(), shownCode: z.string().optional() }),
    status: 202,
    refusals: [...dead, 'CODE_TOO_SOON', 'CODE_NOT_SENT'],
    example: { body: { link: exampleLink } },
  },
  enterInvitation: {
    method: 'POST',
    path: '/api/invitations/entries',
    summary: { zh: '以链接和验证码进入', en: 'Enter by link and code' },
    permission: 'public',
    journal: 'none',
    body: Link.extend({ code: z.string().regex(/^\d{6}$/) }),
    answer: z.object({ invitation: z.string() }),
    refusals: [...dead, 'INVITATION_CODE_WRONG'],
    example: { body: { link: exampleLink, code: '000000' } },
  },
} as const satisfies EndpointTable;

const insideApi = {
  getPartyPage: {
    method: 'GET',
    path: at,
    summary: {
      zh: '当事人凭专用链接查看本人的纠纷：进展、安排、调解员、送达的文书',
      en: 'One’s own dispute by one’s link: how it stands, dates, mediators, what was delivered',
    },
    permission: 'public',
    journal: 'none',
    params: InvitationParams,
    answer: PartyPage,
    refusals: inside,
  },
  answerInvitation: {
    method: 'POST',
    path: `${at}/answer`,
    summary: { zh: '本人答复是否同意调解', en: 'Say oneself whether one consents to mediation' },
    permission: 'public',
    journal: 'log',
    params: InvitationParams,
    body: z.strictObject({
      consent: z.enum(answers),
      reason: z.string().trim().max(1000).optional(),
    }),
    answer: PartyPage,
    refusals: [...inside, ...ACT, 'DISPUTE_NOT_ACCEPTED', 'INPUT_INVALID'],
    example: { body: { consent: 'agreed' } },
  },
  setReminders: {
    method: 'POST',
    path: `${at}/reminders`,
    summary: { zh: '同意或取消短信提醒', en: 'Agree to be reminded on this phone, or no more' },
    permission: 'public',
    journal: 'none',
    params: InvitationParams,
    body: z.strictObject({ isReminded: z.boolean() }),
    answer: PartyPage,
    refusals: inside,
    example: { body: { isReminded: true } },
  },
  wishChannel: {
    method: 'POST',
    path: `${at}/channel-wish`,
    summary: { zh: '提出希望的调解渠道', en: 'Say which channel one would rather have' },
    permission: 'public',
    journal: 'log',
    params: InvitationParams,
    body: z.strictObject({ channel: z.enum(channels) }),
    answer: PartyPage,
    refusals: [...inside, ...ACT],
    example: { body: { channel: 'administrative' } },
  },
  chooseByLink: {
    method: 'POST',
    path: `${at}/mediator-choice`,
    summary: { zh: '本人选择调解员', en: 'Choose a mediator for one’s own side' },
    permission: 'public',
    journal: 'log',
    params: InvitationParams,
    body: z.strictObject({ mediator: z.uuid() }),
    answer: PartyPage,
    refusals: [...inside, ...ACT, 'ROSTER_MEDIATOR_UNKNOWN'],
    example: { body: { mediator: exampleId } },
  },
  answerInterestByLink: {
    method: 'POST',
    path: `${at}/mediator-interests`,
    summary: {
      zh: '本人答复调解员披露的利害关系',
      en: 'Answer what a mediator disclosed',
    },
    permission: 'public',
    journal: 'log',
    params: InvitationParams,
    body: z.strictObject({ mediator: z.uuid(), answer: z.enum(['agreed', 'declined']) }),
    answer: PartyPage,
    refusals: [...inside, ...ACT, 'ROSTER_MEDIATOR_UNKNOWN', 'DISPUTE_NO_INTEREST'],
    example: { body: { mediator: exampleId, answer: 'agreed' } },
  },
  replaceByLink: {
    method: 'POST',
    path: `${at}/replacement`,
    summary: { zh: '本人申请更换调解员', en: 'Ask for another mediator' },
    permission: 'public',
    journal: 'log',
    params: InvitationParams,
    body: z.strictObject({ reason: z.string().trim().max(500) }),
    answer: PartyPage,
    refusals: [...inside, ...ACT, 'DISPUTE_NO_MEDIATOR'],
    example: { body: { reason: '与对方相识' } },
  },
  fileGrievanceByLink: {
    method: 'POST',
    path: `${at}/mediator-grievances`,
    summary: { zh: '本人投诉调解员', en: 'Complain about a mediator' },
    permission: 'public',
    journal: 'grievance.file',
    params: InvitationParams,
    body: z.strictObject({
      mediator: z.uuid(),
      ground: z.enum(grievanceGrounds),
      text: z.string().trim().min(2).max(2000),
    }),
    answer: OwnGrievance,
    status: 201,
    refusals: [...inside, 'ROSTER_MEDIATOR_UNKNOWN', 'PERSONS_ERASED'],
    example: { body: { mediator: exampleId, ground: 'partial', text: '只听一方。' } },
  },
  enterRoomByLink: {
    method: 'POST',
    path: `${at}/sessions/{session}/entry`,
    summary: { zh: '从邀请页进入调解室', en: 'Enter the room from one’s own page' },
    permission: 'public',
    journal: 'none',
    params: InvitationParams.extend({ session: z.uuid() }),
    answer: z.object({ href: z.string() }),
    refusals: [...inside, 'ROOM_ENDED', 'ROOM_CANCELLED', 'ROOM_NOT_INVITED', 'PERSONS_ERASED'],
  },
  openByLink: {
    method: 'GET',
    path: `${at}/papers/{paper}`,
    summary: { zh: '下载送达本人的文书（PDF，会留痕）', en: 'What was delivered, as PDF; logged' },
    permission: 'public',
    journal: 'paper.open',
    params: InvitationParams.extend({ paper: z.uuid() }),
    refusals: [...inside, 'PERSONS_ERASED', 'FILE_LOST'],
  },
} as const satisfies EndpointTable;

export const invitationsApi = { ...officeApi, ...doorApi, ...insideApi, ...accountApi } as const;
