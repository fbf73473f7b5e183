import { describe, expect, it } from 'vitest';
import type { Calendar } from './calendar.ts';
import type { Counting } from './counting.ts';
import type { Unit } from './units.ts';
import { addWorked, dueAt, isProvisional, resumedDueAt, workedBetween } from './working-time.ts';
import { civilText, instantOf } from './zone.ts';

/** The published days around the examples, in the words of the notices of 2024 to 2026. */
const calendar: Calendar = {
  id: 'cn',
  version: 1,
  zone: 'Asia/Shanghai',
  knownUntil: '2026-12-25',
  weekend: [6, 7],
  holidays: {
    ...named('春节', '2024-02', 10, 17),
    ...named('国庆节', '2024-10', 1, 7),
    ...named('春节', '2025-01', 28, 31),
    ...named('春节', '2025-02', 1, 4),
    ...named('国庆节', '2025-10', 1, 8),
    ...named('春节', '2026-02', 15, 23),
    ...named('国庆节', '2026-10', 1, 7),
  },
  makeUpDays: {
    ...named('春节', '2024-02', 4, 4),
    ...named('春节', '2024-02', 18, 18),
    ...named('国庆节', '2024-09', 29, 29),
    ...named('国庆节', '2024-10', 12, 12),
    ...named('春节', '2025-01', 26, 26),
    ...named('春节', '2025-02', 8, 8),
    ...named('国庆节', '2025-09', 28, 28),
    ...named('国庆节', '2025-10', 11, 11),
    ...named('春节', '2026-02', 14, 14),
    ...named('春节', '2026-02', 28, 28),
  },
  hours: [
    ['09:00', '12:00'],
    ['13:30', '17:30'],
  ],
  urgentHours: { days: 'all', hours: [['08:00', '20:00']] },
  overrides: {},
};

const asIs: Counting = { startDay: 'excluded', dueMoment: 'sameTime', lastDayOnHoliday: 'asIs' };
const endOfDay: Counting = { ...asIs, dueMoment: 'endOfDay' };
const endOfWorkDay: Counting = { ...asIs, dueMoment: 'endOfWorkDay' };
/** 民事诉讼法 art. 85. */
const civilProcedure: Counting = { ...endOfDay, lastDayOnHoliday: 'nextWorkingDay' };
const included: Counting = { ...endOfDay, startDay: 'included' };
const nextOpening: Counting = { ...asIs, outsideHours: 'nextOpening' };
const keepTime: Counting = {
  ...asIs,
  outsideHours: { dayOff: 'sameTime', beforeOpening: 'asIs', afterClosing: 'nextOpening' },
};

type Example = [
  what: string,
  start: string,
  amount: number,
  unit: Unit,
  counting: Counting,
  due: string,
];

