import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chineseCalendar } from '../platform/calendar.ts';
import { isOfficeTime, openingAt } from './opening.ts';

const calendar = chineseCalendar({ from: 2026, to: 2026 });
const at = (text: string) => Date.parse(`${text}+08:00`);
const shown = (now: string) => {
  const { isOpen, closesAt, opensAt } = openingAt(calendar, at(now));
  const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  return { isOpen, closesAt: iso(closesAt), opensAt: iso(opensAt) };
};

describe('an office', () => {
  it('is open in its hours and says when it closes and opens again', () => {
    expect(shown('2026-11-20T10:00')).toEqual({
      isOpen: true,
      closesAt: '2026-11-20T04:00:00.000Z',
      opensAt: '2026-11-20T05:30:00.000Z',
    });
  });

  it('is closed over noon, from the very moment on', () => {
    expect(shown('2026-11-20T12:00').isOpen).toBe(false);
    expect(shown('2026-11-20T11:59:59.999').isOpen).toBe(true);
  });

  it('opens again after a weekend, and after a long holiday on the make-up day', () => {
    expect(shown('2026-11-21T10:00').opensAt).toBe('2026-11-23T01:00:00.000Z');
    // 春节 2026: 15 to 23 February off, 14 and 28 February worked.
    expect(shown('2026-02-16T10:00').opensAt).toBe('2026-02-24T01:00:00.000Z');
    expect(openingAt(calendar, at('2026-02-16T10:00')).today).toEqual({
      kind: 'holiday',
      name: '春节',
    });
    expect(shown('2026-02-28T10:00').isOpen).toBe(true);
  });

  it('says that it knows no opening when no day of a year is worked', () => {
    const never = { ...calendar, weekend: [1, 2, 3, 4, 5, 6, 7], makeUpDays: {} };
    expect(openingAt(never, at('2026-11-20T10:00')).opensAt).toBeNull();
  });

  it('is open at every opening that it names, and closed just before', () => {
    const moment = fc.integer({ min: at('2026-01-01T00:00'), max: at('2026-12-20T00:00') });
    fc.assert(
      fc.property(moment, (now) => {
        const { isOpen, opensAt } = openingAt(calendar, now);
        expect(isOpen).toBe(isOfficeTime(calendar, now));
        expect(isOfficeTime(calendar, opensAt ?? 0)).toBe(true);
        expect(isOfficeTime(calendar, (opensAt ?? 0) - 1)).toBe(false);
      }),
    );
  });
});
