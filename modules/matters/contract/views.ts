/** A matter as it is shown: masked, with its clocks, its work and the actions open. */
import { z } from 'zod';
import { Attachment } from './attachments.ts';
import { AllowedAction } from './forms.ts';
import { TimeLeft } from './time-left.ts';

export const Time = z.iso.datetime();
export const Named = z.object({ id: z.string(), zh: z.string(), en: z.string().nullable() });
export const Words = z.object({ zh: z.string(), en: z.string() });
export const Label = z.object({ code: z.string(), zh: z.string(), en: z.string() });

/** Whatever is no number names nothing (404): its length too. The router takes 100 characters. */
export const NumberParams = z.object({ number: z.string() });

export const RouteView = z.object({
  rule: z.string().nullable(),
  version: z.number().nullable(),
  category: z.string().nullable(),
  grid: z.string().nullable(),
  /** Where the rules would send it; the dispatcher decides. */
  org: z.string().nullable(),
  post: z.string().nullable(),
  zh: z.string(),
  en: z.string(),
});

const ClockView = z.object({
  id: z.string(),
  name: z.string(),
  zh: z.string(),
  en: z.string(),
  nature: z.string(),
  state: z.string(),
  /** Whose duty it is; null: the centre's that holds the matter. Supporters have clocks each. */
  org: Named.nullable(),
  startedAt: Time,
  dueAt: Time,
  /** Null unless it runs. */
  timeLeft: TimeLeft.nullable(),
  isProvisional: z.boolean(),
  isBreached: z.boolean(),
  citation: z.string().nullable(),
  amount: z.number(),
  unit: z.string(),
  firedRungs: z.array(z.string()),
  /** Day by day: what counted, and why not. */
  days: z.array(z.record(z.string(), z.unknown())).optional(),
});

export const MatterView = z.object({
  number: z.string(),
  kind: Label,
  stage: Label,
  version: z.number().int(),
  /** The number of the newest entry: what came after is the log after it. */
  seq: z.number().int(),
  isOpen: z.boolean(),
  outcome: z.string().nullable(),
  proof: z.string().nullable(),
  title: z.string(),
  text: z.string(),
  category: Label.nullable(),
  urgency: z.string(),
  channel: z.string(),
  /** Whose staff wrote it down for the reporter; null: nobody did. */
  onBehalf: Named.nullable(),
  region: z.string(),
  regionName: z.string(),
  grid: z.string().nullable(),
  gridName: z.string().nullable(),
  point: z.object({ lon: z.number(), lat: z.number() }).nullable(),
  /** The point by the nearest named place; null for residents, and where none is near. */
  near: Words.nullable(),
  placeText: z.string(),
  fields: z.record(z.string(), z.unknown()),
  /** The answers to the category's own questions, in words. */
  answers: z.array(z.object({ label: Words, text: Words })),
  owner: Named,
  handlingOrg: Named.nullable(),
  /** Why that centre holds it and not the one of its place; null where that one does. */
  heldWhy: Words.nullable(),
  /** Whose turn it is; null once it is closed. */
  waitsFor: Named.nullable(),
  subjectOrg: Named.nullable(),
  dueAt: Time.nullable(),
  receivedAt: Time,
  closedAt: Time.nullable(),
  isSuspended: z.boolean(),
  isUnowned: z.boolean(),
  isPrivate: z.boolean(),
  isSelfHandled: z.boolean(),
  reworkCount: z.number(),
  reopenCount: z.number(),
  objectionCount: z.number(),
  reporterCount: z.number(),
  ratingCount: z.number(),
  ratingMean: z.number().nullable(),
  /** Of a duplicate: the matter that goes on for it. Its public answers stand among the replies. */
  joined: z
    .object({
      number: z.string(),
      stage: Label,
      outcome: z.string().nullable(),
      closedAt: Time.nullable(),
    })
    .nullable(),
  route: RouteView.nullable(),
  /** Who chose the handling organisation where no rule led to it, and why; else null. */
  byHand: z
    .object({
      org: Named,
      by: Named,
      post: Words.nullable(),
      reason: z.string(),
      isDesignated: z.boolean(),
    })
    .nullable(),
  result: z.object({ outcome: z.string(), text: z.string() }).nullable(),
  clocks: z.array(ClockView),
  assignments: z.array(
    z.object({
      org: Named,
      role: z.string(),
      state: z.string(),
      isCalledIn: z.boolean(),
      dueAt: Time.nullable(),
      note: z.string(),
      assignedAt: Time,
      /** The post's title or role, where one was named. */
      post: Words.nullable(),
      /** What was done, in the organisation's own words. */
      result: z.string(),
    }),
  ),
  requests: z.array(
    z.object({
      kind: z.string(),
      state: z.string(),
      askedBy: Named,
      decider: Named,
      askedAt: Time,
      ground: z.string(),
      reason: z.string(),
      decision: z.string(),
      id: z.string(),
      groundLabel: Words,
      /** Of an extension: which clock, by how much. */
      clock: Label.nullable(),
      amount: z.number().nullable(),
      suggestedOrg: Named.nullable(),
      decidedAt: Time.nullable(),
    }),
  ),
  supervisions: z.array(
    z.object({
      kind: z.string(),
      state: z.string(),
      issuer: Named,
      target: Named,
      issuedAt: Time,
      replyDueAt: Time.nullable(),
      reason: z.string(),
      reply: z.string(),
      result: z.string(),
      isPublic: z.boolean(),
      /** Taken back by its issuer; `result` says why. */
      isWithdrawn: z.boolean(),
      id: z.string(),
      repliedAt: Time.nullable(),
    }),
  ),
  links: z.array(z.object({ kind: z.string(), number: z.string(), state: z.string() })),
  parties: z.array(z.object({ id: z.string(), role: z.string(), label: z.string() })),
  /** How often the personal data was opened so far; null for those who may not know. */
  openedCount: z.number().int().nullable(),
  attachments: z.array(Attachment),
  replies: z.array(
    z.object({
      at: Time,
      text: z.string(),
      by: Named.nullable(),
      /** Given on the matter that this one joined. */
      isJoined: z.boolean(),
    }),
  ),
  allowedActions: z.array(AllowedAction),
});
export type MatterView = z.input<typeof MatterView>;
