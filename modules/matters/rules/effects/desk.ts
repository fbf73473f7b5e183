/** Effects of the desk: triage, replies, outcomes, objections, suspensions, sending up. */
import { must } from '../../../../kernel/refusal.ts';
import { appraisedBy } from '../appraisal.ts';
import { findCategory } from '../category.ts';
import {
  applyClockEvent,
  extendClock,
  finishAll,
  resumeAfterSuspension,
  stopForSuspension,
} from '../clocks.ts';
import {
  type Draft,
  putAssignment,
  putRequest,
  setMatter,
  tell,
  tellJoined,
  textOf,
} from '../draft.ts';
import { centreAbove, lead } from '../guards.ts';
import { holderOf } from '../levels.ts';
import { restateClock, restateClocks } from '../restate.ts';
import type { Outcome, Proof, Request } from '../state.ts';
import { orgOf } from '../view.ts';
import { ALL_ROLES, countPhotos, endAssignments } from './handling.ts';
import { sealMatter } from './sealing.ts';

const SUSPENDED = 'suspended';

/**
 * Sets the kind, category or urgency. Number, log and reporter stay; a changed kind takes the
 * newest process of that kind from its beginning, and the clocks are restated.
 */
export function triage(draft: Draft): void {
  const { matter } = draft.state;
  const { rules } = draft.view;
  const code = (draft.given.category as string | undefined) ?? matter.category;
  const category = findCategory(rules.categories, code);
  // What was set by hand stays, until a kind or a category is named again.
  const named = draft.given.category === undefined ? null : category;
  const kind = (draft.given.kind as string | undefined) ?? named?.kind ?? matter.kind;
  const urgency = (draft.given.urgency as typeof matter.urgency | undefined) ?? matter.urgency;
  draft.view = { ...draft.view, category };
  setMatter(draft, {
    category: code,
    urgency,
    isPrivate: matter.isPrivate || !!category?.isPrivate,
  });
  if (category?.isSealed) sealMatter(draft);
  if (kind === matter.kind) restateClocks(draft);
  else changeKind(draft, kind);
  giveToHolder(draft);
  applyRoute(draft);
}

function changeKind(draft: Draft, kind: string): void {
  const newest = draft.view.rules.process(kind);
  must(newest, `a process for the kind ${kind} is published`);
  const { facts } = draft.state.matter;
  const { cell, appraisal } = appraisedBy(newest.definition, draft.state.matter);
  const running = draft.state.clocks.filter((clock) => clock.state === 'running');
  finishAll(draft, 'cancelled');
  endAssignments(draft, ALL_ROLES, 'cancelled');
  draft.view = { ...draft.view, definition: newest.definition };
  setMatter(draft, {
    kind,
    processVersion: newest.version,
    handlingOrg: null,
    handlerPost: null,
    cell,
    facts: { isDesignated: false, appraisal },
  });
  draft.target = newest.definition.initial;
  const { clocks } = newest.definition;
  for (const clock of running) {
    if (clocks[clock.name]?.starts.includes('action:register')) restateClock(draft, clock);
  }
  applyClockEvent(draft, 'action:register');
  // What was answered before the change stays answered.
  if (facts.replyCount > facts.earlierReplies) applyClockEvent(draft, 'action:reply');
}

/** A kind that only some centres take in goes to the nearest of them. */
function giveToHolder(draft: Draft): void {
  const { ownerOrg, subjectOrg, isSealed, number } = draft.state.matter;
  const { definition, orgs } = draft.view;
  if (definition.heldBy === undefined || isSealed) return;
  const asked = { owner: ownerOrg, subject: subjectOrg, isSealed, now: draft.now };
  const holder = holderOf(orgs, definition, asked);
  if (holder === ownerOrg) return;
  setMatter(draft, { ownerOrg: holder });
  tell(draft, {
    template: 'matter.sentUp',
    to: { kind: 'org', org: holder },
    values: { number },
    dedupe: `held:${holder}:${draft.now}`,
  });
}

/** Stores where the rules would send it, with the reason; none: the "no owner" desk. */
export function applyRoute(draft: Draft): void {
  const route = draft.aid.route;
  if (!route) return;
  const isRouted = draft.view.definition.isRouted !== false;
  const isUnowned = isRouted && route.org === null && draft.state.matter.handlingOrg === null;
  setMatter(draft, { isUnowned, facts: { route: route.why } });
}

