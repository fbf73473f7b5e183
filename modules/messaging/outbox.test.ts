import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { idSource } from '../../kernel/ids.ts';
import { makeKeyring } from '../../platform/crypto/index.ts';
import { type Database, openDatabase, q } from '../../platform/db/index.ts';
import { type Sweeper, startSweeper } from '../../platform/jobs/sweeper.ts';
import { memorySenders } from '../../platform/senders/index.ts';
import { testDatabase } from '../../test/db.ts';
import { withClient } from '../../test/server.ts';
import type { MatterPlace, MessagingDeps } from './actions/deps.ts';
import { enqueue, eraseMessages, type NewMessage } from './actions/enqueue.ts';
import { messageSweep, sweepMessages } from './jobs.ts';
import { triesMax } from './rules/retry.ts';
import { readTemplates } from './store/templates.ts';

const { db, appUrl, superUrl } = await testDatabase();
const other = openDatabase({ url: appUrl, max: 8 });
afterAll(() => other.close());

const START = Date.parse('2026-11-21T08:00:00Z');
const MINUTE = 60_000;
const PHONE = '13987654321';
const NAME = '示例人张三丰';
const newId = idSource(
  () => START,
  (n) => randomBytes(n),
);
const never = new AbortController().signal;

/** A county of its own for each test: nothing that another left is due in it. */
let serial = 0;
function world(over: Partial<MessagingDeps> = {}) {
  serial += 1;
  const county = `3501${String(serial).padStart(2, '0')}`;
  const clock = { now: START };
  const keys = new Map<string, Buffer>();
  const senders = memorySenders();
  const errors: object[] = [];
  const deps: MessagingDeps = {
    db,
    now: () => clock.now,
    keyring: makeKeyring({ masterKey: randomBytes(32), masterKeyId: 'test' }),
    senders,
    hosts: { hosts: [] },
    log: { error: (about) => void errors.push(about) },
    counties: async () => [county],
    openMatterKeys: async () => keys,
    findMatter: async () => null,
    shutAmong: async () => [],
    mayReadMatter: async () => false,
    seesCounty: () => true,
    templates: readTemplates(),
    ...over,
  };
  const matter = (): MatterPlace => {
    const place = { county, matterId: newId() };
    keys.set(place.matterId, randomBytes(32));
    return place;
  };
  const message = (place: MatterPlace, more: Partial<NewMessage> = {}): NewMessage => ({
    ...place,
    id: newId(),
    template: 'matter.closed',
    recipient: { kind: 'reporter', ref: 'party-1', address: PHONE },
    values: { number: `${county}-26-000001`, name: NAME },
    dedupeKey: 'closed:1',
    at: clock.now,
    dataKey: { key: keys.get(place.matterId) ?? randomBytes(32), keyId: 'test' },
    ...more,
  });
  const queue = (...messages: NewMessage[]) =>
    db.scoped({ counties: [county] }, async (tx) => {
      for (const one of messages) enqueue(deps, tx, one);
    });
  const sweep = () => sweepMessages(deps, county, never);
  const rows = () =>
    db.scoped({ counties: [county] }, (tx) =>
      tx.rows(q.selectFrom('messaging.message').selectAll().orderBy('id')),
    );
  return { county, clock, keys, senders, errors, deps, matter, message, queue, sweep, rows };
}

