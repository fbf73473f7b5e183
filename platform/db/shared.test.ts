import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { refuse } from '../../kernel/refusal.ts';
import { testDatabase } from '../../test/db.ts';
import { withClient } from '../../test/server.ts';
import { openDatabase, type Tx } from './database.ts';
import { insertInto, q, sql } from './index.ts';
import { shareTransactions } from './shared.ts';

const scope = { counties: ['310116'] };
const elsewhere = { counties: ['310117'] };
const base = await testDatabase();
const db = openDatabase({ url: base.appUrl, max: 3 });
afterAll(() => db.close());

let story = '';
beforeEach(() => {
  story = randomUUID();
});

/** A row of a small table stands for any write. */
const row = (name: string, { counties: [county = ''] } = scope) =>
  insertInto('platform.lease', {
    county,
    task: `${story} ${name}`,
    holder: 'test',
    until: new Date(0),
  });

/** Answers in which transaction it wrote. */
const write =
  (name: string, of = scope) =>
  async (tx: Tx): Promise<string> => {
    const { id } = await tx.one(sql<{ id: string }>`select txid_current()::text as id`);
    tx.send(row(name, of));
    return id;
  };

const refused = (name: string) => async (tx: Tx) => {
  await write(name)(tx);
  throw new Error(`not ${name}`);
};

