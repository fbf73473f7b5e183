/** Supporting organisations, each with a clock of its own beside those of the matter. */
import { describe, expect, it } from 'vitest';
import { idOf, type Live, sweep, system, viewOf } from '../../../test/engine.ts';
import { go, granted, hour, stages, supporting, text, to } from '../../../test/stages.ts';
import { beginDraft } from './decide.ts';
import { dueRung, fireRung } from './ladder.ts';

const deptB = idOf('deptB');
const stationB = idOf('stationB');
const of = (live: Live, org: string, name = 'support') =>
  live.state.clocks.findLast((clock) => clock.name === name && clock.org === org);
const workOf = (live: Live, org: string) =>
  live.state.assignments.findLast((work) => work.org === org);
const more = (live: Live) =>
  go(live, 'dispatcherA', 'addSupporting', { supportingOrg: stationB }, 30 * hour);

describe('the clock of a supporting organisation', () => {
  it('begins when it is asked for, one for each, and its work is due by it', () => {
    const live = more(stages.supported());
    expect(of(live, stationB)?.detail.startedAt).toBe(live.state.matter.updatedAt);
    expect(of(live, deptB)?.dueAt).toBeLessThan(of(live, stationB)?.dueAt ?? 0);
    expect(workOf(live, stationB)?.dueAt).toBe(of(live, stationB)?.dueAt);
    expect(live.state.matter.dueAt).not.toBe(of(live, deptB)?.dueAt);
  });

  it('asks only whom it calls in to report in, and sooner than the work is due', () => {
    const live = more(stages.supported());
    expect(of(live, deptB, 'reportIn')?.detail).toMatchObject({ amount: 4, unit: 'workHours' });
    expect(of(live, stationB, 'reportIn')).toBeUndefined();
    expect(workOf(live, deptB)?.dueAt).toBe(of(live, deptB, 'reportIn')?.dueAt);
    const there = go(live, 'dept2Handler', 'reportIn');
    expect(of(there, deptB, 'reportIn')?.state).toBe('ended');
    expect(workOf(there, deptB)?.dueAt).toBe(of(there, deptB)?.dueAt);
  });

  it('gives the called in half an hour where it is urgent', () => {
    const urgent = go(stages.opened(), 'clerkA', 'triage', { urgency: 'urgent', reason: text });
    const live = go(urgent, 'dispatcherA', 'callIn', { ...supporting, note: text });
    const clock = of(live, deptB, 'reportIn');
    expect((clock?.dueAt ?? 0) - live.state.matter.updatedAt).toBe(hour / 2);
  });

  it('ends with its own work and leaves the others', () => {
    const live = go(more(stages.supported()), 'dept2Handler', 'finishSupport', { text });
    expect(of(live, deptB)?.state).toBe('ended');
    expect(of(live, deptB, 'reportIn')?.state).toBe('ended');
    expect(of(live, stationB)?.state).toBe('running');
  });

  it('is cancelled when the work is taken from it', () => {
    const live = go(more(stages.supported()), 'dispatcherA', 'nameSubject', {
      subjectOrg: deptB,
      reason: text,
    });
    expect(of(live, deptB)?.state).toBe('cancelled');
    expect(of(live, stationB)?.state).toBe('running');
  });

  it('begins anew when the organisation is called in a second time', () => {
    const done = go(stages.supported(), 'dept2Handler', 'finishSupport', { text });
    const again = go(done, 'deptHandler', 'callIn', { ...supporting, note: text });
    const states = again.state.clocks.filter((one) => one.org === deptB).map((one) => one.state);
    expect(states.sort()).toEqual(['ended', 'ended', 'running', 'running']);
  });

  it('stays with it when the matter is dispatched to another lead', () => {
    const called = go(stages.dispatched(), 'dispatcherA', 'callIn', { ...supporting, note: text });
    const live = go(called, 'dispatcherA', 'dispatch', to('stationA'));
    expect(of(live, deptB)?.state).toBe('running');
  });

  it('stands still while the matter is suspended, and the work is due at no time then', () => {
    const asked = go(stages.supported(), 'deptHandler', 'askSuspension', {
      ground: 'weather',
      reason: text,
    });
    const held = go(asked, 'deptHead', 'decideSuspension', granted);
    expect(of(held, deptB)?.state).toBe('stopped');
    expect(workOf(held, deptB)?.dueAt).toBeNull();
    const on = go(held, 'deptHandler', 'resume', {}, 48 * hour);
    expect(of(on, deptB)?.state).toBe('running');
    expect(workOf(on, deptB)?.dueAt).toBe(of(on, deptB, 'reportIn')?.dueAt);
  });

  it('stands still with a merge and goes on after the unmerge', () => {
    const merged = go(stages.supported(), 'dispatcherA', 'merge', { into: 'x', reason: text });
    expect(of(merged, deptB)?.state).toBe('stopped');
    const back = go(merged, 'dispatcherA', 'unmerge', { stage: 'handling', reason: text });
    expect(of(back, deptB)?.state).toBe('running');
    expect(workOf(back, deptB)?.isOpen).toBe(true);
  });

  it('ends when the matter closes over it', () => {
    const closed = go(stages.supported(), 'reporter', 'withdraw');
    expect(of(closed, deptB)?.state).toBe('ended');
  });

  it('reminds the organisation, at the breach also its superior, and not the matter', () => {
    const live = stages.supported();
    const told = messagesUntil(live, of(live, deptB, 'reportIn')?.dueAt ?? 0);
    expect(told).toContainEqual(['clock.remind', deptB]);
    expect(told).toContainEqual(['clock.breach', deptB]);
    expect(told).toContainEqual(['clock.breach', idOf('centre')]);
    const late = sweep(live, (of(live, deptB)?.dueAt ?? 0) + 1);
    expect(of(late, deptB)?.detail.breachedAt).not.toBeNull();
    expect(late.state.matter.facts.isBreached).toBe(false);
  });
});

/** What the ladder of reporting in says up to just after a time. */
function messagesUntil(live: Live, dueAt: number) {
  const input = { given: {}, aid: {}, now: dueAt + 1, newId: () => '' };
  const draft = beginDraft(viewOf(live, system), system, input);
  for (let due = dueRung(draft); due; due = dueRung(draft)) fireRung(draft, due);
  return draft.messages
    .filter((one) => one.values.clock === 'reportIn')
    .map((one) => [one.template, one.to.kind === 'org' ? one.to.org : null]);
}
