import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/db.ts';
import { withClient } from '../../test/server.ts';
import { openDatabase, type Statement, type Tx } from './database.ts';
import { gathered, insertInto, q, sql, updateTable } from './index.ts';

const COUNTY = '310116';
const scope = { counties: [COUNTY] };
const base = await testDatabase();
const db = openDatabase({ url: base.appUrl, max: 2 });
afterAll(() => db.close());

/** What reached the transaction, as its beginnings. */
async function told(work: (tx: Tx) => Promise<unknown>): Promise<string[]> {
  const texts: string[] = [];
  const note = (statement: Statement<unknown>) => {
    texts.push(statement.compile(q).sql);
  };
  await db.scoped(scope, (tx) =>
    gathered(
      {
        ...tx,
        send: (statement, plan) => (note(statement), tx.send(statement, plan)),
        rows: (statement, plan) => (note(statement), tx.rows(statement, plan)),
        run: (statement) => (note(statement), tx.run(statement)),
      },
      work,
    ),
  );
  return texts;
}

const lease = (task: string, holder = 'test') =>
  q.insertInto('platform.lease').values({ county: COUNTY, task, holder, until: new Date(0) });

const kept = (task: string, holder: string) =>
  lease(task, holder).onConflict((conflict) =>
    conflict.columns(['county', 'task']).doUpdateSet((eb) => ({
      holder: eb.ref('excluded.holder'),
    })),
  );

const words = (id: string, said: readonly string[]) =>
  q.insertInto('matter.search').values({
    county: COUNTY,
    matter_id: id,
    created_at: new Date(0),
    words: sql<string>`array_to_tsvector(${[...said]}::text[])`,
  });

const TYPES = { holder: 'text', until: 'timestamptz', task: 'text' };

const typed = (set: { holder: string; until?: string }, task: string, county = COUNTY) =>
  updateTable('platform.lease', set, { county, task }, TYPES);

const holders = (like: string) =>
  withClient(base.superUrl, async (client) => {
    const { rows } = await client.query<{ task: string; holder: string }>(
      'SELECT task, holder FROM platform.lease WHERE task LIKE $1 ORDER BY task',
      [`${like}%`],
    );
    return rows.map(({ task, holder }) => [task.slice(like.length), holder]);
  });

