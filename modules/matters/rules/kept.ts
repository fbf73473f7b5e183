/**
 * How facts and clocks are kept. A row holds only what is not as it is on a matter that nothing has
 * happened to, and a clock that just began; an entry, of a clock that stood before, only what is
 * not as it was then. Most of their bytes said null, 0 or none, or what the entry before had said:
 * a row of 1.8 kB, an entry of a rung of 1.1 kB. A value that is left out must therefore never
 * change: what was kept would read otherwise.
 */
import type { Counting } from '../../../kernel/counting.ts';
import type {
  Change,
  Clock,
  ClockDetail,
  EntryBody,
  Matter,
  MatterFacts,
  MatterPatch,
  MatterState,
  Rung,
} from './state.ts';

/** The facts of a matter that nothing has happened to yet. */
export function freshFacts(): MatterFacts {
  return {
    hasReporter: false,
    isAnonymous: false,
    isReachable: false,
    reporterCount: 0,
    registeredBy: '',
    intakeOrg: null,
    placeText: '',
    route: null,
    isDesignated: false,
    objectionCount: 0,
    reworkCount: 0,
    reopenCount: 0,
    attemptCount: 0,
    replyCount: 0,
    earlierReplies: 0,
    publicReply: false,
    firstRepliedAt: null,
    isSelfHandled: false,
    isSampled: null,
    verifyResult: null,
    result: null,
    checkResult: null,
    callBackResult: null,
    proof: null,
    legalBasis: null,
    referredTo: null,
    photos: { before: 0, after: 0 },
    handledBy: [],
    handledByOrgs: [],
    subjectPost: null,
    beforeMerge: null,
    isBreached: false,
    closedOnTime: null,
    ratingCount: 0,
    ratingSum: 0,
  };
}

const MOST_COUNT: Counting = {
  startDay: 'excluded',
  dueMoment: 'sameTime',
  lastDayOnHoliday: 'asIs',
};

/** Of a clock that just began, as most of them count; the rest is each one's own. */
export const freshDetail = () => ({
  nature: 'internal' as const,
  counting: MOST_COUNT,
  decidesDue: false,
  rungs: [],
  firedRungs: [],
  stoppedAt: null,
  stopReason: null,
  leftMs: null,
  extensions: 0,
  endedAt: null,
  breachedAt: null,
  isProvisional: false,
  citation: null,
  category: null,
  turns: [],
});

/** Of a matter at its birth; the rest is each one's own. */
const freshMatter = () => ({
  outcome: null,
  handlingOrg: null,
  handlerPost: null,
  subjectOrg: null,
  mergedInto: null,
  movedToCounty: null,
  movedToId: null,
  dueAt: null,
  closedAt: null,
  isPrivate: false,
  isSuspended: false,
  isUnowned: false,
  isSealed: false,
  fields: {},
  own: {},
});

type Kept<Whole> = { readonly [Name in keyof Whole]?: Whole[Name] };

const FACTS = freshFacts();
const DETAIL = freshDetail();
const MATTER = freshMatter();

export const keptFacts = (facts: MatterFacts): Kept<MatterFacts> => unlike(facts, FACTS);
export const keptDetail = (detail: ClockDetail) => packed(unlike(detail, DETAIL));

// What is kept was written by this module alone. Rows of before hold everything.
export const wholeFacts = (kept: unknown): MatterFacts => ({
  ...freshFacts(),
  ...(kept as Partial<MatterFacts>),
});
export const wholeDetail = (kept: unknown): ClockDetail => ({
  ...freshDetail(),
  ...unpacked(kept as Omit<ClockDetail, keyof ReturnType<typeof freshDetail>>),
});

/** Rungs to come as `[at, rung, at, rung, …]`: as objects they were a third of a clock's bytes. */
function packed(kept: Kept<ClockDetail>) {
  if (!kept.rungs) return kept;
  return { ...kept, rungs: kept.rungs.flatMap(({ at, rung }) => [at, rung]) };
}