const examples: Example[] = [
  ['three minutes', '2026-03-02 10:00:30', 3, 'minutes', asIs, '2026-03-02 10:03:30'],
  ['an hour over a month end', '2026-03-31 23:30', 1, 'hours', asIs, '2026-04-01 00:30:00'],
  ['an hour over a year end', '2025-12-31 23:30', 1, 'hours', asIs, '2026-01-01 00:30:00'],

  ['Friday evening, 4 work-hours', '2026-03-06 18:00', 4, 'workHours', asIs, '2026-03-09 14:30:00'],
  ['over lunch', '2026-03-06 11:00', 2, 'workHours', asIs, '2026-03-06 14:30:00'],
  ['to closing time', '2026-03-06 13:30', 4, 'workHours', asIs, '2026-03-06 17:30:00'],
  ['from midnight', '2026-03-09 00:00', 2, 'workHours', asIs, '2026-03-09 11:00:00'],
  ['on a make-up Saturday', '2026-02-27 17:00', 4, 'workHours', asIs, '2026-02-28 14:00:00'],
  ['over 国庆', '2026-09-30 17:00', 4, 'workHours', asIs, '2026-10-08 14:00:00'],
  ['urgent, Saturday', '2026-03-07 19:00', 2, 'urgentWorkHours', asIs, '2026-03-08 09:00:00'],
  ['urgent, in 春节', '2026-02-17 07:00', 0.5, 'urgentWorkHours', asIs, '2026-02-17 08:30:00'],

  ['5 working days', '2026-03-02 10:00', 5, 'workingDays', asIs, '2026-03-09 10:00:00'],
  ['make-up Sunday, 国庆', '2025-09-26 10:00', 5, 'workingDays', endOfDay, '2025-10-10 23:59:59'],
  ['make-up Saturday, 春节', '2025-01-24 10:00', 7, 'workingDays', endOfDay, '2025-02-10 23:59:59'],
  ['make-up Sundays, 2024', '2024-02-02 09:00', 7, 'workingDays', endOfDay, '2024-02-18 23:59:59'],
  ['国庆 2024', '2024-09-27 09:00', 5, 'workingDays', endOfDay, '2024-10-10 23:59:59'],
  ['to closing', '2026-03-02 10:00', 2, 'workingDays', endOfWorkDay, '2026-03-04 17:30:00'],
  ['start day counted', '2026-03-02 10:00', 2, 'workingDays', included, '2026-03-03 23:59:59'],
  ['started on a Saturday', '2026-03-07 10:00', 1, 'workingDays', asIs, '2026-03-09 23:59:59'],
  ['counted Saturday', '2026-03-07 10:00', 1, 'workingDays', included, '2026-03-09 23:59:59'],
  [
    'to Saturday closing',
    '2025-01-30 10:00',
    3,
    'calendarDays',
    endOfWorkDay,
    '2025-02-02 17:30:00',
  ],

  ['leap day', '2024-02-28 10:00', 1, 'calendarDays', asIs, '2024-02-29 10:00:00'],
  ['no leap day', '2025-02-28 10:00', 1, 'calendarDays', asIs, '2025-03-01 10:00:00'],
  ['over the leap day', '2024-01-31 10:00', 30, 'calendarDays', endOfDay, '2024-03-01 23:59:59'],
  ['60 days, a Sunday', '2025-12-10 16:00', 60, 'calendarDays', endOfDay, '2026-02-08 23:59:59'],
  ['15 days into 国庆', '2025-09-20 10:00', 15, 'calendarDays', endOfDay, '2025-10-05 23:59:59'],
  ['moved', '2025-09-20 10:00', 15, 'calendarDays', civilProcedure, '2025-10-09 23:59:59'],
  [
    'to a Sunday at work',
    '2025-09-13 10:00',
    15,
    'calendarDays',
    civilProcedure,
    '2025-09-28 23:59:59',
  ],
  ['start day counted', '2026-03-02 10:00', 15, 'calendarDays', included, '2026-03-16 23:59:59'],
  [
    '48 hours keep their hour over a weekend',
    '2026-03-06 10:00',
    48,
    'hours',
    { ...asIs, lastDayOnHoliday: 'nextWorkingDay' },
    '2026-03-08 10:00:00',
  ],
  [
    'four urgent hours of a Saturday',
    '2026-03-07 10:00',
    4,
    'urgentWorkHours',
    { ...asIs, lastDayOnHoliday: 'nextWorkingDay' },
    '2026-03-07 14:00:00',
  ],
  [
    'Friday to its end, not moved',
    '2026-03-06 00:00',
    24,
    'hours',
    { ...asIs, lastDayOnHoliday: 'nextWorkingDay' },
    '2026-03-07 00:00:00',
  ],
  [
    'after the closing of its only day: due at once',
    '2026-03-06 20:00',
    1,
    'workingDays',
    { ...included, dueMoment: 'endOfWorkDay' },
    '2026-03-06 20:00:00',
  ],

  ['night, from opening', '2026-03-06 22:00', 1, 'hours', nextOpening, '2026-03-09 10:00:00'],
  ['early, from opening', '2026-03-06 06:00', 1, 'hours', nextOpening, '2026-03-06 10:00:00'],
  ['at noon, as it is', '2026-03-06 12:30', 1, 'hours', nextOpening, '2026-03-06 13:30:00'],
  [
    'Saturday, at opening',
    '2026-03-07 15:00',
    1,
    'workingDays',
    nextOpening,
    '2026-03-10 09:00:00',
  ],
  ['Saturday, same time', '2026-03-07 15:00', 1, 'workingDays', keepTime, '2026-03-10 15:00:00'],
  ['Saturday night', '2026-03-07 20:00', 1, 'workingDays', keepTime, '2026-03-11 09:00:00'],
  ['early morning', '2026-03-06 02:00', 2, 'workingDays', keepTime, '2026-03-10 02:00:00'],
  ['at closing time', '2026-03-06 17:30', 2, 'workingDays', keepTime, '2026-03-11 09:00:00'],
];

