/** What is announced of an act, and that nothing of a person is. */
import { expect, it } from 'vitest';
import { born } from '../../../test/engine.ts';
import { eventData, eventsOf } from './events.ts';

const state = born(0).state;
const at = (set: object, facts: object = {}) => ({
  ...state,
  matter: { ...state.matter, ...set, facts: { ...state.matter.facts, ...facts } },
});

it.each([
  ['a stage', at({ stage: 'opened' }), ['matter.staged']],
  ['an answer', at({}, { replyCount: 1 }), ['matter.replied']],
  ['a close', at({ stage: 'closed', isOpen: false }), ['matter.staged', 'matter.closed']],
  ['a breach', at({}, { isBreached: true }), ['clock.breached']],
  ['nothing of interest', at({ updatedAt: 1 }), []],
])('%s', (_, after, events) => {
  expect(eventsOf(state, after)).toEqual(events);
});

it('says that it was registered, at the birth', () => {
  expect(eventsOf(null, state)).toEqual(['matter.registered']);
});

it('carries codes, numbers and times: never a title, a text or a place in words', () => {
  expect(Object.keys(eventData(state)).sort()).toEqual(
    ['category', 'dueAt', 'kind', 'number', 'outcome', 'region', 'stage'].sort(),
  );
});
