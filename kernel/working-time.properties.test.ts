/**
 * What must hold for every calendar, clock and moment, and an independent count of working days to
 * hold ours against.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Calendar, calendarDay, checkCalendar, type HourSpan } from './calendar.ts';
import { type Counting, checkCounting, endsWithDay } from './counting.ts';
import { civilDate, dayMs, dayNumber, isoWeekday } from './dates.ts';
import { amountMs, isDayUnit, type Unit, units } from './units.ts';
import { addWorked, dueAt, resumedDueAt, workedBetween } from './working-time.ts';
import { civilAt, dateAt } from './zone.ts';

const firstDay = dayNumber('2026-01-01');
const dates = fc.integer({ min: 0, max: 400 }).map((n) => civilDate(firstDay + n));
const names = fc.uniqueArray(dates, { maxLength: 40 });
const hourSets = fc.constantFrom<readonly HourSpan[]>(
  [['08:30', '17:00']],
  [
    ['09:00', '12:00'],
    ['13:30', '17:30'],
  ],
  [['00:00', '24:00']],
  [
    ['01:15', '02:45'],
    ['22:00', '24:00'],
  ],
);

const calendarsOf = (zones: string[]): fc.Arbitrary<Calendar> =>
  fc
    .record({
      zone: fc.constantFrom(...zones),
      weekend: fc.constantFrom([6, 7], [7], [], [5, 6]),
      off: names,
      makeUp: names,
      hours: hourSets,
      urgent: hourSets,
      urgentDays: fc.constantFrom<'all' | 'working'>('all', 'working'),
      changed: fc.uniqueArray(fc.tuple(dates, fc.boolean(), fc.option(hourSets)), {
        maxLength: 10,
        selector: ([date]) => date,
      }),
    })
    .map((drawn) => ({
      id: 'drawn',
      version: 1,
      zone: drawn.zone,
      knownUntil: '2026-12-25',
      weekend: drawn.weekend,
      holidays: named(
        drawn.off.filter((date) => !drawn.makeUp.includes(date)),
        'holiday',
      ),
      makeUpDays: named(drawn.makeUp, 'make-up day'),
      hours: drawn.hours,
      urgentHours: { days: drawn.urgentDays, hours: drawn.urgent },
      overrides: Object.fromEntries(
        drawn.changed.map(([date, working, hours]) => [
          date,
          { working, name: 'decided', hours: hours ?? undefined },
        ]),
      ),
    }));

const anyCalendar = calendarsOf(['Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe']);
/** Without a change of clocks, so that the wall clock never goes back. */
const steadyCalendar = calendarsOf(['Asia/Shanghai', 'UTC', 'Asia/Kathmandu']);
const anyUnit = fc.constantFrom<Unit>(...units);
const anyTime = fc.integer({ min: 0, max: 365 * dayMs }).map((ms) => firstDay * dayMs + ms);
const anyAmount = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 3 }));
const anyGap = fc.oneof(fc.integer({ min: 0, max: 3 * dayMs }), fc.constant(0));

const anyCounting: fc.Arbitrary<Counting> = fc.record({
  startDay: fc.constantFrom('excluded', 'included'),
  dueMoment: fc.constantFrom('sameTime', 'endOfDay', 'endOfWorkDay'),
  lastDayOnHoliday: fc.constantFrom('asIs', 'nextWorkingDay'),
  outsideHours: fc.constantFrom<Counting['outsideHours'][]>(undefined, 'nextOpening', {
    dayOff: 'sameTime',
    beforeOpening: 'asIs',
    afterClosing: 'nextOpening',
  }),
});

/** Rules that move a day but keep the wall clock's time cannot be monotone: see `dueAt`. */
function movesTimes(counting: Counting, unit: Unit): boolean {
  if (typeof counting.outsideHours === 'object') return true;
  if (!isDayUnit(unit) || counting.dueMoment !== 'sameTime') return false;
  return counting.lastDayOnHoliday === 'nextWorkingDay';
}

