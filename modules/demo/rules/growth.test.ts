import { describe, expect, it } from 'vitest';
import { chanceOf } from './chance.ts';
import { batchOf, planBatches, type Shape, shiftOf } from './growth.ts';

const NOW = Date.parse('2026-11-20T07:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const chance = chanceOf('growth');
const shape = (more: Partial<Shape> = {}): Shape => ({
  matters: 1,
  firstAt: NOW - 30 * DAY,
  lastAt: NOW - 25 * DAY,
  dueAt: null,
  isOpen: false,
  ...more,
});

describe('the batches of a city', () => {
  it.each([1, 999, 2000, 49_999, 123_456])(
    'of %i are as many matters, none of them empty',
    (aim) => {
      const batches = planBatches(aim, NOW);
      const counts = batches.map((batch) => batch.reduce((sum, part) => sum + part.count, 0));
      expect(counts.reduce((a, b) => a + b, 0)).toBe(aim);
      expect(counts.every((count) => count > 0 && count <= batchOf(aim))).toBe(true);
    },
  );

  it('are the same each time, and end with what is under way', () => {
    expect(planBatches(5000, NOW)).toEqual(planBatches(5000, NOW));
    expect(planBatches(5000, NOW).at(-1)?.at(-1)?.week).toBe('now');
  });

  it('of ten million have a hundred thousand under way', () => {
    const parts = planBatches(10_000_000, NOW).flat();
    const now = parts.filter(({ week }) => week === 'now');
    expect(parts.reduce((sum, part) => sum + part.count, 0)).toBe(10_000_000);
    expect(now.reduce((sum, part) => sum + part.count, 0)).toBe(100_000);
  });

  it('have more in summer than at the new year’s holidays', () => {
    const of = (month: string) =>
      planBatches(100_000, NOW)
        .flat()
        .filter(({ week }) => week !== 'now' && monthOf(week) === month)
        .reduce((sum, part) => sum + part.count, 0);
    expect(of('2026-07')).toBeGreaterThan(1.5 * of('2026-02'));
  });
});

const monthOf = (week: number) =>
  new Date((shiftOf(shape(), { week, asOf: NOW }, chance) ?? 0) + NOW - 28 * DAY)
    .toISOString()
    .slice(0, 7);

describe('the time of a copy', () => {
  it('keeps weekday and hour, within half an hour', () => {
    const shift = shiftOf(shape(), { week: 10, asOf: NOW }, chance) ?? 0;
    const off = ((shift % (7 * DAY)) + 7 * DAY) % (7 * DAY);
    expect(Math.min(off, 7 * DAY - off)).toBeLessThan(HOUR / 2);
    expect(shift).toBeLessThan(-600 * DAY);
  });

  it('is none in a week that would end it in the future', () => {
    expect(shiftOf(shape(), { week: 104, asOf: NOW }, chance)).toBeNull();
  });

  it('lets nothing be due or done ahead of what waits', () => {
    const open = shape({ isOpen: true, lastAt: NOW - 3 * DAY, dueAt: NOW + 2 * DAY });
    for (let time = 0; time < 200; time += 1) {
      const shift = shiftOf(open, { week: 'now', asOf: NOW }, chance) ?? 0;
      expect(open.lastAt + shift).toBeLessThan(NOW);
      expect((open.dueAt ?? 0) + shift).toBeGreaterThan(NOW);
    }
  });
});
