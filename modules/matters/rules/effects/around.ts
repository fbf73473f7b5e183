/** Effects around the way: supervision, merging, sub-matters, moving, followers. */
import { must } from '../../../../kernel/refusal.ts';
import { finishAll, resumeAfterMerge, stopForMerge } from '../clocks.ts';
import {
  type Draft,
  putAssignment,
  putLink,
  putRequest,
  putSupervision,
  setMatter,
  tell,
  textOf,
} from '../draft.ts';
import { holderOf } from '../levels.ts';
import { ownSupervisions } from '../standing.ts';
import type { Link, MatterState, Supervision } from '../state.ts';
import { orgOf } from '../view.ts';
import { lapseRequests } from './desk.ts';
import { ALL_ROLES, endAssignments } from './handling.ts';

/** A supervision with its duty to reply: a centre urges and proposes, it does not command. */
export function supervise(draft: Draft): void {
  const { matter } = draft.state;
  const target = textOf(draft, 'target') || (matter.handlingOrg ?? matter.ownerOrg);
  const kind = draft.given.kind as Supervision['kind'];
  const hours =
    typeof draft.given.replyWithinHours === 'number' ? draft.given.replyWithinHours : null;
  const issuer = orgOf(draft.actor);
  must(issuer, 'an organisation supervises');
  putSupervision(draft, {
    id: draft.newId(),
    kind,
    state: 'issued',
    issuerOrg: issuer,
    targetOrg: target,
    replyDueAt: hours === null ? null : draft.now + hours * 3_600_000,
    remindAt: hours === null ? null : draft.now + hours * 3_600_000,
    isPublic: kind === 'listed' && draft.given.isPublic === true,
    issuedAt: draft.now,
    detail: { reason: textOf(draft, 'reason'), reply: '', repliedAt: null, result: '' },
  });
  tell(draft, {
    template: `supervision.${kind}`,
    to: { kind: 'org', org: target },
    values: { number: matter.number },
    dedupe: `supervision:${kind}:${draft.now}`,
  });
}

export function replySupervision(draft: Draft): void {
  for (const one of draft.state.supervisions) {
    const own = orgOf(draft.actor);
    const isOwn = own !== null && draft.view.orgs.isBelow(own, one.targetOrg);
    if (one.state !== 'issued' || !isOwn) continue;
    putSupervision(draft, {
      ...one,
      state: 'replied',
      remindAt: null,
      detail: { ...one.detail, reply: textOf(draft, 'text'), repliedAt: draft.now },
    });
  }
}

/** Closes the one that is named, else all that the own organisation issued. */
export function closeSupervision(draft: Draft): void {
  const named = textOf(draft, 'supervision');
  for (const one of ownSupervisions(draft.state, draft.actor)) {
    if (named !== '' && one.id !== named) continue;
    putSupervision(draft, {
      ...one,
      state: 'closed',
      remindAt: null,
      detail: { ...one.detail, result: textOf(draft, 'result') },
    });
  }
}

/** Takes one back: whoever had to reply is told, and the public no longer reads it. */
export function withdrawSupervision(draft: Draft): void {
  const one = ownSupervisions(draft.state, draft.actor).find(
    ({ id }) => id === draft.given.supervision,
  );
  must(one, 'the guard found the supervision');
  putSupervision(draft, {
    ...one,
    state: 'closed',
    remindAt: null,
    isPublic: false,
    detail: { ...one.detail, result: textOf(draft, 'reason'), isWithdrawn: true },
  });
  tell(draft, {
    template: 'supervision.withdrawn',
    to: { kind: 'org', org: one.targetOrg },
    values: { number: draft.state.matter.number },
    dedupe: `supervisionWithdrawn:${one.id}`,
  });
}

function linkTo(draft: Draft, other: MatterState, kind: Link['kind']): void {
  putLink(draft, {
    id: draft.newId(),
    kind,
    otherCounty: other.matter.county,
    otherId: other.matter.id,
    otherNumber: other.matter.number,
    state: 'standing',
  });
}

/** Becomes a duplicate of another matter of the county; its clocks stand still, nothing is lost. */
export function merge(draft: Draft): void {
  const { other } = draft.aid;
  must(other, 'the other matter of a merge is loaded');
  const beforeMerge = standing(draft.state);
  linkTo(draft, other, 'duplicateOf');
  stopForMerge(draft);
  endAssignments(draft, ALL_ROLES, 'cancelled');
  lapseRequests(draft);
  setMatter(draft, {
    mergedInto: other.matter.id,
    outcome: 'duplicate',
    facts: {
      proof: 'linked',
      beforeMerge,
    },
  });
}

function standing({ matter, assignments, requests }: MatterState) {
  const { stage, handlingOrg, isUnowned, facts } = matter;
  return {
    stage,
    handlingOrg,
    isUnowned,
    reporterCount: facts.reporterCount,
    work: assignments.filter((one) => one.isOpen).map(({ id, state }) => ({ id, state })),
    requests: requests.filter((one) => one.state === 'pending').map((one) => one.id),
  };
}

/** The other side of a merge: the matter that goes on for both. */
export function takeDuplicate(draft: Draft): void {
  const { other } = draft.aid;
  must(other, 'the duplicate is loaded');
  linkTo(draft, other, 'duplicate');
  setMatter(draft, {
    facts: {
      reporterCount: draft.state.matter.facts.reporterCount + other.matter.facts.reporterCount,
      hasReporter: draft.state.matter.facts.hasReporter || other.matter.facts.hasReporter,
    },
  });
}

