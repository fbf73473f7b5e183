/**
 * A process definition as data, and the check that it must pass before it is published: every
 * stage reachable, an end reachable from every stage, every name known, every stage owned.
 */

import { type Counting, checkCounting } from '../../../kernel/counting.ts';
import type { Unit } from '../../../kernel/units.ts';
import { standingNames } from '../contract/documents.ts';
import type { Picks } from '../contract/forms.ts';

export type Words = { zh: string; en: string };

/** Where an actor must stand towards the matter. */
export type Standing = (typeof standingNames)[number];

export type Taker = { roles?: readonly string[]; standing: Standing };

export type FieldSpec = {
  type: 'text' | 'choice' | 'code' | 'id' | 'ids' | 'number' | 'boolean' | 'place' | 'date';
  zh: string;
  en: string;
  required?: boolean;
  /** Required only when another field has one of these values. */
  requiredWhen?: { field: string; is: readonly string[] };
  /** Required where this other field is left empty: one of the two at least. */
  requiredWithout?: string;
  of?: readonly string[];
  /** What the choices are called, where the common words do not say it. */
  labels?: Readonly<Record<string, Words>>;
  /** What a code or id names, where its name does not say it. */
  picks?: Picks;
  hint?: Words;
  max?: number;
  min?: number;
  /** A number without a fraction. */
  whole?: boolean;
  /** Personal text is never put in the clear, not even masked. */
  sealed?: boolean;
  /** The name of somebody who becomes a party of the matter by this act; sealed as parties are. */
  party?: boolean;
  /** A civil day that has been (today at the latest), or is to come (today at the earliest). */
  when?: 'past' | 'future';
};

/** One stage always, or one by the value of a field; `stay` keeps the present one. */
export type Target = string | { byField: string; ways: Readonly<Record<string, string>> };

export type ActionSpec = Words & {
  from: readonly string[] | 'open' | 'closed' | 'any';
  to: Target;
  by: readonly Taker[];
  fields?: Readonly<Record<string, FieldSpec>>;
  guards?: readonly string[];
  effects?: readonly string[];
  /** Stays open while the matter is suspended. */
  whileSuspended?: boolean;
  /** The step as whose matter it is reads it; `{org}` and `{to}` stand for the organisations. */
  plain?: Words;
  /** What follows from it, told to a resident before it is done. */
  consequence?: Words;
  /** Taken by this module's own endpoint alone, which brings what belongs to it. */
  through?: string;
};

export type Amount = { amount: number; unit: Unit };

export type RungSpec = { rung: 'remind' | 'yellow' | 'orange' | 'red' | 'breach'; share: number };

export type ClockSpec = Words & {
  /** What it means to who is waiting: what is owed until then, or what may be asked for. */
  plain?: Words;
  /** On what it depends whether it ever begins, told to who asks before anything has happened. */
  provided?: Words;
  /** A `window` is nobody's duty: a right that somebody may use until it is over. */
  nature: 'statutory' | 'internal' | 'supervision' | 'window';
  /** Each supporting organisation has its own; absent: the matter has one. */
  for?: 'supporting';
  /** `stage:NAME`, `action:NAME`, or `action:NAME/FIELD=CHOICE` where a choice decides. */
  starts: readonly string[];
  /** Begins only where the kind's own facts say one of these: clocks of a channel. */
  when?: Readonly<Record<string, readonly string[]>>;
  ends: readonly string[];
  cancels?: readonly string[];
  stops?: readonly string[];
  resumes?: readonly string[];
  /** Counts from when the matter was received instead of from the event. */
  fromReceipt?: boolean;
  /** Counts from the civil day in this field of the act: a delivery is written down later. */
  fromField?: string;
  /** Counts from the civil day that the kind's own facts keep under this name. */
  fromFact?: string;
  /** Runs until the end of the civil day in this field: another law, or an assignment, sets it. */
  untilField?: string;
  /** The field that names the law which set it, for a clock without a citation of its own. */
  citationField?: string;
  time: Amount;
  urgentTime?: Amount;
  /** The categories may set their own time under this name. */
  byCategory?: boolean;
  counting: Counting;
  ladder: string;
  citation?: string;
  decidesDue?: boolean;
  /** Does not stop when the matter is suspended (a statute's clock). */
  runsOn?: boolean;
  /** Goes on when the matter closes: what somebody may still ask for then. */
  outlivesClose?: boolean;
  extension?: { times: number; max: Amount };
};

