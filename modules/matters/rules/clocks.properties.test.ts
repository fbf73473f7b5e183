/**
 * What must hold of the clocks of every history of matters, through stops, merges and triage:
 * judged by what happened, not by asking the rules again.
 */
import { describe, expect, it, vi } from 'vitest';
import { calendarDay } from '../../../kernel/calendar.ts';
import { endsWithDay } from '../../../kernel/counting.ts';
import { workedBetween } from '../../../kernel/working-time.ts';
import { civilAt } from '../../../kernel/zone.ts';
import { calendar, sweep } from '../../../test/engine.ts';
import { done, forAll, is, of, type Step, was } from '../../../test/stories.ts';
import type { Clock, MatterState } from './state.ts';

// A property takes a second; on a loaded machine it may take its time.
vi.setConfig({ testTimeout: 60_000 });

const RUNGS = ['remind', 'yellow', 'orange', 'red', 'breach'];
const isLive = (clock: Clock) => clock.state === 'running' || clock.state === 'stopped';
/** The matter has one of a name at a time; a supporting organisation its own. */
const FOR_SUPPORT = ['reportIn', 'support'];
const bearerOf = (clock: Clock) =>
  FOR_SUPPORT.includes(clock.name) ? `${clock.name} ${clock.org}` : clock.name;
const clockOf = (state: MatterState, id: string) => state.clocks.find((one) => one.id === id);

describe('a clock', () => {
  it('is due after its start, wakes only while it runs, and never runs again once ended', () => {
    forAll((story) => {
      for (const step of done(story)) {
        for (const clock of is(step).clocks) {
          expect(clock.dueAt).toBeGreaterThanOrEqual(clock.detail.startedAt);
          if (clock.state !== 'running') expect(clock.nextAt).toBeNull();
          else expect(clock.nextAt).toBe(clock.detail.rungs[0]?.at ?? null);
          const before = clockOf(was(step), clock.id);
          if (before && !isLive(before)) expect(clock).toEqual(before);
        }
        const names = is(step).clocks.filter(isLive).map(bearerOf);
        expect(new Set(names).size).toBe(names.length);
      }
    });
  });

  it('fires every rung at most once and in order, and all of them in the end', () => {
    forAll((story) => {
      const year = 366 * 86_400_000;
      const late = story.matters.map((live) => sweep(live, story.now + year));
      for (const { clocks } of late.map((live) => live.state)) {
        for (const { state, detail } of clocks) {
          const fired = detail.firedRungs.map((rung) => RUNGS.indexOf(rung));
          expect(fired).toEqual([...new Set(fired)].sort((a, b) => a - b));
          if (state === 'running') expect(detail.firedRungs).toContain('breach');
        }
      }
    });
  });

  it('keeps what is left of it over a stop: to the millisecond, or in whole days', () => {
    forAll((story) => {
      for (const step of done(story)) {
        for (const clock of is(step).clocks) judgeStop(clockOf(was(step), clock.id), clock, step);
      }
    });
  });

  it('stands still while the matter is suspended, unless it runs on', () => {
    forAll((story) => {
      for (const step of done(story)) {
        const { matter, clocks } = is(step);
        if (!matter.isSuspended) continue;
        const running = clocks.filter((one) => one.state === 'running').map((one) => one.name);
        expect(running.filter((name) => name !== 'answer')).toEqual([]);
      }
    });
  });

  it('that ended late, or stopped late, is a breach', () => {
    forAll((story) => {
      for (const step of done(story)) {
        for (const clock of is(step).clocks) {
          const before = clockOf(was(step), clock.id);
          const isOver = before?.state === 'running' && is(step).matter.updatedAt > before.dueAt;
          if (!isOver || clock.state === 'running' || clock.state === 'cancelled') continue;
          expect(clock.detail.breachedAt).not.toBeNull();
          if (clock.detail.decidesDue) expect(is(step).matter.facts.isBreached).toBe(true);
        }
      }
    });
  });
});

describe('a supporting organisation', () => {
  it('has a clock of its own as long as its work is open, and the work is due by it', () => {
    forAll((story) => {
      for (const step of done(story)) {
        const { clocks, assignments, matter } = is(step);
        if (matter.mergedInto !== null) continue;
        const live = clocks.filter((one) => isLive(one) && FOR_SUPPORT.includes(one.name));
        const open = assignments.filter((work) => work.role === 'supporting' && work.isOpen);
        const own = live.filter((one) => one.name === 'support').map((one) => one.org);
        expect(new Set(own)).toEqual(new Set(open.map((work) => work.org)));
        expect(own).toHaveLength(open.length);
        for (const work of open) {
          const running = live.filter((one) => one.org === work.org && one.state === 'running');
          const due = running.map((one) => one.dueAt);
          expect(work.dueAt).toBe(due.length > 0 ? Math.min(...due) : null);
        }
      }
    });
  });
});

function judgeStop(before: Clock | undefined, after: Clock, step: Step): void {
  if (before?.state !== 'stopped' || after.state !== 'running') return;
  judgeLeft(before, after, Math.max(is(step).matter.updatedAt, before.detail.stoppedAt ?? 0));
}

