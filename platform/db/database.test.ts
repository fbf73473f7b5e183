import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/db.ts';
import { withClient } from '../../test/server.ts';
import { openDatabase, type Statement, type Tx } from './database.ts';
import { sql } from './index.ts';

const COUNTY = '310116';
const scope = { counties: [COUNTY] };
const base = await testDatabase();
/** One connection: whatever is lost or left behind shows at the next use. */
const db = openDatabase({ url: base.appUrl, max: 1 });
afterAll(() => db.close());

let task = '';
beforeEach(() => {
  task = randomUUID();
});

/** A row of a small table stands for any write. */
const write = (name = task, county = COUNTY): Statement<unknown> => sql`
  insert into platform.lease (county, task, holder, until)
  values (${county}, ${name}, 'test', 'epoch'::timestamptz)`;
const failing = sql`insert into platform.lease (county, task) values (${COUNTY}, 'x')`;
const pid = sql<{ pid: number }>`select pg_backend_pid() as pid`;

async function written(name = task): Promise<number> {
  return withClient(base.superUrl, async (client) => {
    const found = await client.query('SELECT 1 FROM platform.lease WHERE task = $1', [name]);
    return found.rowCount ?? 0;
  });
}

const kill = (backend: number) =>
  withClient(base.superUrl, (client) => client.query('SELECT pg_terminate_backend($1)', [backend]));

describe('a transaction', () => {
  it('keeps what it did and answers what the work answered', async () => {
    const answer = await db.scoped(scope, async (tx) => {
      expect(await tx.run(write())).toBe(1);
      return 'done';
    });
    expect(answer).toBe('done');
    expect(await written()).toBe(1);
  });

  it('keeps what was sent and not waited for', async () => {
    await db.scoped(scope, async (tx) => tx.send(write()));
    expect(await written()).toBe(1);
  });

  it('rolls back everything when the work throws, also what was sent', async () => {
    const other = randomUUID();
    const work = db.scoped(scope, async (tx) => {
      tx.send(write());
      await tx.run(write(other));
      throw new Error('no further');
    });
    await expect(work).rejects.toThrow('no further');
    expect(await written()).toBe(0);
    expect(await written(other)).toBe(0);
  });

  it('fails as a whole when a statement that was only sent fails', async () => {
    const work = db.scoped(scope, async (tx) => {
      tx.send(write());
      tx.send(failing);
      return 'done';
    });
    await expect(work).rejects.toMatchObject({ code: '23502', column: 'holder' });
    expect(await written()).toBe(0);
  });

  it('throws the cause, not the statement after it that found the transaction aborted', async () => {
    const work = db.scoped(scope, async (tx) => {
      tx.send(write());
      tx.send(write());
      return tx.one(pid);
    });
    await expect(work).rejects.toMatchObject({ code: '23505', constraint: 'lease_pkey' });
  });

  it('throws when COMMIT became ROLLBACK because an error inside was swallowed', async () => {
    const work = db.scoped(scope, async (tx) => {
      await tx.run(write());
      await tx.run(failing).catch(() => undefined);
      return 'done';
    });
    await expect(work).rejects.toThrow('rolled back');
    expect(await written()).toBe(0);
  });

  it('writes nothing in a snapshot', async () => {
    const work = db.snapshot(scope, (tx) => tx.run(write()));
    await expect(work).rejects.toMatchObject({ code: '25006' });
  });

  it('sees one state throughout a snapshot', async () => {
    const count = sql<{ n: number }>`
      select count(*) as n from platform.lease where task = ${task}`;
    await db.snapshot(scope, async (tx) => {
      expect(await tx.one(count)).toEqual({ n: 0 });
      await base.db.scoped(scope, (other) => other.run(write()));
      expect(await tx.one(count)).toEqual({ n: 0 });
    });
    expect(await db.scoped(scope, (tx) => tx.one(count))).toEqual({ n: 1 });
  });

  it('says when a row that must be there is missing', async () => {
    const work = db.scoped(scope, (tx) => tx.one(sql`select 1 where false`));
    await expect(work).rejects.toThrow('a row that must be there is missing');
    expect(await db.scoped(scope, (tx) => tx.first(sql`select 1 where false`))).toBeUndefined();
  });

  it('keeps the order of statements that travel together', async () => {
    const add = (n: number) => sql`
      update platform.lease set holder = holder || ${` ${n}`} where task = ${task}`;
    const holder = await db.scoped(scope, async (tx) => {
      tx.send(write());
      for (let n = 1; n <= 20; n += 1) tx.send(add(n));
      const [row, changed] = await Promise.all([
        tx.one(sql<{ holder: string }>`select holder from platform.lease where task = ${task}`),
        tx.run(add(21)),
      ]);
      expect(changed).toBe(1);
      return row.holder;
    });
    expect(holder).toBe(`test ${Array.from({ length: 20 }, (_, n) => n + 1).join(' ')}`);
  });
});

