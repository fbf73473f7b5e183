import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differences } from './differences.ts';

describe('differences', () => {
  it('names the place, what was there and what is there now', () => {
    const before = { time: { amount: 3, unit: 'workingDays' }, title: 'a', old: 1 };
    const after = { time: { amount: 5, unit: 'workingDays' }, title: 'a', fresh: [1] };
    expect(differences(before, after)).toEqual([
      { path: ['time', 'amount'], change: 'changed', before: 3, after: 5 },
      { path: ['fresh'], change: 'added', before: null, after: [1] },
      { path: ['old'], change: 'removed', before: 1, after: null },
    ]);
  });

  it('follows entries of a list by their code, id or rung', () => {
    const before = {
      rules: [
        { id: 'a', to: 1 },
        { id: 'b', to: 2 },
      ],
    };
    const after = {
      rules: [
        { id: 'c', to: 3 },
        { id: 'b', to: 2 },
        { id: 'a', to: 9 },
      ],
    };
    expect(differences(before, after)).toEqual([
      { path: ['rules'], change: 'reordered', before: ['a', 'b'], after: ['b', 'a'] },
      { path: ['rules', 'c'], change: 'added', before: null, after: { id: 'c', to: 3 } },
      { path: ['rules', 'a', 'to'], change: 'changed', before: 1, after: 9 },
    ]);
  });

  it('shows a list without names as one change', () => {
    expect(differences({ of: ['x', 'y'] }, { of: ['y'] })).toEqual([
      { path: ['of'], change: 'changed', before: ['x', 'y'], after: ['y'] },
    ]);
    const twice = [{ code: 'a' }, { code: 'a' }];
    expect(differences(twice, [{ code: 'a' }])).toMatchObject([{ path: [], change: 'changed' }]);
  });

  it('finds none in a copy, and some in whatever is not one', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(differences(one, structuredClone(one))).toEqual([]);
        const isEqual = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
        expect(differences(one, other).length > 0).toBe(!isEqual);
      }),
    );
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? 0 : value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  // An empty one is no empty list.
  return { entries: entries.map(([key, inner]) => [key, sorted(inner)]) };
}
