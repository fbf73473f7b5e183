import { expect, it } from 'vitest';
import { born, idOf, intake, MORNING, names, roles } from '../../../test/engine.ts';
import { go, hour, refusalOf, text } from '../../../test/stages.ts';
import { checkProcessBody } from './documents.ts';

const known = {
  roles: new Set(Object.keys(roles)),
  guards: new Set(Object.keys(names.guards)),
  effects: new Set(Object.keys(names.effects)),
};
const message = () => born(MORNING, { kind: 'intake', category: null });

it('the process of a matter whose kind is not known is sound', () => {
  expect(checkProcessBody(intake, known)).toEqual([]);
});

it('triage gives the kind: number, reporter and log go on, the clocks count from the first moment', () => {
  const before = message();
  const after = go(before, 'clerkA', 'triage', { category: 'noise', reason: text }, hour);
  expect(after.state.matter).toMatchObject({
    kind: 'report',
    category: 'noise',
    stage: 'registered',
    number: before.state.matter.number,
    receivedAt: MORNING,
    version: 2,
  });
  expect(after.entries.length).toBe(2);
  const of = (state: string) =>
    after.state.clocks
      .filter((clock) => clock.state === state)
      .map(({ name, detail }) => `${name} ${detail.startedAt}`)
      .sort();
  const both = [`answer ${MORNING}`, `respond ${MORNING}`];
  expect(of('cancelled')).toEqual(both);
  expect(of('running')).toEqual(both);
  expect(go(after, 'dispatcherA', 'open').state.matter.stage).toBe('opened');
});

it('triage of what was answered does not ask for the answer again', () => {
  const answered = go(message(), 'clerkA', 'reply', { text });
  const after = go(answered, 'clerkA', 'triage', { category: 'noise', reason: text });
  const running = after.state.clocks.filter((clock) => clock.state === 'running');
  expect(running.map((clock) => clock.name)).toEqual(['respond']);
});

it('what was set by hand stays until a kind or category is named again', () => {
  const other = go(message(), 'clerkA', 'triage', { kind: 'report', reason: text });
  const urgent = go(other, 'clerkA', 'triage', { urgency: 'urgent', reason: text });
  expect(urgent.state.matter).toMatchObject({ kind: 'report', urgency: 'urgent' });
});

it('is answered, handed over, declined or sent up at the desk, and nothing else', () => {
  const why = (who: 'clerkA' | 'dispatcherA' | 'gridA', action: string, given = {}) =>
    refusalOf(() => go(message(), who, action, given));
  expect(why('clerkA', 'answer', { reply: text })).toBeNull();
  expect(why('clerkA', 'refer', { body: '110', receipt: '1', reply: text })).toBeNull();
  expect(why('dispatcherA', 'decline', { reason: text, legalBasis: text })).toBe('REPLY_MISSING');
  expect(why('gridA', 'sendUp', { reason: text })).toBeNull();
  expect(why('dispatcherA', 'dispatch', { org: idOf('deptA') })).toBe('ACTION_UNKNOWN');
});
