import { describe, expect, it } from 'vitest';
import { makePace } from './pace.ts';

/** A clock that only waiting and working move. */
function world() {
  const time = { now: 1000 };
  const pauses: number[] = [];
  const pace = makePace({
    now: () => time.now,
    wait: async (ms) => {
      pauses.push(ms);
      time.now += ms;
    },
  });
  const batch = async (fired: number, workMs: number, waitedMs = 0) => {
    const begunAt = time.now;
    time.now += workMs;
    await pace({ fired, begunAt, waitedMs });
  };
  return { time, pauses, batch, pace };
}

describe('the pace of the ladder', () => {
  it('fires ten thousand that fall due together within their minute, and hardly sooner', async () => {
    const { time, batch } = world();
    for (let round = 0; round < 200; round += 1) await batch(50, 30);
    const seconds = (time.now - 1000) / 1000;
    // The sweep looks every two seconds, and is in the middle of another county's at times.
    expect(seconds).toBeLessThanOrEqual(60 - 4);
    expect(seconds).toBeGreaterThan(60 - 6);
  });

  it('is that of all counties together', async () => {
    const { time, pace } = world();
    await Promise.all([1, 2, 3, 4].map(() => pace({ fired: 50, begunAt: 1000, waitedMs: 0 })));
    expect(time.now).toBeGreaterThanOrEqual(1000 + 1100);
  });

  it('waits for nothing where work took longer, and saves nothing up', async () => {
    const { pauses, batch } = world();
    await batch(10, 400);
    expect(pauses).toEqual([]);
    await batch(50, 20);
    expect(pauses).toEqual([255]);
  });

  it('waits for nothing where there was nothing, or what there was is late', async () => {
    const { pauses, batch } = world();
    await batch(0, 1);
    await batch(50, 10, 61_000);
    expect(pauses).toEqual([]);
  });
});
