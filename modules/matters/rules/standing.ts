/**
 * Who stands where towards a matter, and who may see it. `maySee` says in rules what the scope
 * predicate of the store says in SQL; the permission matrix proves that they agree.
 */
import {
  type Actor,
  actorKey,
  covers,
  type MachineActor,
  type StaffActor,
} from '../../../kernel/actor.ts';
import type { Standing, Taker } from './process.ts';
import type { Assignment, AssignmentRole, MatterState, Supervision } from './state.ts';
import { type MatterView, orgOf, standsIn } from './view.ts';

type Test = (view: MatterView, actor: Actor) => boolean;

const standingTests: Record<Standing, Test> = {
  reporter: (view, actor) => actor.kind === 'resident' && view.relation === 'reporter',
  follower: (view, actor) => actor.kind === 'resident' && view.relation === 'follower',
  proxy: (view, actor) => actor.kind === 'resident' && view.relation === 'proxy',
  anyResident: (_view, actor) => actor.kind === 'resident',
  owner: (view, actor) => orgOf(actor) === view.state.matter.ownerOrg,
  ownerOrAbove: (view, actor) => isAtOrAbove(view, actor, view.state.matter.ownerOrg),
  above: isAbove,
  region: (view, actor) => actor.kind === 'staff' && reaches(actor, view),
  intakeOrg: (view, actor) => standsIn(view, actor, view.state.matter.facts.intakeOrg),
  handlingOrg: (view, actor) => standsIn(view, actor, view.state.matter.handlingOrg),
  supportingOrg: (view, actor) => hasOpenWork(view, actor, 'supporting'),
  verifier: (view, actor) => hasOpenWork(view, actor, 'verify'),
  independent: (view, actor) =>
    actor.kind === 'staff' && reaches(actor, view) && isApart(view, actor),
  issuer: (view, actor) => isAtOrAbove(view, actor, issuerOf(view)),
  superviser: (view, actor) => ownSupervisions(view.state, actor).length > 0,
  superviseTarget: (view, actor) =>
    view.state.supervisions.some(
      (one) => one.state === 'issued' && standsIn(view, actor, one.targetOrg),
    ),
  system: (_view, actor) => actor.kind === 'system',
};

/** Whether one of the takers fits the actor's role and place. */
export function isTaker(view: MatterView, actor: Actor, takers: readonly Taker[]): boolean {
  if (!mayAct(actor)) return false;
  return takers.some(
    (taker) => fitsRole(actor, taker.roles) && standingTests[taker.standing](view, actor),
  );
}

/** Staff and machines hold the right to act; residents and the program need none. */
function mayAct(actor: Actor): boolean {
  if (actor.kind !== 'staff' && actor.kind !== 'machine') return true;
  return actor.permissions.has('matter.act');
}

function fitsRole(actor: Actor, roles: readonly string[] | undefined): boolean {
  if (!roles) return true;
  return actor.kind === 'staff' && roles.includes(actor.role);
}

function reaches(actor: StaffActor, view: MatterView): boolean {
  return covers(actor.regions, placeOf(view));
}

/** The most exact code of the place: the grid's, else the region's. */
export function placeOf(view: MatterView): string {
  return view.state.matter.grid ?? view.state.matter.region;
}

function isAtOrAbove(view: MatterView, actor: Actor, org: string): boolean {
  const own = orgOf(actor);
  return own !== null && view.orgs.isBelow(org, own);
}

/** Strictly above who has the matter, and not beside its owner: only then may one designate. */
function isAbove(view: MatterView, actor: Actor): boolean {
  const { ownerOrg, handlingOrg } = view.state.matter;
  const held = handlingOrg ?? ownerOrg;
  const isOver = isAtOrAbove(view, actor, held) && isAtOrAbove(view, actor, ownerOrg);
  return isOver && orgOf(actor) !== held;
}

/** Who sent the matter: they decide an objection to it. */
function issuerOf(view: MatterView): string {
  const { matter, requests } = view.state;
  const asked = requests.find((one) => one.kind === 'objection' && one.state === 'pending');
  return asked?.deciderOrg ?? matter.ownerOrg;
}

/** What the actor's organisation issued and has not closed. */
export function ownSupervisions({ supervisions }: MatterState, actor: Actor): Supervision[] {
  return supervisions.filter((one) => one.state !== 'closed' && one.issuerOrg === orgOf(actor));
}

function hasOpenWork(view: MatterView, actor: Actor, role: AssignmentRole): boolean {
  return view.state.assignments.some((work) => isOwn(view, actor, work, role));
}

function isOwn(view: MatterView, actor: Actor, work: Assignment, role: AssignmentRole): boolean {
  return work.isOpen && work.role === role && standsIn(view, actor, work.org);
}

/** Neither the handler nor anyone of a handling organisation, or below one, checks its work. */
export function isApart(view: MatterView, actor: Actor): boolean {
  const { handledBy, handledByOrgs } = view.state.matter.facts;
  if (handledBy.includes(actorKey(actor))) return false;
  const orgs = [...handledByOrgs, view.state.matter.handlingOrg];
  const supporting = view.state.assignments.filter(
    (work) => work.role === 'supporting' && work.state !== 'cancelled',
  );
  return ![...orgs, ...supporting.map((work) => work.org)].some((org) =>
    standsIn(view, actor, org),
  );
}

/** Whether the actor belongs to what the matter complains about, or stands below it. */
export function isSubject(view: MatterView, actor: Actor): boolean {
  const { subjectOrg, facts } = view.state.matter;
  if (facts.subjectPost && actor.kind === 'staff' && actor.post === facts.subjectPost) return true;
  return standsIn(view, actor, subjectOrg);
}

/**
 * Whether a resident to whom it is nothing yet may take this action: to say that it troubles them
 * too, on what is not private. Nothing else, and nothing is shown before.
 */
export function mayJoin({ state, definition }: MatterView, actor: Actor, action: string): boolean {
  if (actor.kind !== 'resident' || action !== 'follow') return false;
  return !state.matter.isPrivate && Object.hasOwn(definition.actions, action);
}

/** Whether the matter is in the actor's sight at all; outside it, it does not exist (404). */
export function maySee(view: MatterView, actor: Actor): boolean {
  if (actor.kind === 'system') return true;
  const { matter } = view.state;
  // Whoever followed it when it was public has no part in what it became.
  if (actor.kind === 'resident') {
    const isTheirs = view.relation === 'reporter' || view.relation === 'party';
    return isTheirs || (view.relation !== null && !matter.isSealed);
  }
  if (actor.kind === 'nobody') return false;
  if (!actor.permissions.has('matter.read')) return false;
  if (matter.isSealed) return maySeeSealed(view, actor);
  if (covers(actor.regions, matter.region)) return true;
  if (matter.grid && covers(actor.regions, matter.grid)) return true;
  return isOfOrg(view, actor.org);
}

/** Only whoever holds it and may open what is sealed; never what it is about, nor those below. */
function maySeeSealed(view: MatterView, actor: StaffActor | MachineActor): boolean {
  if (!actor.permissions.has('matter.sealed') || isSubject(view, actor)) return false;
  return isOfOrg(view, actor.org);
}

function isOfOrg({ state }: MatterView, org: string): boolean {
  const { matter, assignments, supervisions } = state;
  return (
    matter.ownerOrg === org ||
    matter.handlingOrg === org ||
    assignments.some((work) => work.org === org && work.state !== 'cancelled') ||
    supervisions.some((one) => one.targetOrg === org)
  );
}
