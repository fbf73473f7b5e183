import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idSource, isUuidV7, makeUuidV7, uuidFloor, uuidTime } from './ids.ts';

const times = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const randoms = fc.uint8Array({ minLength: 10, maxLength: 10 });
const zeros = (n: number) => new Uint8Array(n);
const ones = (n: number) => new Uint8Array(n).fill(255);

describe('a UUIDv7', () => {
  it('is the one of the RFC for its time and random bits', () => {
    // RFC 9562, appendix A.6: 2022-02-22 19:22:22 UTC, rand_a cc3, rand_b 18c4dc0c0c07398f.
    const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    expect(makeUuidV7(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('carries its time, and lies between the floors of its instant and the next', () => {
    fc.assert(
      fc.property(times, randoms, (ms, random) => {
        const id = makeUuidV7(ms, random);
        expect(isUuidV7(id)).toBe(true);
        expect(uuidTime(id)).toBe(ms);
        expect(id >= uuidFloor(ms)).toBe(true);
        if (ms < 2 ** 48 - 1) expect(id < uuidFloor(ms + 1)).toBe(true);
      }),
    );
  });

  it('sorts by time, as text', () => {
    fc.assert(
      fc.property(times, times, randoms, randoms, (a, b, x, y) => {
        fc.pre(a < b);
        expect(makeUuidV7(a, x) < makeUuidV7(b, y)).toBe(true);
      }),
    );
  });

  it('is not made of a time that is none, or of too few random bytes', () => {
    for (const ms of [-1, 0.5, Number.NaN, 2 ** 48]) {
      expect(() => makeUuidV7(ms, zeros(10))).toThrow('no time');
    }
    expect(() => makeUuidV7(0, zeros(9))).toThrow('ten random bytes');
  });

  it.each([
    '017f22e2-79b0-4cc3-98c4-dc0c0c07398f',
    '017F22E2-79B0-7CC3-98C4-DC0C0C07398F',
    '017f22e2-79b0-7cc3-18c4-dc0c0c07398f',
    '017f22e279b07cc398c4dc0c0c07398f',
    '',
  ])('is not %j', (text) => {
    expect(isUuidV7(text)).toBe(false);
    expect(() => uuidTime(text)).toThrow('not a UUIDv7');
  });
});

describe('a source of ids', () => {
  it('grows strictly whatever the clock and the random bytes do', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: -5, max: 5 }), randoms), { maxLength: 200 });
    fc.assert(
      fc.property(steps, (moves) => {
        let now = 1_000;
        let bytes = zeros(10);
        const next = idSource(
          () => now,
          () => bytes,
        );
        let last = next();
        for (const [step, random] of moves) {
          now += step;
          bytes = random;
          const id = next();
          expect(id > last).toBe(true);
          last = id;
        }
      }),
    );
  });

  it('fits 2,048 ids into a millisecond and then runs ahead by one, not back', () => {
    const next = idSource(() => 5_000, ones);
    const ids = Array.from({ length: 2_049 + 1 }, next);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
    expect(uuidTime(ids[2_048] ?? '')).toBe(5_000);
    expect(uuidTime(ids[2_049] ?? '')).toBe(5_001);
  });

  it('keeps the last time when the clock goes back, and leaves the given bytes alone', () => {
    let now = 9_000;
    const bytes = ones(10);
    const next = idSource(
      () => now,
      () => bytes,
    );
    next();
    now = 10;
    expect(uuidTime(next())).toBe(9_000);
    expect(bytes).toEqual(ones(10));
  });
});
