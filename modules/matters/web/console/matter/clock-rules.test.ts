/** Which clocks the head of a matter names. */
import { expect, it } from 'vitest';
import { type Clock, nextClocks } from './clock-rules.ts';

const handler = { id: 'works', zh: '城建站', en: null };
const clock = (name: string, hour: number, change: Partial<Clock> = {}) =>
  ({
    id: name,
    name,
    nature: 'internal',
    state: 'running',
    org: null,
    dueAt: `2026-03-02T0${hour}:00:00.000Z`,
    ...change,
  }) as Clock;
const named = (clocks: Clock[], due: number | null) =>
  nextClocks({
    clocks,
    dueAt: due === null ? null : `2026-03-02T0${due}:00:00.000Z`,
    handlingOrg: handler,
  }).map(({ name }) => name);

it('are the nearest and that of the whole', () => {
  expect(named([clock('handle', 8), clock('acknowledge', 2)], 8)).toEqual([
    'acknowledge',
    'handle',
  ]);
});

it('is one where the nearest is that of the whole', () => {
  expect(named([clock('handle', 3), clock('answer', 9)], 3)).toEqual(['handle']);
});

it('are those of the centre and the handling organisation alone, that run and are duties', () => {
  const others = [
    clock('support', 1, { org: { ...handler, id: 'helper' } }),
    clock('askReview', 1, { nature: 'window' }),
    clock('check', 1, { state: 'stopped' }),
  ];
  expect(named([...others, clock('handle', 5, { org: handler })], null)).toEqual(['handle']);
  expect(named(others, null)).toEqual([]);
});
