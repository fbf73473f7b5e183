/** What acts on a petition change beside the loop's own effects. */
import { must } from '../../../kernel/refusal.ts';
import {
  type Draft,
  type Effect,
  endAssignments,
  forgetPapers,
  levelAbove,
  sealMatter,
  setMatter,
  startAssignment,
  tell,
  textOf,
} from '../../matters/engine.ts';
import { factsOf, type PetitionFacts, type Round } from './facts.ts';

function set(draft: Draft, own: Partial<PetitionFacts>): void {
  setMatter(draft, { own });
}

function handlingOrg(draft: Draft): string {
  const { handlingOrg: org } = draft.state.matter;
  must(org, 'the petition is with an organ');
  return org;
}

/** What the reporter is told of every document that stands ready for them. */
function tellPetitioner(draft: Draft): void {
  const { matter } = draft.state;
  if (!matter.facts.hasReporter) return;
  tell(draft, {
    template: 'matter.replied',
    to: { kind: 'reporter' },
    values: { number: matter.number },
    dedupe: `petition:${draft.now}`,
  });
}

function answered(draft: Draft): void {
  const { facts } = draft.state.matter;
  setMatter(draft, {
    facts: {
      replyCount: facts.replyCount + 1,
      firstRepliedAt: facts.firstRepliedAt ?? draft.now,
    },
  });
  tellPetitioner(draft);
}

/** Art. 30: an accusation is sealed at once, and stays so whatever it is called later. */
function classifyPetition(draft: Draft): void {
  const sort = textOf(draft, 'class') as PetitionFacts['class'];
  set(draft, { class: sort });
  if (sort === 'accusation') sealMatter(draft);
}

function forwardPetition(draft: Draft): void {
  const way = textOf(draft, 'way') === 'assign' ? 'assign' : 'forward';
  set(draft, { way, route: null });
}

/**
 * The organ received it itself: it is with that organ from here on. What it is follows from the
 * route that is told on the spot, where nobody has said it before.
 */
function takeDirect(draft: Draft): void {
  const { facts } = draft.state.matter;
  const { intakeOrg: org } = facts;
  must(org, 'an organisation took it in');
  const { class: known } = factsOf(draft.state.matter);
  const said =
    textOf(draft, 'class') || (textOf(draft, 'route') === 'study' ? 'suggestion' : 'claim');
  set(draft, { way: 'direct', route: null, class: known ?? (said as PetitionFacts['class']) });
  setMatter(draft, { handlingOrg: org, handlerPost: null });
  startAssignment(draft, { org, role: 'lead' });
}

/** To the government on paper; the office above is an organisation here, and is told. */
function reportUpward(draft: Draft): void {
  const { matter } = draft.state;
  if (textOf(draft, 'upTo') === 'government') {
    set(draft, { upTo: 'government', isReported: true, isReportDecided: false });
    return;
  }
  set(draft, { upTo: 'officeAbove' });
  const above = levelAbove(draft.view.orgs, matter.ownerOrg);
  must(above, 'an office above stands');
  tell(draft, {
    template: 'matter.sentUp',
    to: { kind: 'org', org: above },
    values: { number: matter.number },
    dedupe: `upward:${above}:${draft.now}`,
  });
}

function recordReportDecision(draft: Draft): void {
  set(draft, { isReportDecided: true });
}

/** Their names become parties of the matter; only the number stands in the open. */
function noteRepresentatives(draft: Draft): void {
  set(draft, { representatives: Number(draft.given.representatives) });
}

function noteEarlier(draft: Draft): void {
  set(draft, { earlier: textOf(draft, 'earlier') });
}

/** Routes 1 to 3 lead out of the ordinary way: told, and closed with where it goes on. */
function notifyPetitioner(draft: Draft): void {
  const route = textOf(draft, 'route') as PetitionFacts['route'];
  set(draft, { route, organ: handlingOrg(draft) });
  if (route === 'lawsuit' || route === 'arbitration' || route === 'partyAppeal') {
    setMatter(draft, { outcome: 'referred', facts: { proof: 'receipt', referredTo: route } });
  }
  answered(draft);
}

function given(draft: Draft, round: Round, facts: Partial<PetitionFacts>): void {
  set(draft, { ...facts, round });
}

function giveOpinion(draft: Draft): void {
  const organ = handlingOrg(draft);
  given(draft, 'opinion', { conclusion: textOf(draft, 'conclusion'), organ, redo: null });
}