describe('a due time', () => {
  it.each(examples)('%s: %s + %d %s', (_what, start, amount, unit, counting, due) => {
    const found = dueAt({ start: at(start), amount, unit, calendar, counting });
    expect(civilText(found.dueAt, calendar.zone)).toBe(due);
    expect(found.provisional).toBe(false);
  });

  it('keeps the wall clock over a change to summer time, but not the hours', () => {
    const zone = 'America/New_York';
    const boston = { ...calendar, zone };
    const start = instantOf('2026-03-07 02:30', zone);
    const due = (amount: number, unit: Unit) => {
      const found = dueAt({ start, amount, unit, calendar: boston, counting: asIs });
      return civilText(found.dueAt, zone);
    };
    expect(due(1, 'calendarDays')).toBe('2026-03-08 03:00:00');
    expect(due(2, 'calendarDays')).toBe('2026-03-09 02:30:00');
    expect(due(48, 'hours')).toBe('2026-03-09 03:30:00');
  });

  it('is provisional where holidays not yet published could move it', () => {
    const due = (amount: number, unit: Unit, counting = endOfDay) =>
      dueAt({ start: at('2026-12-21 10:00'), amount, unit, calendar, counting }).provisional;
    expect([due(4, 'workingDays'), due(5, 'workingDays')]).toEqual([false, true]);
    expect([due(28, 'workHours'), due(60, 'workHours')]).toEqual([false, true]);
    expect(due(15, 'calendarDays')).toBe(false);
    expect(due(15, 'calendarDays', civilProcedure)).toBe(true);
    expect(due(400, 'hours')).toBe(false);
    expect(due(400, 'hours', nextOpening)).toBe(true);
    expect(due(400, 'urgentWorkHours')).toBe(false);
  });

  it('is judged provisional also when it was only moved', () => {
    const clock = { calendar, counting: endOfDay };
    const judged = (due: string, unit: Unit) => isProvisional(at(due), { ...clock, unit });
    expect(judged('2026-12-25 23:59:59', 'workHours')).toBe(false);
    expect(judged('2026-12-26 00:00', 'workHours')).toBe(true);
    expect(judged('2027-03-01 00:00', 'calendarDays')).toBe(false);
  });

  it('refuses a clock of more than thirty years, and takes nonsense for a bug', () => {
    const start = at('2026-03-02 10:00');
    const due = (amount: number, unit: Unit) => () =>
      dueAt({ start, amount, unit, calendar, counting: endOfDay });
    expect(due(20_000, 'calendarDays')).toThrow('CLOCK_TOO_LONG');
    expect(due(9_000, 'workingDays')).toThrow('CLOCK_TOO_LONG');
    expect(due(100_000, 'workHours')).toThrow('CLOCK_TOO_LONG');
    expect(due(1e9, 'minutes')).toThrow('CLOCK_TOO_LONG');
    expect(due(10_000, 'calendarDays')).not.toThrow();
    for (const amount of [0, -1, Number.NaN]) expect(due(amount, 'hours')).toThrow('amount');
    expect(due(1.5, 'workingDays')).toThrow('whole');
    const empty: Counting = { ...asIs, startDay: 'included' };
    const run = () => dueAt({ start, amount: 1, unit: 'workingDays', calendar, counting: empty });
    expect(run).toThrow('included start day');
  });
});

