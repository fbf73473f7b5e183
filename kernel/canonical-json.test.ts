import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

describe('the canonical text of a value', () => {
  it.each([
    [{ b: 1, a: { d: [true, null], c: '路灯' } }, '{"a":{"c":"路灯","d":[true,null]},"b":1}'],
    [{ a: undefined, b: 0 }, '{"b":0}'],
    [-0, '0'],
    [1e21, '1e+21'],
    ['"\n', '"\\"\\n"'],
    // UTF-16 order and not code point order: RFC 8785 §3.2.3.
    [{ '\ufb33': 1, '\u{1f600}': 2 }, '{"\u{1f600}":2,"\ufb33":1}'],
  ])('of %j is %s', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('does not depend on the order of keys, and reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(!JSON.stringify(value).includes(String.raw`\u0000`));
        const text = canonicalJson(value);
        expect(canonicalJson(reversed(value))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1n,
    new Date(0),
    [undefined],
    // oxlint-disable-next-line no-sparse-arrays -- a hole is what is tried here
    [1, , 2],
    () => 1,
    'half \ud800',
    'zero \0',
    { 'zero \0': 1 },
    new Map(),
  ])('refuses what JSON would change: %o', (value) => {
    expect(() => canonicalJson(value)).toThrow('no JSON');
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const pairs = Object.entries(value).map(([key, inner]) => [key, reversed(inner)]);
  return Object.fromEntries(pairs.reverse());
}