const anyClock = fc
  .record({
    start: anyTime,
    amount: anyAmount,
    unit: anyUnit,
    calendar: anyCalendar,
    counting: anyCounting,
  })
  .filter(({ counting, unit }) => checkCounting(counting, unit).length === 0);

const steadyClock = fc
  .record({
    start: anyTime,
    amount: anyAmount,
    unit: anyUnit,
    calendar: steadyCalendar,
    counting: anyCounting,
  })
  .filter(({ counting, unit }) => checkCounting(counting, unit).length === 0)
  .filter(({ counting, unit }) => !movesTimes(counting, unit));

const endsSo = (isWanted: boolean) =>
  anyClock.filter(({ unit, counting }) => endsWithDay(unit, counting) === isWanted);
/** Its time is exact to the millisecond. */
const exactClock = endsSo(false);
/** Its time is whole days: it ends with the last of them. */
const dayClock = endsSo(true);

describe('for every calendar and clock', () => {
  it('the calendars drawn are sound', () => {
    fc.assert(
      fc.property(anyCalendar, (calendar) => {
        expect(checkCalendar(calendar)).toEqual([]);
      }),
    );
  });

  it('what is counted in hours ends in the same moment whatever a last day off would do', () => {
    fc.assert(
      fc.property(
        anyClock.filter(({ unit }) => !isDayUnit(unit)),
        (clock) => {
          const ends = (['asIs', 'nextWorkingDay'] as const).map((lastDayOnHoliday) =>
            dueAt({ ...clock, counting: { ...clock.counting, lastDayOnHoliday } }),
          );
          expect(ends[0]).toEqual(ends[1]);
        },
      ),
    );
  });

  it('a due time is never before the start, nor before counting began', () => {
    fc.assert(
      fc.property(anyClock, (clock) => {
        const due = dueAt(clock);
        expect(due.startsAt).toBeGreaterThanOrEqual(clock.start);
        expect(due.dueAt).toBeGreaterThanOrEqual(due.startsAt);
      }),
    );
  });

  it('a later start is never due earlier', () => {
    fc.assert(
      fc.property(steadyClock, anyGap, (clock, gap) => {
        const later = dueAt({ ...clock, start: clock.start + gap });
        expect(later.dueAt).toBeGreaterThanOrEqual(dueAt(clock).dueAt);
      }),
      { numRuns: 500 },
    );
  });

  it('a larger amount is never due earlier', () => {
    fc.assert(
      fc.property(steadyClock, fc.integer({ min: 0, max: 20 }), (clock, more) => {
        const larger = dueAt({ ...clock, amount: clock.amount + more });
        expect(larger.dueAt).toBeGreaterThanOrEqual(dueAt(clock).dueAt);
      }),
      { numRuns: 500 },
    );
  });

  it('the explanation counts the whole amount, day after day without a gap', () => {
    fc.assert(
      fc.property(anyClock, (clock) => {
        const { days } = dueAt(clock);
        const total = days.reduce((sum, day) => sum + day.days, 0);
        const ms = days.reduce((sum, day) => sum + day.ms, 0);
        if (isDayUnit(clock.unit)) expect([total, ms]).toEqual([clock.amount, 0]);
        else expect([total, ms]).toEqual([0, amountMs(clock.amount, clock.unit)]);
        expect(days[0]?.from).toBe(dateAt(clock.start, clock.calendar.zone));
        days.slice(1).forEach((day, index) => {
          expect(dayNumber(day.from)).toBe(dayNumber(days[index]?.to ?? '') + 1);
        });
      }),
    );
  });

  it('a make-up day is counted, and never makes a clock longer', () => {
    const units = fc.constantFrom<Unit>('workingDays', 'workHours');
    fc.assert(
      fc.property(steadyClock, units, fc.nat(1000), (drawn, unit, pick) => {
        const clock = { ...drawn, unit, calendar: { ...drawn.calendar, overrides: {} } };
        const before = dueAt({ ...clock, counting: plain });
        const skipped = before.days.filter((day) => day.from === day.to && isOff(day.why)).slice(1);
        const chosen = skipped[pick % Math.max(1, skipped.length)];
        fc.pre(chosen !== undefined && before.days.length < 55);
        const calendar = withMakeUpDay(clock.calendar, chosen?.from ?? '');
        const after = dueAt({ ...clock, calendar, counting: plain });
        expect(after.dueAt).toBeLessThanOrEqual(before.dueAt);
        const date = chosen?.from ?? '';
        const shown = after.days.find((day) => day.from <= date && date <= day.to);
        if (dateAt(after.dueAt, calendar.zone) > date) {
          expect(shown?.why).toBe('makeUpDay');
          expect((shown?.days ?? 0) + (shown?.ms ?? 0)).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('working days agree with a plain count', () => {
    fc.assert(
      fc.property(anyTime, anyAmount, anyCalendar, (start, amount, calendar) => {
        const counting: Counting = { ...plain, dueMoment: 'endOfDay' };
        const due = dueAt({ start, amount, unit: 'workingDays', calendar, counting });
        const expected = plainCount(dateAt(start, calendar.zone), amount, calendar);
        expect(dateAt(due.dueAt, calendar.zone)).toBe(expected);
      }),
    );
  });
});

describe('counted time', () => {
  it('adds up, whatever the order of the instants', () => {
    fc.assert(
      fc.property(anyTime, anyTime, anyTime, anyUnit, anyCalendar, (a, b, c, unit, calendar) => {
        const between = (from: number, to: number) => workedBetween(from, to, unit, calendar);
        expect(between(a, b) + between(b, c)).toBe(between(a, c));
        expect(between(a, b) + between(b, a)).toBe(0);
        if (a <= b) expect(between(a, b)).toBeLessThanOrEqual(b - a);
      }),
    );
  });

  it('is given back by its inverse to the millisecond, at the earliest moment', () => {
    const lengths = fc.integer({ min: 0, max: 40 * dayMs });
    fc.assert(
      fc.property(anyTime, lengths, anyUnit, anyCalendar, (from, ms, unit, calendar) => {
        const to = addWorked(from, ms, unit, calendar);
        expect(workedBetween(from, to, unit, calendar)).toBe(ms);
        if (ms > 0) expect(workedBetween(from, to - 1, unit, calendar)).toBe(ms - 1);
      }),
    );
  });

  it('a clock gains and loses nothing by any number of stops', () => {
    const stops = fc.array(fc.tuple(anyGap, anyGap), { maxLength: 8 });
    fc.assert(
      fc.property(exactClock, stops, (clock, gaps) => {
        const { unit, calendar, counting } = clock;
        const first = dueAt(clock);
        let [now, due] = [first.startsAt, first.dueAt];
        const total = workedBetween(now, due, unit, calendar);
        let [ran, isRunning] = [0, true];
        for (const [run, stop] of gaps) {
          const stoppedAt = now + run;
          // After the due time a stop changes nothing any more.
          isRunning = isRunning && stoppedAt < due;
          if (!isRunning) break;
          ran += workedBetween(now, stoppedAt, unit, calendar);
          now = stoppedAt + stop;
          const stopped = { stoppedAt, resumedAt: now, dueAt: due };
          const next = resumedDueAt({ ...stopped, unit, calendar, counting });
          expect(next).toBeGreaterThanOrEqual(due);
          due = next;
        }
        expect(ran + workedBetween(now, due, unit, calendar)).toBe(total);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a clock that ends with a day', () => {
  const stops = fc.array(fc.tuple(anyGap, anyGap), { maxLength: 8 });

  it('does so after any number of stops, and what was left of it in days is left of it', () => {
    fc.assert(
      fc.property(dayClock, stops, (clock, gaps) => {
        const { unit, calendar, counting } = clock;
        const first = dueAt(clock);
        let [now, due] = [first.startsAt, first.dueAt];
        const isMoved = unit === 'calendarDays' && counting.lastDayOnHoliday === 'nextWorkingDay';
        for (const [run, stop] of gaps) {
          const stoppedAt = now + run;
          if (stoppedAt >= due) break;
          now = stoppedAt + stop;
          const next = resumedDueAt({
            stoppedAt,
            resumedAt: now,
            dueAt: due,
            unit,
            calendar,
            counting,
          });
          expect(next).toBe(endOfDayOf(next, clock));
          expect(next).toBeGreaterThanOrEqual(Math.max(due, now));
          const [left, after] = [daysAfter(stoppedAt, due, clock), daysAfter(now, next, clock)];
          // A last day off is moved, and what was stopped on its last day has a day again.
          if (isMoved || left === 0) expect(after).toBeGreaterThanOrEqual(left);
          else expect(after).toBe(left);
          due = next;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is not moved by a stop within one day', () => {
    fc.assert(
      fc.property(dayClock, anyGap, (clock, gap) => {
        const { startsAt, dueAt: due } = dueAt(clock);
        const { unit, calendar, counting } = clock;
        const stoppedAt = Math.min(startsAt + gap, due - 1);
        fc.pre(stoppedAt >= startsAt);
        const day = calendarDay(calendar, civilAt(stoppedAt, calendar.zone).day);
        const resumedAt = day.whole.to - 1;
        fc.pre(resumedAt <= due);
        const stop = { stoppedAt, resumedAt, dueAt: due, unit, calendar, counting };
        expect(resumedDueAt(stop)).toBe(due);
      }),
    );
  });
});

type DayClock = { unit: Unit; calendar: Calendar; counting: Counting };

/** The end of the day in which an instant lies, as the clock has it: straight from the calendar. */
function endOfDayOf(at: number, { calendar, counting }: DayClock): number {
  const { whole, office } = calendarDay(calendar, civilAt(at - 1, calendar.zone).day);
  if (counting.dueMoment === 'endOfDay') return whole.to - 1;
  return office.at(-1)?.to ?? at;
}

/** Days that count after that of an instant, up to that which ends with another. */
function daysAfter(from: number, to: number, { unit, calendar }: DayClock): number {
  const [first, last] = [civilAt(from, calendar.zone).day, civilAt(to - 1, calendar.zone).day];
  let days = 0;
  for (let day = first + 1; day <= last; day += 1) {
    if (unit === 'calendarDays' || calendarDay(calendar, day).isWorking) days += 1;
  }
  return days;
}

const plain: Counting = { startDay: 'excluded', dueMoment: 'sameTime', lastDayOnHoliday: 'asIs' };

function isOff(why: string): boolean {
  return why === 'weekend' || why === 'holiday';
}

function withMakeUpDay(calendar: Calendar, date: string): Calendar {
  const { [date]: _was, ...holidays } = calendar.holidays;
  return { ...calendar, holidays, makeUpDays: { ...calendar.makeUpDays, [date]: 'make-up day' } };
}

/** Straight from the lists, date by date, without a table and without instants. */
function plainCount(start: string, amount: number, calendar: Calendar): string {
  let [day, left] = [dayNumber(start), amount];
  while (left > 0) {
    day += 1;
    const date = civilDate(day);
    const isOrdinary = !calendar.weekend.includes(isoWeekday(day)) && !(date in calendar.holidays);
    const isWorking =
      calendar.overrides[date]?.working ?? (date in calendar.makeUpDays || isOrdinary);
    if (isWorking) left -= 1;
  }
  return civilDate(day);
}

function named(days: string[], name: string): Record<string, string> {
  return Object.fromEntries(days.map((date) => [date, name]));
}