describe('the explanation', () => {
  it('says of each day what it counted, or why it did not', () => {
    const { days } = dueAt({
      start: at('2025-09-26 18:00'),
      amount: 9,
      unit: 'workHours',
      calendar,
      counting: asIs,
    });
    expect(days.map((day) => [day.from, day.why, day.name, day.ms / 3_600_000])).toEqual([
      ['2025-09-26', 'workingDay', null, 0],
      ['2025-09-27', 'weekend', null, 0],
      ['2025-09-28', 'makeUpDay', '国庆节', 7],
      ['2025-09-29', 'workingDay', null, 2],
    ]);
  });

  it('tells the start day, the days of the holiday, and where the last day moved', () => {
    const start = at('2025-09-29 10:00');
    const input = { start, amount: 3, unit: 'calendarDays' as const, calendar };
    const { days } = dueAt({ ...input, counting: civilProcedure });
    expect(days.map((day) => [day.from.slice(5), day.why, day.days])).toEqual([
      ['09-29', 'startDay', 0],
      ['09-30', 'calendarDay', 1],
      ['10-01', 'calendarDay', 1],
      ['10-02', 'calendarDay', 1],
      ...['10-03', '10-04', '10-05', '10-06', '10-07', '10-08'].map((day) => [day, 'holiday', 0]),
      ['10-09', 'lastDayMoved', 0],
    ]);
  });

  it('shows the days before the first opening as not started', () => {
    const start = at('2026-03-06 22:00');
    const { days, startsAt } = dueAt({
      start,
      amount: 1,
      unit: 'hours',
      calendar,
      counting: nextOpening,
    });
    expect(days.map((day) => day.why)).toEqual(['notStarted', 'weekend', 'weekend', 'calendarDay']);
    expect(civilText(startsAt, calendar.zone)).toBe('2026-03-09 09:00:00');
  });

  it('folds a long stretch into runs, and stays short over decades', () => {
    const start = at('2025-12-10 16:00');
    const long = (amount: number, unit: Unit) =>
      dueAt({ start, amount, unit, calendar, counting: endOfDay }).days;
    expect(long(60, 'calendarDays').map((day) => [day.from, day.to, day.days])).toEqual([
      ['2025-12-10', '2025-12-10', 0],
      ['2025-12-11', '2026-02-08', 60],
    ]);
    const decades = long(6_000, 'workingDays');
    expect(decades.length).toBe(61);
    expect(decades.reduce((sum, day) => sum + day.days, 0)).toBe(6_000);
    expect(decades.filter((day) => day.why === 'folded')).toHaveLength(1);
  });
});

describe('counted time', () => {
  it.each([
    ['workHours', '2026-03-06 16:30', '2026-03-09 09:30', 1.5],
    ['workHours', '2026-03-07 00:00', '2026-03-08 23:00', 0],
    ['workHours', '2026-02-28 00:00', '2026-03-01 00:00', 7],
    ['urgentWorkHours', '2026-03-07 00:00', '2026-03-08 00:00', 12],
    ['workingDays', '2026-03-06 12:00', '2026-03-09 12:00', 24],
    ['calendarDays', '2026-03-06 12:00', '2026-03-09 12:00', 72],
    ['hours', '2026-03-06 12:00', '2026-03-06 13:30', 1.5],
  ] as const)('%s from %s to %s', (unit, from, to, hours) => {
    expect(workedBetween(at(from), at(to), unit, calendar)).toBe(hours * 3_600_000);
    expect(workedBetween(at(to), at(from), unit, calendar) + hours * 3_600_000).toBe(0);
  });

  it('is not walked over more than thirty years', () => {
    const [from, to] = [at('1990-01-01 00:00'), at('2026-01-01 00:00')];
    expect(() => workedBetween(from, to, 'workHours', calendar)).toThrow('CLOCK_TOO_LONG');
    expect(() => workedBetween(from, to, 'hours', calendar)).not.toThrow();
    expect(() => addWorked(from, 1e13, 'workHours', calendar)).toThrow('CLOCK_TOO_LONG');
    expect(() => addWorked(from, -1, 'hours', calendar)).toThrow('backwards');
  });
});

