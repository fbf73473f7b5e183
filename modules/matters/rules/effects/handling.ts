/** Effects of the way through: verify, dispatch, handle, check, call back, close. */
import { actorKey } from '../../../../kernel/actor.ts';
import { must } from '../../../../kernel/refusal.ts';
import { passClocks } from '../clocks.ts';
import { type Draft, putAssignment, setMatter, tell, textOf } from '../draft.ts';
import type { Assignment, AssignmentRole, Outcome } from '../state.ts';
import { orgOf } from '../view.ts';

export const ALL_ROLES: readonly AssignmentRole[] = [
  'lead',
  'supporting',
  'verify',
  'check',
  'callBack',
];

export function startAssignment(
  draft: Draft,
  work: { org: string; role: AssignmentRole; post?: string | null; isCalledIn?: boolean },
): void {
  const isByStaff = draft.actor.kind === 'staff';
  putAssignment(draft, {
    id: draft.newId(),
    org: work.org,
    post: work.post ?? null,
    role: work.role,
    state: 'assigned',
    isOpen: true,
    dueAt: draft.state.matter.dueAt,
    detail: {
      assignedAt: draft.now,
      byOrg: orgOf(draft.actor),
      byPost: draft.actor.kind === 'staff' ? draft.actor.post : null,
      // Whoever designates gives a reason instead of a note: it is told to the same reader.
      note:
        textOf(draft, 'note') || (isByStaff && work.role === 'lead' ? textOf(draft, 'reason') : ''),
      isCalledIn: work.isCalledIn ?? false,
      result: '',
    },
  });
  tellOrg(draft, work);
}

function tellOrg(draft: Draft, work: { org: string; role: AssignmentRole }): void {
  tell(draft, {
    template: `assignment.${work.role}`,
    to: { kind: 'org', org: work.org },
    values: { number: draft.state.matter.number },
    dedupe: `assignment:${work.role}:${work.org}:${draft.now}`,
  });
}

/** Ends the open work of a role, of one organisation or of all. */
export function endAssignments(
  draft: Draft,
  roles: readonly AssignmentRole[],
  state: 'done' | 'cancelled',
  isMine: (work: Assignment) => boolean = () => true,
): void {
  for (const work of draft.state.assignments) {
    if (!work.isOpen || !roles.includes(work.role) || !isMine(work)) continue;
    const result = textOf(draft, 'text') || work.detail.result;
    putAssignment(draft, { ...work, state, isOpen: false, detail: { ...work.detail, result } });
  }
}

export function askVerify(draft: Draft): void {
  startAssignment(draft, {
    org: String(draft.given.org),
    role: 'verify',
    post: (draft.given.post as string | undefined) ?? null,
  });
}

export function recordVerify(draft: Draft): void {
  endAssignments(draft, ['verify'], 'done');
  setMatter(draft, { facts: { verifyResult: textOf(draft, 'result') } });
}

/** Makes one organisation lead; those that had it before are let go, the objections lapse. */
export function assignLead(draft: Draft): void {
  const org = String(draft.given.org);
  const post = (draft.given.post as string | undefined) ?? null;
  endAssignments(draft, ['lead'], 'cancelled');
  endAssignments(draft, ['supporting'], 'cancelled', (work) => work.org === org);
  passClocks(draft, org);
  setMatter(draft, { handlingOrg: org, handlerPost: post, isUnowned: false });
  startAssignment(draft, { org, role: 'lead', post });
}

/** Supporting organisations named with a dispatch. */
export function assignSupporting(draft: Draft): void {
  const named = (draft.given.supporting as string[] | undefined) ?? [];
  const one = draft.given.supportingOrg as string | undefined;
  for (const org of one ? [...named, one] : named) addSupport(draft, org, false);
}

/** 吹哨: a lower level calls a department in; it must report in. */
export function callIn(draft: Draft): void {
  addSupport(draft, String(draft.given.supportingOrg), true);
}

function addSupport(draft: Draft, org: string, isCalledIn: boolean): void {
  const stands = draft.state.assignments.some(
    (work) => work.role === 'supporting' && work.isOpen && work.org === org,
  );
  if (stands || org === draft.state.matter.handlingOrg) return;
  startAssignment(draft, { org, role: 'supporting', isCalledIn });
}

/** 报到, or the supporting organisation taking note. */
export function reportIn(draft: Draft): void {
  for (const work of draft.state.assignments) {
    if (work.role !== 'supporting' || !work.isOpen || !isOwnWork(draft, work)) continue;
    putAssignment(draft, { ...work, state: 'acknowledged' });
  }
}

export function finishSupport(draft: Draft): void {
  endAssignments(draft, ['supporting'], 'done', (work) => isOwnWork(draft, work));
}

function isOwnWork(draft: Draft, work: Assignment): boolean {
  const own = orgOf(draft.actor);
  return own !== null && draft.view.orgs.isBelow(own, work.org);
}

