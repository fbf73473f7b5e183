import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appointmentStates, marks } from './contract/shapes.ts';
import {
  type BookedDay,
  bookUntil,
  changeUntil,
  inOrder,
  keptUntil,
  nextTurn,
  remindAt,
  slotsOf,
  standOf,
  type WantedDay,
  whyNotBook,
  whyNotBookDay,
  whyNotChange,
  whyNotDay,
  whyNotMark,
  whyNotResult,
} from './rules.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NINE = Date.parse('2026-12-08T01:00:00Z');

const day: BookedDay & WantedDay = {
  kind: 'leader',
  state: 'published',
  place: '一楼接访室',
  room: null,
  hosts: [{ org: 'centre', name: '示例·李副区长' }],
  startsAt: NINE,
  endsAt: NINE + 8 * HOUR,
  pauseFrom: NINE + 3 * HOUR,
  pauseTo: NINE + 4 * HOUR,
  slotMinutes: 40,
  slotPlaces: 2,
  isByAppointment: false,
  bookHours: 24,
  changeHours: 12,
};

describe('the slots of a day', () => {
  it('leave the pause free, begin anew after it, and are over in time', () => {
    const slots = slotsOf({ ...day, endsAt: NINE + 6 * HOUR });
    const at = slots.map(({ startsAt }) => (startsAt - NINE) / MINUTE);
    expect(at).toEqual([0, 40, 80, 120, 240, 280, 320]);
  });

  it('lie within the day, outside the pause, one after the other, whatever is planned', () => {
    const plan = fc.record({
      length: fc.integer({ min: 1, max: 24 * 60 }),
      from: fc.integer({ min: 1, max: 24 * 60 }),
      pause: fc.integer({ min: 1, max: 300 }),
      hasPause: fc.boolean(),
      slotMinutes: fc.integer({ min: 5, max: 480 }),
    });
    fc.assert(
      fc.property(plan, ({ length, from, pause, hasPause, slotMinutes }) => {
        const wanted = {
          ...day,
          endsAt: NINE + length * MINUTE,
          pauseFrom: hasPause ? NINE + from * MINUTE : null,
          pauseTo: hasPause ? NINE + (from + pause) * MINUTE : null,
          slotMinutes,
        };
        if (whyNotDay(wanted, NINE - HOUR) !== null) return;
        const slots = slotsOf(wanted);
        for (const [index, slot] of slots.entries()) {
          expect(slot.endsAt - slot.startsAt).toBe(slotMinutes * MINUTE);
          expect(slot.startsAt).toBeGreaterThanOrEqual(slots[index - 1]?.endsAt ?? NINE);
          expect(slot.endsAt).toBeLessThanOrEqual(wanted.endsAt);
          const { pauseFrom: rest, pauseTo: again } = wanted;
          const isClear = rest === null || slot.endsAt <= rest || slot.startsAt >= (again ?? 0);
          expect(isClear).toBe(true);
        }
      }),
    );
  });
});

describe('a day', () => {
  it('is held as it is planned', () => expect(whyNotDay(day, NINE - HOUR)).toBeNull());

  it.each<[string, Partial<WantedDay>]>([
    ['RECEPTION_TIME_REVERSED', { endsAt: NINE }],
    ['RECEPTION_TIME_LONG', { endsAt: NINE + 25 * HOUR }],
    ['RECEPTION_IN_PAST', { startsAt: NINE - 2 * HOUR }],
    ['RECEPTION_PAUSE_OUTSIDE', { pauseFrom: NINE }],
    ['RECEPTION_PAUSE_OUTSIDE', { pauseTo: NINE + 8 * HOUR }],
    ['RECEPTION_PAUSE_OUTSIDE', { pauseFrom: NINE + 5 * HOUR }],
    ['RECEPTION_NO_SLOT', { endsAt: NINE + 30 * MINUTE, pauseFrom: null, pauseTo: null }],
    ['RECEPTION_NO_PLACE', { place: '' }],
    ['RECEPTION_NO_NAME', { hosts: [{ org: 'centre', name: '' }] }],
    ['RECEPTION_TABLE_SMALL', { kind: 'joint' }],
  ])('is refused with %s', (code, over) => {
    expect(whyNotDay({ ...day, ...over }, NINE - HOUR)).toBe(code);
  });
});

