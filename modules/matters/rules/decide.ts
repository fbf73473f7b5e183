/**
 * The engine: who may take which action when, and what an act changes. Pure: the same question
 * serves the refusal, the list of allowed actions and the button.
 */
import type { Actor } from '../../../kernel/actor.ts';
import { isCivilDate } from '../../../kernel/dates.ts';
import { type FieldFault, must, refuse } from '../../../kernel/refusal.ts';
import { dateAt } from '../../../kernel/zone.ts';
import { applyClockEvent, copyDueTimes, endWithSupport, finishAtClose } from './clocks.ts';
import {
  type Aid,
  type Draft,
  foldChanges,
  type Given,
  setMatter,
  tell,
  tellJoined,
} from './draft.ts';
import { ALL_ROLES, endAssignments } from './effects/handling.ts';
import type { EffectTable } from './effects/index.ts';
import { evidenceDetails } from './evidence.ts';
import type { GuardTable } from './guards.ts';
import { type ActionSpec, eventsOfAct, type FieldSpec, stagesFrom } from './process.ts';
import { isTaker } from './standing.ts';
import type { MatterView } from './view.ts';

export type Names = { guards: GuardTable; effects: EffectTable };

/** `given` is absent when only asking whether a button is open. */
export type Question = { action: string; actor: Actor; now: number; given?: Given };

/**
 * Why an actor may not take an action now, or null. `NOT_YOURS` comes first: who has no right
 * learns nothing of the state.
 */
export function whyNot(
  names: Names,
  view: MatterView,
  { action, actor, now, given }: Question,
): string | null {
  const spec = specOf(view, action);
  if (!spec) return 'ACTION_UNKNOWN';
  if (!isTaker(view, actor, spec.by)) return 'NOT_YOURS';
  if (view.state.matter.movedToCounty !== null) return 'MATTER_MOVED';
  if (!stagesFrom(view.definition, spec).includes(view.state.matter.stage))
    return 'ACTION_NOT_OPEN';
  if (view.state.matter.isSuspended && !spec.whileSuspended) return 'MATTER_SUSPENDED';
  for (const name of spec.guards ?? []) {
    const guard = names.guards[name];
    must(guard, `the guard ${name} is registered`);
    const code = guard(view, actor, now, given);
    if (code) return code;
  }
  return null;
}

/** Names come from requests: those that every object has are no actions. */
function specOf({ definition }: MatterView, action: string): ActionSpec | undefined {
  return Object.hasOwn(definition.actions, action) ? definition.actions[action] : undefined;
}

export type AllowedAction = { action: string; zh: string; en: string; why: string | null };

/** Every action that the actor's place lets them take, each open or with the reason why not. */
export function allowedActions(
  names: Names,
  view: MatterView,
  actor: Actor,
  now: number,
): AllowedAction[] {
  return Object.entries(view.definition.actions)
    .map(([action, spec]) => ({
      action,
      zh: spec.zh,
      en: spec.en,
      why: whyNot(names, view, { action, actor, now }),
    }))
    .filter((one) => one.why !== 'NOT_YOURS');
}

/** Whether an act changes the stage, and so must name the version it saw. */
export function changesStage(view: MatterView, action: string): boolean {
  return specOf(view, action)?.to !== 'stay';
}

export type DecideInput = {
  action: string;
  given: Given;
  aid: Aid;
  now: number;
  newId: () => string;
};

/** What the act does, or the refusal that says why it may not. */
export function decide(names: Names, view: MatterView, actor: Actor, input: DecideInput): Draft {
  const spec = specOf(view, input.action);
  // First as the button asked, so that it was told the truth; guards read only input that fits.
  assertOpen(names, view, { action: input.action, actor, now: input.now });
  must(spec, 'a known action');
  checkGiven(spec, input.given, dateAt(input.now, view.rules.calendar.zone));
  const fault = whyNot(names, view, { ...input, actor });
  if (fault) refuse(fault, evidenceDetails(fault));
  const draft = beginDraft(view, actor, input);
  for (const name of spec.effects ?? []) {
    const effect = names.effects[name];
    must(effect, `the effect ${name} is registered`);
    effect(draft);
  }
  enterStage(draft, draft.target ?? targetOf(spec, input.given), input.action);
  return finishDraft(draft);
}

/** Refuses with the reason of `whyNot`; who came too late is told the present state. */
export function assertOpen(names: Names, view: MatterView, question: Question): void {
  const why = whyNot(names, view, question);
  if (why === 'ACTION_NOT_OPEN') {
    const stage = view.definition.stages[view.state.matter.stage];
    refuse(why, {
      present: presentOf(view),
      values: { stageZh: stage?.zh ?? '', stageEn: stage?.en ?? '' },
    });
  }
  if (why) refuse(why);
}

export function beginDraft(
  view: MatterView,
  actor: Actor,
  input: Omit<DecideInput, 'action'>,
): Draft {
  // Within a matter time never runs backwards, whatever the clocks of two machines say.
  const now = Math.max(input.now, view.state.matter.updatedAt);
  return {
    view,
    state: view.state,
    actor,
    now,
    given: input.given,
    aid: input.aid,
    newId: input.newId,
    changes: [],
    messages: [],
    target: null,
  };
}

/** Copies the due times, stamps the matter and folds the changes. */
export function finishDraft(draft: Draft): Draft {
  endWithSupport(draft);
  copyDueTimes(draft);
  setMatter(draft, { updatedAt: draft.now });
  draft.changes = foldChanges(draft.changes);
  return draft;
}

