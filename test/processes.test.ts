/** Four programs on one database behind a balancer: what one knows all know, and one may die. */
import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { HERE, storyHouse } from './house.ts';
import { listenAs, listenTo } from './live.ts';
import { PASSWORD } from './people.ts';
import { balance, startPrograms } from './processes.ts';
import { roomTeller } from './rooms.ts';
import { withClient } from './server.ts';
import { type Caller, proveLogs, teller } from './teller.ts';

vi.setConfig({ testTimeout: 120_000 });

const DAY = 86_400_000;
const masterKey = randomBytes(32);
const today = Date.now();
const story = await storyHouse(new Date(today - 40 * DAY).toISOString(), { masterKey });
const folk = await story.people();
const tell = teller(story);

/** Taken in forty days ago and left: every clock of theirs has run out when the programs start. */
const late = await Promise.all(Array.from({ length: 12 }, () => tell.report(folk.clerk)));
story.clock.set(today);
// Sessions of forty days ago are over for programs with the usual rules.
const signedIn = async ({ login }: { login: string }): Promise<{ headers: { cookie: string } }> => {
  const body = { name: login, password: PASSWORD };
  const { cookie } = await story.http('POST /api/staff/sign-in', { body });
  return { headers: { cookie } };
};
const clerk = await signedIn(folk.clerk);
const dispatcher = await signedIn(folk.townDispatcher);

const programs = await startPrograms({ ...story.base, masterKey, count: 4 });
const front = await balance(programs);

type Sent = { as?: Caller; body?: unknown; key?: string; address?: string };

