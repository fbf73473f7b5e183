/** What a worker takes along to work without a network: tasks with their forms, and categories. */
import { z } from 'zod';
import { mediums } from './attachments.ts';
import { FormField } from './forms.ts';
import { Label, Named, Time, Words } from './views.ts';

/** What its reader does next with a matter: by its stage, whatever it was assigned for. */
export const taskWorks = ['handle', 'verify', 'check'] as const;
export type TaskWork = (typeof taskWorks)[number];

export const TaskAction = z.object({
  action: z.string(),
  zh: z.string(),
  en: z.string(),
  fields: z.record(z.string(), FormField),
  needsVersion: z.boolean(),
  /** The likeliest next act of this reader. */
  isPrimary: z.boolean(),
  /** Opens only once this other act was taken. */
  after: z.string().nullable(),
});

export const Task = z.object({
  number: z.string(),
  work: z.enum(taskWorks),
  title: z.string(),
  text: z.string(),
  category: Label.nullable(),
  stage: Label,
  urgency: z.string(),
  version: z.number().int(),
  /** The newest entry of its log: what happens after it was not seen. */
  seq: z.number().int(),
  region: z.string(),
  grid: z.string().nullable(),
  point: z.object({ lon: z.number(), lat: z.number() }).nullable(),
  placeText: z.string(),
  /** Where that is, for whoever walks there without a network. */
  regionName: z.string(),
  gridName: z.string().nullable(),
  near: Words.nullable(),
  receivedAt: Time,
  dueAt: Time.nullable(),
  isSuspended: z.boolean(),
  reworkCount: z.number().int(),
  handlingOrg: Named.nullable(),
  /** What the handling organisation says it did: for the check. */
  result: z.object({ outcome: z.string(), text: z.string() }).nullable(),
  /** What the dispatcher wrote to it. */
  note: z.string(),
  attachments: z.array(
    z.object({
      id: z.string(),
      purpose: z.string(),
      medium: z.enum(mediums),
      href: z.string(),
      thumbHref: z.string().nullable(),
    }),
  ),
  /** Those that are open to this reader, and those that the open ones lead to. */
  actions: z.array(TaskAction),
});
export type Task = z.input<typeof Task>;

export const TaskCategory = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  parent: z.string().nullable(),
  emergency: z.string().nullable(),
  maySelfHandle: z.boolean(),
  /** Photos that must be there, when it is self-handled or handled. */
  evidence: z.object({ before: z.number().int(), after: z.number().int() }),
  keywords: z.array(z.string()),
  form: z.record(z.string(), FormField),
});
export type TaskCategory = z.input<typeof TaskCategory>;
