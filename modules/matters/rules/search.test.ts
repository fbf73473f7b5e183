import { describe, expect, it } from 'vitest';
import { highlight, readQuery } from './search.ts';

describe('a query', () => {
  it.each([
    ['  路灯　不亮 ', { text: '路灯 不亮', isNumber: false }],
    ['３１０１１６-26-0001234', { text: '310116-26-0001234', isNumber: true }],
    ['2019-04-25', { text: '2019-04-25', isNumber: false }],
  ])('%s is read', (query, read) => {
    expect(readQuery(query)).toEqual(read);
  });

  it.each([
    ['13812345678', 'SEARCH_PERSONAL'],
    ['路灯 138 1234 5678', 'SEARCH_PERSONAL'],
    ['沪A12345', 'SEARCH_PERSONAL'],
    ['31011619900307123X', 'SEARCH_PERSONAL'],
    ['310116-26-00012345', 'SEARCH_PERSONAL'],
    ['灯', 'SEARCH_TOO_SHORT'],
    ['   ', 'SEARCH_TOO_SHORT'],
    ['路灯'.repeat(51), 'SEARCH_TOO_LONG'],
  ])('%s is refused', (query, code) => {
    expect(() => readQuery(query)).toThrow(code);
  });
});

describe('marking what was found', () => {
  it.each([
    ['石化街道路灯不亮', ['路灯'], [[4, 6]]],
    [
      '路灯坏，路灯',
      ['路灯'],
      [
        [0, 2],
        [4, 6],
      ],
    ],
    ['服务中心', ['服务', '务中', '中心'], [[0, 4]]],
    ['无线ＷｉＦｉ坏了', ['wifi'], [[2, 6]]],
    ['18-2-1302室', ['18-2-1302'], [[0, 9]]],
    ['a.b', ['.*'], []],
    ['路灯', [], []],
    ['路灯', [''], []],
  ])('%s', (text, words, places) => {
    expect(highlight(text, words).map(({ from, to }) => [from, to])).toEqual(places);
  });
});
