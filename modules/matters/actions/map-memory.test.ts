import { describe, expect, it } from 'vitest';
import { type Held, kept } from './map-memory.ts';

const FRESH_MS = 30;
const SOON = { interval: 5 };

/** Reads that are answered by hand, in the order in which they were begun. */
function reads() {
  const begun: PromiseWithResolvers<number>[] = [];
  const read = () => {
    const next = Promise.withResolvers<number>();
    begun.push(next);
    return next.promise;
  };
  return { begun, read };
}

const age = async (ms: number) => {
  const from = performance.now();
  await expect.poll(() => performance.now() - from, SOON).toBeGreaterThan(ms);
};

describe('what is held for a map', () => {
  it('is read once for all who ask at once', async () => {
    const held: Held<number> = new Map();
    const { begun, read } = reads();
    const asked = [1, 2, 3].map(() => kept(held, 'a', FRESH_MS, read));
    expect(begun).toHaveLength(1);
    begun[0]?.resolve(7);
    expect(await Promise.all(asked)).toEqual([7, 7, 7]);
  });

  it('is shown once more when it is a little too old, and read anew meanwhile, once', async () => {
    const held: Held<number> = new Map();
    const { begun, read } = reads();
    const first = kept(held, 'a', 1000 * FRESH_MS, read);
    begun[0]?.resolve(1);
    expect(await first).toBe(1);
    const entry = held.get('a');
    // As if half as much again had passed.
    if (entry) entry.at -= 1500 * FRESH_MS;
    expect(await kept(held, 'a', 1000 * FRESH_MS, read)).toBe(1);
    expect(await kept(held, 'a', 1000 * FRESH_MS, read)).toBe(1);
    expect(begun).toHaveLength(2);
    begun[1]?.resolve(2);
    await expect.poll(() => kept(held, 'a', 1000 * FRESH_MS, read), SOON).toBe(2);
  });

  it('is waited for when it is much too old', async () => {
    const held: Held<number> = new Map();
    const { begun, read } = reads();
    void kept(held, 'a', FRESH_MS, read);
    begun[0]?.resolve(1);
    await age(2 * FRESH_MS);
    const late = kept(held, 'a', FRESH_MS, read);
    begun[1]?.resolve(2);
    expect(await late).toBe(2);
  });

  it('is no failure: who asks next reads anew', async () => {
    const held: Held<number> = new Map();
    const { begun, read } = reads();
    const failed = kept(held, 'a', FRESH_MS, read);
    begun[0]?.reject(new Error('gone'));
    await expect(failed).rejects.toThrow('gone');
    const again = kept(held, 'a', FRESH_MS, read);
    begun[1]?.resolve(2);
    expect(await again).toBe(2);
  });
});
