import { describe, expect, it } from 'vitest';
import { dueAt } from '../../../kernel/working-time.ts';
import { chineseCalendar } from '../../../platform/calendar.ts';
import type { ClockExplanation } from './explain.ts';
import { plainDue, plainTerm } from './plain-due.ts';
import type { Amount } from './process.ts';

const calendar = chineseCalendar({ from: 2026, to: 2026 });
const counting = {
  startDay: 'excluded',
  dueMoment: 'sameTime',
  lastDayOnHoliday: 'asIs',
} as const;

/** As `explainClock` fills it, for what the words are made of. */
function explained(start: string, { amount, unit }: Amount, change = {}): ClockExplanation {
  const startedAt = Date.parse(`${start}+08:00`);
  const due = dueAt({ start: startedAt, amount, unit, calendar, counting });
  const times = { startedAt, countsFrom: due.startsAt, days: due.days, dueAt: due.dueAt };
  return { ...({} as ClockExplanation), ...times, amount, unit, isProvisional: false, ...change };
}
const ZONE = 'Asia/Shanghai';

describe('a due time in plain words', () => {
  it('says how long and which days do not count, runs of days together', () => {
    const words = plainDue(explained('2026-11-20T10:00', { amount: 3, unit: 'workingDays' }), ZONE);
    expect(words).toEqual({
      zh: '3个工作日；11-21至11-22（周末）不计。',
      en: '3 working days; not counted: 11-21 to 11-22 (weekend).',
    });
  });

  it('names the holidays', () => {
    const words = plainDue(explained('2026-09-30T10:00', { amount: 2, unit: 'workingDays' }), ZONE);
    expect(words.zh).toContain('国庆节');
  });

  it('leaves days alone where all time counts', () => {
    const words = plainDue(explained('2026-11-21T10:00', { amount: 5, unit: 'minutes' }), ZONE);
    expect(words.zh).toBe('5分钟。');
  });

  it('says that only office hours count, and from when', () => {
    const from = Date.parse('2026-11-23T09:00+08:00');
    const time = { amount: 2, unit: 'workHours' } as const;
    const words = plainDue(explained('2026-11-21T10:00', time, { countsFrom: from }), ZONE);
    expect(words.zh).toMatch(/^2工作小时；只计上班时间；从 2026-11-23 09:00 起算/);
  });

  it('warns where next year is not published', () => {
    const time = { amount: 1, unit: 'hours' } as const;
    const words = plainDue(explained('2026-11-20T10:00', time, { isProvisional: true }), ZONE);
    expect(words.en).toBe('1 hour; it may move when next year’s holidays are published.');
  });

  it('speaks of one thing in the singular', () => {
    expect(plainTerm({ amount: 1, unit: 'workingDays' }).en).toBe('1 working day');
  });
});
