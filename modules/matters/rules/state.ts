/**
 * What a matter is, and how a log entry changes it. The log is the truth: `rebuild` folds the
 * entries into the state, and the tables are a cache of exactly that. Times are epoch ms.
 */

import type { Counting } from '../../../kernel/counting.ts';
import { must } from '../../../kernel/refusal.ts';
import type { Unit } from '../../../kernel/units.ts';
import { wholeClock, wholeMatter } from './kept.ts';

export const outcomes = [
  'fixed',
  'answered',
  'referred',
  'impossible',
  'declined',
  'duplicate',
  'withdrawn',
] as const;
export type Outcome = (typeof outcomes)[number];

/** How an outcome is proved. `sampledOut`: self-handled and not drawn for a check. */
export type Proof =
  | 'checked'
  | 'confirmed'
  | 'sampledOut'
  | 'replied'
  | 'receipt'
  | 'legalBasis'
  | 'linked'
  | 'ownAct';

export type Urgency = 'normal' | 'urgent';

/** Why a matter came to an organisation: shown to everyone. */
export type RouteExplanation = {
  rule: string | null;
  version: number | null;
  category: string | null;
  grid: string | null;
  zh: string;
  en: string;
  org: string | null;
  post: string | null;
};

export type MatterFacts = {
  hasReporter: boolean;
  isAnonymous: boolean;
  isReachable: boolean;
  reporterCount: number;
  /** A channel's own organisation and the actor that registered it. */
  registeredBy: string;
  intakeOrg: string | null;
  placeText: string;
  route: RouteExplanation | null;
  isDesignated: boolean;
  objectionCount: number;
  reworkCount: number;
  reopenCount: number;
  attemptCount: number;
  replyCount: number;
  /** Replies before the last reopening: they do not answer what came after it. */
  earlierReplies: number;
  publicReply: boolean;
  firstRepliedAt: number | null;
  isSelfHandled: boolean;
  isSampled: boolean | null;
  verifyResult: string | null;
  /** What the handler says was done; a fact of its own beside what the checker and reporter say. */
  result: { outcome: Outcome; text: string; at: number } | null;
  checkResult: 'passed' | 'failed' | null;
  callBackResult: 'satisfied' | 'unsatisfied' | 'unreachable' | null;
  proof: Proof | null;
  legalBasis: string | null;
  referredTo: string | null;
  photos: { before: number; after: number };
  /** Actors and organisations that handled this: none of them may check it. */
  handledBy: readonly string[];
  handledByOrgs: readonly string[];
  subjectPost: string | null;
  /** What an unmerge restores. */
  beforeMerge: {
    stage: string;
    work: readonly { id: string; state: Assignment['state'] }[];
    requests: readonly string[];
    handlingOrg: string | null;
    isUnowned: boolean;
    /** How many reporters the other took over. Absent on what was merged before it was kept. */
    reporterCount?: number;
  } | null;
  isBreached: boolean;
  closedOnTime: boolean | null;
  ratingCount: number;
  ratingSum: number;
  /** As its process says; absent or null: everything of it is counted. */
  appraisal?: 'timeOnly' | null;
};

export type Matter = {
  county: string;
  id: string;
  number: string;
  kind: string;
  processVersion: number;
  stage: string;
  isOpen: boolean;
  outcome: Outcome | null;
  title: string;
  body: string;
  category: string | null;
  urgency: Urgency;
  channel: string;
  region: string;
  grid: string | null;
  lon: number | null;
  lat: number | null;
  cell: string | null;
  ownerOrg: string;
  handlingOrg: string | null;
  handlerPost: string | null;
  subjectOrg: string | null;
  mergedInto: string | null;
  movedToCounty: string | null;
  movedToId: string | null;
  dueAt: number | null;
  receivedAt: number;
  createdAt: number;
  updatedAt: number;
  closedAt: number | null;
  isPrivate: boolean;
  isSuspended: boolean;
  isUnowned: boolean;
  fields: Record<string, unknown>;
  /** What its kind knows of it: open facts, in the kind's own names; changes merge key by key. */
  own: Record<string, unknown>;
  /** Seen only by whoever holds it and may open what is sealed: an accusation. */
  isSealed: boolean;
  facts: MatterFacts;
  version: number;
};

export type Rung = 'remind' | 'yellow' | 'orange' | 'red' | 'breach';

/** What a clock went through since it began, in order: enough to count it anew. */
export type ClockTurn =
  | { kind: 'stop'; at: number; reason: string }
  | { kind: 'resume'; at: number }
  | { kind: 'extend'; at: number; amount: number; unit: Unit };

export type ClockDetail = {
  nature: 'statutory' | 'internal' | 'supervision' | 'window';
  amount: number;
  unit: Unit;
  counting: Counting;
  calendar: { id: string; version: number };
  startedAt: number;
  /** When counting began: later than the start where the rule waits for the opening. */
  countsFrom: number;
  /** Times of the rungs still to come, in order. */
  rungs: readonly { rung: Rung; at: number }[];
  firedRungs: readonly Rung[];
  stoppedAt: number | null;
  stopReason: string | null;
  /** Counted time between the stop and the due time, in the unit's own base. */
  leftMs: number | null;
  extensions: number;
  endedAt: number | null;
  breachedAt: number | null;
  /** It is due beyond the published calendar, and counted anew when the next year is published. */
  isProvisional: boolean;
  decidesDue: boolean;
  citation: string | null;
  why: string;
  /** The category whose own time this is, in place of the definition's. */
  category: string | null;
  turns: readonly ClockTurn[];
};

