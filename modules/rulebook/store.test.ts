import { afterAll, describe, expect, it, test } from 'vitest';
import { Refusal } from '../../kernel/refusal.ts';
import { openDatabase } from '../../platform/db/index.ts';
import type { RequestContext } from '../../platform/http/index.ts';
import { testDatabase } from '../../test/db.ts';
import { newTestId } from '../../test/people.ts';
import { withClient } from '../../test/server.ts';
import { makeRulebook, type Publication } from './index.ts';

const { db, appUrl, superUrl } = await testDatabase();
const otherPool = openDatabase({ url: appUrl, max: 4 });
afterAll(() => otherPool.close());

const now = Date.parse('2026-11-20T02:00:00Z');

function ctx(): RequestContext {
  return {
    actor: { kind: 'system', task: 'test' },
    now,
    newId: newTestId,
    requestId: 'test',
    language: 'zh',
    address: '',
    headers: {},
    setHeader: () => undefined,
    setStatus: () => undefined,
    journaled: new Set(),
  };
}

/** A rulebook whose notes must say something; `real` moves its real time by hand. */
function rulebookOn(pool = db) {
  const time = { real: 0 };
  const rulebook = makeRulebook({
    db: pool,
    checkers: {
      note: (body) =>
        (body as { says?: unknown }).says ? [] : ['says: is empty', 'all: is nothing'],
    },
    drawProcess: () => '',
    realMs: () => time.real,
  });
  return { ...rulebook, time };
}

let serial = 0;
function publication(over: Partial<Publication> = {}): Publication {
  serial += 1;
  return {
    county: '310116',
    kind: 'note',
    name: `n${serial}`,
    body: { says: 'x' },
    validFrom: 0,
    note: 'test',
    ...over,
  };
}

