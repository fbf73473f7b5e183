/**
 * What single acts change of a matter of the kind report, its work and its clocks.
 */
import { describe, expect, it } from 'vitest';
import { calendar, idOf, type Live, rules, staff, sweep } from '../../../test/engine.ts';
import {
  fresh,
  go,
  granted,
  hour,
  objection,
  photos,
  refusalOf,
  result,
  stages,
  text,
  to,
} from '../../../test/stages.ts';

describe('what an act does', () => {
  it('goes all the way from a report to a rated close', () => {
    const { matter } = go(stages.closed(), 'reporter', 'rate', { score: 5 }).state;
    expect(matter).toMatchObject({ stage: 'closed', outcome: 'fixed', isOpen: false });
    expect(matter.facts).toMatchObject({ proof: 'checked', ratingCount: 1, ratingSum: 5 });
    expect(matter.facts.closedOnTime).toBe(true);
  });

  it('does not take for a reply what was done', () => {
    const live = go(stages.handling(), 'deptHandler', 'complete', { outcome: 'fixed', text });
    expect(live.state.matter.facts.replyCount).toBe(0);
  });

  it('hands in the work, and gives the same work back when the check fails', () => {
    const work = (live: Live) => live.state.assignments.map(({ state, isOpen }) => [state, isOpen]);
    const back = go(stages.checking(), 'checker', 'check', { result: 'failed', text });
    expect([work(stages.checking()), work(back)]).toEqual([
      [['done', false]],
      [['acknowledged', true]],
    ]);
    expect(back.state.matter.facts.reworkCount).toBe(1);
    // The time for objecting ran from the dispatch, four working days ago.
    expect(refusalOf(() => go(back, 'deptHandler', 'object', objection, 96 * hour))).toBe(
      'OBJECTION_TOO_LATE',
    );
  });

  it('does not give more time for objecting by appointing somebody else', () => {
    const late = go(
      stages.handling(),
      'deptHead',
      'appoint',
      { post: staff.unitHandler.post },
      72 * hour,
    );
    expect(refusalOf(() => go(late, 'deptHandler', 'object', objection))).toBe(
      'OBJECTION_TOO_LATE',
    );
  });

  it('passes the clocks of the handling to whom it is dispatched anew', () => {
    const live = go(stages.dispatched(), 'dispatcherA', 'dispatch', to('deptB'));
    const running = live.state.clocks.filter((clock) => clock.state === 'running');
    const held = running.filter((clock) => clock.org !== null);
    expect(held.map((clock) => clock.name).sort()).toEqual(['acknowledge', 'handle']);
    expect(new Set(held.map((clock) => clock.org))).toEqual(new Set([idOf('deptB')]));
    const began = held.find((clock) => clock.name === 'acknowledge')?.detail.startedAt;
    expect(began).toBe(live.state.matter.updatedAt);
  });

  it('tells the centre, not the handler, that a check is late', () => {
    const clock = stages.checking().state.clocks.find((one) => one.name === 'check');
    expect(clock?.org).toBeNull();
  });

  it('starts the clock of handling for rework of what was self-handled, and lets its people hand in', () => {
    // Drawn for a check, or sent back by the reporter: either way it is work for the village.
    const given = { text, beforePhotos: photos(1), afterPhotos: photos(1) };
    const mended = go(fresh(), 'gridA', 'selfHandle', given);
    const back = go(mended, 'reporter', 'confirm', { result: 'unsatisfied' });
    const clock = back.state.clocks.find((one) => one.name === 'handle');
    expect([back.state.matter.stage, clock?.state, clock?.org]).toEqual([
      'handling',
      'running',
      idOf('villageA'),
    ]);
    expect(go(back, 'gridA', 'complete', result).state.matter.stage).toBe('checking');
  });

  it('takes a matter from whom it complains about, at every stage', () => {
    const live = go(stages.checking(), 'county', 'nameSubject', {
      subjectOrg: idOf('deptA'),
      reason: text,
    });
    expect(live.state.matter).toMatchObject({ stage: 'registered', handlingOrg: null });
    expect(live.state.matter.facts.result).toBeNull();
    const running = live.state.clocks.filter((clock) => clock.state === 'running');
    expect(running.map((clock) => clock.name)).toEqual(['respond']);
    const about = go(fresh(), 'county', 'nameSubject', { subjectOrg: idOf('townA'), reason: text });
    expect(about.state.matter.ownerOrg).toBe(idOf('centre'));
    expect(refusalOf(() => go(about, 'dispatcherA', 'sendUp', { reason: text }))).toBe('NOT_YOURS');
  });

  it('needs a new reply and a new call-back after a reopening', () => {
    const again = go(stages.closed(), 'reporter', 'reopen', { reason: text });
    const sent = go(again, 'dispatcherA', 'dispatch', to('deptB'));
    const done = go(go(sent, 'dept2Handler', 'acknowledge'), 'dept2Handler', 'complete', {
      outcome: 'fixed',
      text,
    });
    const checked = go(done, 'checker', 'check', { result: 'passed', text });
    expect(refusalOf(() => go(checked, 'dispatcherA', 'close'))).toBe('REPLY_MISSING');
    const answered = go(checked, 'clerkA', 'reply', { text });
    expect(refusalOf(() => go(answered, 'dispatcherA', 'close'))).toBe('CALL_BACK_MISSING');
  });

  it('answers publicly who cannot be reached, after as many attempts as the centre wants', () => {
    let live = stages.callingBack();
    const why = () => refusalOf(() => go(live, 'dispatcherA', 'close'));
    for (let tries = 0; tries < rules.settings.attemptsBeforePublicAnswer; tries += 1) {
      expect(why()).toBe('CALL_BACK_MISSING');
      live = go(live, 'caller', 'callBack', { result: 'unreachable', text });
    }
    expect(why()).toBe('PUBLIC_REPLY_MISSING');
    live = go(live, 'clerkA', 'reply', { text, isPublic: true });
    expect(why()).toBeNull();
  });

  it('never lets time run backwards, nor two machines disagree about it', () => {
    const live = go(stages.dispatched(), 'deptHandler', 'acknowledge', {}, -5 * hour);
    expect(live.state.matter.updatedAt).toBe(stages.dispatched().state.matter.updatedAt);
  });

  it('counts work that was handed in late as a breach though nobody swept', () => {
    const late = go(stages.handling(), 'deptHandler', 'complete', result, 30 * 24 * hour);
    expect(late.state.matter.facts.isBreached).toBe(true);
    expect(sweep(late, late.state.matter.updatedAt).state.matter.facts.isBreached).toBe(true);
  });

  it('breaches all the same when the extension is shorter than the delay', () => {
    const asked = stages.extensionAsked();
    const late = go(asked, 'deptHead', 'decideExtension', granted, 40 * 24 * hour);
    const swept = sweep(late, late.state.matter.updatedAt);
    const clock = swept.state.clocks.find((one) => one.name === 'handle');
    expect([clock?.detail.extensions, clock?.detail.firedRungs]).toEqual([1, ['breach']]);
  });

  it('restates a clock with the stop and the extension that it had', () => {
    const resumed = go(stages.suspended(), 'deptHandler', 'resume', {}, 10 * 24 * hour);
    const before = resumed.state.clocks.find((one) => one.name === 'handle');
    const triaged = go(resumed, 'clerkA', 'triage', { category: 'street.lamp', reason: text });
    const after = triaged.state.clocks.find(
      (one) => one.name === 'handle' && one.state === 'running',
    );
    // Two working days in place of five, over the same ten days of standing still.
    const dayOf = (at: number | undefined) =>
      new Date((at ?? 0) + 8 * hour).toISOString().slice(0, 10);
    expect([dayOf(before?.dueAt), dayOf(after?.dueAt)]).toEqual(['2026-03-27', '2026-03-24']);
    expect(after?.detail.startedAt).toBe(before?.detail.startedAt);
    expect(calendar.zone).toBe('Asia/Shanghai');
  });

  it('lets nobody of a handling or supporting organisation, or below one, judge its work', () => {
    const sent = go(stages.opened(), 'dispatcherA', 'dispatch', to('townA'));
    const done = go(go(sent, 'handlerA', 'acknowledge'), 'handlerA', 'complete', result);
    expect(refusalOf(() => go(done, 'gridA', 'check', { result: 'passed', text }))).toBe(
      'NOT_YOURS',
    );
    const checked = go(done, 'checker', 'check', { result: 'passed', text });
    const called = { result: 'satisfied', text };
    expect(refusalOf(() => go(checked, 'townCaller', 'callBack', called))).toBe('NOT_YOURS');
    const answered = go(checked, 'caller', 'callBack', called);
    expect(refusalOf(() => go(answered, 'dispatcherA', 'close'))).toBe('CHECKER_IS_HANDLER');
    expect(go(answered, 'county', 'close').state.matter.stage).toBe('closed');
  });

  it('stops the clocks of a suspended matter, but the one for the answer', () => {
    const running = (live: ReturnType<typeof stages.suspended>) =>
      live.state.clocks.filter((one) => one.state === 'running').map((one) => one.name);
    expect(running(stages.handling()).sort()).toEqual(['answer', 'handle']);
    expect(running(stages.suspended())).toEqual(['answer']);
  });

  it('holds pending requests over a merge', () => {
    const states = (live: ReturnType<typeof stages.merged>) =>
      live.state.requests.map((one) => one.state);
    const merged = go(stages.extensionAsked(), 'dispatcherA', 'merge', { into: 'x', reason: text });
    expect(states(merged)).toEqual(['lapsed']);
    const parted = go(merged, 'dispatcherA', 'unmerge', { stage: 'handling', reason: text });
    expect(states(parted)).toEqual(['pending']);
  });
});