export type Clock = {
  id: string;
  name: string;
  org: string | null;
  state: 'running' | 'stopped' | 'ended' | 'cancelled';
  dueAt: number;
  nextAt: number | null;
  detail: ClockDetail;
};

export type AssignmentRole = 'lead' | 'supporting' | 'verify' | 'check' | 'callBack';

export type Assignment = {
  id: string;
  org: string;
  post: string | null;
  role: AssignmentRole;
  state: 'assigned' | 'acknowledged' | 'done' | 'cancelled';
  isOpen: boolean;
  dueAt: number | null;
  detail: {
    assignedAt: number;
    byOrg: string | null;
    /** The post that gave it; absent on what was given before it was kept. */
    byPost?: string | null;
    note: string;
    isCalledIn: boolean;
    result: string;
  };
};

export type Request = {
  id: string;
  kind: 'objection' | 'suspension' | 'extension';
  state: 'pending' | 'granted' | 'refused' | 'lapsed';
  askedByOrg: string;
  deciderOrg: string;
  askedAt: number;
  detail: {
    ground: string;
    reason: string;
    clock: string | null;
    amount: number | null;
    suggestedOrg: string | null;
    decidedAt: number | null;
    decision: string;
  };
};

export type Supervision = {
  id: string;
  kind: 'reminder' | 'urging' | 'listed' | 'talk' | 'circular' | 'order';
  state: 'issued' | 'replied' | 'closed';
  issuerOrg: string;
  targetOrg: string;
  replyDueAt: number | null;
  /** When the issuer is told that no reply came; null once told, replied or closed. */
  remindAt: number | null;
  isPublic: boolean;
  issuedAt: number;
  detail: {
    reason: string;
    reply: string;
    repliedAt: number | null;
    result: string;
    /** Taken back by its issuer: closed, and no longer public. Absent: it was not. */
    isWithdrawn?: boolean;
  };
};

export type Link = {
  id: string;
  kind: 'duplicateOf' | 'duplicate' | 'sub' | 'parent' | 'movedTo' | 'movedFrom' | 'related';
  otherCounty: string;
  otherId: string;
  otherNumber: string;
  state: 'standing' | 'ended';
};

export type MatterState = {
  matter: Matter;
  clocks: readonly Clock[];
  assignments: readonly Assignment[];
  requests: readonly Request[];
  supervisions: readonly Supervision[];
  links: readonly Link[];
};

/** Fields of `facts` and `own` are merged one by one; everything else replaces. */
export type MatterPatch = Partial<Omit<Matter, 'facts'>> & { facts?: Partial<MatterFacts> };

export type Change =
  | { what: 'matter'; set: MatterPatch }
  | { what: 'clock'; row: Clock }
  | { what: 'assignment'; row: Assignment }
  | { what: 'request'; row: Request }
  | { what: 'supervision'; row: Supervision }
  | { what: 'link'; row: Link };

/** Whether the kind's own facts say one of the values, for each fact that is named. */
export function saysOwn(
  { own }: Pick<Matter, 'own'>,
  when: Readonly<Record<string, readonly string[]>>,
): boolean {
  return Object.entries(when).every(([fact, values]) => values.includes(String(own[fact])));
}

/** The state after one change. */
export function evolve(state: MatterState, change: Change): MatterState {
  switch (change.what) {
    case 'matter':
      return { ...state, matter: patched(state.matter, change.set) };
    case 'clock':
      return { ...state, clocks: withClock(state.clocks, change.row) };
    case 'assignment':
      return { ...state, assignments: withRow(state.assignments, change.row) };
    case 'request':
      return { ...state, requests: withRow(state.requests, change.row) };
    case 'supervision':
      return { ...state, supervisions: withRow(state.supervisions, change.row) };
    case 'link':
      return { ...state, links: withRow(state.links, change.row) };
  }
}

function patched(matter: Matter, set: MatterPatch): Matter {
  const { facts, own, ...rest } = set;
  return {
    ...matter,
    ...rest,
    own: { ...matter.own, ...own },
    facts: { ...matter.facts, ...facts },
  };
}

function withRow<Row extends { id: string }>(rows: readonly Row[], row: Row): Row[] {
  const others = rows.filter((other) => other.id !== row.id);
  return [...others, row].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** An entry keeps less of it (`kept.ts`). */
function withClock(clocks: readonly Clock[], row: Clock): Clock[] {
  const old = clocks.find(({ id }) => id === row.id);
  return withRow(clocks, wholeClock(row, old));
}

/** What an entry says about the state, whatever its action. */
export type EntryBody = { given: Record<string, unknown>; changes: readonly Change[] };

/** Folds a matter's entries, oldest first, into its state. The first must set the whole matter. */
export function rebuild(entries: readonly EntryBody[]): MatterState {
  const [first, ...rest] = entries;
  must(first, 'a matter has at least one entry');
  return rest.reduce(applied, born(first));
}

function applied(state: MatterState, entry: EntryBody): MatterState {
  return entry.changes.reduce(evolve, state);
}

function born(entry: EntryBody): MatterState {
  const [birth, ...rest] = entry.changes;
  must(birth?.what === 'matter', 'the first change of the first entry is the matter itself');
  const state: MatterState = {
    matter: wholeMatter(birth.set),
    clocks: [],
    assignments: [],
    requests: [],
    supervisions: [],
    links: [],
  };
  return rest.reduce(evolve, state);
}