describe('a message', () => {
  it('is queued with its act, and not when the act is undone', async () => {
    const { county, deps, matter, message, rows, queue, sweep, senders } = world();
    const undone = db.scoped({ counties: [county] }, async (tx) => {
      enqueue(deps, tx, message(matter()));
      throw new Error('the act was refused');
    });
    await expect(undone).rejects.toThrow('the act was refused');
    expect(await rows()).toEqual([]);
    await queue(message(matter()));
    expect(await sweep()).toBe(1);
    expect(await sweep()).toBe(0);
    expect(senders.outbox).toMatchObject([
      { channel: 'sms', to: PHONE, template: { id: 'LINLI_CLOSED' } },
    ]);
    expect(await rows()).toMatchObject([{ state: 'sent', attempts: 1, sent_at: new Date(START) }]);
  });

  it('is queued once for one cause and recipient', async () => {
    const { matter, message, queue, rows } = world();
    const place = matter();
    const another = { kind: 'reporter' as const, ref: 'party-2', address: 'b@example.org' };
    await queue(message(place), message(place), message(place, { recipient: another }));
    await queue(message(place));
    expect((await rows()).map((row) => [row.recipient, row.channel])).toEqual([
      ['party-1', 'sms'],
      ['party-2', 'email'],
    ]);
  });

  it('is not queued for what is no address, and its template must be known', async () => {
    const { county, deps, matter, message, rows } = world();
    const post = { kind: 'post' as const, ref: 'post-1', address: '' };
    await db.scoped({ counties: [county] }, async (tx) => {
      expect(enqueue(deps, tx, message(matter(), { recipient: post }))).toBe(false);
      const unknown = message(matter(), { template: 'matter.lost' });
      expect(() => enqueue(deps, tx, unknown)).toThrow('matter.lost');
    });
    expect(await rows()).toEqual([]);
  });

  it('for later waits for its time', async () => {
    const { clock, matter, message, queue, sweep } = world();
    await queue(message(matter(), { at: START + MINUTE }));
    expect(await sweep()).toBe(0);
    clock.now += MINUTE;
    expect(await sweep()).toBe(1);
  });

  it('goes out once though two processes sweep together', async () => {
    const { county, deps, matter, message, queue, senders, rows } = world();
    const place = matter();
    await queue(
      ...Array.from({ length: 60 }, (_, n) => message(place, { dedupeKey: `cause:${n}` })),
    );
    // Past the lease on purpose: the rows alone must keep two sweeps apart.
    const both = [db, other].map((pool) => ({ ...deps, db: pool }));
    for (let round = 0; round < 4; round += 1) {
      await Promise.all(both.map((one) => sweepMessages(one, county, never)));
    }
    expect(senders.outbox).toHaveLength(60);
    expect(new Set(senders.outbox.map((one) => one.id)).size).toBe(60);
    expect((await rows()).every((row) => row.state === 'sent')).toBe(true);
  });

  it('is one of a batch: a few statements take, open and mark a hundred', async () => {
    const { county, deps, matter, message, queue, rows, senders } = world();
    await queue(...Array.from({ length: 100 }, () => message(matter())));
    let statements = 0;
    const scoped: Database['scoped'] = (scope, work) =>
      db.scoped(scope, (tx) =>
        work({
          ...tx,
          rows: (...asked) => {
            statements += 1;
            return tx.rows(...asked);
          },
          run: (asked) => {
            statements += 1;
            return tx.run(asked);
          },
        }),
      );
    expect(await sweepMessages({ ...deps, db: { ...db, scoped } }, county, never)).toBe(100);
    expect(new Set(senders.outbox.map((one) => one.id)).size).toBe(100);
    expect((await rows()).every((row) => row.state === 'sent' && row.attempts === 1)).toBe(true);
    // Taken by one; marked by one, then by fifty while the one is on its way.
    expect(statements).toBeLessThan(8);
  });

  it('is found by the house’s sweeper, under its lease', async () => {
    const { deps, errors, matter, message, queue, senders } = world();
    await queue(message(matter()));
    const sweepers: Sweeper[] = [db, other].map((pool) =>
      startSweeper({ db: pool, tasks: [messageSweep({ ...deps, db: pool })], log: deps.log }),
    );
    await Promise.all(sweepers.map((sweeper) => sweeper.sweepNow('messages')));
    await Promise.all(sweepers.map((sweeper) => sweeper.stop()));
    expect(senders.outbox).toHaveLength(1);
    expect(errors).toEqual([]);
  });
});