function unpacked<Detail extends object>(kept: Detail & { rungs?: unknown }): Detail {
  return kept.rungs ? { ...kept, rungs: wholeRungs(kept.rungs as readonly unknown[]) } : kept;
}

/** Of rows and entries of before they are objects. */
function wholeRungs(kept: readonly unknown[]): ClockDetail['rungs'] {
  if (typeof kept[0] !== 'number') return kept as ClockDetail['rungs'];
  return Array.from({ length: kept.length / 2 }, (_, at) => ({
    at: kept[2 * at] as number,
    rung: kept[2 * at + 1] as Rung,
  }));
}

/** The matter that the first change of a first entry sets. */
export function wholeMatter(kept: MatterPatch): Matter {
  const set = kept as Omit<Matter, keyof ReturnType<typeof freshMatter>>;
  return { ...freshMatter(), ...set, facts: wholeFacts(kept.facts) };
}

/** A clock as an entry changes it: what the entry leaves out is as it was, or as of a fresh one. */
export function wholeClock(kept: Clock, old: Clock | undefined): Clock {
  return { ...kept, detail: { ...(old?.detail ?? freshDetail()), ...unpacked(kept.detail) } };
}

/**
 * An act's changes, each thing's in one, as its entry keeps them; `evolve` makes them whole again.
 * `before`: the matter before the act, null at its birth, which the first change sets whole.
 */
export function keptChanges(
  changes: readonly Change[],
  before: MatterState | null,
): readonly Change[] {
  return changes.map((change, at) => {
    if (change.what === 'clock') return { ...change, row: keptClock(change.row, before) };
    if (change.what !== 'matter') return change;
    if (before) return { ...change, set: withoutStanding(change.set, before.matter) };
    if (at > 0) return change;
    const facts = keptFacts((change.set.facts ?? {}) as MatterFacts);
    return { ...change, set: { ...unlike(change.set, MATTER), facts } };
  });
}

function keptClock(clock: Clock, before: MatterState | null): Clock {
  const old = before?.clocks.find(({ id }) => id === clock.id);
  const detail = packed(unlike(clock.detail, old?.detail ?? DETAIL));
  // Kept as it is in the entry; `wholeClock` makes a clock of it again.
  return { ...clock, detail: detail as ClockDetail };
}

/** Each fact that an act sets is told, but the long ones (a route) that stand as they did. */
function withoutStanding(set: MatterPatch, before: Matter): MatterPatch {
  if (!set.facts) return set;
  const isStanding = (name: string, value: unknown) =>
    isPart(value) && isAlike(before.facts[name as keyof MatterFacts], value);
  const told = Object.entries(set.facts).filter(([name, value]) => !isStanding(name, value));
  return { ...set, facts: Object.fromEntries(told) };
}

/** An entry of the time when a clock was kept whole at each change, but for what is as at first. */
export function clocksWhole({ given, changes }: EntryBody): EntryBody {
  return {
    given,
    changes: changes.map((change) =>
      change.what === 'clock' ? { ...change, row: wholeClock(change.row, undefined) } : change,
    ),
  };
}

/** What of the one is not as in the other. */
function unlike<Whole extends object>(whole: Whole, other: object): Kept<Whole> {
  const like = other as Record<string, unknown>;
  const kept: Record<string, unknown> = {};
  for (const name of Object.keys(whole)) {
    const value = whole[name as keyof Whole];
    if (!isAlike(value, like[name])) kept[name] = value;
  }
  // The same names with the same values, some of them left out.
  return kept as Kept<Whole>;
}

/** Whether two values say the same in JSON: what was kept comes back with its names re-ordered. */
function isAlike(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isPart(one) || !isPart(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  const [left, right] = [one, other] as Record<string, unknown>[];
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isAlike(left?.[name], right?.[name]))
  );
}

const isPart = (value: unknown): value is object => typeof value === 'object' && value !== null;