describe('statements that come again', () => {
  /** The codes of its failures, asked often enough to be named and then more. */
  const failures = async (statement: Statement<unknown>) => {
    const codes = new Set<unknown>();
    for (let n = 0; n < 6; n += 1) {
      const outcome: unknown = await db
        .scoped(scope, (tx) => tx.first(statement))
        .catch((error: unknown) => error);
      codes.add((outcome as { code?: string } | undefined)?.code);
    }
    return [...codes];
  };

  it('fail alike each time when they cannot be parsed', async () => {
    expect(await failures(sql`select no_such_column from platform.lease`)).toEqual(['42703']);
  });

  it('fail alike each time when they cannot be run, and answer where they can', async () => {
    const share = (of: number) => sql<{ n: number }>`select 12 / ${of}::int4 as n`;
    expect(await failures(share(0))).toEqual(['22012']);
    for (const of of [3, 4]) {
      expect(await db.scoped(scope, (tx) => tx.first(share(of)))).toEqual({ n: 12 / of });
    }
  });

  it('fail all from the first failure on, and those before it have answered', async () => {
    const row = (n: number) => sql<{ n: number }>`select ${n}::int4 as n`;
    const outcomes = await db
      .scoped(scope, (tx) =>
        Promise.allSettled([tx.first(row(1)), tx.first(sql`select 1 / 0`), tx.first(row(2))]),
      )
      .catch((error: unknown) => error);
    expect(outcomes).toMatchObject({ message: 'the transaction was rolled back' });
    for (const n of [1, 2, 3, 4]) {
      expect(await db.scoped(scope, (tx) => tx.first(row(n)))).toEqual({ n });
    }
  });

  it('fail alone where a value is beyond what a program can hold', async () => {
    const [huge, small] = await db.scoped(scope, (tx) =>
      Promise.allSettled([
        tx.first(sql`select 9007199254740993::int8 as n`),
        tx.first(sql`select 7::int8 as n`),
      ]),
    );
    expect(huge).toMatchObject({ status: 'rejected' });
    expect(small).toEqual({ status: 'fulfilled', value: { n: 7 } });
  });

  it('answer null, bytes, arrays and times as the driver does', async () => {
    const bytes = Buffer.from([0, 1, 255]);
    const at = new Date('2026-02-03T04:05:06.789Z');
    const typed = sql`select null::text as nothing, ${bytes}::bytea as bytes,
      ${['a', 'b"']}::text[] as words, ${at.toISOString()}::timestamptz as at, true as yes`;
    for (let n = 0; n < 5; n += 1) {
      const row = await db.scoped(scope, (tx) => tx.first(typed));
      expect(row).toEqual({ nothing: null, bytes, words: ['a', 'b"'], at, yes: true });
    }
  });

  it('leave nothing behind where the work fails before anything was asked', async () => {
    const first = db.scoped(scope, async (tx) => {
      tx.send(write());
      throw new Error('no further');
    });
    await expect(first).rejects.toThrow('no further');
    const state = sql<{ at: string }>`select transaction_timestamp()::text as at`;
    expect(await db.scoped(scope, (tx) => tx.first(state))).toBeDefined();
    expect(await written()).toBe(0);
  });
});

describe('a plan for any values', () => {
  const holders = (name: string, of: string) => sql<{ holder: string }>`
    select holder as ${sql.ref(of)} from platform.lease where task = ${name}`;
  const plansOf = (of: string) => sql<{ own: number; any: number; mode: string }>`
    select custom_plans::integer as own, generic_plans::integer as any,
      current_setting('plan_cache_mode') as mode
    from pg_prepared_statements where statement like ${`%as "${of}" %`}`;

  it('is used where it is asked for, and for nothing that comes with it', async () => {
    await db.scoped(scope, async (tx) => {
      for (const name of ['one', 'two', 'three', 'four']) {
        await Promise.all([
          tx.rows(holders(name, 'for_any'), 'forAny'),
          tx.rows(holders(name, 'by_key'), 'byKey'),
        ]);
      }
      // Two times each before it had a name.
      expect(await tx.rows(plansOf('for_any'))).toEqual([{ own: 0, any: 2, mode: 'auto' }]);
      expect(await tx.rows(plansOf('by_key'))).toEqual([{ own: 2, any: 0, mode: 'auto' }]);
    });
  });

  it('is used by what is sent, and for nothing that is sent with it', async () => {
    const taken = (name: string, as: string) => sql<never>`update platform.lease
      as ${sql.ref(as)} set holder = holder where task = ${name}`;
    await db.scoped(scope, async (tx) => {
      for (const name of ['one', 'two', 'three', 'four']) {
        tx.send(taken(name, 'sent_any'), 'forAny');
        tx.send(taken(name, 'sent_own'));
      }
      expect(await tx.rows(plansOf('sent_any'))).toEqual([{ own: 0, any: 2, mode: 'auto' }]);
      expect(await tx.rows(plansOf('sent_own'))).toEqual([{ own: 2, any: 0, mode: 'auto' }]);
    });
  });
});

