/**
 * How facts and clocks are kept: a row and an entry hold only what is not as it is on a matter that
 * nothing has happened to, and a clock that just began. Most of their bytes said null, 0 or none: a
 * row of 1.8 kB, an entry of a rung of 1.1 kB. A value that is left out must therefore never
 * change: what was kept would read otherwise.
 */
import type { Change, ClockDetail, Matter, MatterFacts, MatterPatch } from './state.ts';

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

/** Of a clock that just began; the rest is each one's own. */
export const freshDetail = () => ({
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

const FACTS = spelled(freshFacts());
const DETAIL = spelled(freshDetail());
const MATTER = spelled(freshMatter());

export const keptFacts = (facts: MatterFacts): Kept<MatterFacts> => without(facts, FACTS);
export const keptDetail = (detail: ClockDetail): Kept<ClockDetail> => without(detail, DETAIL);

// What is kept was written by this module alone. Rows of before hold everything.
export const wholeFacts = (kept: unknown): MatterFacts => ({
  ...freshFacts(),
  ...(kept as Partial<MatterFacts>),
});
export const wholeDetail = (kept: unknown): ClockDetail => ({
  ...freshDetail(),
  ...(kept as Omit<ClockDetail, keyof ReturnType<typeof freshDetail>>),
});

/** The matter that the first change of a first entry sets. */
export function wholeMatter(kept: MatterPatch): Matter {
  const set = kept as Omit<Matter, keyof ReturnType<typeof freshMatter>>;
  return { ...freshMatter(), ...set, facts: wholeFacts(kept.facts) };
}

/** An act's changes as its entry keeps them. `isBirth`: the first sets the whole matter. */
export function keptChanges(changes: readonly Change[], isBirth: boolean): readonly Change[] {
  return changes.map((change, at) => {
    if (change.what === 'clock') {
      // `evolve` makes it whole again.
      const detail = keptDetail(change.row.detail) as ClockDetail;
      return { ...change, row: { ...change.row, detail } };
    }
    // Of a later change each fact counts, also one that goes back to what it was at first.
    if (change.what !== 'matter' || !isBirth || at > 0) return change;
    const facts = keptFacts((change.set.facts ?? {}) as MatterFacts);
    return { ...change, set: { ...without(change.set, MATTER), facts } };
  });
}

/** A fresh value, and of a list or an object its text. */
type Fresh = { value: unknown; text: string | null };

function spelled(fresh: object): ReadonlyMap<string, Fresh> {
  return new Map(
    Object.entries(fresh).map(([name, value]) => {
      const isPart = typeof value === 'object' && value !== null;
      return [name, { value, text: isPart ? JSON.stringify(value) : null }];
    }),
  );
}

function without<Whole extends object>(
  whole: Whole,
  fresh: ReadonlyMap<string, Fresh>,
): Kept<Whole> {
  const kept: Record<string, unknown> = {};
  for (const name of Object.keys(whole)) {
    const value = whole[name as keyof Whole];
    const like = fresh.get(name);
    if (like === undefined || !isSame(value, like)) kept[name] = value;
  }
  // The same names with the same values, some of them left out.
  return kept as Kept<Whole>;
}

/** Lists and objects are compared by their text: of what is fresh they are short. */
const isSame = (one: unknown, { value, text }: Fresh): boolean =>
  one === value || (text !== null && JSON.stringify(one) === text);
