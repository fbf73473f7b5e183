import { expect, it } from 'vitest';
import { type Measure, nextSort, type OrgLine, rateWords, shareOf, sorted } from './sorting.ts';

const measure = (name: string, better: 'higher' | 'lower') =>
  ({ name, better, unit: 'share' }) as unknown as Measure;
const line = (zh: string, value: number | null) =>
  ({
    org: { id: zh, zh, en: null },
    rates: { onTime: { value, numerator: 0, denominator: 0 } },
  }) as unknown as OrgLine;
const items = [line('乙', 0.5), line('丙', null), line('甲', 0.9)];
const names = (lines: OrgLine[]) => lines.map((one) => one.org.zh).join('');

it('best first means high where higher is better, low where lower is', () => {
  const best = { by: 'onTime', way: 'best' } as const;
  expect(names(sorted(items, measure('onTime', 'higher'), best))).toBe('甲乙丙');
  expect(names(sorted(items, measure('onTime', 'lower'), best))).toBe('乙甲丙');
});

it('what has no rate stands last, whichever way', () => {
  const worst = { by: 'onTime', way: 'worst' } as const;
  expect(names(sorted(items, measure('onTime', 'higher'), worst))).toBe('乙甲丙');
});

it('a second choice turns the order round, another measure begins with the best', () => {
  const once = nextSort({ by: '', way: 'best' }, 'onTime');
  expect(once).toEqual({ by: 'onTime', way: 'best' });
  expect(nextSort(once, 'onTime')).toEqual({ by: 'onTime', way: 'worst' });
  expect(nextSort(once, 'rating')).toEqual({ by: 'rating', way: 'best' });
});

it('rates are said in per cent, ratings out of five', () => {
  expect(rateWords(0.9235, 'share')).toBe('92.3%');
  expect(rateWords(4.256, 'stars')).toBe('4.26');
  expect(shareOf(4, 'stars')).toBe(0.8);
});
