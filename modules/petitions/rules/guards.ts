/** Why an action on a petition is closed, in the words of the regulation. */
import { dayNumber } from '../../../kernel/dates.ts';
import { dateAt, instantAt } from '../../../kernel/zone.ts';
import {
  type Clock,
  type Given,
  type Guard,
  levelAbove,
  type MatterView,
  orgOf,
} from '../../matters/engine.ts';
import { factsOf, type Round, type Route } from './facts.ts';

const unless = (ok: boolean, code: string): string | null => (ok ? null : code);
const own = (view: MatterView) => factsOf(view.state.matter);

/** Art. 31: the routes of a claim; a suggestion is studied (art. 29). */
const routesOf: Readonly<Record<string, readonly Route[]>> = {
  claim: ['lawsuit', 'arbitration', 'partyAppeal', 'administrative', 'duty', 'hear'],
  suggestion: ['study'],
  accusation: [],
};

/** Which documents may be delivered after what was given last. */
const paperOfRound: Readonly<Record<string, readonly Round[]>> = {
  opinion: ['opinion'],
  settlement: ['settlement'],
  review: ['review'],
  reReview: ['reReview'],
};

function running(view: MatterView, name: string): Clock | undefined {
  return view.state.clocks.find((one) => one.name === name && one.state === 'running');
}

/** Whether the right of that name still runs at an instant. */
function lasts(view: MatterView, name: string, at: number): boolean {
  const clock = running(view, name);
  return clock !== undefined && at <= clock.dueAt;
}

/** A letter keeps the period by its day, whenever it comes: asked of what was written down. */
function dayOf(view: MatterView, given: Given | undefined): number | null {
  const day = given?.askedOn;
  return typeof day === 'string' ? instantAt(dayNumber(day), 0, view.rules.calendar.zone) : null;
}

type Right = { name: 'askReview' | 'askReReview'; round: Round; organ: string | null };

/** Art. 35 and 36: of what was delivered, of the level above whoever gave it. */
function whyNoRight(view: MatterView, { name, round, organ }: Right): string | null {
  const facts = own(view);
  if (facts.round === 'reReview') return 'PETITION_FINISHED';
  if (facts.round !== round || !running(view, name)) return 'PETITION_NOTHING_TO_REVIEW';
  const above = organ === null ? null : levelAbove(view.orgs, organ);
  return unless(above !== null, 'NO_LEVEL_ABOVE');
}

const reviewOf = (view: MatterView): Right => ({
  name: 'askReview',
  round: 'opinion',
  organ: own(view).organ,
});
const reReviewOf = (view: MatterView): Right => ({
  name: 'askReReview',
  round: 'review',
  organ: own(view).reviewOrgan,
});

const byReporter =
  (rightOf: (view: MatterView) => Right): Guard =>
  (view, _actor, now) => {
    const right = rightOf(view);
    const inTime = unless(lasts(view, right.name, now), 'PETITION_REVIEW_TOO_LATE');
    return whyNoRight(view, right) ?? inTime;
  };

const byLetter =
  (rightOf: (view: MatterView) => Right): Guard =>
  (view, _actor, _now, given) => {
    const right = rightOf(view);
    const day = dayOf(view, given);
    const isInTime = day === null || lasts(view, right.name, day);
    return whyNoRight(view, right) ?? unless(isInTime, 'PETITION_REVIEW_TOO_LATE');
  };

/** Papers of the office that sends; all others are the handling organ's. */
const OFFICE_PAPERS = ['forwarding', 'assignment', 'upwardReport', 'objectionDecision'];
const IN_PERSON = ['counter', 'visit'];
/** Of these each round has one, delivered once. */
const ANSWERS = ['opinion', 'settlement', 'review', 'reReview'];
/** Art. 20. */
const REPRESENTATIVES_MAX = 5;
const REPRESENTATIVES = ['first', 'second', 'third', 'fourth', 'fifth'];

