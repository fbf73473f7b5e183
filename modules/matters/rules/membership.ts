/**
 * In which queues of a worker a matter stands now: the same as the statements of store/queues.ts,
 * for one matter and many workers at once (live updates). A property holds the two equal.
 */
import { actorKey, covers } from '../../../kernel/actor.ts';
import type { Queue } from '../contract/lists.ts';
import { hoursDefault, STAGES, type Worker } from './queues.ts';
import type { Assignment, MatterFacts } from './state.ts';

/** As much of a matter as decides who sees it and where it waits. Times are epoch ms. */
export type Traits = {
  county: string;
  region: string;
  grid: string | null;
  stage: string;
  isOpen: boolean;
  isUnowned: boolean;
  isSealed: boolean;
  isMoved: boolean;
  dueAt: number | null;
  ownerOrg: string;
  handlingOrg: string | null;
  subjectOrg: string | null;
  facts: Pick<MatterFacts, 'handledBy' | 'handledByOrgs' | 'subjectPost'>;
  works: readonly Pick<Assignment, 'org' | 'post' | 'role' | 'state' | 'isOpen'>[];
  /** Who decides what is asked and not decided. */
  deciders: readonly string[];
  supervisions: readonly { target: string; issuer: string; isClosed: boolean }[];
};

/** Staff and machines: by place, or by what the own organisation has to do with it. */
export function isInSightOf(actor: Worker, one: Traits): boolean {
  if (!actor.permissions.has('matter.read')) return false;
  if (one.isSealed) return maySeeSealed(actor, one);
  return isInRegions(actor, one) || isOfOrg(actor.org, one);
}

function maySeeSealed(actor: Worker, one: Traits): boolean {
  if (!actor.permissions.has('matter.sealed') || isSubjectOf(actor, one)) return false;
  return isOfOrg(actor.org, one);
}

export function isInRegions({ regions }: Worker, { region, grid }: Traits): boolean {
  return covers(regions, region) || (grid !== null && covers(regions, grid));
}

function isOfOrg(org: string, one: Traits): boolean {
  return (
    one.ownerOrg === org ||
    one.handlingOrg === org ||
    one.works.some((work) => work.org === org && work.state !== 'cancelled') ||
    one.supervisions.some(({ target }) => target === org)
  );
}

/** The queues in which the worker finds it. */
export function queuesOf(actor: Worker, one: Traits, now: number): Queue[] {
  if (one.isMoved || !isInSightOf(actor, one)) return [];
  const isHere = !one.isSealed && isInRegions(actor, one);
  return [
    ...atDesk(actor, one),
    ...atWork(actor, one),
    ...(isHere ? atPlace(actor, one, now) : []),
  ];
}

function atDesk(actor: Worker, one: Traits): Queue[] {
  const isOwned = one.isOpen && one.ownerOrg === actor.org;
  const held: [Queue, boolean][] = [
    ['owned', isOwned],
    ['toOpen', isOwned && STAGES.toOpen.some((stage) => stage === one.stage)],
    ['toDispatch', isOwned && one.stage === STAGES.toDispatch],
    ['unowned', one.isOpen && one.isUnowned],
    ['requests', one.deciders.includes(actor.org)],
    ['supervised', one.supervisions.some((it) => !it.isClosed && it.target === actor.org)],
    ['supervising', one.supervisions.some((it) => !it.isClosed && it.issuer === actor.org)],
  ];
  return named(held);
}

function atWork(actor: Worker, { works }: Traits): Queue[] {
  const open = works.filter((work) => work.isOpen);
  return named([
    ['mine', actor.kind === 'staff' && open.some((work) => work.post === actor.post)],
    ['org', open.some((work) => work.org === actor.org)],
  ]);
}

function atPlace(actor: Worker, one: Traits, now: number): Queue[] {
  const { isOpen, stage, dueAt } = one;
  const isStage = (name: string) => isOpen && stage === name && !isSubjectOf(actor, one);
  const apart = (name: string) => isStage(name) && isApartFrom(actor, one);
  const isDue = (from: number, before: number) =>
    isOpen && dueAt !== null && dueAt >= from && dueAt < before;
  return named([
    ['toVerify', isStage(STAGES.toVerify)],
    ['toCheck', apart(STAGES.toCheck)],
    ['toCallBack', apart(STAGES.toCallBack)],
    ['overdue', isDue(Number.NEGATIVE_INFINITY, now)],
    ['dueSoon', isDue(now, now + hoursDefault * 3_600_000)],
    ['recent', true],
    ['closed', !isOpen],
  ]);
}

const named = (held: readonly (readonly [Queue, boolean])[]): Queue[] =>
  held.flatMap(([queue, is]) => (is ? [queue] : []));

function isSubjectOf(actor: Worker, { subjectOrg, facts }: Traits): boolean {
  if (actor.kind === 'staff' && facts.subjectPost === actor.post) return true;
  return subjectOrg !== null && actor.orgPath.includes(subjectOrg);
}

function isApartFrom(actor: Worker, { handlingOrg, facts, works }: Traits): boolean {
  const helped = works.filter((work) => work.role === 'supporting' && work.state !== 'cancelled');
  const orgs = [...facts.handledByOrgs, handlingOrg, ...helped.map((work) => work.org)];
  if (facts.handledBy.includes(actorKey(actor))) return false;
  return !orgs.some((org) => org !== null && actor.orgPath.includes(org));
}
