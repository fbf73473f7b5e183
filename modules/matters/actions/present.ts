/** A loaded matter as its reader may see it: masked; each action is open or says why it is not. */
import type { Actor } from '../../../kernel/actor.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { MatterView as MatterAnswer } from '../contract/views.ts';
import { choiceOf } from '../rules/forms.ts';
import { namedOrg } from '../rules/names.ts';
import { actsNow } from '../rules/plain-standing.ts';
import { titleFor } from '../rules/publicity.ts';
import { boardOf } from '../rules/settings.ts';
import { isSubject } from '../rules/standing.ts';
import type { Clock, Request } from '../rules/state.ts';
import { answerLines } from '../rules/story.ts';
import { timeLeft } from '../rules/time-left.ts';
import type { MatterView } from '../rules/view.ts';
import { givenByHand, whyHeldHere } from '../rules/way-here.ts';
import { listPartyLabels } from '../store/parties.ts';
import { listAttachments } from './attachments.ts';
import { presentActions } from './buttons.ts';
import type { ActContext, InSight } from './load.ts';
import { countOpenings } from './persons.ts';
import { repliesFor } from './replies.ts';
import type { MattersWorld } from './world.ts';

const iso = (at: number) => new Date(at).toISOString();
const isoOrNull = (at: number | null) => (at === null ? null : iso(at));

/** Everything on one screen. Residents see no internal requests, notes or subjects. */
export async function presentMatter(
  world: MattersWorld,
  tx: Tx,
  ctx: ActContext,
  { view, state, seq }: InSight,
): Promise<MatterAnswer> {
  const { matter } = state;
  const at = { county: matter.county, matterId: matter.id };
  const isInside = ctx.actor.kind !== 'resident';
  const maySeePersons = isInside && !isSubject(view, ctx.actor);
  const places = await world.places();
  const [parties, openedCount, attachments, replies, near] = await Promise.all([
    maySeePersons ? listPartyLabels(tx, at) : [],
    maySeePersons ? countOpenings(tx, at) : null,
    listAttachments(tx, ctx.actor, at),
    repliesFor(world, tx, ctx, view),
    isInside && matter.lon !== null && matter.lat !== null
      ? places.near(tx, { lon: matter.lon, lat: matter.lat })
      : null,
  ]);
  return {
    ...plainParts(view),
    // Anybody may follow: what another wrote of their trouble stays between them and the centre.
    ...(view.relation === 'follower' && {
      title: titleFor('follower', matter.title, {
        category: view.category,
        board: boardOf(view.rules.settings),
      }),
      text: '',
      placeText: '',
      fields: {},
    }),
    seq,
    answers: answerLines({ view, postWords: world.postWords, zone: world.zone }),
    regionName: places.nameOf(matter.region, ctx.now),
    gridName: matter.grid === null ? null : places.gridNamed(matter.grid),
    // A home is shown to others only as its village.
    point: pointFor(view, ctx.actor),
    near,
    ...orgParts(world, view, isInside),
    heldWhy: isInside ? whyHeldHere(view) : null,
    byHand: isInside ? handPart(world, view) : null,
    clocks: state.clocks.map((clock) => presentClock(view, clock, ctx.now)),
    requests: isInside ? presentRequests(view) : [],
    supervisions: presentSupervisions(view, isInside),
    parties,
    openedCount,
    attachments,
    replies,
    allowedActions: presentActions(world, view, ctx),
  };
}

function plainParts(view: MatterView) {
  const { matter, links } = view.state;
  const { facts } = matter;
  const stage = view.definition.stages[matter.stage];
  return {
    number: matter.number,
    kind: { code: matter.kind, ...view.definition.title },
    stage: { code: matter.stage, zh: stage?.zh ?? '', en: stage?.en ?? '' },
    version: matter.version,
    isOpen: matter.isOpen,
    outcome: matter.outcome,
    proof: facts.proof,
    title: matter.title,
    text: matter.body,
    category: view.category && {
      code: view.category.code,
      zh: view.category.zh,
      en: view.category.en,
    },
    urgency: matter.urgency,
    channel: matter.channel,
    onBehalf: facts.intakeOrg && facts.hasReporter ? namedOrg(view.orgs, facts.intakeOrg) : null,
    region: matter.region,
    grid: matter.grid,
    placeText: facts.placeText,
    fields: matter.fields,
    dueAt: isoOrNull(matter.dueAt),
    receivedAt: iso(matter.receivedAt),
    closedAt: isoOrNull(matter.closedAt),
    isSuspended: matter.isSuspended,
    isUnowned: matter.isUnowned,
    isPrivate: matter.isPrivate,
    isSelfHandled: facts.isSelfHandled,
    reworkCount: facts.reworkCount,
    reopenCount: facts.reopenCount,
    objectionCount: facts.objectionCount,
    reporterCount: facts.reporterCount,
    ratingCount: facts.ratingCount,
    ratingMean: facts.ratingCount > 0 ? facts.ratingSum / facts.ratingCount : null,
    joined: joinedPart(view),
    route: facts.route,
    result: facts.result && { outcome: facts.result.outcome, text: facts.result.text },
    links: links.map((link) => ({ kind: link.kind, number: link.otherNumber, state: link.state })),
  };
}

