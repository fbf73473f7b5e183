/** What pages say of a line of figures. Pure. */
import type { Answer } from '../../../../../web/api.ts';

export type Line = Answer<'GET /api/figures'>['items'][number];

export const closedOf = (line: Pick<Line, 'closed'>) =>
  Object.values(line.closed).reduce((sum, n) => sum + n, 0);

export const openOf = (line: Pick<Line, 'open'>) =>
  Object.values(line.open).reduce((sum, n) => sum + n, 0);

const PERCENT = 100;

/** By how much more or less, of what it was; of nothing there is no share. */
export function changeOf(now: number, before: number): string {
  if (before <= 0) return '—';
  const change = ((now - before) / before) * PERCENT;
  const sign = change > 0 ? '+' : change < 0 ? '−' : '±';
  return `${sign}${Math.abs(change).toFixed(1)}%`;
}

export function rateOf({ value }: { value: number | null }): string {
  return value === null ? '—' : `${(value * PERCENT).toFixed(1)}%`;
}

export type DayPoint = { day: string; received: number; closed: number };

/** Every day of the period, with nought where nothing happened. */
export function dayPoints(lines: readonly Line[], days: readonly string[]): DayPoint[] {
  const found = new Map(lines.map((line) => [line.key, line]));
  return days.map((day) => {
    const line = found.get(day);
    return { day, received: line?.received ?? 0, closed: line ? closedOf(line) : 0 };
  });
}

/** Bars that stay readable: long periods are drawn by weeks. */
export function grouped(points: readonly DayPoint[], most: number): DayPoint[] {
  const size = Math.max(1, Math.ceil(points.length / most));
  const groups: DayPoint[] = [];
  for (let at = 0; at < points.length; at += size) {
    const some = points.slice(at, at + size);
    const [first] = some;
    if (!first) continue;
    groups.push({
      day: first.day,
      received: some.reduce((sum, one) => sum + one.received, 0),
      closed: some.reduce((sum, one) => sum + Math.max(0, one.closed), 0),
    });
  }
  return groups;
}