export type StageSpec = Words & {
  owner: Standing | 'none';
  end?: boolean;
  /** Where it stands, for who is waiting. */
  plain?: Words;
  /** What is done first here, in this order; what is none of them is never the main button. */
  first?: readonly FirstStep[];
};

/** Done with once the kind's own facts have `until`. */
export type FirstStep = { action: string; until?: string };

export type ProcessDefinition = {
  kind: string;
  title: Words;
  initial: string;
  /** False: whoever takes it in decides where it goes, and without a rule it is not unowned. */
  isRouted?: boolean;
  /** Held by the nearest centre upward that has a post of these roles, and why in words. */
  heldBy?: Words & { roles: readonly string[] };
  /** Only whether it was in time stands in figures: see `appraisal.ts`. Absent: all is counted. */
  appraisal?: 'timeOnly';
  /** What becomes of it when it is answered, told before it is sent. */
  afterwards?: Words;
  /** Told to whose matter it is while the kind's own facts say so; `{fact}` is filled in. */
  notes?: readonly (Words & { when: Readonly<Record<string, readonly string[]>> })[];
  stages: Readonly<Record<string, StageSpec>>;
  actions: Readonly<Record<string, ActionSpec>>;
  clocks: Readonly<Record<string, ClockSpec>>;
  ladders: Readonly<Record<string, readonly RungSpec[]>>;
};

/** The names a definition may use, registered by the engine and by each kind. */
export type Vocabulary = {
  roles: ReadonlySet<string>;
  guards: ReadonlySet<string>;
  effects: ReadonlySet<string>;
};

/** Every fault of a definition, each with the place where it is; none means it may be published. */
export function checkProcess(definition: ProcessDefinition, words: Vocabulary): string[] {
  return [
    ...stageFaults(definition),
    ...firstFaults(definition),
    ...(definition.heldBy?.roles ?? [])
      .filter((role) => !words.roles.has(role))
      .map((role) => `heldBy: unknown role ${role}`),
    ...Object.entries(definition.actions).flatMap(([name, action]) =>
      actionFaults(definition, name, action, words),
    ),
    ...Object.entries(definition.clocks).flatMap(([name, clock]) =>
      clockFaults(definition, name, clock),
    ),
    ...Object.entries(definition.ladders).flatMap(([name, rungs]) => ladderFaults(name, rungs)),
    ...graphFaults(definition),
  ];
}

function stageFaults(definition: ProcessDefinition): string[] {
  const faults: string[] = [];
  if (!Object.hasOwn(definition.stages, definition.initial)) {
    faults.push(`initial: the stage ${definition.initial} is not defined`);
  }
  if (Object.hasOwn(definition.stages, 'stay')) {
    faults.push('stages.stay: the word means the present stage');
  }
  for (const [name, stage] of Object.entries(definition.stages)) {
    if (!stage.owner) faults.push(`stages.${name}: has no owner`);
    if (!stage.end && stage.owner === 'none') faults.push(`stages.${name}: is open and unowned`);
  }
  if (!Object.values(definition.stages).some((stage) => stage.end)) {
    faults.push('stages: none is an end');
  }
  return faults;
}

function firstFaults(definition: ProcessDefinition): string[] {
  return Object.entries(definition.stages).flatMap(([name, { first }]) =>
    (first ?? []).flatMap(({ action }) => {
      const spec = definition.actions[action];
      const isOpen = spec !== undefined && stagesFrom(definition, spec).includes(name);
      return isOpen ? [] : [`stages.${name}.first: ${action} does not open there`];
    }),
  );
}

function actionFaults(
  definition: ProcessDefinition,
  name: string,
  action: ActionSpec,
  words: Vocabulary,
): string[] {
  const at = `actions.${name}`;
  const faults: string[] = [];
  for (const stage of [...stagesFrom(definition, action), ...targetsOf(action)]) {
    if (!Object.hasOwn(definition.stages, stage)) {
      faults.push(`${at}: the stage ${stage} is not defined`);
    }
  }
  if (action.from.length === 0) faults.push(`${at}.from: opens in no stage`);
  if (action.by.length === 0) faults.push(`${at}.by: nobody may take it`);
  for (const taker of action.by) {
    if (!standingNames.includes(taker.standing))
      faults.push(`${at}.by: unknown standing ${taker.standing}`);
    for (const role of taker.roles ?? []) {
      if (!words.roles.has(role)) faults.push(`${at}.by: unknown role ${role}`);
    }
  }
  for (const guard of action.guards ?? []) {
    if (!words.guards.has(guard)) faults.push(`${at}.guards: unknown guard ${guard}`);
  }
  for (const effect of action.effects ?? []) {
    if (!words.effects.has(effect)) faults.push(`${at}.effects: unknown effect ${effect}`);
  }
  faults.push(...targetFaults(at, action), ...fieldFaults(at, action));
  return faults;
}

