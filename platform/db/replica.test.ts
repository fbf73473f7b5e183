/** A real streaming replica: who reads from it, how far it may lag, and what if it is gone. */
import { randomUUID } from 'node:crypto';
import { afterAll, expect, it, vi } from 'vitest';
import { Refusal, refuse } from '../../kernel/refusal.ts';
import { replicated } from '../../test/replicated.ts';
import { withClient } from '../../test/server.ts';
import { openDatabase, sql, type Tx } from './index.ts';

vi.setConfig({ testTimeout: 60_000 });

const COUNTY = '310116';
const scope = { counties: [COUNTY] };
const pair = await replicated();
const db = openDatabase({ url: pair.appUrl, max: 2, replicaUrl: pair.replicaUrl });
afterAll(() => db.close());

const onReplica = (statement: string) =>
  withClient(pair.replicaSuperUrl, (client) => client.query(statement));

const whereFrom = async (tx: Tx): Promise<'replica' | 'primary'> => {
  const { is } = await tx.one(sql<{ is: boolean }>`select pg_is_in_recovery() as is`);
  return is ? 'replica' : 'primary';
};
const asked = (mayLag?: boolean) => db.snapshot(scope, whereFrom, { mayLag });
const isClose = () => db.isReplicaClose();

async function write(): Promise<string> {
  const task = randomUUID();
  await db.scoped(scope, (tx) =>
    tx.run(sql`insert into platform.lease (county, task, holder, until)
      values (${COUNTY}, ${task}, 'test', 'epoch'::timestamptz)`),
  );
  return task;
}

const stands = (task: string) => async (tx: Tx) =>
  (await tx.rows(sql`select 1 from platform.lease where county = ${COUNTY} and task = ${task}`))
    .length === 1;

it('answers whoever may lag, once it is known to follow; all others are read at home', async () => {
  await expect.poll(isClose, { timeout: 20_000 }).toBe(true);
  expect(await asked(true)).toBe('replica');
  expect(await asked(false)).toBe('primary');
  expect(await db.snapshot(scope, whereFrom)).toBe('primary');
  expect(await db.scoped(scope, whereFrom)).toBe('primary');
});

it('keeps the wall: of another county it shows nothing', async () => {
  const task = await write();
  await db.caughtUp();
  expect(await db.snapshot(scope, stands(task), { mayLag: true })).toBe(true);
  const elsewhere = { counties: ['310117'] };
  expect(await db.snapshot(elsewhere, stands(task), { mayLag: true })).toBe(false);
});

it('is waited for by whoever tells of what was written', async () => {
  await onReplica('SELECT pg_wal_replay_pause()');
  const task = await write();
  let isThere = false;
  const waiting = db.caughtUp().then(() => {
    isThere = true;
  });
  expect(await db.snapshot(scope, stands(task), { mayLag: false })).toBe(true);
  // On a busy machine it may have been given up meanwhile; while it counts it is waited for.
  expect(isThere && isClose()).toBe(false);
  await onReplica('SELECT pg_wal_replay_resume()');
  await waiting;
  await expect.poll(isClose, { timeout: 20_000 }).toBe(true);
  expect(await db.snapshot(scope, stands(task), { mayLag: true })).toBe(true);
});

it('is left when it lags, and asked again when it has caught up', async () => {
  await onReplica('SELECT pg_wal_replay_pause()');
  const task = await write();
  await expect.poll(isClose, { timeout: 20_000 }).toBe(false);
  expect(await asked(true)).toBe('primary');
  expect(await db.snapshot(scope, stands(task), { mayLag: true })).toBe(true);
  await onReplica('SELECT pg_wal_replay_resume()');
  await expect.poll(isClose, { timeout: 20_000 }).toBe(true);
  expect(await asked(true)).toBe('replica');
});

it('hands a refusal on as it is, and asks the primary after any other failure', async () => {
  let runs = 0;
  const refusing = db.snapshot(
    scope,
    async () => {
      runs += 1;
      return refuse('NOT_FOUND');
    },
    { mayLag: true },
  );
  await expect(refusing).rejects.toThrow(Refusal);
  expect(runs).toBe(1);
  const from: string[] = [];
  await db.snapshot(
    scope,
    async (tx) => {
      from.push(await whereFrom(tx));
      if (from.at(-1) === 'replica') throw new Error('canceling statement due to conflict');
    },
    { mayLag: true },
  );
  expect(from).toEqual(['replica', 'primary']);
  await expect.poll(isClose, { timeout: 20_000 }).toBe(true);
});

it('is no replica any more once it was promoted', async () => {
  await onReplica('SELECT pg_promote()');
  await write();
  await expect.poll(isClose, { timeout: 20_000 }).toBe(false);
  expect(await asked(true)).toBe('primary');
});

it('may go: nobody hears of it', async () => {
  await pair.stopReplica();
  expect(await asked(true)).toBe('primary');
  await db.caughtUp();
});
