import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '../../test/db.ts';
import { withClient } from '../../test/server.ts';
import { openDatabase, q } from '../db/index.ts';
import { type LeaseTerms, withLease } from './lease.ts';

const { db, appUrl, superUrl } = await testDatabase();
const other = openDatabase({ url: appUrl, max: 4 });
afterAll(() => other.close());

let serial = 0;
function terms(over: Partial<LeaseTerms> = {}): LeaseTerms {
  serial += 1;
  return { county: '350102', task: `task${serial}`, holder: 'here', forMs: 30_000, ...over };
}

/** A promise that the test ends by hand. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

const inside = async () => 'worked';

test('a lease that is free is taken, and is free again afterwards', async () => {
  const mine = terms();
  expect(await withLease(db, mine, inside)).toEqual({ held: true, value: 'worked' });
  expect(await withLease(other, mine, inside)).toEqual({ held: true, value: 'worked' });
});

test('while one process works another is turned away, in this county and task only', async () => {
  const mine = terms();
  const work = gate();
  const begun = gate();
  const first = withLease(db, mine, async () => {
    begun.open();
    await work.opened;
  });
  await begun.opened;
  expect(await withLease(other, mine, inside)).toEqual({ held: false });
  // The same process is turned away as well: a task never overlaps itself.
  expect(await withLease(db, mine, inside)).toEqual({ held: false });
  expect((await withLease(other, { ...mine, county: '350103' }, inside)).held).toBe(true);
  expect((await withLease(other, { ...mine, task: 'else' }, inside)).held).toBe(true);
  work.open();
  expect((await first).held).toBe(true);
});

test('of many asking at once through two pools never two hold it together', async () => {
  const mine = terms();
  let holders = 0;
  let most = 0;
  let taken = 0;
  const ask = async (index: number) => {
    const pool = index % 2 === 0 ? db : other;
    await withLease(pool, { ...mine, holder: `p${index}` }, async () => {
      holders += 1;
      taken += 1;
      most = Math.max(most, holders);
      await pool.scoped({ counties: [] }, (tx) =>
        tx.rows(q.selectFrom('platform.movable_clock').select('shift_ms')),
      );
      holders -= 1;
    });
  };
  for (let round = 0; round < 10; round += 1) {
    await Promise.all(Array.from({ length: 8 }, (_, index) => ask(index)));
  }
  expect(most).toBe(1);
  expect(taken).toBeGreaterThanOrEqual(10);
});

test('an error of the work is thrown, and the lease is free again', async () => {
  const mine = terms();
  const failing = withLease(db, mine, () => Promise.reject(new Error('broken')));
  await expect(failing).rejects.toThrow('broken');
  expect((await withLease(other, mine, inside)).held).toBe(true);
});

test('what a crashed holder left is taken over when its time is up, and not before', async () => {
  const mine = terms();
  await leave(mine, '1 minute');
  expect((await withLease(other, mine, inside)).held).toBe(false);
  await leave(mine, '-1 second');
  expect((await withLease(other, mine, inside)).held).toBe(true);
});

test('a holder that was overtaken is told so at its next renewal, and does not give back what is not its own', async () => {
  const mine = terms({ forMs: 60 });
  await withLease(db, mine, async (signal) => {
    await leave({ ...mine, holder: 'thief' }, '1 minute');
    // On a loaded machine it may have been told already.
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
  });
  expect((await withLease(other, mine, inside)).held).toBe(false);
});

test('a lease of another county cannot be seen or taken', async () => {
  const mine = terms();
  await withLease(db, mine, inside);
  const seen = await db.scoped({ counties: ['350103'] }, (tx) =>
    tx.rows(q.selectFrom('platform.lease').select('task').where('task', '=', mine.task)),
  );
  expect(seen).toEqual([]);
});

/** The row as a process leaves it that died: only the owner of the server can make it so. */
async function leave(of: LeaseTerms, in_: string) {
  await withClient(superUrl, (client) =>
    client.query(
      `INSERT INTO platform.lease (county, task, holder, until)
       VALUES ($1, $2, $3, clock_timestamp() + $4::interval)
       ON CONFLICT (county, task) DO UPDATE SET holder = excluded.holder, until = excluded.until`,
      [of.county, of.task, of.holder, in_],
    ),
  );
}