function targetFaults(at: string, action: ActionSpec): string[] {
  if (typeof action.to === 'string') return [];
  const { byField, ways } = action.to;
  const field = action.fields?.[byField];
  if (!field?.of) return [`${at}.to: ${byField} is no choice among the fields`];
  const choices = field.of;
  // Without a value there would be no stage to go to.
  const needed = field.required ? [] : [`${at}.to: ${byField} must be required`];
  return [
    ...needed,
    ...choices
      .filter((value) => !Object.hasOwn(ways, value))
      .map((value) => `${at}.to: no stage for ${value}`),
    ...Object.keys(ways)
      .filter((value) => !choices.includes(value))
      .map((value) => `${at}.to.ways.${value}: is no choice of ${byField}`),
  ];
}

function fieldFaults(at: string, action: ActionSpec): string[] {
  return Object.entries(action.fields ?? {}).flatMap(([name, field]) => {
    const faults: string[] = [];
    if (field.type === 'choice' && !field.of?.length)
      faults.push(`${at}.fields.${name}: no choices`);
    for (const code of Object.keys(field.labels ?? {})) {
      if (!field.of?.includes(code))
        faults.push(`${at}.fields.${name}.labels.${code}: is no choice`);
    }
    if (field.party && !(field.type === 'text' && field.sealed))
      faults.push(`${at}.fields.${name}.party: a party is a sealed text`);
    for (const other of [field.requiredWhen?.field, field.requiredWithout]) {
      if (other !== undefined && !Object.hasOwn(action.fields ?? {}, other))
        faults.push(`${at}.fields.${name}: unknown field ${other}`);
    }
    return faults;
  });
}

function clockFaults(definition: ProcessDefinition, name: string, clock: ClockSpec): string[] {
  const at = `clocks.${name}`;
  const faults = checkCounting(clock.counting, clock.time.unit).map((fault) => `${at}: ${fault}`);
  if (!Object.hasOwn(definition.ladders, clock.ladder))
    faults.push(`${at}.ladder: unknown ladder ${clock.ladder}`);
  if (clock.starts.length === 0) faults.push(`${at}: nothing starts it`);
  if (clock.ends.length === 0) faults.push(`${at}: nothing ends it`);
  if (clock.stops?.length && !clock.resumes?.length) faults.push(`${at}: stops and never resumes`);
  const events = [clock.starts, clock.ends, clock.cancels, clock.stops, clock.resumes];
  for (const event of events.flatMap((list) => list ?? [])) {
    if (!isEvent(definition, event)) faults.push(`${at}: unknown event ${event}`);
  }
  if (!(clock.time.amount > 0)) faults.push(`${at}: its time must be positive`);
  faults.push(...fieldStartFaults(definition, at, clock));
  return [...faults, ...supportFaults(definition, at, clock)];
}

/** A clock that counts from or to a day in a field begins only with acts that have that day. */
function fieldStartFaults(definition: ProcessDefinition, at: string, clock: ClockSpec): string[] {
  const { fromField, untilField } = clock;
  return Object.entries({ fromField, untilField }).flatMap(([key, name]) =>
    name === undefined
      ? []
      : clock.starts
          .filter((event) => !hasDay(definition, event, name))
          .map((event) => `${at}.${key}: ${event} has no day ${name}`),
  );
}

function hasDay(definition: ProcessDefinition, event: string, name: string): boolean {
  const { action, choice } = partsOfEvent(event.replace(/^action:/, ''));
  const field = definition.actions[action]?.fields?.[name];
  if (field?.type !== 'date') return false;
  return field.required === true || (field.requiredWhen?.is.includes(choice ?? '') ?? false);
}

