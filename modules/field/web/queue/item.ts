/**
 * What lies in the queue: one deed, done once, under one key. Records carry the version of their
 * form, because the app may be updated while they wait.
 */
import type { Task } from '../../../matters/contract.ts';

/** Raise it with a step in `migrated` whenever the form changes. */
export const ITEM_VERSION = 2;

export type Words = { zh: string; en: string };
/** The form of an act, as it was filled in: the words of its fields are needed long after. */
export type ActFields = Task['actions'][number]['fields'];

export type FileSlot = 'attachments' | 'beforePhotos' | 'afterPhotos' | 'photos';

/** A file on this phone; its bytes lie apart, so that the list stays light. */
export type QueuedFile = {
  id: string;
  slot: FileSlot;
  name: string;
  type: string;
  bytes: number;
  /** Under which the server knows the upload: a new one once the server has lost it. */
  key: string;
  uploadId: string | null;
  sent: number;
  attachmentId: string | null;
};

export type ReportDeed = {
  kind: 'report';
  text: string;
  category: string | null;
  point: { lon: number; lat: number } | null;
  region: string | null;
  address: string;
  urgency: 'normal' | 'urgent';
  fields: Record<string, unknown>;
  /** Mended on the spot: what was done. */
  selfHandled: string | null;
};

export type ActDeed = {
  kind: 'act';
  number: string;
  action: string;
  /** Of the button, for the list. */
  words: Words;
  title: string;
  input: Record<string, unknown>;
  needsVersion: boolean;
  /** What the worker saw: the version, the newest entry of the log, the stage, the form. */
  version: number;
  seq: number | null;
  stage: Words | null;
  fields: ActFields | null;
};

export type CheckInDeed = {
  kind: 'checkIn';
  county: string;
  point: string;
  name: string;
  result: 'ok' | 'trouble';
  note: string;
  /** The report in this queue that says what the trouble is; its number is filled in when sent. */
  reportItem: string | null;
};

export type Deed = ReportDeed | ActDeed | CheckInDeed;

export type ItemState = 'waiting' | 'sending' | 'done' | 'refused' | 'conflict';

/** What the server said, as much of it as is shown. */
export type Said = {
  code: string;
  titles: Words;
  fields: { path: string; code: string }[];
  /** What stands there now: after a conflict. */
  present: unknown;
};

/** What somebody did to the matter since the worker saw it. */
export type Since = {
  at: string;
  action: string;
  words: Words;
  org: { zh: string; en: string | null } | null;
  given: Record<string, unknown>;
  said: { label: Words; text: Words }[];
  changed: Words[];
};

/** How the matter of an act stands, asked for after a conflict. */
export type Standing = {
  /** When it was asked (epoch ms, by the server). */
  at: number;
  /** Null: it is out of this worker's sight. */
  version: number | null;
  seq: number | null;
  stage: Words | null;
  /** Whether the act can be taken upon it; else why not, where the server says it. */
  isOpen: boolean;
  why: Words | null;
  /** The form as it is now. */
  fields: ActFields | null;
  since: Since[];
};

export type Item = {
  v: number;
  /** Of the record on this phone. */
  id: string;
  /** The order in which things were done. */
  seq: number;
  /** Whose deed it is: sent under no other account. */
  account: string;
  /** Under which the server counts it once. A new one only after it said no. */
  key: string;
  deed: Deed;
  files: QueuedFile[];
  /** When it was done, in the server's time as far as it was known (epoch ms). */
  happenedAt: number;
  state: ItemState;
  /** How often it was tried: after the first try it may have arrived without an answer. */
  tries: number;
  said: Said | null;
  answer: { number: string | null; version: number | null } | null;
  doneAt: number | null;
  /** After a conflict, once the server was asked. */
  standing: Standing | null;
};

type Old = Record<string, unknown> & { v?: number };

/** From each form to the next, the oldest first; the very first had no number. */
const steps: readonly ((record: Old) => Old)[] = [
  (record) => record,
  // What the worker saw is kept whole since then, and what stands after a conflict.
  (record) => {
    const deed = record.deed as { kind: string };
    const seen = { seq: null, stage: null, fields: null };
    return { ...record, standing: null, deed: deed.kind === 'act' ? { ...seen, ...deed } : deed };
  },
];

/** A record of an older form in the present one. Null: made by a newer app, and left as it is. */
export function migrated(record: { v?: number }): Item | null {
  const { v = 0 } = record;
  if (v > ITEM_VERSION) return null;
  const whole = steps.slice(v).reduce((form, step) => step(form), record as Old);
  // Each step leads to the form of its number: the last one to this.
  return { ...whole, v: ITEM_VERSION } as Item;
}
