/**
 * What must hold of every history of matters, whoever does whatever in whatever order: judged by
 * what happened, not by asking the rules again.
 */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type Actor, actorKey } from '../../../kernel/actor.ts';
import { idOf, type Live, orgs, staff, viewOf } from '../../../test/engine.ts';
import {
  done,
  forAll,
  is,
  isAct,
  isDone,
  of,
  type Step,
  type Story,
  stories,
  sweepAll,
  was,
} from '../../../test/stories.ts';
import { type CounterDelta, counterDeltas } from './counters.ts';
import { isTaker } from './standing.ts';
import { type Matter, rebuild } from './state.ts';

// A property takes a second; on a loaded machine it may take its time.
vi.setConfig({ testTimeout: 60_000 });

const orgOf = (actor: Actor) => (actor.kind === 'staff' ? actor.org : null);
const isIn = (actor: Actor, above: string | null) => {
  const own = orgOf(actor);
  return own !== null && above !== null && orgs.isBelow(own, above);
};

/** What an act's input, and nothing else, may bring a refusal for. */
const BY_INPUT = new Set([
  'INPUT_INVALID',
  'NO_SUCH_SUPERVISION',
  'EVIDENCE_MISSING',
  'EVIDENCE_BEFORE_MISSING',
  'EVIDENCE_AFTER_MISSING',
  'DESIGNATED_STAYS',
  'REPLY_MISSING',
  'PUBLIC_REPLY_MISSING',
  'ORG_UNKNOWN',
  'ORG_ELSEWHERE',
  'STAGE_NOT_BEFORE',
  'SUBJECT_OF_COMPLAINT',
  'CLOCK_NOT_EXTENDABLE',
  'EXTENSION_TOO_LONG',
  'CATEGORY_UNKNOWN',
  'KIND_UNKNOWN',
  'CATEGORY_OF_OTHER_KIND',
]);

describe('who acts', () => {
  it('stands where the definition wants them', () => {
    forAll((story) => {
      for (const step of done(story).filter(isAct)) {
        if (!step.before) continue;
        const view = viewOf(step.before, step.actor);
        const spec = view.definition.actions[step.action];
        expect(isTaker(view, step.actor, spec?.by ?? []), step.action).toBe(true);
      }
    });
  });

  it('is told beforehand what the act will say', () => {
    forAll((story) => {
      for (const step of story.steps.filter(isAct)) {
        if (step.listed !== null) expect(step.refusal, step.action).toBe(step.listed);
        else if (step.refusal !== null) expect(BY_INPUT).toContain(step.refusal);
      }
    });
  });

  it('never judges work that they or their organisation had a hand in', () => {
    forAll((story) => {
      for (const [at] of story.matters.entries()) judgeApartness(of(story, at));
    });
  });

  it('is never what the matter complains about, nor below it', () => {
    forAll((story) => {
      for (const step of done(story).filter(isAct)) {
        const { subjectOrg } = was(step).matter;
        expect(isIn(step.actor, subjectOrg), step.action).toBe(false);
        expect(assigned(step).filter((org) => isBelow(org, is(step).matter.subjectOrg))).toEqual(
          [],
        );
      }
    });
  });
});

const isBelow = (org: string, above: string | null) => above !== null && orgs.isBelow(org, above);

/** Who has open work after a step. */
function assigned(step: Step): string[] {
  const { matter, assignments } = is(step);
  const work = assignments.filter((one) => one.isOpen).map((one) => one.org);
  const isHeld = matter.isOpen && matter.handlingOrg !== null;
  return [...work, ...(isHeld && matter.handlingOrg ? [matter.handlingOrg] : [])];
}

const HANDS = new Set(['acknowledge', 'complete', 'selfHandle', 'reportIn', 'finishSupport']);
const JUDGES = new Set(['check', 'callBack', 'close']);

function judgeApartness(steps: Step[]): void {
  const people = new Set<string>();
  const handling = new Set<string>();
  for (const step of steps) {
    if (JUDGES.has(step.action)) {
      expect(people).not.toContain(actorKey(step.actor));
      const held = [...handling, was(step).matter.handlingOrg];
      expect(held.filter((org) => isIn(step.actor, org))).toEqual([]);
    }
    if (!HANDS.has(step.action)) continue;
    people.add(actorKey(step.actor));
    handling.add(orgOf(step.actor) ?? '');
  }
}

describe('the log', () => {
  it('replays to the state that was reached', () => {
    forAll((story) => {
      for (const live of story.matters) expect(rebuild(live.entries)).toEqual(live.state);
    });
  });

  it('never runs backwards, and counts a version for each change of stage', () => {
    forAll((story) => {
      for (const step of done(story)) {
        const [before, after] = [was(step).matter, is(step).matter];
        expect(after.updatedAt).toBeGreaterThanOrEqual(before.updatedAt);
        const grown = after.version - before.version;
        expect([0, 1]).toContain(grown);
        if (before.stage !== after.stage) expect(grown, step.action).toBe(1);
        if (before.kind === after.kind && isStaying(step)) expect(grown, step.action).toBe(0);
      }
    });
  });
});

