/**
 * Named reasons why an action is closed. A guard is pure and answers a refusal code or null; the
 * server refuses with it, the list of allowed actions carries it, the button shows it.
 */
import type { Actor } from '../../../kernel/actor.ts';
import { amountMs } from '../../../kernel/units.ts';
import { addWorked } from '../../../kernel/working-time.ts';
import { findCategory } from './category.ts';
import type { Given } from './draft.ts';
import { evidenceFault } from './evidence.ts';
import { isPaperMade } from './paper.ts';
import { isApart, isSubject, ownSupervisions } from './standing.ts';
import type { Assignment, Link } from './state.ts';
import type { MatterView } from './view.ts';

/** `given` is absent when only asking whether a button is open. */
export type Guard = (view: MatterView, actor: Actor, now: number, given?: Given) => string | null;

const unless = (ok: boolean, code: string): string | null => (ok ? null : code);

export const guards = {
  notSubject: (view, actor) => unless(!isSubject(view, actor), 'SUBJECT_OF_COMPLAINT'),

  apartFromHandling: (view, actor) => unless(isApart(view, actor), 'CHECKER_IS_HANDLER'),

  noPendingRequest: (view) =>
    unless(!view.state.requests.some((one) => one.state === 'pending'), 'REQUEST_PENDING'),

  hasPendingObjection: (view) => unless(hasPending(view, 'objection'), 'NO_SUCH_REQUEST'),
  hasPendingSuspension: (view) => unless(hasPending(view, 'suspension'), 'NO_SUCH_REQUEST'),
  hasPendingExtension: (view) => unless(hasPending(view, 'extension'), 'NO_SUCH_REQUEST'),

  /** The one that is named, if one is, was issued by the own organisation and stands. */
  isOwnSupervision: (view, actor, _now, given) => {
    const named = given?.supervision;
    if (typeof named !== 'string' || named === '') return null;
    const own = ownSupervisions(view.state, actor);
    return unless(
      own.some((one) => one.id === named),
      'NO_SUCH_SUPERVISION',
    );
  },

  /** After a designation it stays, except for lack of legal competence. */
  mayObject: (view, _actor, _now, given) => {
    const isForCompetence = given === undefined || given.ground === 'noCompetence';
    return unless(!view.state.matter.facts.isDesignated || isForCompetence, 'DESIGNATED_STAYS');
  },

  objectionInTime: (view, _actor, now) => {
    const { objectionWithin: within } = view.rules.settings;
    const since = lead(view)?.detail.assignedAt ?? view.state.matter.updatedAt;
    const until = addWorked(
      since,
      amountMs(within.amount, within.unit),
      within.unit,
      view.rules.calendar,
    );
    return unless(now <= until, 'OBJECTION_TOO_LATE');
  },

  supportingDone: (view) =>
    unless(!view.state.assignments.some((work) => isOpenSupport(work)), 'SUPPORTING_OPEN'),

  subMattersClosed: (view) =>
    unless(
      !view.state.links.some((link) => link.kind === 'sub' && link.state === 'standing'),
      'SUB_MATTERS_OPEN',
    ),

  /** Photos before and after where the category asks for them. */
  hasEvidence: (view, _actor, _now, given) =>
    given === undefined ? null : evidenceFault(view, given),

  /** Every organisation that an act names lives, and in this county or above the counties. */
  orgsStand: (view, _actor, _now, given) => {
    const { county } = view.state.matter;
    const named = namedOrgs(given).map((org) => view.orgs.find(org));
    if (named.some((org) => !org?.isActive)) return 'ORG_UNKNOWN';
    const counties = named.map((org) => org && view.orgs.countyOf(org.id));
    return unless(
      counties.every((own) => !own || own === county),
      'ORG_ELSEWHERE',
    );
  },

  /** Only known kinds and categories, and no category of another kind than the one named. */
  isTriageable: (view, _actor, _now, given) => {
    const { category: code, kind } = (given ?? {}) as { category?: string; kind?: string };
    const category = findCategory(view.rules.categories, code ?? null);
    if (code !== undefined && !category) return 'CATEGORY_UNKNOWN';
    const named = kind ?? category?.kind;
    if (named !== undefined && !view.rules.process(named)) return 'KIND_UNKNOWN';
    return unless(!category || named === category.kind, 'CATEGORY_OF_OTHER_KIND');
  },

  maySelfHandle: (view) => unless(view.category?.maySelfHandle ?? false, 'NOT_SELF_HANDLED'),

  /** Where the level above has designated, the level below does not dispatch otherwise. */
  isNotDesignated: (view) => unless(!view.state.matter.facts.isDesignated, 'DESIGNATED_STAYS'),

  hasCategory: (view) => unless(view.state.matter.category !== null, 'CATEGORY_MISSING'),

  /** A matter with a reporter cannot close unanswered. */
  isAnswered: (view) =>
    isAnswered(view) ? unless(isPublicEnough(view), 'PUBLIC_REPLY_MISSING') : 'REPLY_MISSING',

  /** The same, where the act itself may carry the reply. */
  isAnsweredNow: (view, _actor, _now, given) => {
    const repliesNow = typeof given?.reply === 'string' && given.reply !== '';
    if (given === undefined) return null;
    if (!repliesNow && !isAnswered(view)) return 'REPLY_MISSING';
    const isPublicNow = repliesNow && given.isPublic === true;
    return unless(isPublicNow || isPublicEnough(view), 'PUBLIC_REPLY_MISSING');
  },

  /** The reporter was called back; or could not be reached and has a public answer. */
  isCalledBack: (view) => {
    const { facts } = view.state.matter;
    if (!facts.hasReporter || facts.callBackResult === 'satisfied') return null;
    const attempts = view.rules.settings.attemptsBeforePublicAnswer;
    const isAnswerable = facts.isReachable && !facts.isAnonymous;
    if (!isAnswerable) return unless(facts.publicReply, 'PUBLIC_REPLY_MISSING');
    if (facts.attemptCount < attempts) return 'CALL_BACK_MISSING';
    return unless(facts.publicReply, 'PUBLIC_REPLY_MISSING');
  },

  isSuspended: (view) => unless(view.state.matter.isSuspended, 'NOT_SUSPENDED'),

  hasLevelAbove: (view) => unless(centreAbove(view) !== null, 'NO_LEVEL_ABOVE'),

  mayReopen: (view, _actor, now) => {
    const { reopen } = view.rules.settings;
    const { facts, closedAt, outcome } = view.state.matter;
    if (outcome === 'withdrawn' || outcome === 'duplicate') return 'REOPEN_NOT_OPEN';
    if (facts.reopenCount >= reopen.times) return 'REOPEN_TOO_OFTEN';
    const until = reopenUntil(view, closedAt ?? now);
    return unless(now <= until, 'REOPEN_TOO_LATE');
  },

  /** A duplicate's reporters rate what was done on the matter that it joined, once that closed. */
  isRateable: (view) => {
    const { outcome } = view.state.matter;
    const { joined } = view;
    if (outcome !== 'duplicate') return unless(outcome !== 'withdrawn', 'NOT_RATEABLE');
    const isOver = joined !== null && !joined.isOpen && joined.outcome !== 'withdrawn';
    return unless(isOver, 'NOT_RATEABLE');
  },

  isMerged: (view) => unless(view.state.matter.mergedInto !== null, 'NOT_MERGED'),

  /** An unmerge goes back to where the matter stood, nowhere else. */
  isStageBefore: (view, _actor, _now, given) =>
    unless(
      given === undefined || given.stage === view.state.matter.facts.beforeMerge?.stage,
      'STAGE_NOT_BEFORE',
    ),

  /** What is complained about is not given the work: nor anyone below it. */
  targetNotSubject: (view, _actor, _now, given) => {
    const { subjectOrg } = view.state.matter;
    if (subjectOrg === null || given === undefined) return null;
    const isHit = namedOrgs(given).some((org) => view.orgs.isBelow(org, subjectOrg));
    return unless(!isHit, 'SUBJECT_OF_COMPLAINT');
  },

  /** "Fixed" only when checked, confirmed by the reporter, or self-handled and not drawn. */
  isProven: (view) => {
    const { result, proof } = view.state.matter.facts;
    const isProof = proof === 'checked' || proof === 'confirmed' || proof === 'sampledOut';
    return unless(result?.outcome !== 'fixed' || isProof, 'NOT_PROVEN');
  },

  isNotReporter: (view) => unless(view.relation === null, 'ALREADY_FOLLOWED'),

  isPublicMatter: (view) => unless(!view.state.matter.isPrivate, 'MATTER_PRIVATE'),

  /** One reporter of several may leave, but not end it for the others. */
  isSoleReporter: (view) => unless(view.state.matter.facts.reporterCount <= 1, 'OTHERS_REPORTED'),

  hasNotRated: (view) => unless(!view.hasRated, 'ALREADY_RATED'),

  isUnmerged: (view) => unless(view.state.matter.mergedInto === null, 'ALREADY_MERGED'),

  hasNoSubs: (view) =>
    unless(!view.state.links.some((link) => link.kind === 'sub'), 'SUB_MATTERS_OPEN'),

  /** Others that joined it would hang on a row of another county, or on a duplicate. */
  hasNoDuplicates: (view) =>
    unless(!view.state.links.some((link) => isStandingDuplicate(link)), 'DUPLICATES_STAND'),

  clockMayExtend: (view, _actor, _now, given) => {
    if (given === undefined) return null;
    const name = String(given.clock);
    const spec = view.definition.clocks[name];
    const clock = view.state.clocks.find((one) => one.name === name && one.state === 'running');
    if (!spec?.extension || !clock) return 'CLOCK_NOT_EXTENDABLE';
    if (clock.detail.extensions >= spec.extension.times) return 'CLOCK_NOT_EXTENDABLE';
    return unless(Number(given.amount) <= spec.extension.max.amount, 'EXTENSION_TOO_LONG');
  },

  isPaperMade: (view, _actor, _now, given) => isPaperMade(view, given),

  hasReporter: (view) => unless(view.state.matter.facts.hasReporter, 'NO_REPORTER'),

  /** The reporter's own confirmation: once there is something to confirm. */
  isAwaitingConfirmation: (view) =>
    unless(view.state.matter.facts.result !== null, 'NOTHING_TO_CONFIRM'),
} satisfies Record<string, Guard>;

