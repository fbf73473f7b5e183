/** What acts on a dispute change beside the loop's own effects. */
import { dayNumber } from '../../../kernel/dates.ts';
import { civilAt } from '../../../kernel/zone.ts';
import {
  type Draft,
  type Effect,
  endAssignments,
  extendClock,
  liveClock,
  setMatter,
  startAssignment,
  textOf,
} from '../../matters/engine.ts';
import {
  type DisputeFacts,
  factsOf,
  type Interest,
  isImpartial,
  SIDES,
  type Side,
  type Signer,
  signersNeeded,
} from './facts.ts';

const STAY = 'stay';

function set(draft: Draft, own: Partial<DisputeFacts>): void {
  setMatter(draft, { own });
}

const facts = (draft: Draft) => factsOf(draft.state.matter);
const wordOrNull = (draft: Draft, field: string) => textOf(draft, field) || null;

/** Another channel begins anew; the number, the log and who applied stay. */
function assignMediation(draft: Draft): void {
  const { channel, handOvers } = facts(draft);
  set(draft, {
    handOvers: handOvers + (channel === null ? 0 : 1),
    choices: {},
    isAppointed: false,
    isTakenUp: false,
    recused: [],
    interests: {},
    channel: textOf(draft, 'channel') as DisputeFacts['channel'],
    courtStage: wordOrNull(draft, 'courtStage') as DisputeFacts['courtStage'],
    fee: textOf(draft, 'fee'),
    isAccepted: false,
    consents: {},
    chosenBy: null,
    until: null,
  });
}

/** Of its own accord (人民调解法 art. 17): the committee has it, and has accepted it. */
function takeUpDispute(draft: Draft): void {
  const { actor } = draft;
  if (actor.kind !== 'staff') return;
  const { org } = actor;
  const origin = textOf(draft, 'origin') as DisputeFacts['origin'];
  set(draft, { origin, channel: 'people', isAccepted: true });
  endAssignments(draft, ['lead'], 'cancelled');
  setMatter(draft, { handlingOrg: org, handlerPost: null, isUnowned: false });
  startAssignment(draft, { org, role: 'lead', post: null });
}

function acceptMediation(draft: Draft): void {
  set(draft, { isAccepted: true });
}

/** Mediation begins when both sides consent; a clear refusal ends it (人民调解法 art. 17). */
function recordConsent(draft: Draft): void {
  const consent = textOf(draft, 'consent');
  const consents = { ...facts(draft).consents, [textOf(draft, 'side')]: consent };
  set(draft, { consents });
  if (consent === 'refused') {
    set(draft, { ground: 'unwilling' });
    setMatter(draft, { outcome: 'impossible', facts: { proof: 'ownAct' } });
    return;
  }
  const isWhole = consents.applicant === 'agreed' && consents.respondent === 'agreed';
  if (!isWhole) draft.target = STAY;
}

/** One of several on a side has answered for themself alone. */
function answerInvitation(draft: Draft): void {
  if (textOf(draft, 'consent') === 'refused' || draft.given.isWhole === true) recordConsent(draft);
  else draft.target = STAY;
}

function wishChannel(draft: Draft): void {
  const channel = textOf(draft, 'channel') as DisputeFacts['channel'];
  set(draft, { wishes: { ...facts(draft).wishes, [textOf(draft, 'side')]: channel } });
}

function appointMediator(draft: Draft): void {
  set(draft, { chosenBy: textOf(draft, 'chosenBy'), isAppointed: true, isTakenUp: false });
}

function chooseMediator(draft: Draft): void {
  const choices = { ...facts(draft).choices, [textOf(draft, 'side')]: textOf(draft, 'mediator') };
  set(draft, { choices });
}

function takeUp(draft: Draft): void {
  set(draft, { isTakenUp: true });
}

/** Whoever steps back, or is replaced, is chosen no more; the choice begins anew. */
function recuse(draft: Draft): void {
  const { handlerPost } = draft.state.matter;
  const { recused } = facts(draft);
  if (handlerPost !== null) set(draft, { recused: [...recused, handlerPost] });
  stepAside(draft);
}