/** What was left when it stopped is left when it goes on: to the ms, or the days of one in days. */
function judgeLeft(stopped: Clock, resumed: Clock, at: number): void {
  const { unit, counting } = resumed.detail;
  if (!endsWithDay(unit, counting)) {
    const left = at < resumed.dueAt ? workedBetween(at, resumed.dueAt, unit, calendar) : 0;
    return expect(left).toBe(stopped.detail.leftMs);
  }
  const stoppedAt = stopped.detail.stoppedAt ?? 0;
  if (stoppedAt >= stopped.dueAt) return expect(resumed.dueAt).toBe(stopped.dueAt);
  const left = daysAfter(stoppedAt, stopped.dueAt, unit);
  const isMoved = unit === 'calendarDays' && counting.lastDayOnHoliday === 'nextWorkingDay';
  const after = daysAfter(at, resumed.dueAt, unit);
  if (isMoved || left === 0) expect(after).toBeGreaterThanOrEqual(left);
  else expect(after).toBe(left);
  expect(resumed.dueAt).toBeGreaterThanOrEqual(at);
}

/** Days that count after that of an instant, up to that which ends with another. */
function daysAfter(from: number, to: number, unit: string): number {
  const [first, last] = [civilAt(from, calendar.zone).day, civilAt(to - 1, calendar.zone).day];
  let days = 0;
  for (let day = first + 1; day <= last; day += 1) {
    if (unit === 'calendarDays' || calendarDay(calendar, day).isWorking) days += 1;
  }
  return days;
}

describe('a merge that is undone', () => {
  it('leaves stage, work, requests and what is left of the clocks as they were', () => {
    forAll((story) => {
      for (const [at] of story.matters.entries()) {
        const steps = of(story, at);
        for (const [place, step] of steps.entries()) {
          if (step.action !== 'unmerge') continue;
          const merged = steps.slice(0, place).findLast((one) => one.action === 'merge');
          if (merged) judgeUnmerge(was(merged), is(merged), is(step));
        }
      }
    }, 60);
  });

  it('gives the reporters back to each: a matter counts its own, its followers and those taken', () => {
    forAll((story) => {
      for (const [at, live] of story.matters.entries()) {
        const { facts, mergedInto, id } = live.state.matter;
        if (mergedInto === null) expect(facts.hasReporter).toBe(facts.reporterCount > 0);
        const birth = story.steps.find((step) => step.at === at && step.before === null);
        const own = birth?.after.state.matter.facts.reporterCount ?? 0;
        const taken = story.matters
          .map((other) => other.state.matter)
          .filter((other) => other.mergedInto === id)
          .map((other) => other.facts.beforeMerge?.reporterCount ?? 0)
          .reduce((sum, count) => sum + count, 0);
        expect(facts.reporterCount).toBe(own + live.followers.length + taken);
      }
    }, 60);
  });
});

function judgeUnmerge(before: MatterState, merged: MatterState, after: MatterState): void {
  expect(after.matter.stage).toBe(before.matter.stage);
  expect(after.matter.handlingOrg).toBe(before.matter.handlingOrg);
  expect(after.matter.isUnowned).toBe(before.matter.isUnowned);
  const worked = (state: MatterState) =>
    state.assignments.filter((one) => one.isOpen).map(({ id, org, state: at }) => [id, org, at]);
  expect(worked(after)).toEqual(worked(before));
  const asked = (state: MatterState) =>
    state.requests.filter((one) => one.state === 'pending').map((one) => one.id);
  expect(asked(after)).toEqual(asked(before));
  const running = (state: MatterState) =>
    state.clocks.filter((one) => one.state === 'running').map((one) => one.id);
  // A reply on the duplicate ends its clock for answering, merged or not.
  const isAnswered = after.matter.facts.replyCount > before.matter.facts.replyCount;
  const kept = before.clocks.filter(
    (one) => one.state === 'running' && !(isAnswered && one.name === 'answer'),
  );
  expect(running(after)).toEqual(kept.map((one) => one.id));
  for (const { id } of kept) {
    const [stopped, resumed] = [clockOf(merged, id), clockOf(after, id)];
    if (!stopped || !resumed) throw new Error('a clock is gone');
    judgeLeft(stopped, resumed, Math.max(after.matter.updatedAt, stopped.detail.stoppedAt ?? 0));
  }
}

describe('triage', () => {
  it('keeps number, reporter and receipt, and restates the clocks from their beginning', () => {
    forAll((story) => {
      for (const step of done(story).filter((one) => one.action === 'triage')) {
        const [before, after] = [was(step), is(step)];
        for (const key of ['id', 'number', 'receivedAt', 'createdAt', 'channel'] as const) {
          expect(after.matter[key]).toEqual(before.matter[key]);
        }
        for (const key of ['hasReporter', 'reporterCount', 'replyCount', 'isBreached'] as const) {
          expect(after.matter.facts[key]).toEqual(before.matter.facts[key]);
        }
        judgeRestated(before, after);
      }
    });
  });
});

function judgeRestated(before: MatterState, after: MatterState): void {
  const isSameKind = before.matter.kind === after.matter.kind;
  for (const old of before.clocks.filter(isLive)) {
    const now = after.clocks.find((one) => bearerOf(one) === bearerOf(old) && isLive(one));
    if (isSameKind) expect(now, old.name).toBeDefined();
    if (now) expect(now.detail.startedAt).toBe(old.detail.startedAt);
    // What was told once is not told again by the restated clock.
    if (now && now.dueAt === old.dueAt) {
      expect(now.detail.firedRungs).toEqual(old.detail.firedRungs);
    }
  }
  if (isSameKind) {
    const liveNames = (state: MatterState) => state.clocks.filter(isLive).map(bearerOf).sort();
    expect(liveNames(after)).toEqual(liveNames(before));
  }
}