async function refusal(work: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await work.then(
    () => new Error('was not refused'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof Refusal) return error;
  throw error;
}

describe('publishing', () => {
  it('takes the next version, over all counties', async () => {
    const { publish } = rulebookOn();
    const first = publication();
    expect(await publish(ctx(), first)).toEqual({ version: 1 });
    expect(await publish(ctx(), first)).toEqual({ version: 2 });
    expect(await publish(ctx(), { ...first, county: '*' })).toEqual({ version: 3 });
    expect(await publish(ctx(), publication())).toEqual({ version: 1 });
  });

  it('leaves a line in the journal', async () => {
    const one = publication();
    await rulebookOn().publish(ctx(), one);
    const lines = await withClient(superUrl, (client) =>
      client.query("SELECT verb, actor, detail FROM platform.journal WHERE detail->>'name' = $1", [
        one.name,
      ]),
    );
    expect(lines.rows).toEqual([
      {
        verb: 'rulebook.publish',
        actor: 'system:test',
        detail: {
          county: '310116',
          kind: 'note',
          name: one.name,
          version: 1,
          validFrom: '1970-01-01T00:00:00.000Z',
        },
      },
    ]);
  });

  it('is refused with every fault at its place, and writes nothing', async () => {
    const rulebook = rulebookOn();
    const faulty = publication({ body: {} });
    const { code, details } = await refusal(rulebook.publish(ctx(), faulty));
    expect(code).toBe('RULEBOOK_FAULTY');
    expect(details.fields).toEqual([
      { path: 'body.says', code: 'RULEBOOK_FAULTY', detail: 'is empty' },
      { path: 'body.all', code: 'RULEBOOK_FAULTY', detail: 'is nothing' },
    ]);
    const book = await rulebook.refresh();
    expect(book.find('note', faulty.name, '310116', now)).toBeNull();
  });

  it('is refused for a kind that nobody checks', async () => {
    for (const kind of ['rumour', 'constructor']) {
      const { code } = await refusal(rulebookOn().publish(ctx(), publication({ kind })));
      expect(code).toBe('RULEBOOK_KIND_UNKNOWN');
    }
  });

  it('by many at once gives each a version of its own', async () => {
    const one = publication();
    const here = rulebookOn();
    const there = rulebookOn(otherPool);
    const versions = await Promise.all(
      [here, there, here, there].map(async ({ publish }, index) => {
        const county = index < 2 ? '310116' : '*';
        return (await publish(ctx(), { ...one, county })).version;
      }),
    );
    expect(versions.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
  });

  it('by two who saw the same version lets one through', async () => {
    const one = publication();
    const here = rulebookOn();
    const there = rulebookOn(otherPool);
    await here.publish(ctx(), one);
    const both = await Promise.allSettled(
      [here, there].map(({ publish }) => publish(ctx(), { ...one, basedOn: 1 })),
    );
    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((one) => one.status === 'rejected');
    expect(refused?.reason).toMatchObject({
      code: 'RULEBOOK_CONFLICT',
      details: { present: { version: 2 } },
    });
  });

  it('cannot be undone or changed by the application', async () => {
    for (const statement of [
      'DELETE FROM rulebook.document',
      "UPDATE rulebook.document SET note = 'other'",
    ]) {
      const changing = withClient(appUrl, (client) => client.query(statement));
      await expect(changing).rejects.toMatchObject({ code: '42501' });
    }
  });
});

describe('a running matter', () => {
  it('keeps the version it began with when a newer one holds', async () => {
    const rulebook = rulebookOn();
    const one = publication({ body: { says: 'old' } });
    const { version } = await rulebook.publish(ctx(), one);
    await rulebook.publish(ctx(), { ...one, body: { says: 'new' }, validFrom: now });
    const book = await rulebook.current();
    expect(book.find('note', one.name, '310116', now - 1)?.body).toEqual({ says: 'old' });
    expect(book.find('note', one.name, '310116', now)?.body).toEqual({ says: 'new' });
    expect(book.exactly('note', one.name, '310116', version)?.body).toEqual({ says: 'old' });
  });
});

describe('a body', () => {
  it('is frozen, keeps its order and its identity when other documents come', async () => {
    const rulebook = rulebookOn();
    const body = { says: 'x', zebra: { b: 1, a: 2 }, ant: 3 };
    const one = publication({ body });
    await rulebook.publish(ctx(), one);
    const before = (await rulebook.current()).find<typeof body>('note', one.name, '310116', now);
    await rulebook.publish(ctx(), publication());
    const after = (await rulebook.current()).find<typeof body>('note', one.name, '310116', now);
    expect(after?.body).toBe(before?.body);
    expect(JSON.stringify(after?.body)).toBe(JSON.stringify(body));
    expect(Object.isFrozen(after?.body.zebra)).toBe(true);
  });
});

describe('what a server knows', () => {
  it('holds its own publication at once, that of another server after a second', async () => {
    const here = rulebookOn();
    const there = rulebookOn(otherPool);
    const one = publication();
    const before = await there.current();
    await here.publish(ctx(), one);
    expect((await here.current()).find('note', one.name, '310116', now)?.version).toBe(1);
    there.time.real = 999;
    expect(await there.current()).toBe(before);
    there.time.real = 1000;
    const after = await there.current();
    expect(after.revision).not.toBe(before.revision);
    expect(after.find('note', one.name, '310116', now)?.version).toBe(1);
  });

  it('stays one object while nothing is published', async () => {
    const rulebook = rulebookOn();
    const before = await rulebook.current();
    rulebook.time.real = 5000;
    expect(await rulebook.current()).toBe(before);
    expect(await rulebook.refresh()).toBe(before);
  });

  it('sees what was committed before a refresh, though a look was under way', async () => {
    const rulebook = rulebookOn();
    const slow = rulebook.current();
    const one = publication();
    await rulebookOn(otherPool).publish(ctx(), one);
    const fresh = await rulebook.refresh();
    await slow;
    expect(fresh.find('note', one.name, '310116', now)?.version).toBe(1);
    expect(await rulebook.current()).toBe(fresh);
  });

  it('keeps nobody waiting who holds the connections that the look needs', async () => {
    const { current, time } = rulebookOn(otherPool);
    const before = await current();
    time.real = 2000;
    const asked = Array.from({ length: 4 }, () =>
      otherPool.scoped({ counties: [] }, async () => current()),
    );
    expect(await Promise.all(asked)).toEqual([before, before, before, before]);
  });

  it('comes back after a failure of the database', async () => {
    const pool = openDatabase({ url: appUrl, max: 1 });
    const broken = openDatabase({ url: appUrl.replace('linli_app', 'nobody_here'), max: 1 });
    let at = broken;
    const rulebook = rulebookOn({
      scoped: (scope, work) => at.scoped(scope, work),
      shared: (scope, work) => at.shared(scope, work),
      snapshot: (scope, work) => at.snapshot(scope, work),
      aside: (scope, work) => at.aside(scope, work),
      caughtUp: () => at.caughtUp(),
      isReplicaClose: () => at.isReplicaClose(),
      close: async () => undefined,
    });
    await expect(rulebook.current()).rejects.toThrow('nobody_here');
    at = pool;
    expect((await rulebook.current()).documents.length).toBeGreaterThan(0);
    await Promise.all([pool.close(), broken.close()]);
  });
});

test('what an older program published and this one would refuse is named', async () => {
  const older = makeRulebook({
    db,
    checkers: { note: () => [], relic: () => [] },
    drawProcess: () => '',
    realMs: () => 0,
  });
  const empty = publication({ body: {} });
  const relic = publication({ kind: 'relic' });
  await older.publish(ctx(), empty);
  await older.publish(ctx(), relic);
  const faulty = await rulebookOn().faulty();
  expect(faulty).toEqual([
    expect.objectContaining({ name: empty.name, faults: ['says: is empty', 'all: is nothing'] }),
    expect.objectContaining({ name: relic.name, faults: ['kind: nobody checks relic'] }),
  ]);
});

test('publishing within an act stands or falls with it', async () => {
  const rulebook = rulebookOn();
  const one = publication();
  const failing = db.scoped({ counties: ['-'] }, async (tx) => {
    await rulebook.publishIn(tx, ctx(), one);
    throw new Error('the act fails');
  });
  await expect(failing).rejects.toThrow('the act fails');
  expect((await rulebook.refresh()).find('note', one.name, '310116', now)).toBeNull();
  await db.scoped({ counties: ['-'] }, (tx) => rulebook.publishIn(tx, ctx(), one));
  const book = await rulebook.refresh();
  expect(book.names('note', '310116', now)).toContain(one.name);
});
