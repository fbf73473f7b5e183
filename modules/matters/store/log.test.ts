/** Entries are read by the shape of their version, whatever is written today. */
import { describe, expect, it } from 'vitest';
import { freshDetail } from '../rules/kept.ts';
import { ENTRY_VERSION, upcast } from './log.ts';

/** A clock as an act leaves it: it says nothing of `leftMs`. */
const detail = { unit: 'workHours', endedAt: 9 };
const clock = { what: 'clock', row: { id: 'c1', name: 'handle', detail } };
const body = { given: {}, changes: [clock] };

describe('an entry', () => {
  it('of version 1 says all of a clock: what it leaves out is as at first', () => {
    const whole = { ...clock.row, detail: { ...freshDetail(), ...detail } };
    expect(upcast(1, body).changes).toEqual([{ what: 'clock', row: whole }]);
  });

  it('of today says of a clock what changed', () => {
    expect(upcast(ENTRY_VERSION, body)).toEqual(body);
    expect(upcast(2, body)).toEqual(body);
    expect(ENTRY_VERSION).toBe(3);
  });

  it('of a version to come is not guessed at', () => {
    expect(() => upcast(ENTRY_VERSION + 1, body)).toThrow('no upcaster for entries of version 4');
  });
});