/** Until when the reporters of a matter that closed then may ask for it anew. */
export function reopenUntil({ rules }: MatterView, closedAt: number): number {
  const { amount, unit } = rules.settings.reopen.within;
  return addWorked(closedAt, amountMs(amount, unit), unit, rules.calendar);
}

export type GuardTable = Readonly<Record<string, Guard>>;

function isAnswered(view: MatterView): boolean {
  const { hasReporter, replyCount, earlierReplies } = view.state.matter.facts;
  return !hasReporter || replyCount > earlierReplies;
}

/** Reporters who joined with a duplicate read public answers alone: without one, they have none. */
function isPublicEnough(view: MatterView): boolean {
  const { facts } = view.state.matter;
  return facts.publicReply || !view.state.links.some((link) => isStandingDuplicate(link));
}

function isStandingDuplicate(link: Link): boolean {
  return link.kind === 'duplicate' && link.state === 'standing';
}

/** Every organisation that an act names. */
function namedOrgs(given: Given | undefined): string[] {
  const { org, supportingOrg, supporting, target, subjectOrg, suggestedOrg } = given ?? {};
  const listed: readonly unknown[] = Array.isArray(supporting) ? supporting : [];
  return [org, supportingOrg, target, ...listed, subjectOrg, suggestedOrg].filter(
    (one) => typeof one === 'string',
  );
}

function hasPending(view: MatterView, kind: string): boolean {
  return view.state.requests.some((one) => one.kind === kind && one.state === 'pending');
}

function isOpenSupport(work: Assignment): boolean {
  return work.role === 'supporting' && work.isOpen;
}

/** The lead's assignment that stands now. */
export function lead(view: MatterView): Assignment | undefined {
  return view.state.assignments.find((work) => work.role === 'lead' && work.isOpen);
}

/** The nearest centre above the one that holds the matter. */
export function centreAbove(view: MatterView): string | null {
  let at = view.orgs.superiorOf(view.state.matter.ownerOrg);
  for (let steps = 0; at !== null && steps < 32; steps += 1) {
    if (view.orgs.find(at)?.kind === 'centre') return at;
    at = view.orgs.superiorOf(at);
  }
  return null;
}