async function send(base: string, line: string, { as, body, key, address }: Sent = {}) {
  const [method = 'GET', path = '/'] = line.split(' ');
  const answer = await fetch(`${base}${path}`, {
    method,
    headers: {
      ...as?.headers,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key && { 'idempotency-key': key }),
      ...(address && { 'x-forwarded-for': address }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
  return {
    status: answer.status,
    body: (isJson ? JSON.parse(text) : {}) as Record<string, unknown>,
    cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '',
  };
}

const everyProgram = <T>(ask: (url: string) => Promise<T>) =>
  Promise.all(programs.map(({ url }) => ask(url)));

const newReport = { text: '小区门口路灯不亮三天了。', category: 'streetLight', point: HERE };

async function count(text: string, values: unknown[]): Promise<number> {
  return withClient(story.base.superUrl, async (client) => {
    const { rows } = await client.query<{ count: string }>(text, values);
    return Number(rows[0]?.count);
  });
}

describe('what one knows', () => {
  it('is a session: signed in at one, it opens all, and ended at one it is ended at all', async () => {
    const body = { name: folk.supervisor.login, password: PASSWORD };
    const { cookie } = await send(front, 'POST /api/staff/sign-in', { body });
    const as = { headers: { cookie } };
    const asked = () => everyProgram((url) => send(url, 'GET /api/matters?queue=recent', { as }));
    expect((await asked()).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    await send(front, 'POST /api/staff/sign-out', { as, body: {} });
    const statuses = async () => (await asked()).map(({ status }) => status);
    await expect.poll(statuses, { timeout: 5000 }).toEqual([401, 401, 401, 401]);
  });

  it('is a wrong sign-in: five at any of them lock the name at all', async () => {
    const body = { name: folk.leader.login, password: 'wrong' };
    const tries = ['10.9.0.1', '10.9.0.2', '10.9.0.3', '10.9.0.4', '10.9.0.5'].map((address) =>
      send(front, 'POST /api/staff/sign-in', { body, address }),
    );
    await Promise.all(tries);
    const right = { name: folk.leader.login, password: PASSWORD };
    const answers = await everyProgram((url) =>
      send(url, 'POST /api/staff/sign-in', { body: right, address: '10.9.0.6' }),
    );
    expect(answers.map((answer) => answer.body.code)).toEqual(
      Array.from({ length: 4 }, () => 'ACCOUNT_LOCKED'),
    );
  });

  it('is a post: taken away at one, its rights are gone at all', async () => {
    const administrator = await signedIn(folk.administrator);
    const checker = await signedIn(folk.checker);
    const lists = async () => {
      const ask = (url: string) => send(url, 'GET /api/matters?queue=recent', { as: checker });
      return (await everyProgram(ask)).map(({ status }) => status);
    };
    expect(await lists()).toEqual([200, 200, 200, 200]);
    const end = `PATCH /api/posts/${folk.checker.post}`;
    const body = { toOn: new Date(today - 2 * DAY).toISOString().slice(0, 10) };
    const ended = await send(front, end, { as: administrator, body });
    expect(ended.status).toBeLessThan(300);
    await expect.poll(lists, { timeout: 10_000 }).not.toContain(200);
  });

  it('is an act: whoever listens at another is told of it', async () => {
    const readers = await everyProgram((url) => listenAs(url, dispatcher));
    const { body } = await send(front, 'POST /api/reports', { as: clerk, body: newReport });
    for (const reader of readers) {
      const numbers = () => reader.named('matter').map((one) => one.number);
      await expect.poll(numbers, { timeout: 10_000 }).toContain(body.number);
      reader.close();
    }
  });

  it('is a signal of a mediation room: it reaches a page that another program serves', async () => {
    const { applicant, respondent, ids } = await roomTeller(story, {
      ...folk,
      mediator: { ...folk.mediator, ...(await signedIn(folk.mediator)) },
    }).seated();
    const [first, second] = programs.map(({ url }) => url);
    const page = randomUUID();
    const address = `${second}/api/rooms/${respondent.room}/events?page=${page}`;
    const heard = await listenTo(address, respondent.as);
    const sent = await send(first ?? '', `POST /api/rooms/${applicant.room}/signals`, {
      as: applicant.as,
      body: { to: ids.respondent, page: randomUUID(), data: '{"offer":1}' },
    });
    expect(sent.status).toBe(204);
    await expect.poll(() => heard.named('signal').length, { timeout: 10_000 }).toBe(1);
    heard.close();
  });
});

describe('sweeps', () => {
  it('fire each rung once, whoever is first', async () => {
    const fired = 'SELECT count(*) FROM matter.entry WHERE action = $1';
    const waiting = 'SELECT count(*) FROM matter.clock WHERE next_at < now() AND $1 <> $2';
    await expect.poll(() => count(waiting, ['a', 'b']), { timeout: 60_000 }).toBe(0);
    const rungs = await count(fired, ['rung']);
    expect(rungs).toBeGreaterThanOrEqual(late.length);
    const twice = `SELECT count(*) FROM (
      SELECT 1 FROM matter.entry WHERE action = $1
      GROUP BY matter_id, public #>> '{given,clock}', public #>> '{given,rung}'
      HAVING count(*) > 1) AS doubled`;
    expect(await count(twice, ['rung'])).toBe(0);
  });
});

describe('under load, one that dies', () => {
  const CLIENTS = 12;
  const EACH = 20;

  it('costs its own connections, and nothing is lost or doubled', async () => {
    const resident = await folk.resident();
    const lost: number[] = [];
    const numbers = new Map<string, Set<unknown>>();
    let done = 0;
    const dying: Promise<void>[] = [];

    /** As a phone sends: the same key until there is an answer. */
    const insist = async (key: string): Promise<void> => {
      const text = `小区门口路灯不亮。第 ${key} 号`;
      for (;;) {
        const answer = await send(front, 'POST /api/reports', {
          as: resident,
          key,
          body: { ...newReport, text },
        });
        if (answer.status === 201 || answer.status === 200) {
          numbers.set(key, (numbers.get(key) ?? new Set()).add(answer.body.number));
          done += 1;
          if (done === CLIENTS * 5) dying.push(programs[2]?.kill() ?? Promise.resolve());
          return;
        }
        expect(answer.status, JSON.stringify(answer.body)).toBe(502);
        lost.push(answer.status);
      }
    };
    const client = async () => {
      for (let n = 0; n < EACH; n += 1) await insist(randomUUID());
    };
    const before = await count('SELECT count(*) FROM matter.matter WHERE $1 = $1', ['']);
    await Promise.all(Array.from({ length: CLIENTS }, client));
    await Promise.all(dying);
    expect(dying).toHaveLength(1);
    // Each client had one request on its way, at most.
    expect(lost.length).toBeLessThanOrEqual(CLIENTS);
    expect(numbers.size).toBe(CLIENTS * EACH);
    const taken = [...numbers.values()].flatMap((set) => [...set]);
    expect(new Set(taken).size).toBe(CLIENTS * EACH);
    const after = await count('SELECT count(*) FROM matter.matter WHERE $1 = $1', ['']);
    expect(after - before).toBe(CLIENTS * EACH);
  });

  it('leaves its sweeps to the others', async () => {
    story.clock.set(today - 40 * DAY);
    const number = await tell.report(folk.clerk);
    story.clock.set(today);
    const fired = `SELECT count(*) FROM matter.entry e JOIN matter.matter m
      ON m.county = e.county AND m.id = e.matter_id WHERE m.number = $1 AND e.action = $2`;
    const rungs = () => count(fired, [number, 'rung']);
    await expect.poll(rungs, { timeout: 60_000 }).toBeGreaterThan(0);
  });
});

proveLogs(story);