export function acknowledge(draft: Draft): void {
  for (const work of draft.state.assignments) {
    if (work.role === 'lead' && work.isOpen)
      putAssignment(draft, { ...work, state: 'acknowledged' });
  }
  markHandler(draft);
}

/** Remembers who handled: neither they nor their organisation check this matter. */
export function markHandler(draft: Draft): void {
  const { handledBy, handledByOrgs } = draft.state.matter.facts;
  const key = actorKey(draft.actor);
  const org = draft.state.matter.handlingOrg ?? orgOf(draft.actor);
  setMatter(draft, {
    facts: {
      handledBy: handledBy.includes(key) ? handledBy : [...handledBy, key],
      handledByOrgs: org && !handledByOrgs.includes(org) ? [...handledByOrgs, org] : handledByOrgs,
    },
  });
}

/** The handler's own word: what was done, with its photos. The checker's is another fact. */
export function recordResult(draft: Draft): void {
  const outcome = draft.given.outcome as Outcome;
  must(outcome, 'a result names its outcome');
  markHandler(draft);
  endAssignments(draft, ['lead'], 'done');
  setMatter(draft, {
    facts: {
      result: { outcome, text: textOf(draft, 'text'), at: draft.now },
      checkResult: null,
      callBackResult: null,
      proof: null,
    },
  });
  countPhotos(draft);
}

export function countPhotos(draft: Draft): void {
  const { photos } = draft.state.matter.facts;
  const more = {
    before: listed(draft.given.beforePhotos),
    after: listed(draft.given.afterPhotos),
  };
  if (more.before + more.after === 0) return;
  setMatter(draft, {
    facts: { photos: { before: photos.before + more.before, after: photos.after + more.after } },
  });
}

function listed(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

/** Mended on the spot: a drawn share is checked, the reporter may confirm, the rest may close. */
export function selfHandle(draft: Draft): void {
  const { matter } = draft.state;
  const isSampled = drawn(matter.id) < draft.view.rules.settings.selfHandledSample;
  const own = orgOf(draft.actor);
  endAssignments(draft, ['verify', 'lead'], 'done');
  setMatter(draft, {
    handlingOrg: own,
    isUnowned: false,
    facts: { isSelfHandled: true, isSampled },
  });
  draft.given = { ...draft.given, outcome: 'fixed' };
  recordResult(draft);
  if (!isSampled) {
    setMatter(draft, { facts: { proof: 'sampledOut' } });
    draft.target = 'callingBack';
  }
}

/** A fixed draw from the id's random tail: the same on every replay, unknown when reported. */
export function drawn(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(-7), 16) / 0x10000000;
}

export function recordCheck(draft: Draft): void {
  const isPassed = draft.given.result === 'passed';
  endAssignments(draft, ['check'], 'done');
  setMatter(draft, {
    facts: isPassed
      ? { checkResult: 'passed', proof: 'checked' }
      : {
          checkResult: 'failed',
          proof: null,
          reworkCount: draft.state.matter.facts.reworkCount + 1,
        },
  });
}

export function recordCallBack(draft: Draft): void {
  const { facts } = draft.state.matter;
  const result = draft.given.result as 'satisfied' | 'unsatisfied' | 'unreachable';
  setMatter(draft, {
    facts: {
      callBackResult: result,
      attemptCount: facts.attemptCount + (result === 'unreachable' ? 1 : 0),
      reworkCount: facts.reworkCount + (result === 'unsatisfied' ? 1 : 0),
    },
  });
}

/** Work that goes back is the lead's again: the same organisation, at once. */
export function reopenLead(draft: Draft): void {
  const isBack = draft.given.result === 'failed' || draft.given.result === 'unsatisfied';
  const { handlingOrg, handlerPost } = draft.state.matter;
  if (!isBack || !handlingOrg) return;
  const done = draft.state.assignments.findLast(
    (work) => work.role === 'lead' && work.org === handlingOrg && work.state === 'done',
  );
  // The same work again, since when it was given: the time for objecting does not begin anew.
  if (done) continueAssignment(draft, done);
  else startAssignment(draft, { org: handlingOrg, role: 'lead', post: handlerPost });
}

function continueAssignment(draft: Draft, work: Assignment): void {
  putAssignment(draft, { ...work, state: 'acknowledged', isOpen: true });
  tellOrg(draft, work);
}

/** The reporter's own word on a result: no checker stands above it. */
export function recordConfirmation(draft: Draft): void {
  const { facts } = draft.state.matter;
  const isContent = draft.given.result === 'satisfied';
  setMatter(draft, {
    facts: {
      callBackResult: isContent ? 'satisfied' : 'unsatisfied',
      proof: isContent && facts.checkResult !== 'passed' ? 'confirmed' : facts.proof,
      reworkCount: facts.reworkCount + (isContent ? 0 : 1),
    },
  });
}
