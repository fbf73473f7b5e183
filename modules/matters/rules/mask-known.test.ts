import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownSpans } from './mask-known.ts';
import { between } from './mask-text.ts';

/** The same as a pattern: up to three separators between the signs, in any case. */
function byPattern(text: string, value: string) {
  const bare = value.replace(new RegExp(`[${between}]`, 'g'), '');
  const signs = Array.from(bare, (sign) => sign.replace(/[\\^$*+?.()|[\]{}/]/g, '\\$&'));
  const pattern = new RegExp(signs.join(`[${between}]{0,3}`), 'gi');
  return Array.from(text.matchAll(pattern), (found) => ({
    from: found.index,
    to: found.index + found[0].length,
  }));
}

const signs = fc.constantFrom(
  '张',
  '三',
  'a',
  'A',
  'ß',
  '1',
  '2',
  ' ',
  '-',
  '·',
  '，',
  '+',
  '(',
  'é',
  'É',
);

describe('a known value', () => {
  it('is found wherever a pattern of its signs with gaps would find it', () => {
    const texts = fc.array(signs, { maxLength: 40 }).map((all) => all.join(''));
    const values = fc.array(signs, { minLength: 2, maxLength: 4 }).map((all) => all.join(''));
    fc.assert(
      fc.property(texts, values, (text, value) => {
        const found = knownSpans(text, [value]).map(({ from, to }) => ({ from, to }));
        const bare = value.replace(new RegExp(`[${between}]`, 'g'), '');
        const isLongEnough = bare.length >= (/^\d+$/.test(bare) ? 5 : 2);
        expect(found).toEqual(isLongEnough ? byPattern(text, value) : []);
      }),
      { numRuns: 2000 },
    );
  });

  it('is found across gaps, and not across more', () => {
    expect(knownSpans('我叫张 - 三', ['张三'])).toMatchObject([{ from: 2, to: 7 }]);
    expect(knownSpans('张 -- 三', ['张三'])).toEqual([]);
    expect(knownSpans('Straße und ABC-DEF', ['abcdef'])).toMatchObject([{ from: 11, to: 18 }]);
  });
});