const written = () =>
  withClient(base.superUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT split_part(task, ' ', 2) AS name FROM platform.lease WHERE task LIKE $1 ORDER BY task`,
      [`${story} %`],
    );
    return rows.map((one) => one.name);
  });

/** One is under way, so that all others of the scope come together behind it. */
async function behindOne<T>(ask: () => Promise<T>[]): Promise<PromiseSettledResult<T>[]> {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const ahead = db.shared(scope, () => gate);
  const asked = ask();
  open();
  await ahead;
  return Promise.allSettled(asked);
}

const reasons = (outcomes: readonly PromiseSettledResult<unknown>[]) =>
  outcomes.map((one) => (one.status === 'rejected' ? (one.reason as Error).message : null));

describe('transactions that are shared', () => {
  it('are one for all who come while others are on their way', async () => {
    const names = ['a', 'b', 'c'];
    const outcomes = await behindOne(() => names.map((name) => db.shared(scope, write(name))));
    const ids = outcomes.map((one) => (one.status === 'fulfilled' ? one.value : null));
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).not.toBeNull();
    expect(await written()).toEqual(names);
  });

  it('are each one’s own where nobody else is there, or behind another wall', async () => {
    const first = await db.shared(scope, write('first'));
    const [here, there] = await Promise.all([
      db.shared(scope, write('here')),
      db.shared(elsewhere, write('there', elsewhere)),
    ]);
    expect(new Set([first, here, there]).size).toBe(3);
    expect(await written()).toEqual(['first', 'here', 'there']);
  });

  it('leave out whoever refuses, and tell nobody else of it', async () => {
    const outcomes = await behindOne(() => [
      db.shared(scope, write('a')),
      db.shared(scope, refused('b')),
      db.shared(scope, write('c')),
    ]);
    expect(reasons(outcomes)).toEqual([null, 'not b', null]);
    expect(await written()).toEqual(['a', 'c']);
  });

  it('keep who refuses having only read from undoing the others', async () => {
    let times = 0;
    const readsOnly = async (tx: Tx) => {
      times += 1;
      await tx.first(sql`select 1 as one`);
      return refuse('NOT_FOUND');
    };
    const counted = async (tx: Tx) => {
      times += 1;
      return write('a')(tx);
    };
    const outcomes = await behindOne<unknown>(() => [
      db.shared(scope, counted),
      db.shared(scope, readsOnly),
    ]);
    expect(outcomes.map((one) => one.status)).toEqual(['fulfilled', 'rejected']);
    expect(times).toBe(2);
    expect(await written()).toEqual(['a']);
  });

  it('undo what was written by a statement that answers rows and refuses after', async () => {
    const refusesLate = async (tx: Tx) => {
      const late = row('late').compile(q);
      await tx.rows(
        sql`${sql.raw(late.sql.replace(/ values .*/, ''))} select ${sql.join(late.parameters)} returning task`,
      );
      return refuse('NOT_FOUND');
    };
    const outcomes = await behindOne<unknown>(() => [
      db.shared(scope, write('a')),
      db.shared(scope, refusesLate),
    ]);
    expect(outcomes.map((one) => one.status)).toEqual(['fulfilled', 'rejected']);
    expect(await written()).toEqual(['a']);
  });

  it('are two for two that name the same thing, in their order', async () => {
    const of = { of: 'a thing' };
    const [first, second, other] = await behindOne(() => [
      db.shared(scope, write('1'), of),
      db.shared(scope, write('2'), of),
      db.shared(scope, write('3')),
    ]);
    const id = (one: typeof first) => (one?.status === 'fulfilled' ? one.value : null);
    expect(id(first)).toBe(id(other));
    expect(Number(id(second))).toBeGreaterThan(Number(id(first)));
    expect(await written()).toEqual(['1', '2', '3']);
  });

  it('wait for the one that names the same thing, and is held up', async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const shared = shareTransactions((...asked) => db.scoped(...asked), 10);
    const of = { of: 'a thing' };
    const order: string[] = [];
    const noted = (name: string) => async (tx: Tx) => {
      order.push(name);
      return write(name)(tx);
    };
    const held = shared(scope, async (tx) => (await gate, noted('1')(tx)), of);
    const behind = shared(scope, noted('2'), of);
    await shared(scope, noted('3'));
    open();
    await Promise.all([held, behind]);
    expect(order).toEqual(['3', '1', '2']);
  });

  it('leave while another is on its way where enough wait', async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const held = db.shared(scope, () => gate);
    const many = Array.from({ length: 8 }, (_, at) => String(at));
    const outcomes = await Promise.all(many.map((name) => db.shared(scope, write(name))));
    expect(new Set(outcomes).size).toBe(1);
    expect(await written()).toEqual(many);
    open();
    await held;
  });

  it('open the wall for nobody: who needs that goes alone', async () => {
    const widening = async (tx: Tx) => {
      await tx.widen(['310117']);
      return write('far', elsewhere)(tx);
    };
    const outcomes = await behindOne(() => [
      db.shared(scope, write('a')),
      db.shared(scope, widening),
    ]);
    expect(reasons(outcomes)).toEqual([null, null]);
    expect(await written()).toEqual(['a', 'far']);
  });

  it('take one of two that write the same key', async () => {
    const outcomes = await behindOne(() => [
      db.shared(scope, write('same')),
      db.shared(scope, write('same')),
      db.shared(scope, write('other')),
    ]);
    const told = reasons(outcomes).filter((one) => one !== null);
    expect(told).toEqual([expect.stringContaining('duplicate key')]);
    expect(await written()).toEqual(['other', 'same']);
  });

  it('are done again alone when the connection broke before the end', async () => {
    let times = 0;
    const breaking = async (tx: Tx) => {
      times += 1;
      if (times === 1) await tx.run(sql`select pg_terminate_backend(pg_backend_pid())`);
      return write('a')(tx);
    };
    const outcomes = await behindOne(() => [
      db.shared(scope, breaking),
      db.shared(scope, write('b')),
    ]);
    expect(reasons(outcomes)).toEqual([null, null]);
    expect(times).toBe(2);
    expect(await written()).toEqual(['a', 'b']);
  });

  it('are not done again when nobody knows whether they were committed', async () => {
    let times = 0;
    const breaking = async (tx: Tx) => {
      times += 1;
      tx.send(sql`select pg_terminate_backend(pg_backend_pid())`);
    };
    const outcomes = await behindOne(() => [
      db.shared(scope, breaking),
      db.shared(scope, async (tx) => tx.send(row('b'))),
    ]);
    expect(reasons(outcomes)).not.toContain(null);
    expect(times).toBe(1);
    expect(await written()).toEqual([]);
  });

  it('go on behind one that somebody else holds up', async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const shared = shareTransactions((...asked) => db.scoped(...asked), 10);
    const held = shared(scope, async (tx) => {
      await gate;
      return write('held')(tx);
    });
    await Promise.all([shared(scope, write('a')), shared(scope, write('b'))]);
    expect(await written()).toEqual(['a', 'b']);
    open();
    await held;
    expect(await written()).toEqual(['a', 'b', 'held']);
  });

  it('end for each as if it had been alone, whoever came with it', async () => {
    const kinds = fc.array(fc.constantFrom('writes', 'refuses', 'fails'), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(kinds, async (all) => {
        story = randomUUID();
        const works = all.map((kind, at) => {
          const name = String(100 + at);
          if (kind === 'refuses') return refused(name);
          if (kind === 'writes') return write(name);
          return async (tx: Tx) => (tx.send(sql`select 1 / 0`), write(name)(tx));
        });
        const asked = works.map((work) => db.shared(scope, work));
        const outcomes = await Promise.allSettled(asked);
        expect(outcomes.map((one) => one.status === 'fulfilled')).toEqual(
          all.map((kind) => kind === 'writes'),
        );
        const kept = all.flatMap((kind, at) => (kind === 'writes' ? [String(100 + at)] : []));
        expect(await written()).toEqual(kept);
      }),
      { numRuns: 25 },
    );
  });
});
