/** Order of organisations by a measure. Pure. What has no rate stands last whichever way. */
import type { Answer } from '../../../../../web/api.ts';

export type Compared = Answer<'GET /api/figures/orgs'>;
export type OrgLine = Compared['items'][number];
export type Measure = Compared['measures'][number];
export type Sort = { by: string; way: 'best' | 'worst' };

export function sorted(
  items: readonly OrgLine[],
  measure: Measure | undefined,
  sort: Sort,
): OrgLine[] {
  if (!measure) return [...items].sort((a, b) => a.org.zh.localeCompare(b.org.zh, 'zh-CN'));
  const isFalling = (measure.better === 'higher') === (sort.way === 'best');
  return [...items].sort((a, b) => {
    const [x, y] = [a.rates[measure.name]?.value ?? null, b.rates[measure.name]?.value ?? null];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return isFalling ? y - x : x - y;
  });
}

/** A second choice of the same measure turns the order round. */
export function nextSort(sort: Sort, by: string): Sort {
  return sort.by === by && sort.way === 'best' ? { by, way: 'worst' } : { by, way: 'best' };
}

const PERCENT = 100;

export function rateWords(value: number, unit: Measure['unit']): string {
  return unit === 'share' ? `${(value * PERCENT).toFixed(1)}%` : value.toFixed(2);
}

const STARS = 5;
export const shareOf = (value: number, unit: Measure['unit']) =>
  unit === 'share' ? value : value / STARS;