function targetOf(spec: ActionSpec, given: Given): string {
  if (typeof spec.to === 'string') return spec.to;
  const target = spec.to.ways[String(given[spec.to.byField])];
  must(target, 'every choice has its stage');
  return target;
}

/** Moves to a stage and lets the clocks know of the action and of the stage. */
export function enterStage(draft: Draft, target: string, action: string): void {
  const stage = target === 'stay' ? draft.state.matter.stage : target;
  const isMoved = target !== 'stay';
  if (isMoved) setMatter(draft, { stage, version: draft.state.matter.version + 1 });
  const spec = draft.view.definition.actions[action];
  for (const event of eventsOfAct(action, spec, draft.given)) applyClockEvent(draft, event);
  if (!isMoved) return;
  applyClockEvent(draft, `stage:${stage}`);
  if (draft.view.definition.stages[stage]?.end) close(draft);
}

/** What every close does: the outcome must stand, the clocks and the work end. */
function close(draft: Draft): void {
  const { matter } = draft.state;
  must(matter.outcome, 'a matter that closes has its outcome');
  finishAtClose(draft);
  endAssignments(draft, ALL_ROLES, 'done');
  const { isBreached, hasReporter } = draft.state.matter.facts;
  setMatter(draft, {
    isOpen: false,
    isSuspended: false,
    isUnowned: false,
    closedAt: draft.now,
    facts: { closedOnTime: !isBreached },
  });
  if (!hasReporter) return;
  const message = {
    // A duplicate is not over for its reporter: it goes on with the matter that it joined.
    template: matter.outcome === 'duplicate' ? 'matter.joined' : 'matter.closed',
    values: { number: matter.number, outcome: matter.outcome },
    dedupe: `closed:${draft.state.matter.version}`,
  };
  tell(draft, { ...message, to: { kind: 'reporter' } });
  tellJoined(draft, message);
}

/** The little of the present state that a caller who came too late needs. */
export function presentOf(view: MatterView): { stage: string; version: number } {
  const { stage, version } = view.state.matter;
  return { stage, version };
}

const TEXT_MAX = 4000;

/**
 * Refuses input that does not fit the action's fields, naming each. `today` (a civil day) bounds
 * days that must have been or be to come.
 */
export function checkGiven(spec: Pick<ActionSpec, 'fields'>, given: Given, today?: string): void {
  const fields = spec.fields ?? {};
  const faults: FieldFault[] = Object.keys(given)
    .filter((name) => !Object.hasOwn(fields, name))
    .map((name) => ({ path: `input.${name}`, code: 'unknown' }));
  for (const [name, field] of Object.entries(fields)) {
    const code = faultOf(field, given[name], given) ?? dayFault(field, given[name], today);
    if (code) faults.push({ path: `input.${name}`, code });
  }
  if (faults.length > 0) refuse('INPUT_INVALID', { fields: faults });
}

function faultOf(field: FieldSpec, value: unknown, given: Given): string | null {
  if (isEmpty(value)) return isRequired(field, given) ? 'required' : null;
  switch (field.type) {
    case 'text':
      return textFault(field, value);
    case 'choice':
      return typeof value === 'string' && field.of?.includes(value) ? null : 'choice';
    case 'code':
      return typeof value === 'string' && value.length <= 64 ? null : 'code';
    case 'id':
      return isUuid(value) ? null : 'id';
    case 'ids':
      return isIdList(value) ? null : 'ids';
    case 'number':
      return numberFault(field, value);
    case 'boolean':
      return typeof value === 'boolean' ? null : 'boolean';
    case 'place':
      return isPlace(value) ? null : 'place';
    case 'date':
      return isCivilDate(value) ? null : 'date';
  }
}

function dayFault({ when }: FieldSpec, value: unknown, today: string | undefined): string | null {
  if (when === undefined || today === undefined || typeof value !== 'string') return null;
  if (when === 'past') return value <= today ? null : 'inFuture';
  return value >= today ? null : 'inPast';
}

function isRequired(field: FieldSpec, given: Given): boolean {
  if (field.required) return true;
  const { requiredWhen: when, requiredWithout: other } = field;
  if (other !== undefined && isEmpty(given[other])) return true;
  return when !== undefined && when.is.includes(String(given[when.field]));
}

/** A list of nothing is no answer. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return Array.isArray(value) && value.length === 0;
}

function textFault(field: FieldSpec, value: unknown): string | null {
  if (typeof value !== 'string') return 'text';
  if (value.trim().length < (field.min ?? 1)) return 'tooShort';
  return value.length > (field.max ?? TEXT_MAX) ? 'tooLong' : null;
}

function numberFault(field: FieldSpec, value: unknown): string | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'number';
  if (field.whole && !Number.isInteger(value)) return 'whole';
  if (value < (field.min ?? Number.MIN_SAFE_INTEGER)) return 'tooSmall';
  return value > (field.max ?? Number.MAX_SAFE_INTEGER) ? 'tooLarge' : null;
}

/** No id stands twice: one photo is one proof. */
function isIdList(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > 20) return false;
  return value.every(isUuid) && new Set(value).size === value.length;
}

function isUuid(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
}

function isPlace(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { lon, lat } = value as { lon?: unknown; lat?: unknown };
  return Number.isFinite(lon) && Number.isFinite(lat);
}