describe('booking', () => {
  const ask = { at: NINE, now: NINE - 30 * HOUR, isStaff: false, taken: 1 };

  it('closes as many hours before the beginning as the day says, to the millisecond', () => {
    const until = bookUntil(day);
    expect(until).toBe(NINE - 24 * HOUR);
    const why = (now: number) => whyNotBookDay(day, { now, isStaff: false });
    expect(why(until - 1)).toBeNull();
    expect(why(until)).toBe('RECEPTION_BOOKING_OVER');
  });

  it('of the desk goes on until the end, where the day takes people without a turn', () => {
    const at = (now: number, isByAppointment: boolean) =>
      whyNotBookDay({ ...day, isByAppointment }, { now, isStaff: true });
    expect(at(NINE + HOUR, false)).toBeNull();
    expect(at(NINE + HOUR, true)).toBe('RECEPTION_BOOKING_OVER');
    expect(at(day.endsAt, false)).toBe('RECEPTION_OVER');
  });

  it('takes the last place and no more', () => {
    expect(whyNotBook(day, ask)).toBeNull();
    expect(whyNotBook(day, { ...ask, taken: 2 })).toBe('RECEPTION_FULL');
  });

  it('knows the slots of the day alone', () => {
    expect(whyNotBook(day, { ...ask, at: NINE + MINUTE })).toBe('RECEPTION_SLOT_UNKNOWN');
    expect(whyNotBook(day, { ...ask, at: NINE + 3 * HOUR })).toBe('RECEPTION_SLOT_UNKNOWN');
  });

  it('leaves a slot that runs to the desk', () => {
    const open = { ...day, bookHours: 0, startsAt: NINE };
    const inIt = { ...ask, now: NINE + 10 * MINUTE, isStaff: true };
    expect(whyNotBook(open, inIt)).toBeNull();
    expect(whyNotBook(open, { ...inIt, now: NINE + 40 * MINUTE })).toBe('RECEPTION_SLOT_OVER');
  });

  it('ends with a day that is called off, and never begins on a draft', () => {
    expect(whyNotBook({ ...day, state: 'cancelled' }, ask)).toBe('RECEPTION_CANCELLED');
    expect(whyNotBook({ ...day, state: 'draft' }, ask)).toBe('NOT_FOUND');
  });
});

describe('a turn', () => {
  const turn = { state: 'booked' as const, slotAt: NINE + 2 * HOUR };

  it('may be moved or cancelled until the hours before it that the day says', () => {
    const until = changeUntil(day, turn);
    expect(until).toBe(NINE - 10 * HOUR);
    expect(whyNotChange(day, turn, until - 1)).toBeNull();
    expect(whyNotChange(day, turn, until)).toBe('APPOINTMENT_TOO_LATE');
    expect(whyNotChange(day, { ...turn, state: 'arrived' }, 0)).toBe('APPOINTMENT_OVER');
    expect(whyNotChange({ ...day, state: 'cancelled' }, turn, 0)).toBe('RECEPTION_CANCELLED');
  });

  it('is marked along these ways and no other', () => {
    const ways = appointmentStates.map((state) => [
      state,
      marks.filter(
        (as) => whyNotMark(day, { ...turn, state }, { as, now: NINE + 7 * HOUR }) === null,
      ),
    ]);
    expect(Object.fromEntries(ways)).toEqual({
      booked: ['arrived', 'received', 'absent'],
      arrived: ['received', 'absent'],
      absent: ['arrived', 'received'],
      received: [],
      cancelled: [],
    });
  });

  it('is not marked the day before, and nobody is absent before their time', () => {
    const why = (as: 'arrived' | 'absent', now: number) => whyNotMark(day, turn, { as, now });
    expect(why('arrived', NINE - 4 * HOUR)).toBe('RECEPTION_NOT_YET');
    expect(why('arrived', NINE - HOUR)).toBeNull();
    expect(why('absent', turn.slotAt - 1)).toBe('RECEPTION_NOT_YET');
    expect(why('absent', turn.slotAt)).toBeNull();
  });

  it('has one result, of who was there', () => {
    const why = appointmentStates.map((state) => whyNotResult({ ...turn, state, result: null }));
    const missing = 'APPOINTMENT_NOT_RECEIVED';
    expect(why).toEqual([missing, missing, null, null, missing]);
    const twice = { ...turn, state: 'received' as const, result: 'explained' };
    expect(whyNotResult(twice)).toBe('RECEPTION_RESULT_STANDS');
  });

  it('is reminded of before it, or not at all', () => {
    expect(remindAt(NINE, 24, NINE - 48 * HOUR)).toBe(NINE - 24 * HOUR);
    expect(remindAt(NINE, 24, NINE - 24 * HOUR)).toBeNull();
    expect(remindAt(NINE, 0, 0)).toBeNull();
  });
});

describe('numbers and order', () => {
  it('are given one after the other, and never one that stood before', () => {
    expect(nextTurn([])).toBe(1);
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 500 })), (turns) => {
        expect(turns).not.toContain(nextTurn(turns));
      }),
    );
  });

  it('are those of the time, then of the number', () => {
    const turns = [
      { slotAt: 2, turn: 1 },
      { slotAt: 1, turn: 3 },
      { slotAt: 1, turn: 2 },
    ];
    expect(inOrder(turns).map(({ turn }) => turn)).toEqual([2, 3, 1]);
  });

  it('say how an organisation stands to the day', () => {
    const table = { org: 'centre', hosts: [{ org: 'centre' }, { org: 'housing' }] };
    expect(['centre', 'housing', 'police'].map((org) => standOf(org, table))).toEqual([
      'keeper',
      'table',
      null,
    ]);
  });

  it('keep who came for the days that the day says, after what was promised', () => {
    const of = { endsAt: NINE, keepDays: 30 };
    expect(keptUntil(of, null)).toBe(NINE + 30 * 24 * HOUR);
    expect(keptUntil(of, NINE + HOUR)).toBe(NINE + HOUR + 30 * 24 * HOUR);
    expect(keptUntil(of, NINE - HOUR)).toBe(NINE + 30 * 24 * HOUR);
  });
});
