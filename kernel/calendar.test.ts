import { describe, expect, it } from 'vitest';
import { type Calendar, calendarDay, checkCalendar, msOfTime } from './calendar.ts';
import { checkCounting } from './counting.ts';
import { dayNumber } from './dates.ts';

const calendar: Calendar = {
  id: 'centre',
  version: 3,
  zone: 'Asia/Shanghai',
  knownUntil: '2026-12-25',
  weekend: [6, 7],
  holidays: { '2026-05-01': '劳动节', '2026-05-04': '劳动节' },
  makeUpDays: { '2026-05-09': '劳动节' },
  hours: [
    ['09:00', '12:00'],
    ['13:30', '17:30'],
  ],
  urgentHours: { days: 'all', hours: [['08:00', '20:00']] },
  overrides: {
    '2026-05-04': { working: true, name: '值班', hours: [['10:00', '12:00']] },
    '2026-05-09': { working: false, name: '台风停工' },
    '2026-05-16': { working: true, name: '集中办理', urgentHours: [] },
  },
};

const hour = 3_600_000;
const dayOf = (date: string) => calendarDay(calendar, dayNumber(date));
const hoursOf = (spans: readonly { from: number; to: number }[]) =>
  spans.reduce((sum, span) => sum + span.to - span.from, 0) / hour;

describe('a day of a calendar', () => {
  it.each([
    ['2026-05-06', 'workingDay', null, true, 7, 12],
    ['2026-05-01', 'holiday', '劳动节', false, 0, 12],
    ['2026-05-03', 'weekend', null, false, 0, 12],
    // What the centre decided goes before a holiday, a make-up day and the weekend.
    ['2026-05-04', 'override', '值班', true, 2, 12],
    ['2026-05-09', 'override', '台风停工', false, 0, 12],
    ['2026-05-16', 'override', '集中办理', true, 7, 0],
  ])('%s is a %s', (date, kind, name, isWorking, office, urgent) => {
    const day = dayOf(date);
    expect(day).toMatchObject({ date, kind, name, isWorking });
    expect(hoursOf(day.office)).toBe(office);
    expect(hoursOf(day.urgent)).toBe(urgent);
    expect(hoursOf([day.whole])).toBe(24);
  });

  it('counts urgent hours on working days only when the calendar says so', () => {
    const urgentHours: Calendar['urgentHours'] = { days: 'working', hours: [['08:00', '20:00']] };
    const strict: Calendar = { ...calendar, urgentHours };
    expect(hoursOf(calendarDay(strict, dayNumber('2026-05-03')).urgent)).toBe(0);
    expect(hoursOf(calendarDay(strict, dayNumber('2026-05-06')).urgent)).toBe(12);
  });

  it('is as long as the clocks make it, and loses hours that never come', () => {
    const night: Calendar = {
      ...calendar,
      zone: 'America/New_York',
      weekend: [],
      hours: [
        ['02:00', '03:00'],
        ['03:00', '24:00'],
      ],
    };
    const spring = calendarDay(night, dayNumber('2026-03-08'));
    expect([hoursOf([spring.whole]), spring.office.length]).toEqual([23, 1]);
    const autumn = calendarDay(night, dayNumber('2026-11-01'));
    expect([hoursOf([autumn.whole]), hoursOf(autumn.office)]).toEqual([25, 22]);
  });
});