describe('the scope', () => {
  const counties = (tx: Tx) =>
    tx.one(sql<{ set: string }>`select current_setting('app.counties', true) as set`);

  it.each(["x'; drop table matter.matter; --", '310116,310117', '', 'a b', '3101161234567', '%'])(
    'refuses %j as a county before it reaches the database',
    async (county) => {
      const work = db.scoped({ counties: [county] }, counties);
      await expect(work).rejects.toThrow('not a county key');
    },
  );

  it('loses no connection over a refused scope', async () => {
    for (let n = 0; n < 3; n += 1) {
      await db.scoped({ counties: ['no county'] }, counties).catch(() => undefined);
    }
    expect(await db.scoped(scope, counties)).toEqual({ set: COUNTY });
  });

  it('is widened within the transaction and forgotten after it', async () => {
    await db.scoped(scope, async (tx) => {
      await tx.widen(['310117', COUNTY]);
      expect(await counties(tx)).toEqual({ set: '310116,310117' });
      await tx.widen(['-']);
      expect(await counties(tx)).toEqual({ set: '310116,310117,-' });
      expect(await tx.run(write(task, '310117'))).toBe(1);
    });
    expect(await db.scoped({ counties: [] }, counties)).toEqual({ set: '' });
  });

  it('is not widened by text that is no county', async () => {
    const work = db.scoped(scope, (tx) => tx.widen(["'"]));
    await expect(work).rejects.toThrow('not a county key');
  });

  it('is set again for each transaction on one connection', async () => {
    expect(await db.scoped({ counties: ['310117'] }, counties)).toEqual({ set: '310117' });
    expect(await db.scoped({ counties: [] }, counties)).toEqual({ set: '' });
  });
});

describe('nothing escapes its transaction', () => {
  it('through a `tx` kept beyond its end', async () => {
    const kept = await db.scoped(scope, async (tx) => tx);
    await expect(kept.rows(pid)).rejects.toThrow('the transaction is over');
    await expect(kept.run(write())).rejects.toThrow('the transaction is over');
    await expect(kept.widen(['310117'])).rejects.toThrow('the transaction is over');
    expect(() => kept.send(write())).toThrow('the transaction is over');
    expect(await written()).toBe(0);
  });

  it('through a `tx` kept beyond a failure', async () => {
    let kept: Tx | undefined;
    const work = db.scoped(scope, async (tx) => {
      kept = tx;
      throw new Error('no further');
    });
    await expect(work).rejects.toThrow('no further');
    await expect(kept?.rows(pid)).rejects.toThrow('the transaction is over');
  });

  it('through the face of the database: it has no other way to send anything', () => {
    expect(Object.keys(db).sort()).toEqual([
      'aside',
      // These two take nothing: whether and until when the replica follows.
      'caughtUp',
      'close',
      'isReplicaClose',
      'scoped',
      // By `scoped` itself, in company: shared.test.ts.
      'shared',
      'snapshot',
    ]);
  });
});

describe('a connection that dies', () => {
  it('fails its transaction, keeps nothing of it, and is replaced', async () => {
    const work = db.scoped(scope, async (tx) => {
      await tx.run(write());
      await kill((await tx.one(pid)).pid);
      return tx.run(write(randomUUID()));
    });
    await expect(work).rejects.toThrow(/terminat|connection error/);
    expect(await written()).toBe(0);
    expect(await db.scoped(scope, (tx) => tx.run(write()))).toBe(1);
  });

  it('between statements ends nothing but the transaction', async () => {
    const work = db.scoped(scope, async (tx) => {
      const { pid: backend } = await tx.one(pid);
      await kill(backend);
      await gone(backend);
    });
    await expect(work).rejects.toThrow(/terminat|connection error/);
    expect(await db.scoped(scope, (tx) => tx.run(write()))).toBe(1);
  });

  it('while it rests is replaced without anyone noticing', async () => {
    const { pid: backend } = await db.scoped(scope, (tx) => tx.one(pid));
    await kill(backend);
    await gone(backend);
    const next = await db.scoped(scope, (tx) => tx.one(pid));
    expect(next.pid).not.toBe(backend);
  });

  async function gone(backend: number) {
    await withClient(base.superUrl, (client) =>
      expect
        .poll(async () => {
          const left = await client.query('SELECT 1 FROM pg_stat_activity WHERE pid = $1', [
            backend,
          ]);
          return left.rowCount;
        })
        .toBe(0),
    );
  }
});

it('begins aside while every connection of the pool is held', async () => {
  const narrow = openDatabase({ url: base.appUrl, max: 1 });
  const nested = narrow.scoped(scope, () => narrow.aside(scope, async () => 'done'));
  await expect(nested).resolves.toBe('done');
  await narrow.close();
});