/** An answer to the reporters, public or not; told to each. */
export function reply(draft: Draft): void {
  const { facts } = draft.state.matter;
  const isPublic = draft.given.isPublic === true;
  setMatter(draft, {
    facts: {
      replyCount: facts.replyCount + 1,
      publicReply: facts.publicReply || isPublic,
      firstRepliedAt: facts.firstRepliedAt ?? draft.now,
    },
  });
  applyClockEvent(draft, 'action:reply');
  if (!facts.hasReporter) return;
  const message = {
    template: 'matter.replied',
    values: { number: draft.state.matter.number },
    dedupe: `reply:${facts.replyCount + 1}`,
  };
  tell(draft, { ...message, to: { kind: 'reporter' } });
  // They read the public answers of the matter that they joined, and no others.
  if (isPublic) tellJoined(draft, message);
}

/** A reply that comes along with another act; what was done is no answer to the reporter. */
export function replyWith(draft: Draft): void {
  if (textOf(draft, 'reply') !== '') reply(draft);
}

/** 催办: tells who has it now; leaves only its trace in the log. */
export function remind(draft: Draft): void {
  const { matter } = draft.state;
  tell(draft, {
    template: 'matter.reminded',
    to: { kind: 'org', org: matter.handlingOrg ?? matter.ownerOrg },
    values: { number: matter.number },
    dedupe: `remind:${draft.now}`,
  });
}

/** An attempt to reach the reporter that failed, recorded as proof of trying. */
export function recordAttempt(draft: Draft): void {
  setMatter(draft, { facts: { attemptCount: draft.state.matter.facts.attemptCount + 1 } });
}

function concluding(outcome: Outcome, proof: Proof): (draft: Draft) => void {
  return (draft) => setMatter(draft, { outcome, facts: { proof } });
}

export const decline = (draft: Draft): void => {
  setMatter(draft, {
    outcome: 'declined',
    facts: { proof: 'legalBasis', legalBasis: textOf(draft, 'legalBasis') },
  });
};
export const answerAtOnce = concluding('answered', 'replied');
export const withdraw = concluding('withdrawn', 'ownAct');

export function refer(draft: Draft): void {
  setMatter(draft, {
    outcome: 'referred',
    facts: { proof: 'receipt', referredTo: textOf(draft, 'body') },
  });
}

/**
 * Closes with what the handler reported; "fixed" stands only when checked, confirmed or drawn out.
 */
export function conclude(draft: Draft): void {
  const { facts } = draft.state.matter;
  must(facts.result, 'a matter that closes has a result');
  const proof = facts.proof ?? (facts.checkResult === 'passed' ? 'checked' : 'replied');
  setMatter(draft, { outcome: facts.result.outcome, facts: { proof } });
}

/** Decided by who sent it: the owner, or the level above that designated. */
export function askObjection(draft: Draft): void {
  ask(draft, 'objection', lead(draft.view)?.detail.byOrg ?? draft.state.matter.ownerOrg);
}

/** Suspension and extension are approved by the head of the asking unit. */
export function askSuspension(draft: Draft): void {
  ask(draft, 'suspension', handlingOrg(draft));
}

export function askExtension(draft: Draft): void {
  ask(draft, 'extension', handlingOrg(draft));
}

function handlingOrg(draft: Draft): string {
  const org = draft.state.matter.handlingOrg;
  must(org, 'the matter is being handled');
  return org;
}

function ask(draft: Draft, kind: Request['kind'], decider: string): void {
  putRequest(draft, {
    id: draft.newId(),
    kind,
    state: 'pending',
    askedByOrg: orgOf(draft.actor) ?? handlingOrg(draft),
    deciderOrg: decider,
    askedAt: draft.now,
    detail: {
      ground: textOf(draft, 'ground'),
      reason: textOf(draft, 'reason'),
      clock: textOf(draft, 'clock') || null,
      amount: typeof draft.given.amount === 'number' ? draft.given.amount : null,
      suggestedOrg: textOf(draft, 'suggestedOrg') || null,
      decidedAt: null,
      decision: '',
    },
  });
  tell(draft, {
    template: `request.${kind}`,
    to: { kind: 'org', org: decider },
    values: { number: draft.state.matter.number },
    dedupe: `request:${kind}:${draft.now}`,
  });
}

