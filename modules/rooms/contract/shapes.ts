/** Words and shapes of the mediation room that console, room and server share. */
import { z } from 'zod';

export const sides = ['applicant', 'respondent', 'mediator', 'clerk', 'helper'] as const;
export type Side = (typeof sides)[number];
/** The two sides with which the mediator may talk alone. */
export const parties = ['applicant', 'respondent'] as const;
export type Party = (typeof parties)[number];
/** Where people are: sound, pictures and signals pass within one chamber only. */
export const chambers = ['lobby', 'door', 'joint', 'applicant', 'respondent'] as const;
export type Chamber = (typeof chambers)[number];
/** Where something is written; `notes` are the mediator's own. */
export const pages = ['joint', 'applicant', 'respondent', 'notes'] as const;
export type RoomPage = (typeof pages)[number];
/** `offer`: without prejudice; `statement`: to be put in the record. */
export const remarkKinds = ['said', 'offer', 'statement', 'note'] as const;
export type RemarkKind = (typeof remarkKinds)[number];
export const sessionModes = ['online', 'onSite', 'both'] as const;
export const sessionStates = ['planned', 'open', 'closed', 'cancelled'] as const;
/** What was compared: never its number, and no picture of it. */
export const documentKinds = [
  'idCard',
  'passport',
  'licence',
  'mandate',
  'staffCard',
  'other',
] as const;
export const attestWays = ['video', 'counter', 'visit'] as const;
/** Live sound and pictures go from each to each: more than six is too much for a phone. */
export const participantsMax = 6;

export const Time = z.iso.datetime();
export const RoomParams = z.object({
  /** County and id of a participant: what the link becomes once the device is known. */
  room: z.string().regex(/^[0-9A-Za-z]{1,12}-[0-9a-f-]{36}$/),
});
export const NumberParams = z.object({ number: z.string().max(40) });
export const SessionParams = NumberParams.extend({ session: z.uuid() });
export const RoomLink = z.strictObject({ link: z.string().min(1).max(60) });

const who = {
  id: z.uuid(),
  side: z.enum(sides),
  withSide: z.enum(parties).nullable(),
  /** Takes part at the centre, without a device. */
  isOnSite: z.boolean(),
};

export const PlannedParticipant = z.object({
  ...who,
  /** Masked. */
  label: z.string(),
  hasPhone: z.boolean(),
  hasLink: z.boolean(),
  isAttested: z.boolean(),
});

export const Invitation = z.object({
  id: z.uuid(),
  side: z.enum(sides),
  label: z.string(),
  /** Shown this once. */
  link: z.string(),
  isSent: z.boolean(),
});
export type Invitation = z.input<typeof Invitation>;

export const RecordingView = z.object({
  id: z.uuid(),
  begunAt: Time,
  endedAt: Time.nullable(),
  bytes: z.number().int(),
  whyEnded: z.string().nullable(),
  href: z.string(),
});

export const MediationSession = z.object({
  id: z.uuid(),
  startsAt: Time,
  endsAt: Time,
  mode: z.enum(sessionModes),
  place: z.string(),
  /** Of the county's rooms, for those who come in person. */
  room: z
    .object({ id: z.string(), zh: z.string(), en: z.string().nullable(), way: z.string() })
    .nullable(),
  state: z.enum(sessionStates),
  closedAt: Time.nullable(),
  participants: z.array(PlannedParticipant),
  recordings: z.array(RecordingView),
});
export type MediationSession = z.input<typeof MediationSession>;

/** Somebody in the room, as the others there see them. */
export const RoomParticipant = z.object({
  ...who,
  name: z.string(),
  chamber: z.enum(chambers),
  /** A device of theirs listens at this moment. */
  isHere: z.boolean(),
  /** Their open page: another one is another connection. */
  page: z.string().nullable(),
  isAdmitted: z.boolean(),
  attested: z.object({ document: z.enum(documentKinds), how: z.enum(attestWays) }).nullable(),
  isTold: z.boolean(),
  /** Another device asks to speak for them. */
  hasSecondDevice: z.boolean(),
  recording: z.enum(['yes', 'no']).nullable(),
});
export type RoomParticipant = z.input<typeof RoomParticipant>;

export const Remark = z.object({
  seq: z.number().int(),
  id: z.uuid(),
  page: z.enum(pages),
  kind: z.enum(remarkKinds),
  by: z.uuid(),
  text: z.string(),
  at: Time,
});
export type Remark = z.input<typeof Remark>;

export const Fact = z.object({
  id: z.uuid(),
  text: z.string(),
  by: z.uuid(),
  isAgreed: z.boolean(),
  confirmedBy: z.array(z.uuid()),
  /** Who of the parties has not confirmed it. */
  missing: z.array(z.uuid()),
});
export type Fact = z.input<typeof Fact>;

export const Share = z.object({
  id: z.uuid(),
  title: z.string(),
  source: z.enum(['paper', 'attachment']),
  href: z.string(),
  sharedAt: Time,
});
export type Share = z.input<typeof Share>;

/** Where the reader stands: another device speaks, waiting to be let in, or inside. */
export const roomSteps = ['device', 'lobby', 'inside'] as const;

export const Room = z.object({
  number: z.string(),
  me: z.uuid(),
  step: z.enum(roomSteps),
  session: z.object({
    id: z.uuid(),
    startsAt: Time,
    endsAt: Time,
    mode: z.enum(sessionModes),
    place: z.string(),
    state: z.enum(sessionStates),
  }),
  /** In the lobby: oneself and the mediator alone. */
  participants: z.array(RoomParticipant),
  facts: z.array(Fact),
  shares: z.array(Share),
  recording: z.object({
    state: z.enum(['none', 'asked', 'running']),
    id: z.uuid().nullable(),
    begunAt: Time.nullable(),
  }),
  /** For RTCPeerConnection. */
  iceServers: z.array(
    z.object({
      urls: z.array(z.string()),
      username: z.string().optional(),
      credential: z.string().optional(),
    }),
  ),
});
export type Room = z.input<typeof Room>;