describe('rows that are gathered', () => {
  it('are written by one statement for each table, in the order of the tables', async () => {
    const task = randomUUID();
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    const texts = await told(async (tx) => {
      for (const [at, id] of ids.entries()) {
        tx.send(lease(`${task}${at}`));
        tx.send(words(id, [`word${at}`, '张三', `it's "quoted"`]));
      }
    });
    expect(texts.map((text) => text.slice(0, 31))).toEqual([
      'insert into "platform"."lease" ',
      'insert into "matter"."search" (',
    ]);
    expect(await holders(task)).toHaveLength(3);
    const found = await withClient(base.superUrl, async (client) => {
      const { rows } = await client.query(
        'SELECT words::text FROM matter.search WHERE matter_id = ANY ($1::uuid[]) ORDER BY words::text',
        [ids],
      );
      return rows.map((row) => row.words);
    });
    expect(found).toEqual([0, 1, 2].map((at) => `'it''s "quoted"' 'word${at}' '张三'`));
  });

  it('stand when something is read, and before what is written otherwise', async () => {
    const task = randomUUID();
    const texts = await told(async (tx) => {
      tx.send(lease(`${task}a`));
      tx.send(lease(`${task}b`));
      const seen = await tx.rows(
        q.selectFrom('platform.lease').select('task').where('task', 'like', `${task}%`),
      );
      expect(seen).toHaveLength(2);
      tx.send(lease(`${task}c`));
      await tx.run(
        q.updateTable('platform.lease').set({ holder: 'later' }).where('task', '=', `${task}c`),
      );
    });
    expect(texts.map((text) => text.slice(0, 6))).toEqual(['insert', 'select', 'insert', 'update']);
    expect(await holders(task)).toEqual([
      ['a', 'test'],
      ['b', 'test'],
      ['c', 'later'],
    ]);
  });

  it('go on together past a deletion elsewhere, not past one of their own', async () => {
    const [one, two, three] = [randomUUID(), randomUUID(), randomUUID()];
    const texts = await told(async (tx) => {
      tx.send(words(one, ['first']));
      tx.send(q.deleteFrom('matter.draft').where('county', '=', COUNTY).where('action', '=', one));
      tx.send(words(two, ['second']));
      const own = q.deleteFrom('matter.search').where('county', '=', COUNTY);
      tx.send(own.where('matter_id', '=', one));
      tx.send(words(three, ['third']));
      // What it looks at elsewhere may wait here.
      tx.send(sql`delete from "matter"."draft" where matter_id in (select ${three}::uuid)`);
      tx.send(words(one, ['again']));
    });
    expect(texts.map((text) => /^\w+ \w+ "\w+"."\w+"/.exec(text)?.[0])).toEqual([
      'delete from "matter"."draft"',
      'insert into "matter"."search"',
      'delete from "matter"."search"',
      'insert into "matter"."search"',
      'delete from "matter"."draft"',
      'insert into "matter"."search"',
    ]);
    const { rows } = await withClient(base.superUrl, (client) =>
      client.query('SELECT words::text FROM matter.search WHERE matter_id = ANY ($1) ORDER BY 1', [
        [one, two, three],
      ]),
    );
    expect(rows.map((row) => row.words)).toEqual(["'again'", "'second'", "'third'"]);
  });

  it('that change one row twice do so in their order', async () => {
    const task = randomUUID();
    await told(async (tx) => {
      for (const holder of ['first', 'second', 'third']) {
        tx.send(kept(`${task}a`, holder));
        tx.send(kept(`${task}${holder}`, holder));
      }
    });
    expect(Object.fromEntries(await holders(task))).toMatchObject({ a: 'third' });
    expect(await holders(task)).toHaveLength(4);
  });

  it('come several in a statement too, and are told apart by the key of each', async () => {
    const task = randomUUID();
    const pair = (one: string, other: string, holder: string) =>
      insertInto(
        'platform.lease',
        [one, other].map((name) => ({
          county: COUNTY,
          task: `${task}${name}`,
          holder,
          until: new Date(0),
        })),
        { on: ['county', 'task'], row: 'isReplaced' },
      );
    const texts = await told(async (tx) => {
      tx.send(pair('a', 'b', 'first'));
      tx.send(pair('c', 'd', 'second'));
      tx.send(pair('d', 'e', 'third'));
    });
    expect(texts).toHaveLength(2);
    expect(await holders(task)).toEqual([
      ['a', 'first'],
      ['b', 'first'],
      ['c', 'second'],
      ['d', 'third'],
      ['e', 'third'],
    ]);
  });

  it('leave in lots of a few sizes, so that the statements come again', async () => {
    const task = randomUUID();
    const texts = await told(async (tx) => {
      for (let at = 0; at < 200; at += 1) tx.send(lease(`${task}${at}`, `holder ${at}`));
    });
    expect(texts.map((text) => text.split('), (').length)).toEqual([128, 64, 8]);
    const there = await holders(task);
    expect(there).toHaveLength(200);
    expect(there.every(([at, holder]) => holder === `holder ${at}`)).toBe(true);
  });

  it('of several at once are counted by their parameters: no statement has too many', async () => {
    const task = randomUUID();
    const many = Array.from({ length: 12_000 }, (_, at) => `${task}${at}`);
    const texts = await told(async (tx) => {
      for (const one of many) tx.send(lease(one));
    });
    expect(texts.length).toBeGreaterThan(1);
    expect(await holders(task)).toHaveLength(12_000);
  });

  it('fail the transaction with the fault of the row, and none of them stands', async () => {
    const task = randomUUID();
    const work = told(async (tx) => {
      tx.send(lease(`${task}a`));
      tx.send(lease(`${task}b`));
      tx.send(lease(`${task}a`));
    });
    await expect(work).rejects.toMatchObject({ code: '23505', constraint: 'lease_pkey' });
    expect(await holders(task)).toEqual([]);
  });

  it('go on together past a change of another table by its key, not past one of their own', async () => {
    const task = randomUUID();
    const change = (table: 'platform.lease' | 'matter.clock') =>
      table === 'platform.lease'
        ? updateTable(table, { holder: 'later' }, { county: COUNTY, task: `${task}a` })
        : updateTable(table, { state: 'ended' }, { county: COUNTY, matter_id: task });
    const texts = await told(async (tx) => {
      tx.send(lease(`${task}a`));
      tx.send(change('matter.clock'));
      tx.send(lease(`${task}b`));
      tx.send(change('platform.lease'));
      tx.send(lease(`${task}c`));
    });
    expect(texts.map((text) => text.slice(0, 20))).toEqual([
      'update "matter"."clo',
      'insert into "platfor',
      'update "platform"."l',
      'insert into "platfor',
    ]);
    expect(await holders(task)).toEqual([
      ['a', 'later'],
      ['b', 'test'],
      ['c', 'test'],
    ]);
  });

  it('are changed by one statement where the change names its types, each as it was last', async () => {
    const task = randomUUID();
    const change = (name: string, holder: string) => typed({ holder }, `${task}${name}`);
    const texts = await told(async (tx) => {
      for (const name of ['a', 'b', 'c']) tx.send(lease(`${task}${name}`));
      tx.send(change('a', 'one'));
      tx.send(change('b', `it's "quoted", {two}`));
      tx.send(change('a', 'three'));
      tx.send(change('none', 'four'));
    });
    expect(texts.map((text) => text.slice(0, 6))).toEqual(['insert', 'update']);
    expect(await holders(task)).toEqual([
      ['a', 'three'],
      ['b', `it's "quoted", {two}`],
      ['c', 'test'],
    ]);
  });

  it('are changed in their order where other columns of one are changed as well', async () => {
    const task = randomUUID();
    const until = '2030-01-01T00:00:00Z';
    const texts = await told(async (tx) => {
      for (const name of ['a', 'b']) tx.send(lease(`${task}${name}`));
      tx.send(typed({ holder: 'one' }, `${task}a`));
      // Of another row: nothing waits for it.
      tx.send(typed({ holder: 'two', until }, `${task}b`));
      tx.send(typed({ holder: 'three', until }, `${task}a`));
      tx.send(typed({ holder: 'four' }, `${task}a`));
      tx.send(lease(`${task}c`));
    });
    expect(texts.map((text) => text.slice(0, 6)).join(' ')).toBe(
      'insert update update update update insert',
    );
    expect(await holders(task)).toEqual([
      ['a', 'four'],
      ['b', 'two'],
      ['c', 'test'],
    ]);
  });

  it('of another county are changed apart, behind its wall', async () => {
    const task = randomUUID();
    await withClient(base.superUrl, (client) =>
      client.query(
        `INSERT INTO platform.lease (county, task, holder, until)
         VALUES ($1, $2, 'test', now()), ($3, $2, 'theirs', now())`,
        [COUNTY, task, '310117'],
      ),
    );
    const texts = await told(async (tx) => {
      tx.send(typed({ holder: 'ours' }, task));
      tx.send(typed({ holder: 'ours' }, task, '310117'));
    });
    expect(texts).toHaveLength(2);
    expect(await holders(task)).toEqual(
      expect.arrayContaining([
        ['', 'ours'],
        ['', 'theirs'],
      ]),
    );
  });

  it('are left alone where the end of the statement has values of its own', async () => {
    const task = randomUUID();
    const own = (holder: string) =>
      lease(task, holder).onConflict((conflict) =>
        conflict.columns(['county', 'task']).doUpdateSet({ holder }),
      );
    const texts = await told(async (tx) => {
      for (const holder of ['one', 'two']) tx.send(own(holder));
    });
    expect(texts).toHaveLength(2);
    expect(await holders(task)).toEqual([['', 'two']]);
  });
});
