/** The form of an action as it is sent: choices in words, ids with what to pick them from. */
import { z } from 'zod';

const Words = z.object({ zh: z.string(), en: z.string() });
const Choice = Words.extend({ code: z.string() });

/** What a `code`, `id` or `ids` names. */
export const picks = [
  'org',
  'orgs',
  'post',
  'category',
  'kind',
  'region',
  'matter',
  'photos',
  'clock',
] as const;
export type Picks = (typeof picks)[number];

export const FormField = Words.extend({
  type: z.enum(['text', 'choice', 'code', 'id', 'ids', 'number', 'boolean', 'place', 'date']),
  required: z.boolean(),
  /** Required only when another field has one of these values. */
  requiredWhen: z.object({ field: z.string(), is: z.array(z.string()) }).optional(),
  /** Required where this other field is left empty. */
  requiredWithout: z.string().optional(),
  choices: z.array(Choice).optional(),
  picks: z.enum(picks).nullable(),
  max: z.number().optional(),
  /** Of a text its characters, of a number itself, of `ids` how many there must be. */
  min: z.number().optional(),
  whole: z.boolean().optional(),
  /** What is written here is sealed whole, not even masked words stay in the log. */
  sealed: z.boolean().optional(),
  /** A day that has been, or that is to come; absent: any. */
  when: z.enum(['past', 'future']).optional(),
  hint: Words.nullable(),
  /** Filled in beforehand: where the rules would send it, the only choice that is open. */
  suggested: z.string().nullable(),
});
export type FormField = z.input<typeof FormField>;

/** What sort of act it is, for whoever lays out the buttons. */
export const actionGroups = ['way', 'requests', 'supervision', 'around', 'words'] as const;
export type ActionGroup = (typeof actionGroups)[number];

export const AllowedAction = Words.extend({
  action: z.string(),
  /** A refusal code, or null when it is open. */
  why: z.string().nullable(),
  /** The same for people. */
  whyText: Words.nullable(),
  /** Whether it is open or may yet be: false of what this matter or this reader never will have. */
  mayOpen: z.boolean(),
  /** The form of the action, made from its definition, in its order. */
  fields: z.record(z.string(), FormField),
  /** Whether the act must name the version it saw. */
  needsVersion: z.boolean(),
  group: z.enum(actionGroups),
  /** The likeliest next act of this reader: one at most, and only when it is open. */
  isPrimary: z.boolean(),
  /** Where it leads, by the value of a field where that decides. */
  leadsTo: z.array(
    Choice.extend({ by: z.string().nullable(), value: z.string().nullable(), isEnd: z.boolean() }),
  ),
  /** The action that takes it back; null: nothing does. */
  undoneBy: Choice.nullable(),
});
export type AllowedAction = z.input<typeof AllowedAction>;
