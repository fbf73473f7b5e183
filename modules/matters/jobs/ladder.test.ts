import { afterAll, describe, expect, it } from 'vitest';
import { Refusal } from '../../../kernel/refusal.ts';
import { workedBetween } from '../../../kernel/working-time.ts';
import { dateAt } from '../../../kernel/zone.ts';
import type { Statement } from '../../../platform/db/database.ts';
import { type Database, openDatabase, q } from '../../../platform/db/index.ts';
import { testDatabase } from '../../../test/db.ts';
import { HERE } from '../../../test/loop.ts';
import { withClient } from '../../../test/server.ts';
import { testWorld } from '../../../test/world.ts';
import { act } from '../actions/act.ts';
import { verifyLog } from '../actions/verify.ts';
import { foldAll } from '../store/counters.ts';
import { sumFigures } from '../store/figures.ts';
import { sweepRungs } from './ladder.ts';

const base = await testDatabase();
const house = await testWorld(base);
const { staff, clock, matterAt, take, state, log, sent } = house;
const other = openDatabase({ url: base.appUrl, max: 8 });
afterAll(() => other.close());

const LADDER = ['remind', 'yellow', 'orange', 'red', 'breach'];
const HOUR = 3_600_000;
const sweep = (world = house.world) => sweepRungs(world, HERE, clock.now());

/** The rungs of a matter's clock as the log has them, in order. */
async function fired(number: string, name = 'handle'): Promise<string[]> {
  const entries = await log(number);
  return entries
    .filter((one) => one.action === 'rung' && one.public.given.clock === name)
    .map((one) => String(one.public.given.rung));
}

async function clockOf(number: string, name = 'handle') {
  const found = (await state(number)).clocks.findLast((one) => one.name === name);
  if (!found) throw new Error(`no clock ${name}`);
  return found;
}

const told = (matterId: string, template: string) =>
  sent.filter((one) => one.matterId === matterId && one.message.template === template);

/** The morning of a Tuesday: everything of the day before is over. */
const restart = (day = '2026-11-17') => clock.set(Date.parse(`${day}T02:00:00Z`));

describe('a rung', () => {
  it('fires when its time has come and not before, in order, one entry each', async () => {
    restart();
    const number = await matterAt('handling');
    const { rungs } = (await clockOf(number)).detail;
    expect(rungs.map((one) => one.rung)).toEqual(LADDER);
    for (const [index, { at }] of rungs.entries()) {
      clock.set(at - 1);
      await sweep();
      expect(await fired(number)).toEqual(LADDER.slice(0, index));
      clock.set(at);
      await sweep();
      await sweep();
      expect(await fired(number)).toEqual(LADDER.slice(0, index + 1));
    }
    expect((await clockOf(number)).nextAt).toBeNull();
    const entry = (await log(number)).find((one) => one.action === 'rung');
    expect(entry).toMatchObject({ actor: 'system:ladder', post: null, org: null });
    expect(await house.rebuilt(number)).toEqual(await state(number));
  });

  it('that a stopped server missed fires late, all of them in order, each once', async () => {
    restart();
    const number = await matterAt('handling');
    clock.set(Date.parse('2026-12-24T02:00:00Z'));
    expect(await sweep()).toBeGreaterThanOrEqual(5);
    expect(await sweep()).toBe(0);
    expect(await fired(number)).toEqual(LADDER);
    const { matter } = await state(number);
    for (const rung of LADDER.slice(0, -1)) {
      // The clocks of handling and of the answer, each to the one who has to act.
      expect(told(matter.id, `clock.${rung}`)).toHaveLength(2);
    }
  });

  it('at the breach is told to the level above as well, marks the matter and is counted', async () => {
    restart();
    const breaches = async () => {
      const rows = await base.db.scoped({ counties: [HERE] }, (tx) =>
        sumFigures(tx, {
          counties: [HERE],
          periods: [{ from: '2026-11-01', to: '2027-01-31' }],
          towns: [],
          by: 'total',
        }),
      );
      return Number(rows.find((row) => row.measure === 'breached')?.n ?? 0);
    };
    const number = await matterAt('handling');
    const before = await breaches();
    clock.set((await clockOf(number)).dueAt + 1);
    await sweep();
    const { matter } = await state(number);
    expect(matter.facts.isBreached).toBe(true);
    expect(await breaches()).toBe(before + 1);
    await base.db.scoped({ counties: [HERE] }, (tx) =>
      foldAll(tx, { county: HERE, today: dateAt(clock.now(), house.world.zone) }),
    );
    expect(await breaches()).toBe(before + 1);
    const addressed = told(matter.id, 'clock.breach').map((one) => one.recipient.ref);
    expect(addressed.sort()).toEqual([staff.orgs.department, staff.orgs.centre].sort());
  });

  it('is not fired in another county', async () => {
    restart();
    const number = await matterAt('handling');
    clock.pass(30 * 24 * HOUR);
    expect(await sweepRungs(house.world, '310117', clock.now())).toBe(0);
    expect(await fired(number)).toEqual([]);
    await sweep();
  });
});