function isStaying(step: Step): boolean {
  if (!step.before || step.action === 'sweep') return true;
  const spec = viewOf(step.before, step.actor).definition.actions[step.action];
  return spec?.to === 'stay' && was(step).matter.stage === is(step).matter.stage;
}

const isClosed = (matter: Matter) => matter.stage === 'closed';
const hasMoved = (matter: Matter) => matter.movedToCounty !== null;

describe('what is closed', () => {
  it('has its outcome and time, and what is open has none', () => {
    forAll((story) => {
      for (const step of done(story)) {
        const { matter, requests, assignments } = is(step);
        expect(matter.isOpen).toBe(!isClosed(matter) && !hasMoved(matter));
        expect(matter.outcome !== null).toBe(isClosed(matter));
        expect(matter.closedAt !== null).toBe(isClosed(matter));
        if (matter.isOpen) continue;
        expect(requests.filter((one) => one.state === 'pending')).toEqual([]);
        expect(assignments.filter((one) => one.isOpen)).toEqual([]);
        expect([matter.isSuspended, matter.isUnowned, matter.dueAt]).toEqual([false, false, null]);
      }
    });
  });

  it('stays closed unless it is reopened or unmerged', () => {
    forAll((story) => {
      for (const step of done(story)) {
        if (!isClosed(was(step).matter) || isClosed(is(step).matter)) continue;
        expect(['reopen', 'unmerge']).toContain(step.action);
      }
    });
  });

  it('was answered, and the reporter called back or tried', () => {
    forAll((story) => {
      for (const step of done(story)) {
        if (isClosed(is(step).matter) && !isClosed(was(step).matter)) judgeClose(story, step);
      }
    });
  });
});

function judgeClose(story: Story, step: Step): void {
  const { facts, outcome } = is(step).matter;
  const since = of(story, step.at).slice(0, of(story, step.at).indexOf(step) + 1);
  const opened = since.findLastIndex((one) => one.action === 'reopen');
  const lately = since.slice(opened + 1);
  if (outcome === 'fixed') expect(['checked', 'confirmed', 'sampledOut']).toContain(facts.proof);
  if (outcome === 'fixed') expect(isProven(lately)).toBe(true);
  if (outcome === 'withdrawn' || outcome === 'duplicate' || !facts.hasReporter) return;
  expect(lately.some(isReply), `${step.action} without a reply`).toBe(true);
  if (step.action !== 'close' || facts.callBackResult === 'satisfied') return;
  expect(facts.publicReply).toBe(true);
  const tries = lately.filter((one) => one.action === 'attempt' || isUnreached(one)).length;
  if (facts.isReachable && !facts.isAnonymous) expect(tries).toBeGreaterThanOrEqual(3);
}

const isUnreached = (step: Step) =>
  step.action === 'callBack' && step.given.result === 'unreachable';
const isReply = (step: Step) => step.action === 'reply' || step.given.reply !== undefined;

/** Since the last result: a check that passed, the reporter's word, or not being drawn. */
function isProven(steps: Step[]): boolean {
  const last = steps.findLastIndex((step) => ['complete', 'selfHandle'].includes(step.action));
  const drawnOut =
    steps[last]?.action === 'selfHandle' && steps[last]?.after.state.matter.stage === 'callingBack';
  return (
    drawnOut ||
    steps
      .slice(last)
      .some(
        ({ action, given }) =>
          (action === 'check' && given.result === 'passed') ||
          (action === 'confirm' && given.result === 'satisfied'),
      )
  );
}

const WHILE_PENDING = new Set(['triage', 'dispatch', 'acknowledge', 'object', 'complete', 'move']);
const WHILE_SUSPENDED = new Set([
  'reply',
  'note',
  'noteReception',
  'addPhotos',
  'attempt',
  'supervise',
  'replySupervision',
  'resume',
  'endSub',
  'closeSupervision',
  'withdrawSupervision',
  'takeDuplicate',
  'releaseDuplicate',
  'addMessage',
  'follow',
  'unfollow',
  'withdraw',
]);

describe('supervision', () => {
  it('is taken back one by one, by the organisation that issued it', () => {
    forAll((story) => {
      for (const step of done(story).filter((one) => one.action === 'withdrawSupervision')) {
        const before = new Map(was(step).supervisions.map((one) => [one.id, one]));
        const touched = is(step).supervisions.filter((one) => one !== before.get(one.id));
        expect(touched).toMatchObject([
          { state: 'closed', isPublic: false, remindAt: null, detail: { isWithdrawn: true } },
        ]);
        expect(touched[0]?.issuerOrg).toBe(orgOf(step.actor));
        expect(before.get(touched[0]?.id ?? '')?.state).not.toBe('closed');
      }
    });
  });
});