function stepAside(draft: Draft): void {
  set(draft, { choices: {}, chosenBy: null, isAppointed: false, isTakenUp: false });
  setMatter(draft, { handlerPost: null });
}

/** Whoever has an interest goes on only where all still agree (在线调解规则 art. 13). */
function recordDisclosure(draft: Draft): void {
  const { handlerPost } = draft.state.matter;
  const post = textOf(draft, 'post') || ownPost(draft);
  const isAccepted = draft.given.isAccepted === true;
  const wasAppointed = handlerPost === post;
  const ground = textOf(draft, 'ground') as Interest['ground'];
  noteInterest(draft, post, { ground, agreed: isAccepted ? SIDES : [], wasAppointed });
  if (wasAppointed && !isAccepted) stepAside(draft);
}

function noteInterest(draft: Draft, post: string, interest: Interest): void {
  set(draft, { interests: { ...facts(draft).interests, [post]: interest } });
}

/** A party came in who may be near to whoever mediates: both sides are asked before they go on. */
function raiseInterest(draft: Draft): void {
  const { handlerPost } = draft.state.matter;
  if (handlerPost === null) return;
  noteInterest(draft, handlerPost, { ground: 'relation', agreed: [], wasAppointed: true });
  stepAside(draft);
}

function ownPost({ actor }: Draft): string {
  return actor.kind === 'staff' ? actor.post : '';
}

/** With the last side that agrees they go on; where one does not, another is chosen. */
function answerInterest(draft: Draft): void {
  const post = textOf(draft, 'post');
  const { interests, recused, isAppointed } = facts(draft);
  const one = interests[post];
  if (!one) return;
  if (textOf(draft, 'answer') === 'declined') {
    set(draft, { recused: [...new Set([...recused, post])] });
    if (draft.state.matter.handlerPost === post) stepAside(draft);
    return;
  }
  const agreed = [...new Set([...one.agreed, textOf(draft, 'side') as Side])];
  set(draft, { interests: { ...interests, [post]: { ...one, agreed } } });
  const mayGoOn = isImpartial(facts(draft), post) && !recused.includes(post);
  if (!mayGoOn || !one.wasAppointed || isAppointed) return;
  set(draft, { chosenBy: 'parties', isAppointed: true });
  setMatter(draft, { handlerPost: post });
}

function beginAppraisal(draft: Draft): void {
  set(draft, { isAppraised: true });
}

function endAppraisal(draft: Draft): void {
  set(draft, { isAppraised: false });
}

const MEDIATING = ['mediate', 'mediateBefore', 'mediateOrdinary', 'mediateSimplified'];

/** Only all parties together lengthen it, to the day that they agree on (在线调解规则 art. 24). */
function extendByAll(draft: Draft): void {
  const until = textOf(draft, 'until');
  set(draft, { until });
  const { zone } = draft.view.rules.calendar;
  for (const name of MEDIATING) {
    const clock = liveClock(draft, name);
    if (clock?.state !== 'running') continue;
    const days = dayNumber(until) - civilAt(clock.dueAt, zone).day;
    if (days > 0) extendClock(draft, name, { amount: days, unit: 'calendarDays' });
  }
}

function recordSession(draft: Draft): void {
  set(draft, { sessions: facts(draft).sessions + 1 });
}

function reportDanger(draft: Draft): void {
  set(draft, { dangerReported: true });
}

/** An oral agreement is in force from the day on which it was reached (人民调解法 art. 30). */
function recordAgreement(draft: Draft): void {
  const form = textOf(draft, 'form') as DisputeFacts['form'];
  set(draft, {
    form,
    isTextOffered: false,
    version: facts(draft).version + 1,
    signatures: {},
    effectiveOn: form === 'oral' ? textOf(draft, 'happenedOn') : null,
    performBy: wordOrNull(draft, 'performBy'),
  });
}

