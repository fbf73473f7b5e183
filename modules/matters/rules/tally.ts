/**
 * What an act changes in the figures of organisations. A tally is a function of the matter's state,
 * so that a reopening, merge or move takes back exactly what was counted; only ratings are events.
 * The promise not to break: that something was reported is never counted, for or against anybody.
 */
import { isTimeOnly } from './appraisal.ts';
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

/** Such a close counts for nobody; what an organisation let run over before stays its own. */
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
  if (state.matter.movedToCounty !== null || state.matter.isSealed) return [];
  if (isTimeOnly(state)) return duties(state);
  return [...dispatches(state), ...(state.matter.isOpen ? lateNow(state) : close(state))];
}

/**
 * Of what is appraised by time alone, each organisation's own duties: kept once it has done its
 * part, missed from the moment that they are, whatever becomes of the matter and whoever asks anew.
 */
function duties(state: MatterState): Tally[] {
  const own = state.clocks.filter(
    ({ org, state: at, detail }) => org !== null && detail.decidesDue && at !== 'cancelled',
  );
  return [...Map.groupBy(own, ({ org }) => org ?? '')].flatMap(([org, clocks]) => {
    if (clocks.some(isLateOf))
      return [one(state, org, state.matter.isOpen ? 'late' : 'closedLate')];
    return isApart(state) || !hasDone(state, org) ? [] : [one(state, org, 'onTime')];
  });
}

function hasDone({ matter, assignments }: MatterState, org: string): boolean {
  const leads = assignments.filter((work) => work.role === 'lead' && work.org === org);
  const isDone = leads.some((work) => work.state === 'done') && !leads.some((work) => work.isOpen);
  return isDone && (!matter.isOpen || matter.handlingOrg !== org);
}

const isApart = ({ matter: { outcome } }: MatterState) => outcome !== null && APART.has(outcome);

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
  if (isApart(state)) return runOver(state);
  if (handlingOrg === null) return [];
  const isLate = state.clocks.some((clock) => clock.org === handlingOrg && isLateOf(clock));
  return [
    one(state, handlingOrg, isLate ? 'closedLate' : 'onTime'),
    ...(facts.reworkCount > 0 ? [one(state, handlingOrg, 'reworked')] : []),
  ];
}

/** Declined, a duplicate or withdrawn: who had let it run over until then has no good of it. */
function runOver(state: MatterState): Tally[] {
  const endedNow = ({ state: at, detail }: Clock) =>
    at === 'stopped' || detail.endedAt === state.matter.closedAt;
  const orgs = state.clocks
    .filter((clock) => isLateOf(clock) && endedNow(clock))
    .flatMap(({ org }) => (org === null ? [] : [org]));
  return [...new Set(orgs)].map((org) => one(state, org, 'closedLate'));
}

/** A rating is about the work at that time: a later reopening does not take it back. */
function ratings(before: MatterState, after: MatterState): Tally[] {
  const { handlingOrg } = after.matter;
  const [was, is] = [before.matter.facts, after.matter.facts];
  if (handlingOrg === null || isTimeOnly(after) || isApart(after)) return [];
  if (is.ratingCount <= was.ratingCount) return [];
  return [
    { ...one(after, handlingOrg, 'rated'), n: is.ratingCount - was.ratingCount },
    { ...one(after, handlingOrg, 'ratingSum'), n: is.ratingSum - was.ratingSum },
  ];
}
