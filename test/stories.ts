/**
 * Random histories of a few matters: actors of every role take random actions with random inputs,
 * time passes, the ladder is swept. Every step is kept, so that properties judge what happened.
 */
import fc from 'fast-check';
import type { Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/refusal.ts';
import { whyNot } from '../modules/matters/rules/decide.ts';
import type { Aid, Given } from '../modules/matters/rules/draft.ts';
import type { ActionSpec, FieldSpec } from '../modules/matters/rules/process.ts';
import type { MatterState } from '../modules/matters/rules/state.ts';
import {
  act,
  type Birth,
  born,
  categories,
  everyone,
  idOf,
  type Live,
  MORNING,
  names,
  newId,
  type OrgName,
  orgNames,
  residents,
  sweep,
  system,
  uuid,
  viewOf,
} from './engine.ts';

export type Step = {
  /** The matter's place in the story. */
  at: number;
  /** An action, `register` for the birth, or `sweep` for the rungs that were due. */
  action: string;
  actor: Actor;
  given: Given;
  now: number;
  before: Live | null;
  after: Live;
  /** The other matter of a merge as it was, when there is one. */
  other: MatterState | undefined;
  /** What the list of allowed actions said beforehand. */
  listed: string | null;
  refusal: string | null;
};
export type Story = { steps: Step[]; matters: Live[]; now: number };

const minute = 60_000;
const waits = [0, 1, minute, 20 * minute, 180 * minute, 1440 * minute, 6 * 1440 * minute, -minute];

const anyBirth: fc.Arbitrary<Birth> = fc
  .record({
    kind: fc.constantFrom('report', 'report', 'report', 'intake'),
    category: fc.constantFrom('street', 'street.lamp', 'noise', null),
    urgency: fc.constantFrom('normal' as const, 'urgent' as const),
    reporter: fc.constantFrom('reachable', 'reachable', 'unreachable', 'anonymous', 'none'),
    ownerOrg: fc.constantFrom(idOf('townA'), idOf('townA'), idOf('centre')),
    subjectOrg: fc.constantFrom(null, null, null, idOf('deptA'), idOf('villageA')),
  })
  .map(({ reporter, ...birth }) => ({
    ...birth,
    facts: {
      hasReporter: reporter !== 'none',
      reporterCount: reporter === 'none' ? 0 : 1,
      isReachable: reporter === 'reachable' || reporter === 'anonymous',
      isAnonymous: reporter === 'anonymous',
    },
  }));

const anyMove = fc.record({
  at: fc.nat(2),
  actor: fc.nat(1000),
  pick: fc.nat(1000),
  seed: fc.nat(0x7fffffff),
  wait: fc.constantFrom(...waits),
  /** One in eight takes whatever action it likes, with whatever it likes. */
  wild: fc.integer({ min: 0, max: 7 }).map((n) => n === 7),
});
type Move = typeof anyMove extends fc.Arbitrary<infer T> ? T : never;

const actors = Object.values(everyone);
/** What brings a matter further is taken more often than a note. */
const dull = new Set([
  'note',
  'addPhotos',
  'addMessage',
  'remind',
  'reply',
  'sendUp',
  'supervise',
  'triage',
  'callIn',
  'createSub',
  'addSupporting',
  'attempt',
  'follow',
  'designate',
  'merge',
]);
const rare = new Set(['decline', 'answer', 'withdraw', 'move', 'nameSubject', 'refer']);
/** The way through, and what hangs on its depth: taken three times as often. */
const deep = new Set([
  'open',
  'dispatch',
  'acknowledge',
  'complete',
  'check',
  'callBack',
  'close',
  'unmerge',
  'askSuspension',
  'decideSuspension',
  'askExtension',
  'object',
  'reopen',
]);
const program = new Set(['takeDuplicate', 'releaseDuplicate', 'arrive']);

/** A history of three matters. `steps` bounds its length. */
export const stories = (steps = 30): fc.Arbitrary<Story> =>
  fc
    .tuple(
      fc.tuple(anyBirth, anyBirth, anyBirth),
      fc.array(anyMove, { minLength: steps / 2, maxLength: steps, size: 'max' }),
    )
    .map(([births, moves]) => tell(births, moves));

function tell(births: Birth[], moves: Move[]): Story {
  const story: Story = { steps: [], matters: [], now: MORNING };
  // A counterexample reads as who did what, not as all that was known.
  Object.defineProperty(story, fc.toStringMethod, { value: () => asText(story) });
  for (const birth of births) {
    const live = born(story.now, birth);
    story.matters.push(live);
    push(story, story.matters.length - 1, { action: 'register', actor: system }, null, live);
  }
  if (story.matters[0]) take(story, 0, residents.follower, 'follow', 0);
  for (const move of moves) makeMove(story, move);
  return story;
}

function asText(story: Story): string {
  const lines = story.steps.map(({ at, action, actor, given, now, after, refusal }) => {
    const who = 'account' in actor ? actor.account : actor.kind;
    const { stage } = after.state.matter;
    const what = `${at} ${who} ${action} ${JSON.stringify(given)}`;
    return `${new Date(now).toISOString()} ${what} -> ${refusal ?? stage}`;
  });
  return `\n${lines.join('\n')}\n`;
}

type Told = Pick<Step, 'action' | 'actor'> & Partial<Step>;

function push(story: Story, at: number, told: Told, before: Live | null, after: Live): void {
  story.matters[at] = after;
  const rest = { given: {}, other: undefined, listed: null, refusal: null };
  story.steps.push({ ...rest, at, now: story.now, before, after, ...told });
}

function makeMove(story: Story, move: Move): void {
  story.now += move.wait;
  if (move.wait > 0 && move.seed % 3 > 0) sweepAll(story);
  const at = move.at % story.matters.length;
  const live = story.matters[at];
  if (!live) return;
  const chosen = move.wild ? wildChoice(live, move) : openChoice(story, live, move);
  if (chosen) take(story, at, chosen.actor, chosen.action, move.seed);
}

export function sweepAll(story: Story): void {
  for (const [at, before] of story.matters.entries()) {
    const after = sweep(before, story.now);
    if (after !== before) push(story, at, { action: 'sweep', actor: system }, before, after);
  }
}

function wildChoice(live: Live, move: Move) {
  const actor = actors[move.actor % actors.length] ?? system;
  const all = Object.keys(viewOf(live, actor).definition.actions);
  return { actor, action: all[move.pick % all.length] ?? '' };
}

function openChoice(story: Story, live: Live, move: Move) {
  for (let tried = 0; tried < actors.length; tried += 1) {
    const actor = actors[(move.actor + tried) % actors.length] ?? system;
    const view = viewOf(live, actor);
    const open = Object.keys(view.definition.actions).filter(
      (action) =>
        !program.has(action) &&
        !(dull.has(action) && move.seed % 5 > 0) &&
        !(rare.has(action) && move.seed % 11 > 0) &&
        whyNot(names, view, { action, actor, now: story.now }) === null,
    );
    const more = open.filter((action) => deep.has(action));
    const choice = [...open, ...more, ...more];
    if (open.length > 0) return { actor, action: choice[move.pick % choice.length] ?? '' };
  }
  return null;
}

function take(story: Story, at: number, actor: Actor, action: string, seed: number): void {
  const before = story.matters[at];
  if (!before) return;
  const view = viewOf(before, actor);
  const { aid, otherAt, by } = aidFor(story, at, action, seed);
  const given = givenFor(view.definition.actions[action], before, seed);
  const listed = whyNot(names, view, { action, actor: by ?? actor, now: story.now });
  const told = { action, actor: by ?? actor, given, listed, other: aid.other };
  try {
    const after = act(before, by ?? actor, { action, given, now: story.now, aid });
    push(story, at, told, before, after);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    push(story, at, { ...told, refusal: error.code }, before, before);
    return;
  }
  if (action === 'merge') alongside(story, otherAt, 'takeDuplicate', before.state);
  if (action === 'unmerge') alongside(story, otherAt, 'releaseDuplicate', before.state);
}

function alongside(story: Story, at: number, action: string, other: MatterState): void {
  const before = story.matters[at];
  if (!before) return;
  const after = act(before, system, { action, now: story.now, aid: { other } });
  push(story, at, { action, actor: system, other }, before, after);
}

function aidFor(story: Story, at: number, action: string, seed: number) {
  const aid: Aid = {};
  const { matter } = story.matters[at]?.state ?? {};
  const others = story.matters.flatMap((live, place) => (place === at ? [] : [{ live, place }]));
  const isOpen = (live: Live) => live.state.matter.isOpen;
  let other = others[seed % others.length];
  if (action === 'merge') other = others.find(({ live }) => isOpen(live)) ?? other;
  if (action === 'unmerge') {
    other = others.find(({ live }) => live.state.matter.id === matter?.mergedInto) ?? other;
  }
  // The server takes no closed matter to merge into, nor these two from anybody's hand.
  const isHeld = action === 'merge' && !(other && isOpen(other.live));
  const by = isHeld || program.has(action) ? nobodyHere : undefined;
  if (other) aid.other = other.live.state;
  if (action === 'move') aid.moveTo = { county: '310117', newId: newId() };
  return { aid, otherAt: other?.place ?? at, by };
}

const nobodyHere: Actor = { kind: 'nobody' };

/** Input that fits the fields of an action; what is not required is there half of the time. */
export function givenFor(spec: ActionSpec | undefined, live: Live, seed: number): Given {
  const given: Given = {};
  let bits = seed;
  for (const [name, field] of Object.entries(spec?.fields ?? {})) {
    bits = (Math.imul(bits, 1103515245) + 12345) >>> 0;
    if (!field.required && (bits >>> 8) % 2 === 0) continue;
    const value = valueFor(name, field, live, bits >>> 9);
    if (value !== undefined) given[name] = value;
  }
  return given;
}

function valueFor(name: string, field: FieldSpec, live: Live, n: number): unknown {
  const { facts } = live.state.matter;
  const sub = live.state.links.find((link) => link.kind === 'sub');
  if (name === 'otherId' && sub) return sub.otherId;
  // One time in four an id of nothing: refused, as a colleague's closing would make it.
  const { supervisions } = live.state;
  if (name === 'supervision')
    return n % 4 === 0 ? uuid(n) : supervisions[n % supervisions.length]?.id;
  if (name === 'stage' && facts.beforeMerge) return facts.beforeMerge.stage;
  switch (field.type) {
    case 'choice':
      return field.of?.[n % field.of.length];
    case 'text':
      return '示例文字，说明情况';
    case 'number':
      return (field.min ?? 0) + (n % 6);
    case 'boolean':
      return n % 2 === 0;
    case 'code':
      return codeFor(name, n);
    case 'id':
      return name.endsWith('ost') ? uuid(0x200 + (n % 20)) : orgAt(n);
    case 'ids':
      return name === 'supporting'
        ? [orgAt(n)]
        : Array.from({ length: 1 + (n % 2) }, () => newId());
    case 'place':
      return undefined;
    case 'date':
      return field.when === 'future' ? '2026-12-31' : '2026-03-10';
  }
}

/** Any organisation, and most often those that have people to handle, or to judge what they did. */
function orgAt(n: number): string {
  const likely: OrgName[] = ['townA', 'deptA', 'stationA', 'centre', 'villageA'];
  const pool = n % 3 === 0 ? orgNames : likely;
  return idOf(pool[(n >>> 2) % pool.length] ?? 'centre');
}

function codeFor(name: string, n: number): string {
  if (name === 'kind') return n % 2 === 0 ? 'report' : 'intake';
  if (name === 'category') return categories[n % categories.length]?.code ?? '';
  return name === 'region' ? '310116102201' : '310116-2026-000001';
}

const RUNS = 200;

/** Judges as many random histories as a property has to hold for. */
export const forAll = (judge: (story: Story) => void, steps?: number) =>
  fc.assert(fc.property(stories(steps), judge), { numRuns: RUNS });

export const isDone = (step: Step) => step.refusal === null;
export const isAct = (step: Step) => !['register', 'sweep'].includes(step.action);
/** What happened after the births, refusals left out: in all, and to one matter. */
export const done = (story: Story) =>
  story.steps.filter((step) => isDone(step) && step.before !== null);
export const of = (story: Story, at: number) => done(story).filter((step) => step.at === at);
export const was = (step: Step): MatterState => (step.before ?? step.after).state;
export const is = (step: Step): MatterState => step.after.state;