/** Where a duplicate's trouble goes on. */
function joinedPart({ joined, rules }: MatterView) {
  if (joined === null) return null;
  const { number, kind, processVersion, stage, outcome, closedAt } = joined;
  const words = rules.processVersion(kind, processVersion)?.stages[stage];
  const at = { code: stage, zh: words?.zh ?? '', en: words?.en ?? '' };
  return { number, stage: at, outcome, closedAt: isoOrNull(closedAt) };
}

function pointFor(view: MatterView, actor: Actor) {
  const { lon, lat } = view.state.matter;
  if (lon === null || lat === null) return null;
  const isOthersHome = actor.kind === 'resident' && view.relation !== 'reporter';
  return isOthersHome && view.category?.isHome ? null : { lon, lat };
}

function orgParts(world: MattersWorld, view: MatterView, isInside: boolean) {
  const { matter, assignments } = view.state;
  const named = (id: string) => namedOrg(view.orgs, id);
  const turn = actsNow(view);
  return {
    owner: named(matter.ownerOrg),
    handlingOrg: matter.handlingOrg === null ? null : named(matter.handlingOrg),
    waitsFor: turn?.org ? named(turn.org) : null,
    subjectOrg: isInside && matter.subjectOrg !== null ? named(matter.subjectOrg) : null,
    assignments: assignments
      .filter((work) => work.state !== 'cancelled')
      .map((work) => ({
        org: named(work.org),
        role: work.role,
        state: work.state,
        isCalledIn: work.detail.isCalledIn,
        dueAt: isoOrNull(work.dueAt),
        note: isInside ? work.detail.note : '',
        assignedAt: iso(work.detail.assignedAt),
        post: isInside && work.post !== null ? world.postWords(work.post) : null,
        result: isInside ? work.detail.result : '',
      })),
  };
}

function handPart(world: MattersWorld, view: MatterView) {
  const work = givenByHand(view.state);
  if (!work || work.detail.byOrg === null) return null;
  const { byOrg, byPost = null, note } = work.detail;
  return {
    org: namedOrg(view.orgs, work.org),
    by: namedOrg(view.orgs, byOrg),
    post: byPost === null ? null : world.postWords(byPost),
    reason: note,
    isDesignated: view.state.matter.facts.isDesignated,
  };
}

/** A clock without its day-by-day explanation, which has an address of its own. */
function presentClock(view: MatterView, clock: Clock, now: number) {
  const spec = view.definition.clocks[clock.name];
  return {
    id: clock.id,
    name: clock.name,
    zh: spec?.zh ?? clock.name,
    en: spec?.en ?? clock.name,
    nature: clock.detail.nature,
    state: clock.state,
    org: clock.org === null ? null : namedOrg(view.orgs, clock.org),
    startedAt: iso(clock.detail.startedAt),
    dueAt: iso(clock.dueAt),
    timeLeft:
      clock.state === 'running'
        ? timeLeft(now, clock.dueAt, clock.detail.unit, view.rules.calendar)
        : null,
    isProvisional: clock.detail.isProvisional,
    isBreached: clock.detail.breachedAt !== null,
    citation: clock.detail.citation,
    amount: clock.detail.amount,
    unit: clock.detail.unit,
    firedRungs: [...clock.detail.firedRungs],
  };
}

function presentRequests(view: MatterView) {
  return view.state.requests.map((request) => ({
    kind: request.kind,
    state: request.state,
    askedBy: namedOrg(view.orgs, request.askedByOrg),
    decider: namedOrg(view.orgs, request.deciderOrg),
    askedAt: iso(request.askedAt),
    ground: request.detail.ground,
    reason: request.detail.reason,
    decision: request.detail.decision,
    id: request.id,
    groundLabel: groundOf(view, request),
    clock: clockLabel(view, request.detail.clock),
    amount: request.detail.amount,
    suggestedOrg:
      request.detail.suggestedOrg === null
        ? null
        : namedOrg(view.orgs, request.detail.suggestedOrg),
    decidedAt: isoOrNull(request.detail.decidedAt),
  }));
}

/** The ground in the words of the form that asked for it. */
function groundOf({ definition }: MatterView, { kind, detail }: Request) {
  const effect = `ask${kind[0]?.toUpperCase()}${kind.slice(1)}`;
  const asking = Object.values(definition.actions).find((one) => one.effects?.includes(effect));
  const field = asking?.fields?.ground;
  if (!field || detail.ground === '') return { zh: detail.ground, en: detail.ground };
  const { zh, en } = choiceOf(definition, field, detail.ground);
  return { zh, en };
}

function clockLabel({ definition }: MatterView, clock: string | null) {
  if (clock === null) return null;
  const spec = definition.clocks[clock];
  return { code: clock, zh: spec?.zh ?? clock, en: spec?.en ?? clock };
}

function presentSupervisions(view: MatterView, isInside: boolean) {
  return view.state.supervisions
    .filter((one) => isInside || one.isPublic)
    .map((one) => ({
      kind: one.kind,
      state: one.state,
      issuer: namedOrg(view.orgs, one.issuerOrg),
      target: namedOrg(view.orgs, one.targetOrg),
      issuedAt: iso(one.issuedAt),
      replyDueAt: isoOrNull(one.replyDueAt),
      reason: one.detail.reason,
      reply: one.detail.reply,
      result: one.detail.result,
      isPublic: one.isPublic,
      isWithdrawn: one.detail.isWithdrawn ?? false,
      id: one.id,
      repliedAt: isoOrNull(one.detail.repliedAt),
    }));
}
