/**
 * An act being put together: effects read the state as it has become and record changes. Nothing
 * outside the draft is touched; the store saves it whole or not at all.
 */
import type { Actor } from '../../../kernel/actor.ts';
import type { Route } from './routing.ts';
import {
  type Assignment,
  type Change,
  type Clock,
  evolve,
  type Link,
  type MatterPatch,
  type MatterState,
  type Request,
  type Supervision,
} from './state.ts';
import type { MatterView } from './view.ts';

export type Given = Record<string, unknown>;

export type DraftMessage = {
  template: string;
  /** `joined`: the reporters of the duplicates that joined, each told under their own number. */
  to: { kind: 'reporter' } | { kind: 'joined' } | { kind: 'org'; org: string };
  values: Record<string, string>;
  /** Within the matter, each key is sent once. */
  dedupe: string;
};

/** What an act may need to know of the world, loaded before it is decided. */
export type Aid = {
  route?: Route;
  /** The other matter of a merge, a link or a move. */
  other?: MatterState;
  /** Where a matter that moves away lies from now on. */
  moveTo?: { county: string; newId: string };
};

export type Draft = {
  view: MatterView;
  state: MatterState;
  actor: Actor;
  now: number;
  given: Given;
  aid: Aid;
  newId: () => string;
  changes: Change[];
  messages: DraftMessage[];
  /** A stage that an effect chose instead of the definition's target. */
  target: string | null;
};

function record(draft: Draft, change: Change) {
  draft.state = evolve(draft.state, change);
  draft.changes.push(change);
}

export function setMatter(draft: Draft, set: MatterPatch): void {
  record(draft, { what: 'matter', set });
}

export function putClock(draft: Draft, row: Clock): void {
  record(draft, { what: 'clock', row });
}

export function putAssignment(draft: Draft, row: Assignment): void {
  record(draft, { what: 'assignment', row });
}

export function putRequest(draft: Draft, row: Request): void {
  record(draft, { what: 'request', row });
}

export function putSupervision(draft: Draft, row: Supervision): void {
  record(draft, { what: 'supervision', row });
}

export function putLink(draft: Draft, row: Link): void {
  record(draft, { what: 'link', row });
}

export function tell(draft: Draft, message: DraftMessage): void {
  draft.messages.push(message);
}

/** Tells whoever joined with a duplicate that still stands. */
export function tellJoined(draft: Draft, message: Omit<DraftMessage, 'to'>): void {
  const isJoined = draft.state.links.some(
    (link) => link.kind === 'duplicate' && link.state === 'standing',
  );
  if (!isJoined) return;
  // A duplicate may join one matter after another: what each of them says is told once.
  const dedupe = `joined:${draft.state.matter.id}:${message.dedupe}`;
  tell(draft, { ...message, to: { kind: 'joined' }, dedupe });
}

/** Whether of the matter itself nothing changed but when something last did. */
export function isTouched({ changes }: Draft): boolean {
  return changes.every(
    (change) =>
      change.what !== 'matter' || Object.keys(change.set).every((name) => name === 'updatedAt'),
  );
}

/** A text field of what was given; empty when absent or no text. */
export function wordOf(given: Given, field: string): string {
  const value = given[field];
  return typeof value === 'string' ? value : '';
}

/** A text field of the act; empty when absent. */
export function textOf(draft: Draft, field: string): string {
  return wordOf(draft.given, field);
}

/** Keeps the last state of each thing that was changed more than once. */
export function foldChanges(changes: readonly Change[]): Change[] {
  const kept: Change[] = [];
  for (const change of changes) {
    const same = kept.findIndex((other) => isSameThing(other, change));
    const old = kept[same];
    if (old === undefined) kept.push(change);
    else kept[same] = joined(old, change);
  }
  return kept;
}

function isSameThing(a: Change, b: Change): boolean {
  if (a.what !== b.what) return false;
  if (a.what === 'matter' || b.what === 'matter') return true;
  return a.row.id === b.row.id;
}

function joined(old: Change, change: Change): Change {
  if (old.what !== 'matter' || change.what !== 'matter') return change;
  const facts = old.set.facts || change.set.facts;
  const own = old.set.own || change.set.own;
  const set = { ...old.set, ...change.set };
  if (own) set.own = { ...old.set.own, ...change.set.own };
  if (facts) set.facts = { ...old.set.facts, ...change.set.facts };
  return { what: 'matter', set };
}