/** Stands on its own again where it stood: same stage, same work, what was left of its clocks. */
export function unmerge(draft: Draft): void {
  const { beforeMerge } = draft.state.matter.facts;
  must(beforeMerge, 'a merged matter knows where it stood');
  endLinks(draft, 'duplicateOf');
  setMatter(draft, {
    mergedInto: null,
    isOpen: true,
    outcome: null,
    closedAt: null,
    handlingOrg: beforeMerge.handlingOrg,
    isUnowned: beforeMerge.isUnowned,
    facts: { proof: null, beforeMerge: null, closedOnTime: null },
  });
  for (const work of draft.state.assignments) {
    const held = beforeMerge.work.find((one) => one.id === work.id);
    if (held) putAssignment(draft, { ...work, state: held.state, isOpen: true });
  }
  for (const request of draft.state.requests) {
    if (beforeMerge.requests.includes(request.id)) {
      putRequest(draft, { ...request, state: 'pending' });
    }
  }
  resumeAfterMerge(draft);
  draft.target = beforeMerge.stage;
}

/** Gives back as many reporters as were taken: a follower of the duplicate may have left since. */
export function releaseDuplicate(draft: Draft): void {
  const { other } = draft.aid;
  must(other, 'the duplicate is loaded');
  endLinks(draft, 'duplicate', other.matter.id);
  const { beforeMerge, reporterCount: standing } = other.matter.facts;
  const taken = beforeMerge?.reporterCount ?? standing;
  const reporterCount = draft.state.matter.facts.reporterCount - taken;
  setMatter(draft, { facts: { reporterCount, hasReporter: reporterCount > 0 } });
}

function endLinks(draft: Draft, kind: Link['kind'], otherId?: string): void {
  for (const link of draft.state.links) {
    if (link.kind !== kind || link.state === 'ended') continue;
    if (otherId === undefined || link.otherId === otherId)
      putLink(draft, { ...link, state: 'ended' });
  }
}

export function linkSub(draft: Draft): void {
  const { other } = draft.aid;
  must(other, 'the sub-matter stands');
  linkTo(draft, other, 'sub');
}

/** A sub-matter closed: one thing less that its parent waits for. */
export function endSub(draft: Draft): void {
  endLinks(draft, 'sub', String(draft.given.otherId));
}

/** The row that stays behind when a matter moves to another county: closed, pointing there. */
export function moveAway(draft: Draft): void {
  const { moveTo } = draft.aid;
  must(moveTo, 'the new row of a moved matter stands');
  finishAll(draft, 'cancelled');
  endAssignments(draft, ALL_ROLES, 'cancelled');
  lapseRequests(draft);
  // What is still to be asked for is asked where the matter lies from now on, and only there.
  for (const one of draft.state.supervisions) {
    if (one.remindAt !== null) putSupervision(draft, { ...one, remindAt: null });
  }
  setMatter(draft, {
    isOpen: false,
    movedToCounty: moveTo.county,
    movedToId: moveTo.newId,
  });
}

/** The first act in the new county: its centre holds the matter now. */
export function arrive(draft: Draft): void {
  setMatter(draft, {
    county: textOf(draft, 'county'),
    region: textOf(draft, 'region'),
    grid: null,
    ownerOrg: textOf(draft, 'ownerOrg'),
    handlingOrg: null,
    handlerPost: null,
    isUnowned: true,
  });
  endAssignments(draft, ALL_ROLES, 'cancelled');
}

/** One more reporter of the same trouble. */
export function follow(draft: Draft): void {
  const { facts } = draft.state.matter;
  setMatter(draft, {
    facts: { reporterCount: facts.reporterCount + 1, hasReporter: true, isReachable: true },
  });
}

/** Who follows may leave; whoever reported it stays. */
export function unfollow(draft: Draft): void {
  const { facts } = draft.state.matter;
  const left = Math.max(0, facts.reporterCount - 1);
  setMatter(draft, { facts: { reporterCount: left, hasReporter: left > 0 } });
}

/** What is complained about lets go of the matter at once, and so does whoever stands below it. */
export function noteSubject(draft: Draft): void {
  const { matter } = draft.state;
  const subjectOrg = textOf(draft, 'subjectOrg') || matter.subjectOrg;
  setMatter(draft, { subjectOrg, facts: { subjectPost: textOf(draft, 'subjectPost') || null } });
  if (subjectOrg === null) return;
  const { orgs } = draft.view;
  const { ownerOrg: owner, isSealed } = matter;
  const asked = { owner, subject: subjectOrg, isSealed, now: draft.now };
  setMatter(draft, { ownerOrg: holderOf(orgs, draft.view.definition, asked) });
  const isOut = (org: string | null) => org !== null && orgs.isBelow(org, subjectOrg);
  const isTaken = draft.state.assignments.some((work) => work.isOpen && isOut(work.org));
  endAssignments(draft, ALL_ROLES, 'cancelled', (work) => isOut(work.org));
  if (isOut(matter.handlingOrg)) beginAnew(draft);
  else if (isTaken && matter.handlingOrg === null) draft.target = draft.view.definition.initial;
}

/** What the subject handled does not stand: the desk decides again. */
function beginAnew(draft: Draft): void {
  endAssignments(draft, ALL_ROLES, 'cancelled');
  lapseRequests(draft);
  setMatter(draft, {
    handlingOrg: null,
    handlerPost: null,
    facts: {
      isDesignated: false,
      result: null,
      checkResult: null,
      callBackResult: null,
      proof: null,
    },
  });
  draft.target = draft.view.definition.initial;
}