/** Why the earlier petition that was named is no ground for not taking up this one. */
function whyNotEarlier(view: MatterView, decider: string | null, ground: unknown) {
  const { other } = view;
  const { ownerOrg, kind } = view.state.matter;
  if (!other || other.matter.kind !== kind) return 'PETITION_EARLIER_OTHER';
  const { matter } = other;
  if (ground === 'finished') {
    const isOver = factsOf(matter).deliveredOn.reReview !== undefined && !matter.isOpen;
    return unless(isOver, 'PETITION_EARLIER_NOT_FINISHED');
  }
  if (!matter.isOpen) return 'PETITION_EARLIER_CLOSED';
  if (ground === 'sameOrgan') {
    return unless(matter.ownerOrg === ownerOrg, 'PETITION_EARLIER_ELSEWHERE');
  }
  const held = matter.handlingOrg ?? matter.ownerOrg;
  const isSuperior = decider !== null && held !== decider && view.orgs.isBelow(held, decider);
  return unless(isSuperior, 'PETITION_NO_SUPERIOR');
}

const REVIEW_STAGES = ['reviewing', 'reviewed', 'reReviewing', 'reReviewed'];

export const guards = {
  isClassified: (view) => unless(own(view).class !== null, 'PETITION_UNCLASSIFIED'),
  isAccusation: (view) => unless(own(view).class === 'accusation', 'PETITION_NO_ACCUSATION'),
  isNoAccusation: (view) => unless(own(view).class !== 'accusation', 'PETITION_SEALED'),

  /** Only what follows from the class: an accusation takes no route at all. */
  isRouteOfClass: (view, _actor, _now, given) => {
    const { class: sort } = own(view);
    if (sort === null) return 'PETITION_UNCLASSIFIED';
    if (given === undefined) return null;
    const isFitting = routesOf[sort]?.some((route) => route === given.route) ?? false;
    return unless(isFitting, 'PETITION_ROUTE_OF_OTHER_CLASS');
  },

  /** On the spot nobody has classified it yet: the route says what it is. */
  isRouteOrUnclassified: (view, _actor, _now, given) => {
    const { class: sort } = own(view);
    if (sort === null || given === undefined) return null;
    const isFitting = routesOf[sort]?.some((route) => route === given.route) ?? false;
    return unless(isFitting, 'PETITION_ROUTE_OF_OTHER_CLASS');
  },
  /** Art. 23 speaks of organs other than petition offices: the holder is one, and those above. */
  isDirectToOrgan: (view) => {
    const { ownerOrg, facts, isSealed } = view.state.matter;
    const { intakeOrg } = facts;
    const isDirect = intakeOrg !== null && !view.orgs.isBelow(ownerOrg, intakeOrg);
    return unless(isDirect && !isSealed, 'PETITION_NOT_DIRECT');
  },
  /** While whoever petitions is there: they came in person, and it is the same day. */
  isOnTheSpot: (view, _actor, now) => {
    const { channel, receivedAt } = view.state.matter;
    const { zone } = view.rules.calendar;
    const isThere = IN_PERSON.includes(channel) && dateAt(receivedAt, zone) === dateAt(now, zone);
    return unless(isThere, 'PETITION_NOT_ON_SPOT');
  },
  /** What an organ received itself nobody sent it: there is no sender to object to. */
  isSentHere: (view) => unless(own(view).way !== 'direct', 'PETITION_RECEIVED_DIRECTLY'),

  isHeardRoute: (view) => unless(own(view).route === 'hear', 'PETITION_OTHER_ROUTE'),
  isStudyRoute: (view) => unless(own(view).route === 'study', 'PETITION_OTHER_ROUTE'),
  isOwnLawRoute: (view) => {
    const { route } = own(view);
    return unless(route === 'administrative' || route === 'duty', 'PETITION_OTHER_ROUTE');
  },

  /** Art. 23: within five working days from receipt. */
  petitionObjectionInTime: (view, _actor, now) => {
    const clock = running(view, 'objection');
    return unless(clock !== undefined && now <= clock.dueAt, 'OBJECTION_TOO_LATE');
  },

  isAssignedWithReport: (view) =>
    unless(running(view, 'reportBack') !== undefined, 'PETITION_NO_REPORT_ASKED'),

  /** Reporting upward needs somebody above, where it is not the government of the level. */
  hasOfficeAbove: (view, _actor, _now, given) => {
    if (given?.upTo !== 'officeAbove') return null;
    return unless(levelAbove(view.orgs, view.state.matter.ownerOrg) !== null, 'NO_LEVEL_ABOVE');
  },
  isReportedUp: (view) =>
    unless(own(view).isReported && !own(view).isReportDecided, 'PETITION_NOT_REPORTED'),

  /** Art. 20 speaks of people who come in person; letters and the web have no such bound. */
  isVisit: (view) => unless(view.state.matter.channel === 'visit', 'PETITION_NO_VISIT'),
  hasFewRepresentatives: (_view, _actor, _now, given) => {
    if (given === undefined) return null;
    const named = REPRESENTATIVES.filter((one) => typeof given[one] === 'string' && given[one]);
    const count = Number(given.representatives);
    if (count > REPRESENTATIVES_MAX) return 'PETITION_REPRESENTATIVES_TOO_MANY';
    if (count > Number(given.visitors)) return 'PETITION_REPRESENTATIVES_UNCLEAR';
    return unless(named.length === count, 'PETITION_REPRESENTATIVES_UNCLEAR');
  },

  isEarlierFitting: (view, actor, _now, given) =>
    given === undefined ? null : whyNotEarlier(view, orgOf(actor), given.ground),
  /** Whoever petitions reads which earlier petition it is, and can follow that one. */
  namesEarlier: (_view, _actor, _now, given) => {
    if (given === undefined) return null;
    const isNamed = String(given.reply).includes(String(given.earlier));
    return unless(isNamed, 'PETITION_REPLY_WITHOUT_NUMBER');
  },

  /** Art. 24: the common superior is above each organ concerned; the others are written down. */
  mayDecideOrgan: (view, actor, _now, given) => {
    if (given?.decidedBy !== 'commonSuperior') return null;
    const decider = orgOf(actor);
    const others = Array.isArray(given.supporting) ? given.supporting : [];
    const concerned = [given.org, ...others, view.state.matter.handlingOrg].filter(
      (one) => typeof one === 'string',
    );
    const isCommon = concerned.every(
      (org) => decider !== null && org !== decider && view.orgs.isBelow(org, decider),
    );
    return unless(isCommon, 'PETITION_NO_COMMON_SUPERIOR');
  },

  /** The office writes what it sends and decides; the organ all others. */
  isPaperOfYours: (view, actor, _now, given) => {
    if (given === undefined) return null;
    const decider = orgOf(actor);
    const { ownerOrg, handlingOrg } = view.state.matter;
    if (decider === null) return 'NOT_YOURS';
    const isOwn = OFFICE_PAPERS.includes(String(given.paper))
      ? view.orgs.isBelow(ownerOrg, decider)
      : handlingOrg !== null && view.orgs.isBelow(decider, handlingOrg);
    return unless(isOwn, 'NOT_YOURS');
  },

  isHearing: (view) => unless(own(view).isHearing, 'PETITION_NO_HEARING'),
  isNotHearing: (view) => unless(!own(view).isHearing, 'PETITION_HEARING'),

  /** A document of substance is delivered once, after it was given and before the next. */
  isPaperDue: (view, _actor, _now, given) => {
    if (given === undefined) return null;
    const paper = String(given.paper);
    const { round, deliveredOn } = own(view);
    // The others are due as soon as they are made, which their own facts decide.
    if (!ANSWERS.includes(paper)) return null;
    const isGiven = paperOfRound[paper]?.includes(round) ?? false;
    return unless(isGiven && deliveredOn[paper] === undefined, 'PETITION_PAPER_NOT_DUE');
  },

  /**
   * Below the level that reviews stand those whom it reviews: they are of its organisation and yet
   * have no part in it.
   */
  isOfReviewingLevel: (view, actor) => {
    const { stage, handlingOrg } = view.state.matter;
    if (!REVIEW_STAGES.includes(stage) || handlingOrg === null) return null;
    const levelOf = (org: string | null) => (org === null ? null : view.orgs.find(org)?.level);
    return unless(levelOf(orgOf(actor)) === levelOf(handlingOrg), 'NOT_YOURS');
  },

  /** Within 30 days of receiving the answer. There is no third round (art. 36). */
  mayAskReview: byReporter(reviewOf),
  mayAskReReview: byReporter(reReviewOf),
  /** The same, asked by a letter or at a counter and written down later. */
  mayRecordReview: byLetter(reviewOf),
  mayRecordReReview: byLetter(reReviewOf),
} satisfies Record<string, Guard>;
