/**
 * What an act changes in the figures of organisations. A tally is a function of the matter's state,
 * so that a reopening, merge or move takes back exactly what was counted; only ratings are events.
 * The promise not to break: that something was reported is never counted, for or against anybody.
 */
import type { Assignment, Clock, MatterState } from './state.ts';

export const tallyMeasures = [
  'onTime',
  'closedLate',
  'late',
  'reworked',
  'given',
  'returned',
  'rated',
  'ratingSum',
] as const;
export type TallyMeasure = (typeof tallyMeasures)[number];

export type Tally = { org: string; measure: TallyMeasure; town: string; n: number };

/** These stand outside every figure: nobody is the better or worse for them. */
const APART: ReadonlySet<string> = new Set(['declined', 'duplicate', 'withdrawn']);

/** What an act added (or, negative, took back), by organisation and measure. */
export function tallyDeltas(before: MatterState | null, after: MatterState): Tally[] {
  // What a matter counted in another county was taken back there.
  const earlier = before?.matter.county === after.matter.county ? before : null;
  const sums = new Map<string, Tally>();
  const add = (tally: Tally, sign: 1 | -1) => {
    const key = `${tally.org} ${tally.measure} ${tally.town}`;
    const sum = sums.get(key) ?? { ...tally, n: 0 };
    sums.set(key, { ...sum, n: sum.n + sign * tally.n });
  };
  for (const tally of earlier ? standing(earlier) : []) add(tally, -1);
  for (const tally of standing(after)) add(tally, 1);
  for (const tally of earlier ? ratings(earlier, after) : []) add(tally, 1);
  return [...sums.values()].filter((tally) => tally.n !== 0);
}

/** What a matter counts as it stands. */
function standing(state: MatterState): Tally[] {
  const { outcome, movedToCounty } = state.matter;
  if (movedToCounty !== null || (outcome !== null && APART.has(outcome))) return [];
  return [...dispatches(state), ...(state.matter.isOpen ? lateNow(state) : close(state))];
}

const townOf = (state: MatterState) => state.matter.region.slice(0, 9);

const one = (state: MatterState, org: string, measure: TallyMeasure): Tally => ({
  org,
  measure,
  town: townOf(state),
  n: 1,
});

/** Each time it was given to an organisation to lead, and each time it came back as wrong. */
function dispatches(state: MatterState): Tally[] {
  const leads = state.assignments.filter((work) => work.role === 'lead');
  const returns = state.requests.flatMap((request) => {
    if (request.kind !== 'objection' || request.state !== 'granted') return [];
    const lead = leadAt(leads, request.askedAt);
    return lead ? [one(state, lead.org, 'returned')] : [];
  });
  return [...leads.map((work) => one(state, work.org, 'given')), ...returns];
}

/** Who had it when the objection was made: whoever was given it last by then. */
function leadAt(leads: readonly Assignment[], at: number): Assignment | undefined {
  return leads
    .filter((work) => work.detail.assignedAt <= at)
    .sort((a, b) => a.detail.assignedAt - b.detail.assignedAt || (a.id < b.id ? -1 : 1))
    .at(-1);
}

/** Only the time that the organisation itself had counts: a clock of its own that decides. */
const isLateOf = (clock: Clock) =>
  clock.state !== 'cancelled' && clock.detail.decidesDue && clock.detail.breachedAt !== null;

/** Open and past due in the hands of an organisation: what is never finished counts too. */
function lateNow(state: MatterState): Tally[] {
  const isLive = (clock: Clock) => clock.state === 'running' || clock.state === 'stopped';
  const orgs = state.clocks
    .filter((clock) => isLive(clock) && isLateOf(clock))
    .flatMap((clock) => (clock.org === null ? [] : [clock.org]));
  return [...new Set(orgs)].map((org) => one(state, org, 'late'));
}

/** A close counts for who handled it; what the desk answered at once counts for nobody. */
function close(state: MatterState): Tally[] {
  const { handlingOrg, facts } = state.matter;
  if (handlingOrg === null) return [];
  const isLate = state.clocks.some((clock) => clock.org === handlingOrg && isLateOf(clock));
  return [
    one(state, handlingOrg, isLate ? 'closedLate' : 'onTime'),
    ...(facts.reworkCount > 0 ? [one(state, handlingOrg, 'reworked')] : []),
  ];
}

/** A rating is about the work at that time: a later reopening does not take it back. */
function ratings(before: MatterState, after: MatterState): Tally[] {
  const { handlingOrg, outcome } = after.matter;
  const [was, is] = [before.matter.facts, after.matter.facts];
  const isApart = outcome !== null && APART.has(outcome);
  if (handlingOrg === null || isApart || is.ratingCount <= was.ratingCount) return [];
  return [
    { ...one(after, handlingOrg, 'rated'), n: is.ratingCount - was.ratingCount },
    { ...one(after, handlingOrg, 'ratingSum'), n: is.ratingSum - was.ratingSum },
  ];
}