describe('what stops, moves and ends a clock', () => {
  it('a suspended matter fires nothing, and resumes with exactly what was left', async () => {
    restart();
    const number = await matterAt('handling');
    const { dueAt: firstDue, detail } = await clockOf(number);
    clock.set((detail.rungs[0]?.at ?? 0) + 1);
    await sweep();
    const reason = '示例：连日大雨，无法施工';
    await take(staff.handler, number, 'askSuspension', { ground: 'weather', reason });
    await take(staff.unitHead, number, 'decideSuspension', { decision: 'granted', reason });
    const stoppedAt = clock.now();
    clock.pass(20 * 24 * HOUR);
    await sweep();
    expect(await fired(number)).toEqual(['remind']);
    // The answer to the reporter is owed all the same.
    expect(await fired(number, 'answer')).toEqual(LADDER);
    await take(staff.handler, number, 'resume');
    const { dueAt, detail: resumed } = await clockOf(number);
    const { calendar } = house.rules;
    const left = (from: number, to: number) => workedBetween(from, to, 'workingDays', calendar);
    expect(left(clock.now(), dueAt)).toBe(left(stoppedAt, firstDue));
    expect(resumed.rungs.map((one) => one.rung)).toEqual(LADDER.slice(1));
    await sweep();
    expect(await fired(number)).toEqual(['remind']);
    clock.set(dueAt + 1);
    await sweep();
    expect(await fired(number)).toEqual(LADDER);
    expect(await house.rebuilt(number)).toEqual(await state(number));
  });

  it('an extension moves the rungs that are still to come', async () => {
    restart();
    const number = await matterAt('handling');
    const before = await clockOf(number);
    const reason = '示例：需要采购灯具';
    const asked = { clock: 'handle', amount: 5, reason };
    await take(staff.handler, number, 'askExtension', asked);
    await take(staff.unitHead, number, 'decideExtension', { decision: 'granted', reason });
    const after = await clockOf(number);
    clock.set(before.dueAt + 1);
    await sweep();
    expect(await fired(number)).not.toContain('breach');
    clock.set(after.dueAt);
    await sweep();
    expect(await fired(number)).toEqual(LADDER.slice(0, -1));
    clock.set(after.dueAt + 1);
    await sweep();
    expect(await fired(number)).toEqual(LADDER);
  });

  it('a closed matter fires nothing any more', async () => {
    restart();
    const number = await matterAt('closed');
    const seq = (await log(number)).length;
    clock.pass(60 * 24 * HOUR);
    await sweep();
    expect(await log(number)).toHaveLength(seq);
  });
});

