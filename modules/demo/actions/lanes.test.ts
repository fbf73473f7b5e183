/** Batches that are written side by side stand in their order, or not at all. */
import { describe, expect, it } from 'vitest';
import { type Bulk, openBulk } from '../../../platform/db/bulk.ts';
import { testDatabase } from '../../../test/db.ts';
import { beginRun, listRuns, noteBatch } from '../store/growth.ts';
import { openLanes } from './lanes.ts';

const { ownerUrl } = await testDatabase();
const asOf = Date.UTC(2026, 10, 20, 2);

const gate = () => {
  let open = () => {};
  const isOpen = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, isOpen };
};

/** A run of its own, and the connection that holds its lock. */
async function withRun(work: (run: number, bulk: Bulk) => Promise<void>): Promise<void> {
  const bulk = await openBulk(ownerUrl);
  try {
    const run = (await listRuns(bulk)).length + 1;
    await beginRun(bulk, { run, aim: 10, asOf });
    await work(run, bulk);
  } finally {
    await bulk.close();
  }
}

const batchesOf = async (run: number, bulk: Bulk) =>
  (await listRuns(bulk)).find((one) => one.run === run)?.batches;

describe('lanes', () => {
  it('hold a batch back until the one before it stands', () =>
    withRun(async (run, bulk) => {
      const lanes = await openLanes(bulk);
      const first = gate();
      const second = gate();
      const told: string[] = [];
      const note = (name: string) => async (lane: Bulk) => {
        told.push(name);
        await noteBatch(lane, run, 1);
      };
      await lanes.write({ rows: () => first.isOpen, rest: note('first') });
      await lanes.write({ rows: async () => second.open(), rest: note('second') });
      await second.isOpen;
      expect(told).toEqual([]);
      first.open();
      await lanes.done();
      expect(told).toEqual(['first', 'second']);
      expect(await batchesOf(run, bulk)).toBe(2);
      await lanes.close();
    }));

  it('write nothing after a batch that failed', () =>
    withRun(async (run, bulk) => {
      const lanes = await openLanes(bulk);
      const note = (lane: Bulk) => noteBatch(lane, run, 1);
      await lanes.write({ rows: async () => {}, rest: note });
      await lanes.write({ rows: () => Promise.reject(new Error('disk full')), rest: note });
      await lanes.write({ rows: async () => {}, rest: note });
      await expect(lanes.done()).rejects.toThrow('disk full');
      expect(await batchesOf(run, bulk)).toBe(1);
      await lanes.close();
    }));
});