function settlePetition(draft: Draft): void {
  const organ = handlingOrg(draft);
  given(draft, 'settlement', { conclusion: textOf(draft, 'settledBy'), organ, redo: null });
}

function answerSuggestion(draft: Draft): void {
  set(draft, { adoption: textOf(draft, 'adoption') });
  setMatter(draft, { outcome: 'answered', facts: { proof: 'replied' } });
}

function giveResult(draft: Draft): void {
  const legalBasis = textOf(draft, 'legalBasis');
  setMatter(draft, { outcome: 'answered', facts: { proof: 'replied', legalBasis } });
}

function beginHearing(draft: Draft): void {
  set(draft, {
    isHearing: true,
    hearingOn: textOf(draft, 'heldOn'),
    hearingPlace: textOf(draft, 'place'),
    hearingCount: factsOf(draft.state.matter).hearingCount + 1,
  });
}

function endHearing(draft: Draft): void {
  set(draft, { isHearing: false });
}

const ANSWERS = ['opinion', 'settlement', 'review', 'reReview'];

/** The answer of a round is delivered: the petition is closed, and the next right begins. */
function recordDelivery(draft: Draft): void {
  const paper = textOf(draft, 'paper');
  const { deliveredOn, redo } = factsOf(draft.state.matter);
  set(draft, { deliveredOn: { ...deliveredOn, [paper]: textOf(draft, 'deliveredOn') } });
  if (!ANSWERS.includes(paper)) return;
  answered(draft);
  if (redo !== null && paper === redo) handleAnew(draft);
  else setMatter(draft, { outcome: 'answered', facts: { proof: 'replied' } });
}

/**
 * The opinion was annulled: the organ that gave it has the petition again, and whoever petitions
 * the same rights against what it then says. What was made and delivered before stays in the log.
 */
function handleAnew(draft: Draft): void {
  const { organ, deliveredOn } = factsOf(draft.state.matter);
  must(organ, 'an organ gave the opinion');
  endAssignments(draft, ['lead', 'supporting'], 'done');
  setMatter(draft, { handlingOrg: organ, handlerPost: null });
  startAssignment(draft, { org: organ, role: 'lead' });
  const { notice, extension } = deliveredOn;
  set(draft, {
    round: 'none',
    conclusion: null,
    reviewOrgan: null,
    reReviewOrgan: null,
    deliveredOn: { ...(notice && { notice }), ...(extension && { extension }) },
  });
  forgetPapers(draft, ANSWERS);
  draft.target = 'handling';
}

/** The level above takes it, in the tree of organisations; the organ that answered lets go. */
function passUp(draft: Draft, from: string | null): string {
  const above = from === null ? null : levelAbove(draft.view.orgs, from);
  must(above, 'a level above stands');
  endAssignments(draft, ['lead', 'supporting'], 'done');
  setMatter(draft, {
    isOpen: true,
    outcome: null,
    closedAt: null,
    handlingOrg: above,
    handlerPost: null,
    facts: { closedOnTime: null, proof: null },
  });
  startAssignment(draft, { org: above, role: 'lead' });
  return above;
}

function beginReview(draft: Draft): void {
  set(draft, { reviewOrgan: passUp(draft, factsOf(draft.state.matter).organ) });
}

function beginReReview(draft: Draft): void {
  set(draft, { reReviewOrgan: passUp(draft, factsOf(draft.state.matter).reviewOrgan) });
}

function giveReview(draft: Draft): void {
  const reviewResult = textOf(draft, 'result');
  given(draft, 'review', { reviewResult, redo: reviewResult === 'redo' ? 'review' : null });
}

function giveReReview(draft: Draft): void {
  const reReviewResult = textOf(draft, 'result');
  given(draft, 'reReview', { reReviewResult, redo: reReviewResult === 'redo' ? 'reReview' : null });
}

export const effects = {
  classifyPetition,
  forwardPetition,
  takeDirect,
  reportUpward,
  recordReportDecision,
  noteRepresentatives,
  noteEarlier,
  notifyPetitioner,
  giveOpinion,
  settlePetition,
  answerSuggestion,
  giveResult,
  beginHearing,
  endHearing,
  recordDelivery,
  beginReview,
  beginReReview,
  giveReview,
  giveReReview,
} satisfies Record<string, Effect>;