describe('a supervision without a reply', () => {
  const urging = { kind: 'urging', reason: '示例：请说明进度', replyWithinHours: 24 };

  it('is told to its issuer once when the time is over', async () => {
    restart();
    const number = await matterAt('handling');
    await take(staff.supervisor, number, 'supervise', urging);
    clock.pass(24 * HOUR - 1);
    await sweep();
    const { matter } = await state(number);
    expect(told(matter.id, 'supervision.late')).toEqual([]);
    clock.pass(1);
    await sweep();
    await sweep();
    const [message, ...more] = told(matter.id, 'supervision.late');
    expect(message?.recipient.ref).toBe(staff.orgs.centre);
    expect(more).toEqual([]);
    const late = (await log(number)).filter((one) => one.action === 'supervisionLate');
    expect(late).toHaveLength(1);
    expect(await house.rebuilt(number)).toEqual(await state(number));
  });

  it('is not told when the reply came', async () => {
    restart();
    const number = await matterAt('handling');
    await take(staff.supervisor, number, 'supervise', urging);
    await take(staff.handler, number, 'replySupervision', { text: '示例：已进场施工' });
    clock.pass(48 * HOUR);
    await sweep();
    expect((await log(number)).map((one) => one.action)).not.toContain('supervisionLate');
  });
});

/** How many messages of the ladder were queued for these matters. */
async function countMessages(numbers: readonly string[]): Promise<number> {
  const ids = await Promise.all(numbers.map(async (number) => (await state(number)).matter.id));
  return withClient(base.superUrl, async (client) => {
    const { rows } = await client.query(
      `select count(*)::int as n from messaging.message
       where template like 'clock.%' and matter_id = any ($1)`,
      [ids],
    );
    return rows[0].n;
  });
}

type Dying = { transactions: number; meanwhile: () => Promise<unknown> };

/** A pool whose server connections end when the given transaction was about to commit. */
function dyingAfter(db: Database, { transactions, meanwhile }: Dying): Database {
  let left = transactions;
  return {
    ...db,
    scoped: (scope, work) =>
      db.scoped(scope, async (tx) => {
        const result = await work(tx);
        left -= 1;
        if (left === 0) await meanwhile();
        if (left <= 0) await endVictims();
        return result;
      }),
  };
}

const mergeInto = (into: string | undefined) => ({ into, reason: '示例：同一盏灯' });

