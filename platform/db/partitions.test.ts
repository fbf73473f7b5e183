/** Partitions by year: made once, only for our own growing tables, beside pg-boss's. */
import { expect, it } from 'vitest';
import { testDatabase } from '../../test/db.ts';
import { installSchedules } from '../jobs/schedule.ts';
import { ensurePartitions } from './partitions.ts';

const base = await testDatabase();

it('makes the missing years and leaves alone what is not partitioned by matter', async () => {
  await installSchedules(base.ownerUrl);
  const made = await ensurePartitions(base.ownerUrl, 2030);
  expect(made).toContain('matter.entry_2031');
  expect(made.every((name) => !name.startsWith('pgboss.'))).toBe(true);
  expect(await ensurePartitions(base.ownerUrl, 2030)).toEqual([]);
});
