/**
 * What a yearly report may tell without pointing at anybody. The promise not to break: every number
 * in it is of ten or more, and so is every difference of two of them within a group.
 */
export const leastTold = 10;

export type Counted = { code: string; count: number };
export type Told = { cells: Counted[]; merged: number | null; total: number | null };

/**
 * Small cells go together; while they are fewer than ten together, or one alone, the smallest of
 * the others joins them. What is left over of the total is then never a small cell.
 */
export function toldOf(counted: readonly Counted[], least = leastTold): Told {
  const cells = counted.filter(({ count }) => count > 0).sort(byCount);
  const total = cells.reduce((sum, { count }) => sum + count, 0);
  if (total < least) return { cells: [], merged: null, total: null };
  const small = cells.filter(({ count }) => count < least);
  const shown = cells.slice(0, cells.length - small.length);
  if (small.length === 0) return { cells: shown, merged: null, total };
  let merged = small.reduce((sum, { count }) => sum + count, 0);
  let parts = small.length;
  while (shown.length > 0 && (merged < least || parts < 2)) {
    merged += shown.pop()?.count ?? 0;
    parts += 1;
  }
  return { cells: shown, merged, total };
}

const byCount = (a: Counted, b: Counted) => b.count - a.count || (a.code < b.code ? -1 : 1);

/** An accusation is told apart in no row: with suggestions it is one of the others (art. 30). */
export function classOf(own: string | null): string {
  if (own === 'claim') return 'claim';
  return own === null ? 'unclassified' : 'other';
}