describe('a message that does not get through', () => {
  const away = { ok: false, isFinal: false, reason: 'http 503' } as const;

  it('is tried again after 1, 5, 15 and 60 minutes, 4 and 12 hours, then has failed', async () => {
    const { clock, matter, message, queue, rows, senders, sweep } = world();
    senders.answerNext(...Array.from({ length: triesMax }, () => away));
    await queue(message(matter()));
    for (const minutes of [1, 5, 15, 60, 240, 720]) {
      expect(await sweep()).toBe(1);
      expect(await rows()).toMatchObject([{ state: 'queued', last_error: 'http 503' }]);
      clock.now += minutes * MINUTE - 1;
      expect(await sweep()).toBe(0);
      clock.now += 1;
    }
    expect(await sweep()).toBe(1);
    expect(await rows()).toMatchObject([{ state: 'failed', attempts: triesMax }]);
    clock.now += 1000 * MINUTE;
    expect(await sweep()).toBe(0);
    expect(new Set(senders.outbox.map((one) => one.id)).size).toBe(1);
  });

  it('has failed at once when no later try can help', async () => {
    const { matter, message, queue, rows, senders, sweep } = world();
    senders.answerNext({ ok: false, isFinal: true, reason: 'smtp 550' });
    await queue(message(matter()));
    await sweep();
    expect(await rows()).toMatchObject([{ state: 'failed', attempts: 1, last_error: 'smtp 550' }]);
  });

  it('waits like any other when its sender breaks, and the rest of the batch goes out', async () => {
    const senders = memorySenders();
    let isBroken = true;
    const sms: typeof senders.sms = (one) => {
      const breaks = isBroken;
      isBroken = false;
      return breaks ? Promise.reject(new Error(`no route to ${PHONE}`)) : senders.sms(one);
    };
    const { errors, matter, message, queue, rows, sweep } = world({ senders: { ...senders, sms } });
    await queue(message(matter()), message(matter()));
    await sweep();
    const states = (await rows()).map((row) => [row.state, row.last_error]);
    expect(states).toContainEqual(['queued', 'sender fault']);
    expect(states).toContainEqual(['sent', null]);
    expect(errors).toHaveLength(1);
  });
});

describe('a process that dies between sending and marking', () => {
  /** As `real`, until the transaction of that number, and dead from then on. */
  function dying(real: Database, lives: number): Database {
    let left = lives;
    const scoped: Database['scoped'] = (scope, work) => {
      left -= 1;
      return left < 0 ? Promise.reject(new Error('killed')) : real.scoped(scope, work);
    };
    return { ...real, scoped };
  }

  it('leaves a message that goes out again with the same id', async () => {
    const { clock, county, deps, matter, message, queue, rows, senders, sweep } = world();
    await queue(message(matter()));
    const dead = sweepMessages({ ...deps, db: dying(db, 1) }, county, never);
    await expect(dead).rejects.toThrow('killed');
    expect(await rows()).toMatchObject([{ state: 'sending', attempts: 1 }]);
    expect(await sweep()).toBe(0);
    clock.now += 5 * MINUTE;
    expect(await sweep()).toBe(1);
    expect(senders.outbox).toHaveLength(2);
    expect(senders.outbox[0]?.id).toBe(senders.outbox[1]?.id);
    expect(await rows()).toMatchObject([{ state: 'sent', attempts: 2 }]);
  });

  it('repeats no more of a batch than was not written yet', async () => {
    const { clock, county, deps, matter, message, queue, rows, senders, sweep } = world();
    await queue(...Array.from({ length: 150 }, () => message(matter())));
    const dead = sweepMessages({ ...deps, db: dying(db, 3) }, county, never);
    await expect(dead).rejects.toThrow('killed');
    const marked = (await rows()).filter((row) => row.state === 'sent').map((row) => row.id);
    expect(marked.length).toBeGreaterThan(0);
    const before = senders.outbox.length;
    clock.now += 5 * MINUTE;
    while ((await sweep()) > 0);
    const again = senders.outbox.slice(before).map((one) => one.id);
    expect(again.filter((id) => marked.includes(id))).toEqual([]);
    expect(senders.outbox.length).toBeLessThanOrEqual(150 + 60);
    expect(new Set(senders.outbox.map((one) => one.id)).size).toBe(150);
    expect((await rows()).every((row) => row.state === 'sent')).toBe(true);
  });

  it('again and again does not go on for ever', async () => {
    const { clock, county, deps, matter, message, queue, rows, senders, sweep } = world();
    await queue(message(matter()));
    for (let death = 0; death < 2 * triesMax; death += 1) {
      const dead = sweepMessages({ ...deps, db: dying(db, 1) }, county, never);
      await expect(dead).rejects.toThrow('killed');
      clock.now += 5 * MINUTE;
    }
    await sweep();
    expect(await rows()).toMatchObject([{ state: 'failed', last_error: 'interrupted' }]);
    expect(senders.outbox).toHaveLength(2 * triesMax);
  });
});