const endVictims = () =>
  withClient(base.superUrl, (client) =>
    client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'victim'
       and datname = current_database()`,
    ),
  );

describe('several sweepers', () => {
  /** The ladder of both clocks of each matter, exactly once, and the same in the messages. */
  async function expectOnce(numbers: readonly string[]) {
    for (const number of numbers) {
      expect(await fired(number)).toEqual(LADDER);
      expect(await fired(number, 'answer')).toEqual(LADDER);
      expect(await house.rebuilt(number)).toEqual(await state(number));
    }
    const queued = await countMessages(numbers);
    // Five rungs of two clocks to whoever acts, and two breaches to the level above.
    expect(queued).toBe(numbers.length * 12);
  }

  it('at once fire each rung once', async () => {
    restart();
    const numbers = await Promise.all(Array.from({ length: 12 }, () => matterAt('handling')));
    clock.set(Date.parse('2026-12-24T02:00:00Z'));
    const pools = [house.world, house.on(other), house.world, house.on(other)];
    await Promise.all(pools.map((world) => sweep(world)));
    expect(await sweep()).toBe(0);
    await expectOnce(numbers);
  });

  it('lose nothing and double nothing when one dies between its work and its commit', async () => {
    restart();
    const numbers = await Promise.all(Array.from({ length: 12 }, () => matterAt('handling')));
    clock.set(Date.parse('2026-12-24T02:00:00Z'));
    const victim = openDatabase({ url: base.appUrl, max: 2, applicationName: 'victim' });
    // The first looks for what is due, the second has the whole batch in hand: another that sweeps
    // meanwhile waits for none of it.
    const meanwhile = async () => expect(await sweep(house.on(other))).toBe(0);
    const dying = house.on(dyingAfter(victim, { transactions: 2, meanwhile }));
    await expect(sweep(dying)).rejects.toThrow(/terminat|connection error/i);
    await victim.close();
    await sweep();
    await expectOnce(numbers);
    expect(await verifyLog(base.db, HERE, { zone: 'Asia/Shanghai' })).toMatchObject({ faults: [] });
  });

  it('beside people who act: nobody waits in a circle, and no rung is lost', async () => {
    restart();
    const numbers = await Promise.all(Array.from({ length: 10 }, () => matterAt('handling')));
    const errors: unknown[] = [];
    const acting = house.on(other);
    // Each second matter is merged into the one after it, all of them are written to.
    const acts = (index: number) => [
      { by: staff.handler, action: 'note', given: { text: '示例' } },
      { by: staff.handler, action: 'reply', given: { text: '示例' } },
      index % 2 === 0
        ? { by: staff.townDispatcher, action: 'merge', given: mergeInto(numbers[index + 1]) }
        : { by: staff.supervisor, action: 'remind', given: { reason: '示例' } },
    ];
    const work = numbers.flatMap((number, index) =>
      acts(index).map(async ({ by, action, given }) => {
        const { version } = (await state(number)).matter;
        const input = { number, action, given, version };
        await act(acting, house.ctx(by.actor), input).catch((error) => errors.push(error));
      }),
    );
    clock.set(Date.parse('2026-12-24T02:00:00Z'));
    const sweeps = Array.from({ length: 8 }, (_, turn) =>
      sweep(turn % 2 === 0 ? house.world : house.on(other)),
    );
    await Promise.all([...work, ...sweeps]);
    await sweep();
    expect(errors.filter((error) => !(error instanceof Refusal))).toEqual([]);
    for (const number of numbers) {
      const { matter, clocks } = await state(number);
      const rungs = await fired(number);
      expect(rungs).toEqual([...new Set(rungs)]);
      if (matter.isOpen) expect(rungs).toEqual(LADDER);
      expect(clocks.filter((one) => (one.nextAt ?? Infinity) <= clock.now())).toEqual([]);
      expect(await house.rebuilt(number)).toEqual(await state(number));
    }
  });

  it('send a few statements for a batch of matters, and one that changes all their rows', async () => {
    restart();
    const numbers = await Promise.all(Array.from({ length: 20 }, () => matterAt('handling')));
    const [first = ''] = numbers;
    clock.set((await clockOf(first)).detail.rungs[0]?.at ?? 0);
    const told = { changes: 0, others: 0 };
    const scoped: Database['scoped'] = (scope, work) =>
      base.db.scoped(scope, (tx) => {
        const note = (statement: Statement<unknown>) => {
          const isChange = statement.compile(q).sql.startsWith('update "matter"."matter"');
          told[isChange ? 'changes' : 'others'] += 1;
        };
        return work({
          ...tx,
          rows: (...asked) => (note(asked[0]), tx.rows(...asked)),
          first: (asked) => (note(asked), tx.first(asked)),
          send: (...asked) => (note(asked[0]), tx.send(...asked)),
        });
      });
    const rungs = await sweep(house.on({ ...base.db, scoped }));
    expect(rungs).toBeGreaterThanOrEqual(20);
    expect(told.changes).toBe(1);
    expect(told.others).toBeLessThan(20);
    for (const number of numbers) expect(await fired(number)).toEqual(['remind']);
  });

  it('one matter that cannot be swept does not hold up the others', async () => {
    restart();
    const [sick, well] = [await matterAt('handling'), await matterAt('handling')];
    const { matter } = await state(sick);
    const setVersion = (version: number) =>
      withClient(base.superUrl, (client) =>
        client.query('update matter.matter set process_version = $2 where id = $1', [
          matter.id,
          version,
        ]),
      );
    await setVersion(99);
    clock.pass(30 * 24 * HOUR);
    const faults: string[] = [];
    const options = { onFault: (_: unknown, id: string) => void faults.push(id) };
    await sweepRungs(house.world, HERE, clock.now(), options);
    expect(faults).toEqual([matter.id]);
    expect(await fired(well)).toEqual(LADDER);
    expect(await fired(sick)).toEqual([]);
    await expect(sweep()).rejects.toThrow('no process');
    await setVersion(1);
    await sweep();
    expect(await fired(sick)).toEqual(LADDER);
  });
});
