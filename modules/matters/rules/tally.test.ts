import { expect, it } from 'vitest';
import { born, idOf, type Live, MORNING, sweep } from '../../../test/engine.ts';
import { go, hour, objection, stages, text, to } from '../../../test/stages.ts';
import { leastCount, orgRates } from './comparison.ts';
import { tallyDeltas } from './tally.ts';

const names = new Map([
  [idOf('deptA'), 'deptA'],
  [idOf('deptB'), 'deptB'],
  [idOf('unitA'), 'unitA'],
]);
const told = (before: Live | null, after: Live) =>
  tallyDeltas(before?.state ?? null, after.state)
    .map(({ org, measure, n }) => `${names.get(org) ?? org} ${measure} ${n}`)
    .sort();

it('that something is reported counts for nobody and against nobody, whoever reports', () => {
  for (const channel of ['resident', 'hotline', 'gridWorker', 'window', 'machine'])
    for (const urgency of ['normal', 'urgent'] as const)
      expect(told(null, born(MORNING, { category: 'street', channel, urgency }))).toEqual([]);
  expect(told(stages.registered(), stages.opened())).toEqual([]);
});

it('a dispatch is given; an objection that is granted is returned, one that is refused is not', () => {
  expect(told(stages.opened(), stages.dispatched())).toEqual(['deptA given 1']);
  const objected = go(stages.dispatched(), 'deptHandler', 'object', objection);
  expect(told(stages.dispatched(), objected)).toEqual([]);
  const decide = (decision: string) =>
    go(objected, 'dispatcherA', 'decideObjection', { decision, reason: text });
  expect(told(objected, decide('refused'))).toEqual([]);
  expect(told(objected, decide('granted'))).toEqual(['deptA returned 1']);
  const again = go(decide('granted'), 'dispatcherA', 'dispatch', to('deptB'));
  expect(told(decide('granted'), again)).toEqual(['deptB given 1']);
});

it('an objection by an office below is returned by the organisation that was given the matter', () => {
  const objected = go(stages.dispatched(), 'unitHandler', 'object', objection);
  const granted = { decision: 'granted', reason: text };
  const back = go(objected, 'dispatcherA', 'decideObjection', granted);
  expect(told(objected, back)).toEqual(['deptA returned 1']);
});

it('a close counts once for who handled it, and a reopening takes it back', () => {
  const closed = stages.closed();
  expect(told(stages.calledBack(), closed)).toEqual(['deptA onTime 1']);
  const again = go(closed, 'reporter', 'reopen', { reason: text });
  expect(told(closed, again)).toEqual(['deptA onTime -1']);
});

it('rework shows with the close, once however often', () => {
  const failed = go(stages.checking(), 'checker', 'check', { result: 'failed', text });
  expect(told(stages.checking(), failed)).toEqual([]);
  const result = { outcome: 'fixed', text, reply: text };
  const done = go(failed, 'deptHandler', 'complete', result);
  const passed = go(done, 'checker', 'check', { result: 'passed', text });
  const called = go(passed, 'caller', 'callBack', { result: 'satisfied', text });
  const closed = go(called, 'dispatcherA', 'close');
  expect(told(called, closed)).toEqual(['deptA onTime 1', 'deptA reworked 1']);
});

const LONG = 40 * 24 * hour;

it('what is past due and not finished counts; closed at last it is late, never on time', () => {
  const handling = stages.handling();
  const done = go(
    handling,
    'deptHandler',
    'complete',
    { outcome: 'fixed', text, reply: text },
    LONG,
  );
  expect(told(handling, done)).toEqual(['deptA late 1']);
  const passed = go(done, 'checker', 'check', { result: 'passed', text });
  const called = go(passed, 'caller', 'callBack', { result: 'satisfied', text });
  const closed = go(called, 'dispatcherA', 'close');
  expect(told(called, closed)).toEqual(['deptA closedLate 1', 'deptA late -1']);
});

it('time lost at the desk is not the time of who handles', () => {
  const late = go(stages.opened(), 'dispatcherA', 'dispatch', to('deptA'), LONG);
  expect(late.state.matter.facts.isBreached).toBe(true);
  expect(told(stages.opened(), late)).toEqual(['deptA given 1']);
});

const apart = [
  ['merge', 'dispatcherA', { into: 'x', reason: text }],
  ['withdraw', 'reporter', {}],
] as const;

it.each(apart)('%s counts for nobody; that it was dispatched stays so', (action, who, given) => {
  const before = stages.handling();
  expect(told(before, go(before, who, action, given))).toEqual([]);
});

it.each(apart)(
  '%s betters nothing that ran over before, and an unmerge neither',
  (action, who, given) => {
    const late = sweep(stages.handling(), MORNING + LONG);
    const ended = go(late, who, action, given, LONG);
    expect(told(late, ended)).toEqual(['deptA closedLate 1', 'deptA late -1']);
    if (action !== 'merge') return;
    const again = go(ended, 'dispatcherA', 'unmerge', { stage: 'handling', reason: text });
    expect(told(ended, again)).toEqual(['deptA closedLate -1', 'deptA late 1']);
  },
);

it('a rating is for who had handled it, and outlives a reopening', () => {
  const closed = stages.closed();
  const rated = go(closed, 'reporter', 'rate', { score: 2 });
  expect(told(closed, rated)).toEqual(['deptA rated 1', 'deptA ratingSum 2']);
  const again = go(rated, 'reporter', 'reopen', { reason: text });
  expect(told(rated, again)).toEqual(['deptA onTime -1']);
});

it('a rate over too few has no value, and no rate leaves its range', () => {
  const few = orgRates({ onTime: leastCount - 1, rated: 1, ratingSum: 5 });
  expect(few.onTime).toEqual({ value: null, numerator: 4, denominator: 4 });
  expect(few.rating.value).toBeNull();
  expect(orgRates({ onTime: 12, closedLate: -2 }).onTime.value).toBe(1);
  expect(orgRates({ onTime: 8, late: 2 }).onTime.value).toBe(0.8);
});

it('one more that is given never lowers the standing by itself', () => {
  const rates = orgRates({ onTime: 8, late: 2, given: 20, returned: 4 });
  const more = orgRates({ onTime: 8, late: 2, given: 21, returned: 4 });
  expect(more.onTime).toEqual(rates.onTime);
  expect(more.return.value).toBeLessThan(rates.return.value ?? 0);
});
