import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilDate, dayMs, dayNumber, isCivilDate, isoWeekday } from './dates.ts';
import { civilAt, civilText, dateAt, instantAt, instantOf, isZone, offsetAt } from './zone.ts';

const zones = ['Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Europe/Berlin', 'UTC'];
const anyZone = fc.constantFrom(...zones);
const minute = 60_000;
/** 1980 to 2035, on the second. */
const anyTime = fc.integer({ min: 315_532_800, max: 2_051_222_400 }).map((second) => second * 1000);

describe('a civil date', () => {
  it('goes to its day number and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), (day) => {
        expect(dayNumber(civilDate(day))).toBe(day);
        expect(isoWeekday(day)).toBe(new Date(day * dayMs).getUTCDay() || 7);
      }),
    );
  });

  it.each(['2026-02-29', '2026-13-01', '2026-1-01', '20260101', '', '0999-01-01'])(
    'is not %j',
    (text) => {
      expect(isCivilDate(text)).toBe(false);
      expect(() => dayNumber(text)).toThrow('not a civil date');
    },
  );
});

describe('a zone', () => {
  const readings: [zone: string, utc: string, local: string][] = [
    ['Asia/Shanghai', '2026-03-01T16:00:00Z', '2026-03-02 00:00:00'],
    ['Asia/Shanghai', '2024-02-28T16:00:00Z', '2024-02-29 00:00:00'],
    // Summer time of 1986 to 1991: from 4 May 1986, 02:00, to 14 September, 02:00.
    ['Asia/Shanghai', '1986-05-03T17:59:59Z', '1986-05-04 01:59:59'],
    ['Asia/Shanghai', '1986-05-03T18:00:00Z', '1986-05-04 03:00:00'],
    ['Asia/Shanghai', '1986-09-13T16:59:59Z', '1986-09-14 01:59:59'],
    ['Asia/Shanghai', '1986-09-13T17:00:00Z', '1986-09-14 01:00:00'],
    ['Asia/Shanghai', '1991-07-01T00:00:00Z', '1991-07-01 09:00:00'],
    ['Asia/Shanghai', '1992-07-01T00:00:00Z', '1992-07-01 08:00:00'],
    ['America/New_York', '2026-03-08T06:59:59Z', '2026-03-08 01:59:59'],
    ['America/New_York', '2026-03-08T07:00:00Z', '2026-03-08 03:00:00'],
    ['America/New_York', '2026-11-01T05:30:00Z', '2026-11-01 01:30:00'],
    ['America/New_York', '2026-11-01T06:30:00Z', '2026-11-01 01:30:00'],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', '2026-04-05 01:30:00'],
  ];
  it.each(readings)('%s shows at %s %s', (zone, utc, local) => {
    expect(civilText(Date.parse(utc), zone)).toBe(local);
    expect(dateAt(Date.parse(utc), zone)).toBe(local.slice(0, 10));
  });

  const instants: [zone: string, local: string, utc: string][] = [
    ['Asia/Shanghai', '2026-03-02 00:00', '2026-03-01T16:00:00.000Z'],
    // Times that never come are the moment of the change.
    ['America/New_York', '2026-03-08 02:00', '2026-03-08T07:00:00.000Z'],
    ['America/New_York', '2026-03-08 02:30', '2026-03-08T07:00:00.000Z'],
    ['America/New_York', '2026-03-08 03:00', '2026-03-08T07:00:00.000Z'],
    ['Asia/Shanghai', '1986-05-04 02:30', '1986-05-03T18:00:00.000Z'],
    ['America/Sao_Paulo', '2018-11-04 00:00', '2018-11-04T03:00:00.000Z'],
    // Times that come twice are the first of the two.
    ['America/New_York', '2026-11-01 01:30', '2026-11-01T05:30:00.000Z'],
    ['America/New_York', '2026-11-01 02:00', '2026-11-01T07:00:00.000Z'],
    ['Asia/Shanghai', '1986-09-14 01:30', '1986-09-13T16:30:00.000Z'],
  ];
  it.each(instants)('%s has %s at %s', (zone, local, utc) => {
    expect(new Date(instantOf(local, zone)).toISOString()).toBe(utc);
  });

  it('reads back the wall clock of every instant, at worst as the first of two', () => {
    fc.assert(
      fc.property(anyTime, anyZone, (ms, zone) => {
        const civil = civilAt(ms, zone);
        const again = instantAt(civil.day, civil.msOfDay, zone);
        expect(again).toBeLessThanOrEqual(ms);
        expect(ms - again).toBeLessThanOrEqual(60 * minute);
        expect(civilAt(again, zone)).toEqual(civil);
      }),
    );
  });

  it('agrees with Intl asked without our tables', () => {
    fc.assert(
      fc.property(anyTime, anyZone, (ms, timeZone) => {
        const asked = new Date(ms).toLocaleString('sv-SE', { timeZone });
        expect(civilText(ms, timeZone)).toBe(asked);
      }),
      { numRuns: 200 },
    );
  });

  it('never lets a later wall clock be an earlier instant', () => {
    const changes = ['2026-03-08', '2026-11-01', '1986-05-04', '1986-09-14', '2026-04-05'];
    const nearChange = fc.record({
      day: fc.constantFrom(...changes).map(dayNumber),
      a: fc.integer({ min: -60, max: 300 }),
      b: fc.integer({ min: 0, max: 300 }),
      zone: anyZone,
    });
    fc.assert(
      fc.property(nearChange, ({ day, a, b, zone }) => {
        const earlier = instantAt(day, a * minute, zone);
        expect(instantAt(day, (a + b) * minute, zone)).toBeGreaterThanOrEqual(earlier);
      }),
    );
  });

  it('is known by name or not at all', () => {
    expect(['Asia/Shanghai', 'UTC'].every(isZone)).toBe(true);
    expect(['Asia/Nowhere', '', 8, null].some(isZone)).toBe(false);
    expect(offsetAt(0, 'Asia/Shanghai')).toBe(8 * 60 * minute);
  });

  it.each(['2026-02-30 10:00', '2026-02-03', '2026-02-03 24:30', '2026-02-03 10:61'])(
    'has no local time %s',
    (text) => {
      expect(() => instantOf(text, 'UTC')).toThrow(/not a/);
    },
  );
});