describe('requests', () => {
  it('hold up what must wait for them, and a granted objection is counted', () => {
    forAll((story) => {
      for (const step of done(story).filter(isAct)) {
        const { matter, requests } = was(step);
        const pending = requests.find((one) => one.state === 'pending');
        if (pending) {
          expect(WHILE_PENDING).not.toContain(step.action);
          expect(step.action.startsWith('ask')).toBe(false);
        }
        const more = is(step).matter.facts.objectionCount - matter.facts.objectionCount;
        const isGranted = step.action === 'decideObjection' && step.given.decision === 'granted';
        expect(more, step.action).toBe(isGranted ? 1 : 0);
        if (isGranted)
          expect([is(step).matter.stage, is(step).matter.handlingOrg]).toEqual(['opened', null]);
      }
    });
  });

  it('come too late after a designation, except for lack of competence', () => {
    forAll((story) => {
      for (const [at] of story.matters.entries()) judgeDesignated(of(story, at));
    });
  });

  it('leave only what is said open while suspended', () => {
    forAll((story) => {
      for (const step of done(story).filter(isAct)) {
        if (was(step).matter.isSuspended) expect(WHILE_SUSPENDED).toContain(step.action);
      }
    });
  });
});

function judgeDesignated(steps: Step[]): void {
  let by: string | null = null;
  for (const step of steps) {
    const { handlingOrg } = is(step).matter;
    if (by !== null && step.action === 'object') expect(step.given.ground).toBe('noCompetence');
    if (by !== null && step.action === 'decideObjection') expect(isIn(step.actor, by)).toBe(true);
    if (by !== null) expect(step.action).not.toBe('dispatch');
    if (step.action === 'designate') by = idOf('centre');
    else if (handlingOrg === null) by = null;
  }
}

const sum = (deltas: CounterDelta[], keyOf: (delta: CounterDelta) => string) => {
  const totals: Record<string, number> = {};
  for (const delta of deltas) totals[keyOf(delta)] = (totals[keyOf(delta)] ?? 0) + delta.n;
  return Object.fromEntries(Object.entries(totals).filter(([, n]) => n !== 0));
};
const DAY = '2026-03-10';

describe('the figures', () => {
  it('of what is in stock equal the open matters, by place and stage', () => {
    forAll((story) => {
      const stock = story.steps.filter(isDone).flatMap(deltasOf);
      const kept = stock.filter((delta) => delta.measure === 'stock');
      const open = story.matters
        .map((live) => live.state.matter)
        .filter((matter) => matter.isOpen)
        .map((matter) => `${matter.category ?? ''}|${matter.stage}`);
      const counted: Record<string, number> = {};
      for (const key of open) counted[key] = (counted[key] ?? 0) + 1;
      expect(sum(kept, (one) => `${one.category}|${one.status}`)).toEqual(counted);
    });
  });

  it('are computed again from the entries alone', () => {
    forAll((story) => {
      const told = sum(story.steps.filter(isDone).flatMap(deltasOf), JSON.stringify);
      const again = sum(story.matters.flatMap(recounted), JSON.stringify);
      expect(again).toEqual(told);
    });
  });

  it('of closing on time know nothing of the declined, the duplicate and the withdrawn', () => {
    forAll((story) => {
      const totals = sum(story.steps.filter(isDone).flatMap(deltasOf), (one) => one.measure);
      const closed = story.matters.map((live) => live.state.matter).filter(isClosed);
      const fair = closed.filter(
        (matter) => !['declined', 'duplicate', 'withdrawn'].includes(matter.outcome ?? ''),
      );
      expect(totals.closed ?? 0).toBe(closed.length);
      expect(totals.closedDue ?? 0).toBe(fair.length);
      expect(totals.closedOnTime ?? 0).toBe(
        fair.filter((matter) => !matter.facts.isBreached).length,
      );
    });
  });
});

const deltasOf = (step: Step) => counterDeltas(step.before?.state ?? null, step.after.state, DAY);

/** The entries folded one by one, as the recomputation of the figures does it. */
function recounted(live: Live): CounterDelta[] {
  const states = live.entries.map((_, index) => rebuild(live.entries.slice(0, index + 1)));
  return states.flatMap((state, index) => counterDeltas(states[index - 1] ?? null, state, DAY));
}

it('the histories reach every stage and take every action of staff and residents', () => {
  const stages = new Set<string>();
  const taken = new Set<string>();
  const outcomes = new Set<string>();
  fc.assert(
    fc.property(stories(60), (story) => {
      sweepAll(story);
      for (const step of done(story)) {
        stages.add(is(step).matter.stage);
        taken.add(step.action);
        outcomes.add(String(is(step).matter.outcome));
      }
    }),
    { numRuns: 400, seed: 7 },
  );
  const all = Object.keys(viewOf(anyMatter, staff.county).definition.actions);
  expect(all.filter((action) => !taken.has(action) && action !== 'arrive')).toEqual([]);
  expect(stages.size).toBe(9);
  expect(outcomes.size).toBeGreaterThanOrEqual(7);
});

const anyMatter: Live = (fc.sample(stories(4), { numRuns: 1, seed: 1 })[0] as Story)
  .matters[0] as Live;