describe('a stop', () => {
  it('gives back what was not tried yet, without counting it', async () => {
    const { county, deps, matter, message, queue, rows, senders, sweep } = world();
    await queue(message(matter()));
    const stopped = new AbortController();
    stopped.abort();
    await sweepMessages(deps, county, stopped.signal);
    expect(senders.outbox).toEqual([]);
    expect(await rows()).toMatchObject([{ state: 'queued', attempts: 0 }]);
    expect(await sweep()).toBe(1);
  });

  it('is not waited for by what a slow provider left no time for: it is given back', async () => {
    const senders = memorySenders();
    const real = performance.now.bind(performance);
    let late = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => real() + late);
    const sms: typeof senders.sms = (one) => {
      late = 3 * MINUTE;
      return senders.sms(one);
    };
    const { matter, message, queue, rows, sweep } = world({ senders: { ...senders, sms } });
    await queue(...Array.from({ length: 20 }, () => message(matter())));
    await sweep().finally(() => clock.mockRestore());
    const left = (await rows()).filter((row) => row.state === 'queued');
    expect(left).toHaveLength(20 - senders.outbox.length);
    expect(left.length).toBeGreaterThan(0);
    expect(left.every((row) => row.attempts === 0)).toBe(true);
  });
});

describe('erasing a matter’s persons', () => {
  it('deletes addresses and texts, and cancels what was not sent', async () => {
    const { county, matter, message, queue, rows, senders, sweep } = world();
    const [erased, kept] = [matter(), matter()];
    await queue(message(erased), message(kept));
    await sweep();
    await queue(message(erased, { dedupeKey: 'later' }));
    await db.scoped({ counties: [county] }, (tx) => eraseMessages(tx, county, erased.matterId));
    expect(await sweep()).toBe(0);
    expect(senders.outbox).toHaveLength(2);
    const states = (await rows()).map((row) => [row.matter_id, row.state, row.sealed === null]);
    expect(states).toEqual([
      [erased.matterId, 'sent', true],
      [kept.matterId, 'sent', false],
      [erased.matterId, 'cancelled', true],
    ]);
  });

  it('by its key alone cancels what was not sent', async () => {
    const { keys, matter, message, queue, rows, senders, sweep } = world();
    const place = matter();
    await queue(message(place));
    keys.delete(place.matterId);
    await sweep();
    expect(senders.outbox).toEqual([]);
    expect(await rows()).toMatchObject([{ state: 'cancelled', last_error: 'erased' }]);
  });
});

describe('the table', () => {
  it('holds no phone, name or text in the clear, in any column', async () => {
    const { county, matter, message, queue, senders, sweep } = world();
    senders.answerNext({ ok: false, isFinal: false, reason: 'http 503' });
    const mail = { kind: 'reporter' as const, ref: 'party-2', address: 'planted@example.org' };
    await queue(message(matter()), message(matter(), { recipient: mail }));
    await sweep();
    const text = await withClient(superUrl, async (client) => {
      const { rows } = await client.query(
        `SELECT m::text || ' ' || encode(coalesce(sealed, ''), 'escape') AS text
         FROM messaging.message m WHERE county = $1`,
        [county],
      );
      return rows.map((row) => row.text).join('\n');
    });
    expect(text).toContain('办结通知');
    // Four digits alone stand in any random bytes once in a while.
    for (const planted of [PHONE, PHONE.slice(-8), NAME, '张三丰', 'planted', '26-000001']) {
      expect(text).not.toContain(planted);
    }
  });

  it('shows no county the messages of another, and none without a scope', async () => {
    const mine = world();
    const place = mine.matter();
    await mine.queue(mine.message(place));
    const seenBy = (counties: string[]) =>
      db.scoped({ counties }, (tx) =>
        tx.rows(
          q.selectFrom('messaging.message').select('id').where('matter_id', '=', place.matterId),
        ),
      );
    expect(await seenBy([mine.county])).toHaveLength(1);
    expect(await seenBy(['350199'])).toEqual([]);
    expect(await seenBy([])).toEqual([]);
    const into = db.scoped({ counties: ['350199'] }, async (tx) => {
      enqueue(mine.deps, tx, mine.message(place, { dedupeKey: 'smuggled' }));
    });
    await expect(into).rejects.toThrow('row-level security');
  });

  it('lets the application change how a message fares, not what it is, nor delete it', async () => {
    await withClient(appUrl, async (client) => {
      const refused = 'permission denied';
      for (const change of ["recipient = 'x'", "template = 'x'", 'created_at = now()']) {
        const sql = `UPDATE messaging.message SET ${change}`;
        await expect(client.query(sql)).rejects.toThrow(refused);
      }
      await expect(client.query('DELETE FROM messaging.message')).rejects.toThrow(refused);
    });
  });
});
