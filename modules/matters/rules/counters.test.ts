import { expect, it } from 'vitest';
import { born, type Live, MORNING } from '../../../test/engine.ts';
import { go, stages, text } from '../../../test/stages.ts';
import { counterDeltas } from './counters.ts';

const DAY = '2026-03-10';
const told = (before: Live | null, after: Live) =>
  counterDeltas(before?.state ?? null, after.state, DAY).map(
    ({ measure, status, n }) => `${measure} ${status} ${n}`,
  );

it('a birth is received and in stock, with day, place and category', () => {
  const live = born(MORNING);
  expect(told(null, live)).toEqual(['received resident 1', 'stock registered 1']);
  expect(counterDeltas(null, live.state, DAY)[0]).toMatchObject({
    day: DAY,
    town: '310116101',
    village: '310116101201',
    category: 'street.lamp',
  });
});

it('a close counts once, and a reopening takes it back', () => {
  const closed = stages.closed();
  const before = stages.calledBack();
  expect(told(before, closed).sort()).toEqual(
    ['closed fixed 1', 'closedDue  1', 'closedOnTime  1', 'stock callingBack -1'].sort(),
  );
  const again = go(closed, 'reporter', 'reopen', { reason: text });
  expect(told(closed, again).sort()).toEqual(
    [
      'closed fixed -1',
      'closedDue  -1',
      'closedOnTime  -1',
      'reopened  1',
      'stock opened 1',
    ].sort(),
  );
});

it.each([
  ['decline', 'dispatcherA', { reason: text, legalBasis: text, reply: text }, 'declined'],
  ['merge', 'dispatcherA', { into: 'x', reason: text }, 'duplicate'],
  ['withdraw', 'reporter', {}, 'withdrawn'],
] as const)(
  '%s stands apart from what is due and what is on time',
  (action, who, given, outcome) => {
    const before = stages.registered();
    const deltas = told(before, go(before, who, action, given));
    expect(deltas).toContain(`closed ${outcome} 1`);
    expect(deltas.filter((delta) => /closedDue|closedOnTime/.test(delta))).toEqual([]);
  },
);

it('another category moves the stock and nothing else', () => {
  const before = stages.registered();
  const after = go(before, 'clerkA', 'triage', { category: 'noise', reason: text });
  const deltas = counterDeltas(before.state, after.state, DAY);
  expect(deltas.map(({ measure, category, n }) => `${measure} ${category} ${n}`)).toEqual([
    'stock street -1',
    'stock noise 1',
  ]);
});

it('what is taken over with its end counts as received and closed here, and is in no stock', () => {
  const over = stages.closed();
  const lines = told(null, over).sort();
  expect(lines).toEqual(
    expect.arrayContaining(['received resident 1', 'closed fixed 1', 'closedDue  1']),
  );
  expect(lines.filter((line) => line.startsWith('stock'))).toEqual([]);
});
