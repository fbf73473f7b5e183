import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  collidingEvents,
  collisionsOf,
  doOverlap,
  nextReminder,
  reminderAt,
  type Span,
  type Taken,
  whyNotSpan,
} from './rules.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const span = fc
  .tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 60 }))
  .map(([from, length]): Span => ({ startsAt: from, endsAt: from + length }));
const taken = fc
  .array(fc.tuple(span, fc.constantFrom('post-a', 'post-b', 'room')), { maxLength: 25 })
  .map((rows): Taken[] =>
    rows.map(([one, subject], index) => ({ ...one, subject, eventId: `e${index}` })),
  );
/** By the minute, as a person would look at a wall calendar. */
const minutesOf = ({ startsAt, endsAt }: Span) =>
  new Set(Array.from({ length: endsAt - startsAt }, (_, index) => startsAt + index));

describe('two dates overlap', () => {
  it('exactly where they share a minute, whichever is asked first', () => {
    fc.assert(
      fc.property(span, span, (a, b) => {
        const shares = [...minutesOf(a)].some((minute) => minutesOf(b).has(minute));
        expect(doOverlap(a, b)).toBe(shares);
        expect(doOverlap(b, a)).toBe(shares);
      }),
    );
  });

  it('not where one begins as the other ends', () => {
    expect(doOverlap({ startsAt: 0, endsAt: 5 }, { startsAt: 5, endsAt: 9 })).toBe(false);
  });
});

describe('collisions', () => {
  it('are those of the same person or room, and never with the date itself', () => {
    fc.assert(
      fc.property(taken, span, (rows, at) => {
        const wanted = { ...at, eventId: 'e0', subjects: ['post-a', 'room'] };
        const found = collisionsOf(wanted, rows);
        const expected = rows.filter(
          (row) => row.eventId !== 'e0' && row.subject !== 'post-b' && doOverlap(row, wanted),
        );
        expect(found).toEqual(expected);
      }),
    );
  });

  it('of a whole agenda are found pair by pair', () => {
    fc.assert(
      fc.property(taken, (rows) => {
        const pairs = rows.flatMap((a) =>
          rows
            .filter((b) => a.eventId !== b.eventId && a.subject === b.subject && doOverlap(a, b))
            .flatMap((b) => [a.eventId, b.eventId]),
        );
        expect([...collidingEvents(rows)].sort()).toEqual([...new Set(pairs)].sort());
      }),
    );
  });

  it('do not exist in an agenda into which only what is free was put', () => {
    fc.assert(
      fc.property(taken, (rows) => {
        const kept: Taken[] = [];
        for (const row of rows) {
          const wanted = { ...row, subjects: [row.subject] };
          if (collisionsOf(wanted, kept).length === 0) kept.push(row);
        }
        expect(collidingEvents(kept).size).toBe(0);
      }),
    );
  });
});

describe('reminders', () => {
  const at = { startsAt: 100 * HOUR, endsAt: 101 * HOUR };

  it('come the day before and an hour before, and none too late', () => {
    expect(nextReminder(at, 0)).toEqual({ name: 'dayBefore', at: 76 * HOUR });
    expect(nextReminder(at, 76 * HOUR)).toEqual({ name: 'hourBefore', at: 99 * HOUR });
    expect(nextReminder(at, 99 * HOUR)).toBeNull();
  });

  it('know which they are by their time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 98 * HOUR }), (after) => {
        const next = nextReminder(at, after);
        return next === null || reminderAt(at, next.at) === next.name;
      }),
    );
    expect(reminderAt(at, 99 * HOUR)).toBe('hourBefore');
  });
});

describe('a time', () => {
  it.each([
    [{ startsAt: 5, endsAt: 5 }, 0, 'AGENDA_TIME_REVERSED'],
    [{ startsAt: 0, endsAt: 25 * HOUR }, 0, 'AGENDA_TOO_LONG'],
    [{ startsAt: 0, endsAt: 5 }, 5, 'AGENDA_IN_PAST'],
    [{ startsAt: 0, endsAt: 5 }, 4, null],
  ])('%j at %d is refused with %s', (when, now, code) => {
    expect(whyNotSpan(when, now)).toBe(code);
  });
});
