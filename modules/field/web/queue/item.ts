/**
 * What lies in the queue: one deed, done once, under one key. Records carry the version of their
 * form, because the app may be updated while they wait.
 */

/** Raise it with a step in `migrated` whenever the form changes. */
export const ITEM_VERSION = 1;

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
  words: { zh: string; en: string };
  title: string;
  input: Record<string, unknown>;
  needsVersion: boolean;
  /** What the worker saw. */
  version: number;
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
  titles: { zh: string; en: string };
  fields: { path: string; code: string }[];
  /** What stands there now: after a conflict. */
  present: unknown;
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
};

/** A record of an older form in the present one. Null: made by a newer app, and left as it is. */
export function migrated(record: { v?: number }): Item | null {
  const { v = 0 } = record;
  if (v > ITEM_VERSION) return null;
  // Steps from one form to the next stand here, the oldest first; the first form had no number.
  return { ...(record as Item), v: ITEM_VERSION };
}