/** What begins with an organisation's support and is only its own. */
function supportFaults(definition: ProcessDefinition, at: string, clock: ClockSpec): string[] {
  if (clock.for !== 'supporting') return [];
  const faults: string[] = [];
  if (clock.decidesDue) faults.push(`${at}.decidesDue: a supporting clock is not the matter's`);
  if (clock.fromReceipt) faults.push(`${at}.fromReceipt: support begins when it is asked for`);
  if (clock.extension) faults.push(`${at}.extension: a supporting clock is not extended`);
  for (const event of clock.starts) {
    const effects = definition.actions[event.replace(/^action:/, '')]?.effects ?? [];
    const isMade = effects.some((effect) => SUPPORTING_EFFECTS.has(effect));
    if (!isMade) faults.push(`${at}.starts: ${event} makes no organisation supporting`);
  }
  return faults;
}

const SUPPORTING_EFFECTS: ReadonlySet<string> = new Set(['assignSupporting', 'callIn']);

function isEvent(definition: ProcessDefinition, event: string): boolean {
  const [sort, name = ''] = event.split(':');
  if (sort === 'stage') return Object.hasOwn(definition.stages, name);
  return sort === 'action' && (name === 'register' || isActionEvent(definition, name));
}

function isActionEvent({ actions }: ProcessDefinition, name: string): boolean {
  const { action, field, choice } = partsOfEvent(name);
  if (!Object.hasOwn(actions, action)) return false;
  const spec = field === undefined ? null : actions[action]?.fields?.[field];
  return spec === null || (spec?.of?.includes(choice ?? '') ?? false);
}

/** `serve/document=opinion`: the action, and the choice that decides. */
function partsOfEvent(name: string) {
  const [action = '', rest] = name.split('/');
  const [field, choice] = rest?.split('=') ?? [];
  return { action, field, choice };
}

/** What an act says to the clocks: its name, and its name with each choice that was made. */
export function eventsOfAct(
  action: string,
  spec: Pick<ActionSpec, 'fields'> | undefined,
  given: Readonly<Record<string, unknown>>,
): string[] {
  const chosen = Object.entries(spec?.fields ?? {}).filter(
    ([name, field]) => field.type === 'choice' && typeof given[name] === 'string',
  );
  return [
    `action:${action}`,
    ...chosen.map(([name]) => `action:${action}/${name}=${String(given[name])}`),
  ];
}

function ladderFaults(name: string, rungs: readonly RungSpec[]): string[] {
  const shares = rungs.map((rung) => rung.share);
  const inOrder = shares.every((share, index) => index === 0 || share > (shares[index - 1] ?? 0));
  const faults: string[] = [];
  if (!inOrder) faults.push(`ladders.${name}: the rungs are not in order`);
  if (!rungs.some((rung) => rung.rung === 'breach' && rung.share === 1)) {
    faults.push(`ladders.${name}: has no breach at the due time`);
  }
  return faults;
}

/** Stages that an action opens in. */
export function stagesFrom(definition: ProcessDefinition, action: ActionSpec): string[] {
  if (Array.isArray(action.from)) return [...action.from];
  return Object.entries(definition.stages)
    .filter(([, stage]) => {
      if (action.from === 'open') return !stage.end;
      return action.from === 'closed' ? stage.end === true : true;
    })
    .map(([name]) => name);
}

/** Stages that an action may lead to, `stay` left out. */
export function targetsOf(action: ActionSpec): string[] {
  const targets = typeof action.to === 'string' ? [action.to] : Object.values(action.to.ways);
  return targets.filter((target) => target !== 'stay' && !target.startsWith('='));
}

function graphFaults(definition: ProcessDefinition): string[] {
  const next = new Map<string, Set<string>>();
  for (const action of Object.values(definition.actions)) {
    for (const from of stagesFrom(definition, action)) {
      const targets = next.get(from) ?? new Set<string>();
      for (const target of targetsOf(action)) targets.add(target);
      next.set(from, targets);
    }
  }
  const reached = reach([definition.initial], next);
  const names = Object.keys(definition.stages);
  const dead = names.filter(
    (name) => !names.some((end) => definition.stages[end]?.end && reach([name], next).has(end)),
  );
  return [
    ...names.filter((name) => !reached.has(name)).map((name) => `stages.${name}: is unreachable`),
    ...dead.map((name) => `stages.${name}: no end can be reached from it`),
  ];
}

function reach(from: readonly string[], next: Map<string, Set<string>>): Set<string> {
  const seen = new Set(from);
  const open = [...from];
  for (let stage = open.pop(); stage !== undefined; stage = open.pop()) {
    for (const target of next.get(stage) ?? []) {
      if (seen.has(target)) continue;
      seen.add(target);
      open.push(target);
    }
  }
  return seen;
}
