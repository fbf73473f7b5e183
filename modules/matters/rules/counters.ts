/**
 * What an act changes in the figures: only log entries emit deltas, so that every figure can be
 * computed again from the log. Declined, duplicate and withdrawn stand apart in every measure.
 */
import { answerSpan } from './answer-spans.ts';
import { isTimeOnly } from './appraisal.ts';
import { freshFacts } from './kept.ts';
import type { MatterState } from './state.ts';

export const measures = [
  'received',
  'stock',
  'closed',
  'closedOnTime',
  'closedDue',
  'answered',
  'answerSeconds',
  'checked',
  'rework',
  'reopened',
  'objection',
  'breached',
  'rated',
  'ratingSum',
  'selfHandled',
] as const;
export type Measure = (typeof measures)[number];

export type CounterDelta = {
  day: string;
  town: string;
  village: string;
  category: string;
  measure: Measure;
  status: string;
  n: number;
};

/** These never better or worsen a rate; what was breached before stays breached. */
const APART: ReadonlySet<string> = new Set(['declined', 'duplicate', 'withdrawn']);

/**
 * Deltas between two states of a matter. `before` is null at the birth. `day` is the civil day
 * (centre's zone) of the act; stock counts at the day on which it changed.
 */
export function counterDeltas(
  before: MatterState | null,
  after: MatterState,
  day: string,
): CounterDelta[] {
  const earlier = before ?? unborn(after);
  const deltas = [
    ...receivedDeltas(before, after),
    // What is sealed stands in no sum: a small one would tell that it is there.
    ...(earlier && !after.matter.isSealed ? timeDeltas(earlier, after) : []),
    ...(earlier && !isTimeOnly(after) ? changeDeltas(earlier, after) : []),
    ...stockDeltas(before, after),
  ];
  return deltas
    .filter((delta) => delta.n !== 0)
    .map(({ of, ...rest }) => ({ day, ...placeOf(of), ...rest }));
}

/** What is taken over with its end counts as if it had been open here; else nothing was before. */
function unborn({ matter, ...rest }: MatterState): MatterState | null {
  if (matter.isOpen) return null;
  const facts = { ...freshFacts(), appraisal: matter.facts.appraisal ?? null };
  return { ...rest, matter: { ...matter, isOpen: true, outcome: null, facts } };
}

type Bare = { of: MatterState; measure: Measure; status: string; n: number };

/** Counted as received at its birth, or where triage makes of it what is counted, or not. */
function receivedDeltas(before: MatterState | null, after: MatterState): Bare[] {
  const n = Number(!isTimeOnly(after)) - Number(before !== null && !isTimeOnly(before));
  if (before !== null && isTimeOnly(before) === isTimeOnly(after)) return [];
  return [{ of: after, measure: 'received', status: after.matter.channel, n }];
}

function stockDeltas(earlier: MatterState | null, after: MatterState): Bare[] {
  // What came from another county was never in this one's stock; the old one took it out itself.
  const before = earlier?.matter.county === after.matter.county ? earlier : null;
  const was = before && stockStatus(before);
  const is = stockStatus(after);
  const isSamePlace = before !== null && keyOf(before) === keyOf(after);
  if (was === is && isSamePlace) return [];
  const deltas: Bare[] = [];
  if (before && was) deltas.push({ of: before, measure: 'stock', status: was, n: -1 });
  if (is) deltas.push({ of: after, measure: 'stock', status: is, n: 1 });
  return deltas;
}

function stockStatus(state: MatterState): string | null {
  return state.matter.isOpen && !isTimeOnly(state) ? state.matter.stage : null;
}

function keyOf(state: MatterState): string {
  return Object.values(placeOf(state)).join('|');
}

function changeDeltas(before: MatterState, after: MatterState): Bare[] {
  const one = (measure: Measure, n: number, status = ''): Bare => ({
    of: after,
    measure,
    status,
    n,
  });
  const was = before.matter.facts;
  const is = after.matter.facts;
  const isFirstReply = was.firstRepliedAt === null && is.firstRepliedAt !== null;
  const waitedMs = (is.firstRepliedAt ?? 0) - after.matter.receivedAt;
  return [
    ...closeDeltas(before, after),
    one('rework', is.reworkCount - was.reworkCount),
    one(
      'checked',
      is.checkResult !== null && is.checkResult !== was.checkResult ? 1 : 0,
      is.checkResult ?? '',
    ),
    one('reopened', is.reopenCount - was.reopenCount),
    one('objection', is.objectionCount - was.objectionCount),
    // By span: sums alone make no median.
    one('answered', isFirstReply ? 1 : 0, answerSpan(waitedMs)),
    one('answerSeconds', isFirstReply ? Math.round(waitedMs / 1000) : 0),
    one('rated', is.ratingCount - was.ratingCount),
    one('ratingSum', is.ratingSum - was.ratingSum),
    one('selfHandled', !was.isSelfHandled && is.isSelfHandled ? 1 : 0),
  ];
}

/**
 * Whether it was in time. A breach counts when it happens and is never taken back: neither leaving
 * it so, nor declining it, calling it a duplicate or having it withdrawn betters anything.
 */
function timeDeltas(before: MatterState, after: MatterState): Bare[] {
  const isNewBreach = !before.matter.facts.isBreached && after.matter.facts.isBreached;
  const breached: Bare = { of: after, measure: 'breached', status: '', n: 1 };
  const isSame =
    before.matter.outcome === after.matter.outcome && isTimeOnly(before) === isTimeOnly(after);
  return [
    ...(isSame ? [] : [...onTimeCount(before, -1), ...onTimeCount(after, 1)]),
    ...(isNewBreach ? [breached] : []),
  ];
}

function onTimeCount(state: MatterState, n: 1 | -1): Bare[] {
  const { outcome, facts } = state.matter;
  if (outcome === null || APART.has(outcome) || !facts.closedOnTime) return [];
  return [{ of: state, measure: 'closedOnTime', status: '', n }];
}

/** A close counts once; a reopening or unmerge takes it back where it was counted. */
function closeDeltas(before: MatterState, after: MatterState): Bare[] {
  if (before.matter.outcome === after.matter.outcome) return [];
  return [...closeCount(before, -1), ...closeCount(after, 1)];
}

function closeCount(state: MatterState, n: 1 | -1): Bare[] {
  const { outcome } = state.matter;
  if (outcome === null || isTimeOnly(state)) return [];
  const counted: Bare = { of: state, measure: 'closed', status: outcome, n };
  const due: Bare = { of: state, measure: 'closedDue', status: '', n };
  return APART.has(outcome) ? [counted] : [counted, due];
}

function placeOf(state: MatterState) {
  const { region, category } = state.matter;
  return {
    town: region.slice(0, 9),
    village: region.slice(0, 12),
    category: category ?? '',
  };
}