function decided(draft: Draft, kind: Request['kind']): Request | null {
  const request = draft.state.requests.find((one) => one.kind === kind && one.state === 'pending');
  must(request, 'a pending request stands');
  const isGranted = draft.given.decision === 'granted';
  putRequest(draft, {
    ...request,
    state: isGranted ? 'granted' : 'refused',
    detail: { ...request.detail, decidedAt: draft.now, decision: textOf(draft, 'reason') },
  });
  return isGranted ? request : null;
}

/** A granted objection takes the matter back to be dispatched anew; a refused one leaves it. */
export function decideObjection(draft: Draft): void {
  if (!decided(draft, 'objection')) return;
  endAssignments(draft, ['lead', 'supporting'], 'cancelled');
  setMatter(draft, {
    handlingOrg: null,
    handlerPost: null,
    facts: {
      objectionCount: draft.state.matter.facts.objectionCount + 1,
      isDesignated: false,
    },
  });
}

export function decideSuspension(draft: Draft): void {
  if (!decided(draft, 'suspension')) return;
  setMatter(draft, { isSuspended: true });
  stopForSuspension(draft, SUSPENDED);
}

export function resume(draft: Draft): void {
  setMatter(draft, { isSuspended: false });
  resumeAfterSuspension(draft, SUSPENDED);
}

export function decideExtension(draft: Draft): void {
  const request = decided(draft, 'extension');
  if (!request?.detail.clock || request.detail.amount === null) return;
  const spec = draft.view.definition.clocks[request.detail.clock];
  must(spec?.extension, 'the clock may be extended');
  extendClock(draft, request.detail.clock, {
    amount: request.detail.amount,
    unit: spec.extension.max.unit,
  });
}

/** Pending requests lapse when the matter leaves the hands of those who asked. */
export function lapseRequests(draft: Draft): void {
  for (const request of draft.state.requests) {
    if (request.state !== 'pending') continue;
    putRequest(draft, { ...request, state: 'lapsed' });
  }
}

/** After a designation by the level above it stays where it is put. */
export function designate(draft: Draft): void {
  lapseRequests(draft);
  setMatter(draft, { facts: { isDesignated: true } });
}

/** 上报: the centre above takes it over, a normal act and no failure. */
export function sendUp(draft: Draft): void {
  const above = centreAbove(draft.view);
  must(above, 'there is a level above');
  setMatter(draft, { ownerOrg: above });
  tell(draft, {
    template: 'matter.sentUp',
    to: { kind: 'org', org: above },
    values: { number: draft.state.matter.number },
    dedupe: `sentUp:${above}:${draft.now}`,
  });
}

/** The same work in other hands: the time for objecting does not begin again. */
export function appointHandler(draft: Draft): void {
  const post = textOf(draft, 'post');
  setMatter(draft, { handlerPost: post });
  for (const work of draft.state.assignments) {
    if (work.role === 'lead' && work.isOpen) putAssignment(draft, { ...work, post });
  }
}

/** By the reporter within the window: the work begins again and is dispatched anew. */
export function reopen(draft: Draft): void {
  const { facts } = draft.state.matter;
  setMatter(draft, {
    isOpen: true,
    outcome: null,
    closedAt: null,
    handlingOrg: null,
    handlerPost: null,
    facts: {
      reopenCount: facts.reopenCount + 1,
      result: null,
      checkResult: null,
      callBackResult: null,
      proof: null,
      closedOnTime: null,
      isDesignated: false,
      // What was said and tried before the reopening proves nothing about what comes after it.
      earlierReplies: facts.replyCount,
      attemptCount: 0,
      publicReply: false,
    },
  });
}

export function rate(draft: Draft): void {
  const { facts } = draft.state.matter;
  setMatter(draft, {
    facts: {
      ratingCount: facts.ratingCount + 1,
      ratingSum: facts.ratingSum + Number(draft.given.score),
    },
  });
}

export function attachPhotos(draft: Draft): void {
  countPhotos(draft);
}