/** Who signed another text has not signed this one. */
function changeAgreement(draft: Draft): void {
  const { version, performBy } = facts(draft);
  set(draft, {
    version: version + 1,
    signatures: {},
    performBy: wordOrNull(draft, 'performBy') ?? performBy,
  });
}

/** In force with the last signature that its form needs (art. 29), on the day of the latest. */
function sign(draft: Draft): void {
  const signer = textOf(draft, 'signer') as Signer;
  const signature = { how: textOf(draft, 'how'), on: textOf(draft, 'happenedOn') };
  const signatures = { ...facts(draft).signatures, [signer]: signature };
  set(draft, { signatures });
  const isWhole = signersNeeded(facts(draft)).every((one) => signatures[one]);
  if (!isWhole) {
    draft.target = STAY;
    return;
  }
  const days = Object.values(signatures).map(({ on }) => on);
  set(draft, { effectiveOn: days.toSorted((a, b) => dayNumber(b) - dayNumber(a))[0] ?? null });
}

/** A side has signed when each who stands on it has; until then nothing is counted. */
function signText(draft: Draft): void {
  if (draft.given.isWhole === true) sign(draft);
  else draft.target = STAY;
}

function nameParty(draft: Draft): void {
  countParty(draft, 1);
  if (draft.given.hasInterest === true) raiseInterest(draft);
}

function dropParty(draft: Draft): void {
  countParty(draft, -1);
}

function countParty(draft: Draft, by: number): void {
  const { parties } = facts(draft);
  const side = textOf(draft, 'side') as Side;
  set(draft, { parties: { ...parties, [side]: Math.max(0, parties[side] + by) } });
}

/** A new text while one is being signed is another agreement: all sign again. */
function writeText(draft: Draft): void {
  const text = { version: Number(draft.given.version), digest: textOf(draft, 'digest') };
  const { isTextOffered, version } = facts(draft);
  const performBy = wordOrNull(draft, 'performBy');
  set(draft, { text, performBy, ...(isTextOffered && { version: version + 1, signatures: {} }) });
}

function offerText(draft: Draft): void {
  set(draft, {
    form: 'written',
    isTextOffered: true,
    version: facts(draft).version + 1,
    signatures: {},
    effectiveOn: null,
    performBy: wordOrNull(draft, 'performBy'),
  });
}

function dropAgreement(draft: Draft): void {
  set(draft, { isTextOffered: false, form: null, signatures: {}, performBy: null });
}

function applyConfirmation(draft: Draft): void {
  set(draft, { confirmation: 'asked' });
}

function recordDecision(draft: Draft): void {
  set(draft, { confirmation: textOf(draft, 'result') });
}

/** Performed closes it; what is not performed is closed with the other ways told (art. 31, 32). */
function recordPerformance(draft: Draft): void {
  const result = textOf(draft, 'result');
  set(draft, { performance: result });
  if (result === 'performed') {
    setMatter(draft, { outcome: 'fixed', facts: { proof: 'confirmed' } });
  }
  if (result === 'failed') {
    setMatter(draft, { outcome: 'impossible', facts: { proof: 'ownAct' } });
  }
}

function endMediation(draft: Draft): void {
  const ground = textOf(draft, 'ground');
  set(draft, { ground });
  setMatter(draft, { outcome: 'impossible', facts: { proof: 'ownAct' } });
}

export const effects = {
  assignMediation,
  takeUpDispute,
  acceptMediation,
  recordConsent,
  answerInvitation,
  wishChannel,
  appointMediator,
  chooseMediator,
  takeUp,
  recuse,
  recordDisclosure,
  raiseInterest,
  answerInterest,
  beginAppraisal,
  endAppraisal,
  extendByAll,
  recordSession,
  reportDanger,
  recordAgreement,
  changeAgreement,
  sign,
  signText,
  nameParty,
  dropParty,
  writeText,
  offerText,
  dropAgreement,
  applyConfirmation,
  recordDecision,
  recordPerformance,
  endMediation,
} satisfies Record<string, Effect>;