describe('a stopped clock', () => {
  const resumed = (unit: Unit, due: string, stopped: string, again: string) => {
    const [dueMs, stoppedAt, resumedAt] = [at(due), at(stopped), at(again)];
    const stop = { dueAt: dueMs, stoppedAt, resumedAt };
    const next = resumedDueAt({ ...stop, unit, calendar, counting: asIs });
    return civilText(next, calendar.zone);
  };

  it.each([
    [
      'workHours',
      '2026-03-06 16:00',
      '2026-03-06 15:00',
      '2026-03-06 17:00',
      '2026-03-09 09:30:00',
    ],
    [
      'workHours',
      '2026-03-06 16:00',
      '2026-03-06 12:10',
      '2026-03-06 13:20',
      '2026-03-06 16:00:00',
    ],
    [
      'workingDays',
      '2026-03-10 10:00',
      '2026-03-06 10:00',
      '2026-03-07 10:00',
      '2026-03-11 00:00:00',
    ],
    ['hours', '2026-03-06 16:00', '2026-03-06 15:00', '2026-03-08 15:00:07', '2026-03-08 16:00:07'],
    // Overdue before the stop: since when does not change.
    ['hours', '2026-03-06 16:00', '2026-03-06 16:00', '2026-03-08 15:00', '2026-03-06 16:00:00'],
  ] as const)('%s due %s, stopped %s to %s', (unit, due, stopped, again, next) => {
    expect(resumed(unit, due, stopped, again)).toBe(next);
  });

  it.each([
    // A hearing of an afternoon takes no day; one until another day takes the days between.
    ['within a day', '2026-03-06 10:00', '2026-03-06 15:00', '2026-04-09 23:59:59'],
    ['over a night', '2026-03-06 15:00', '2026-03-07 10:00', '2026-04-10 23:59:59'],
    ['later in the day', '2026-03-06 10:00', '2026-03-14 15:00', '2026-04-17 23:59:59'],
    ['earlier in the day', '2026-03-06 15:00', '2026-03-14 10:00', '2026-04-17 23:59:59'],
    ['begun on the last day', '2026-04-09 10:00', '2026-04-12 15:00', '2026-04-12 23:59:59'],
    ['begun after it', '2026-04-10 10:00', '2026-04-12 15:00', '2026-04-09 23:59:59'],
  ])('that ends with a day goes on doing so: a stop %s', (_what, stopped, again, next) => {
    const dueMs = at('2026-04-10 00:00') - 1;
    const stop = { dueAt: dueMs, stoppedAt: at(stopped), resumedAt: at(again) };
    const counted = { ...stop, unit: 'calendarDays', calendar, counting: endOfDay } as const;
    expect(civilText(resumedDueAt(counted), calendar.zone)).toBe(next);
  });

  it('stopped on its last working day, after closing, has the next one', () => {
    const stop = { stoppedAt: at('2026-03-06 10:00'), resumedAt: at('2026-03-06 18:00') };
    const dueMs = at('2026-03-06 17:30');
    const counting = { ...endOfDay, dueMoment: 'endOfWorkDay' } as const;
    const clock = { ...stop, dueAt: dueMs, unit: 'workingDays', calendar, counting } as const;
    expect(civilText(resumedDueAt(clock), calendar.zone)).toBe('2026-03-09 17:30:00');
  });

  it('does not resume before it stopped', () => {
    const run = () => resumed('hours', '2026-03-06 16:00', '2026-03-06 15:00', '2026-03-06 14:00');
    expect(run).toThrow('resumes after');
  });
});

function at(local: string): number {
  return instantOf(local, 'Asia/Shanghai');
}

function named(name: string, month: string, from: number, to: number): Record<string, string> {
  const days = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return Object.fromEntries(days.map((day) => [`${month}-${String(day).padStart(2, '0')}`, name]));
}