describe('the check of a calendar', () => {
  it('finds nothing in a sound one', () => {
    expect(checkCalendar(calendar)).toEqual([]);
    expect(checkCalendar(JSON.parse(JSON.stringify(calendar)))).toEqual([]);
  });

  const faults: [change: Record<string, unknown>, place: string][] = [
    [{ id: '' }, 'id'],
    [{ version: 0 }, 'version'],
    [{ zone: 'Asia/Nowhere' }, 'zone'],
    [{ knownUntil: '2026-02-30' }, 'knownUntil'],
    [{ weekend: [0] }, 'weekend'],
    [{ weekend: [6, 6] }, 'weekend'],
    [{ weekend: [1, 2, 3, 4, 5, 6, 7] }, 'weekend'],
    [{ holidays: { '2026-2-1': 'x' } }, 'holidays.2026-2-1'],
    [{ holidays: { '2026-02-01': '' } }, 'holidays.2026-02-01'],
    [{ holidays: [] }, 'holidays'],
    [{ makeUpDays: { '2026-05-01': '也是节日' } }, 'makeUpDays.2026-05-01'],
    [{ hours: [] }, 'hours'],
    [{ hours: [['17:00', '09:00']] }, 'hours[0]'],
    [{ hours: [['09:00', '25:00']] }, 'hours[0]'],
    [{ hours: [['9:00', '10:00']] }, 'hours[0]'],
    [{ hours: [calendar.hours[1], calendar.hours[0]] }, 'hours[1]'],
    [{ urgentHours: { days: 'some', hours: [['08:00', '20:00']] } }, 'urgentHours.days'],
    [{ urgentHours: { days: 'all', hours: [] } }, 'urgentHours.hours'],
    [{ urgentHours: null }, 'urgentHours'],
    [{ overrides: { '2026-05-32': { working: true, name: 'x' } } }, 'overrides.2026-05-32'],
    [{ overrides: { '2026-05-30': 'off' } }, 'overrides.2026-05-30'],
    [{ overrides: { '2026-05-30': { working: true } } }, 'overrides.2026-05-30.name'],
    [{ overrides: { '2026-05-30': { name: 'x' } } }, 'overrides.2026-05-30.working'],
    [
      { overrides: { '2026-05-30': { working: true, name: 'x', hours: [] } } },
      'overrides.2026-05-30.hours',
    ],
  ];
  it.each(faults)('names the place of %j', (change, place) => {
    const found = checkCalendar({ ...calendar, ...change });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^${place.replaceAll('[', '\\[')}: `));
  });

  it('names every fault of what is no calendar at all', () => {
    expect(checkCalendar(null)).toHaveLength(1);
    expect(checkCalendar({}).length).toBeGreaterThanOrEqual(9);
  });
});

describe('the check of counting rules', () => {
  const sound = { startDay: 'excluded', dueMoment: 'endOfDay', lastDayOnHoliday: 'asIs' };
  const shifted = { dayOff: 'sameTime', beforeOpening: 'asIs', afterClosing: 'nextOpening' };

  it('finds nothing in sound ones', () => {
    expect(checkCounting(sound, 'workingDays')).toEqual([]);
    expect(checkCounting({ ...sound, outsideHours: 'nextOpening' }, 'minutes')).toEqual([]);
    expect(checkCounting({ ...sound, outsideHours: shifted }, 'workHours')).toEqual([]);
  });

  it.each([
    [{ startDay: 'counted' }, 'startDay'],
    [{ dueMoment: undefined }, 'dueMoment'],
    [{ lastDayOnHoliday: true }, 'lastDayOnHoliday'],
    [{ outsideHours: 'later' }, 'outsideHours'],
    [{ outsideHours: { ...shifted, dayOff: 'never' } }, 'outsideHours.dayOff'],
    [{ startDay: 'included', dueMoment: 'sameTime' }, 'dueMoment'],
  ])('names the place of %j', (change, place) => {
    const found = checkCounting({ ...sound, ...change }, 'workingDays');
    expect(found).toHaveLength(1);
    expect(found[0]?.startsWith(place)).toBe(true);
  });

  it('leaves a rule alone that its unit does not use', () => {
    const rule = { ...sound, startDay: 'included', dueMoment: 'sameTime' };
    expect(checkCounting(rule, 'workHours')).toEqual([]);
    expect(checkCounting(null, 'workHours')).toHaveLength(1);
  });
});

describe('a time of day', () => {
  it.each([
    ['00:00', 0],
    ['13:30', 13.5 * hour],
    ['24:00', 24 * hour],
    ['24:01', Number.NaN],
    ['12:60', Number.NaN],
    ['noon', Number.NaN],
  ])('%s', (text, ms) => {
    expect(msOfTime(text)).toBe(ms);
  });
});
