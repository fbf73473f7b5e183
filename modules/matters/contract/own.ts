/** A resident's own side of one matter: its story in plain words, and how it becomes theirs. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';
import { Attachment } from './attachments.ts';
import { AllowedAction } from './forms.ts';
import { Label, Named, NumberParams, Time } from './views.ts';

const Words = z.object({ zh: z.string(), en: z.string() });

export const OwnStep = z.object({
  at: Time,
  action: z.string(),
  /** `you`: the reader's own act; `other`: another resident's; else an office or the program. */
  by: z.enum(['you', 'other', 'org', 'program']),
  org: Named.nullable(),
  what: Words,
  /** An answer, or the reader's own message. */
  text: z.string().nullable(),
});
export type OwnStep = z.input<typeof OwnStep>;

const OwnAction = AllowedAction.extend({
  /** What follows from it, said before it is done. */
  consequence: Words.nullable(),
});

const OwnClock = z.object({
  name: z.string(),
  zh: z.string(),
  en: z.string(),
  /** What it means to the reader. */
  plain: Words.nullable(),
  state: z.enum(['running', 'stopped', 'ended', 'cancelled']),
  startedAt: Time,
  dueAt: Time,
  isOverdue: z.boolean(),
  /** Due beyond the published calendar: it may still change. */
  isProvisional: z.boolean(),
  amount: z.number(),
  unit: z.string(),
  citation: z.string().nullable(),
});

export const OwnMatterView = z.object({
  number: z.string(),
  kind: z.string(),
  relation: z.enum(['reporter', 'follower', 'party', 'proxy']),
  title: z.string(),
  text: z.string(),
  category: Label.nullable(),
  regionName: z.string(),
  point: z.object({ lon: z.number(), lat: z.number() }).nullable(),
  stage: Label,
  /** What that means to the reader, in one sentence. */
  standing: Words,
  isOpen: z.boolean(),
  isPrivate: z.boolean(),
  isPublic: z.boolean(),
  /** Why the public board does not show it; null: it does. */
  hiddenWords: Words.nullable(),
  isSuspended: z.boolean(),
  version: z.number().int(),
  receivedAt: Time,
  /** How it came, and whose staff wrote it down for the reader; null: the reader did. */
  channel: z.string(),
  onBehalf: Named.nullable(),
  closedAt: Time.nullable(),
  /** Who has to act now; null: nobody, it is over. */
  actsNow: z.object({ org: Named.nullable(), what: Words, dueAt: Time.nullable() }).nullable(),
  /** The time that counts for the reader: until then they are owed an answer. */
  clock: OwnClock.nullable(),
  /** What the kind tells of the way that the matter goes. */
  notes: z.array(Words),
  /** What the reader may still ask for, and until when. */
  rights: z.array(OwnClock),
  outcome: z
    .object({ code: z.string(), zh: z.string(), en: z.string(), meaning: Words, proof: Words })
    .nullable(),
  /** What the handling organisation says it did. */
  result: z.object({ text: z.string(), at: Time }).nullable(),
  legalBasis: z.string().nullable(),
  referredTo: z.string().nullable(),
  joined: z.object({ number: z.string(), stage: Label, isOpen: z.boolean() }).nullable(),
  steps: z.array(OwnStep),
  replies: z.array(
    z.object({ at: Time, text: z.string(), by: Named.nullable(), isJoined: z.boolean() }),
  ),
  attachments: z.array(Attachment),
  hasRated: z.boolean(),
  reopen: z.object({
    /** Until then, when it is closed. */
    until: Time.nullable(),
    used: z.number().int(),
    times: z.number().int(),
  }),
  actions: z.array(OwnAction),
});
export type OwnMatterView = z.input<typeof OwnMatterView>;

export const ownApi = {
  getOwnMatter: {
    method: 'GET',
    path: '/api/my/matters/{number}',
    summary: {
      zh: '我的一件事项：经过、时限、现由谁办、答复、可做的事',
      en: 'A matter of mine: its story, its clock, who acts now, the answers, what I may do',
    },
    permission: 'signedIn',
    journal: 'none',
    params: NumberParams,
    answer: OwnMatterView,
    refusals: ['NOT_FOUND', 'FORBIDDEN'],
  },
  claimMatter: {
    method: 'POST',
    path: '/api/my/matters',
    summary: {
      zh: '凭编号把用本人手机号反映的事项（窗口、热线登记的也算）列入“我的事项”',
      en: 'By its number, take a matter reported with one’s own phone (at a counter, by hotline) among one’s own',
    },
    permission: 'signedIn',
    journal: 'none',
    body: z.strictObject({ number: z.string().trim().max(40) }),
    answer: z.object({ number: z.string() }),
    refusals: ['NOT_FOUND', 'FORBIDDEN', 'INPUT_INVALID', 'TOO_MANY_REQUESTS'],
    example: {
      body: { number: '310116-26-0000123' },
      answer: { number: '310116-26-0000123' },
    },
  },
} as const satisfies EndpointTable;
