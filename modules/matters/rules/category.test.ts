import { describe, expect, it } from 'vitest';
import { type Category, type CategoryTree, emergencyOf, guessCategory } from './category.ts';

const category = (code: string, keywords: string[], emergency: string | null = null): Category => ({
  code,
  zh: code,
  en: code,
  parent: null,
  kind: 'report',
  keywords,
  form: {},
  clocks: {},
  evidence: { before: 0, after: 0 },
  maySelfHandle: false,
  emergency,
  isHome: false,
  isPrivate: false,
});

const tree: CategoryTree = {
  categories: [
    category('light', ['路灯', '灯不亮']),
    category('gas', ['煤气', '燃气'], '119'),
    category('order', ['打架'], '110'),
  ],
};

describe('what the words speak of', () => {
  it('is the category that they hit best, with the words that hit', () => {
    expect(guessCategory(tree, '路灯不亮')).toEqual({ code: 'light', hits: ['路灯', '灯不亮'] });
    expect(guessCategory(tree, '你好')).toBeNull();
  });
});

describe('the number to call at once', () => {
  it.each([
    ['gas', '不知道怎么回事', '119'],
    ['light', '路灯不亮', null],
    ['light', '路灯下有煤气味', '119'],
    ['order', '有人打架，还有煤气味', '110'],
    [null, '有人打架', '110'],
    [null, '', null],
  ])('of the category %s and the words "%s" is %s', (chosen, text, number) => {
    expect(emergencyOf(tree, chosen, text)).toBe(number);
  });
});
