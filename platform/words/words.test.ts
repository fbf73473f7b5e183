import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutForIndex, cutForQuery } from './index.ts';

describe('cutting a text for the index', () => {
  it('gives each pair of neighbours once', () => {
    expect(cutForIndex('路灯不亮，路灯')).toEqual(['路灯', '灯不', '不亮']);
  });

  it('gives latin and numbers in lower case and half width, dashed ones whole and in parts', () => {
    expect(cutForIndex('Ａ２区WiFi，18-2-1302室')).toEqual([
      'a2',
      '区',
      'wifi',
      '18-2-1302',
      '18',
      '1302',
      '室',
    ]);
    expect(cutForIndex('310116-26-0001234')).toContain('310116-26-0001234');
  });

  it('gives nothing for signs, and no word too long for the database', () => {
    expect(cutForIndex('，。！？ \n')).toEqual([]);
    expect(cutForIndex('a'.repeat(5000))).toEqual([]);
  });
});

describe('cutting a query', () => {
  it.each([
    ['路灯', ['路灯']],
    ['路灯 不亮', ['路灯', '不亮']],
    ['石化街道的路灯', ['石化', '街道', '路灯']],
    ['路灯维修', ['路灯', '维修']],
    ['卫清西路', ['卫清', '西路']],
    ['井', ['井']],
    ['井 盖', ['井', '盖']],
    ['的', []],
    ['请问为什么', []],
    ['310116-26-0001234', ['310116-26-0001234']],
    ['1302室', ['1302']],
  ])('%s', (query, words) => {
    expect(cutForQuery(query)).toEqual(words);
  });

  it('asks for nothing that a text containing it does not give', () => {
    const sign = fc.constantFrom(...'石化街道三村路灯不亮卫清西路垃圾桶请问的了，。 ');
    const words = fc.string({ unit: sign, maxLength: 20 });
    fc.assert(
      fc.property(words, words, words, (before, query, after) => {
        const index = new Set(cutForIndex(`${before}，${query}，${after}`));
        expect(cutForQuery(query).filter((word) => !index.has(word))).toEqual([]);
        // Grown together with its neighbours: only a lone character is then no longer alone.
        const grown = new Set(cutForIndex(before + query + after));
        const asked = cutForQuery(query).filter((word) => word.length > 1);
        expect(asked.filter((word) => !grown.has(word))).toEqual([]);
      }),
    );
  });
});
