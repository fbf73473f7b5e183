/** Residents sign in by phone code: stories over HTTP. */
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/db.ts';
import { httpOf } from '../../../test/http.ts';
import { journalOf } from '../../../test/journal.ts';
import { identityWorld, testClock } from '../../../test/people.ts';
import { withClient } from '../../../test/server.ts';

const base = await testDatabase();
const MINUTE = 60_000;
let stories = 0;

/** Each story has phones and an address of its own. */
async function home() {
  stories += 1;
  const world = await identityWorld(base.db, { clock: testClock() });
  const { http } = await httpOf(world);
  const address = `10.2.0.${stories}`;
  const phone = `1390000${String(stories).padStart(4, '0')}`;
  const send = (to = phone, from = address) =>
    http('POST /api/residents/codes', { body: { phone: to }, address: from });
  const sent = (to = phone) =>
    world.phoneCodes.sent.findLast((one) => one.phone === to)?.code ?? '';
  const signIn = (code: string, to = phone) =>
    http('POST /api/residents/sign-in', { body: { phone: to, code }, address });
  return { world, http, phone, address, send, sent, signIn };
}

const wrongOf = (code: string) => (code === '000000' ? '000001' : '000000');

describe('a resident', () => {
  it('signs in with the code of the message, and is the same account the next time', async () => {
    const { world, http, send, sent, signIn, phone } = await home();
    const answer = await send();
    expect([answer.status, answer.body]).toEqual([202, { validMinutes: 5 }]);
    const first = await signIn(sent());
    expect(first.body).toEqual({ kind: 'resident', account: expect.any(String) });
    expect(first.setCookie).toMatch(/^linli_resident=[\w-]{43}; .*HttpOnly; SameSite=Lax$/);
    world.clock.pass(MINUTE);
    await send(`+86${phone}`);
    const second = await signIn(sent());
    expect(second.body).toEqual(first.body);
    expect(second.cookie).not.toBe(first.cookie);
    const who = await http('GET /api/session', { headers: { cookie: second.cookie } });
    expect(who.body).toEqual(first.body);
    expect(await journalOf(base, `resident:${String(first.body.account)}`)).toHaveLength(2);
  });

  it('signs out of one browser', async () => {
    const { http, send, sent, signIn } = await home();
    await send();
    const headers = { cookie: (await signIn(sent())).cookie };
    const out = await http('POST /api/residents/sign-out', { headers });
    expect(out.headers['clear-site-data']).toBe('"cache"');
    expect((await http('GET /api/session', { headers })).body).toEqual({ kind: 'nobody' });
  });

  it('has no right of staff', async () => {
    const { http, send, sent, signIn } = await home();
    await send();
    const headers = { cookie: (await signIn(sent())).cookie };
    expect((await http('GET /api/accounts', { headers })).status).toBe(403);
    const body = { post: '019b0000-0000-7000-8000-000000000000' };
    expect((await http('POST /api/staff/post', { headers, body })).status).toBe(403);
  });

  it('leaves no readable phone or code in the database', async () => {
    const { send, sent, signIn, phone } = await home();
    await send();
    const code = sent();
    await signIn(code);
    const rows = await withClient(base.superUrl, async (client) => {
      const tables = ['resident.account', 'resident.code', 'resident.session', 'resident.attempt'];
      const all = tables
        .map((table) => `SELECT t::text AS row FROM ${table} t`)
        .join(' UNION ALL ');
      return (await client.query<{ row: string }>(all)).rows.map((one) => one.row);
    });
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.join('\n')).not.toContain(phone);
    expect(rows.join('\n')).not.toMatch(new RegExp(`[,(]${code}[,)]`));
  });
});

describe('a code', () => {
  it('is good once, for five minutes, and only the last one', async () => {
    const { world, send, sent, signIn } = await home();
    await send();
    const first = sent();
    world.clock.pass(MINUTE);
    await send();
    const second = sent();
    if (first !== second) expect((await signIn(first)).body.code).toBe('CODE_WRONG');
    expect((await signIn(second)).status).toBe(200);
    expect((await signIn(second)).body.code).toBe('CODE_WRONG');
    world.clock.pass(MINUTE);
    await send();
    world.clock.pass(5 * MINUTE);
    expect((await signIn(sent())).body.code).toBe('CODE_WRONG');
  });

  it('is spent by five wrong tries, also at once', async () => {
    const { send, sent, signIn } = await home();
    await send();
    const tries = Array.from({ length: 5 }, () => signIn(wrongOf(sent())));
    for (const answer of await Promise.all(tries)) expect(answer.body.code).toBe('CODE_WRONG');
    expect((await signIn(sent())).body.code).toBe('CODE_WRONG');
  });

  it('is of one phone', async () => {
    const { send, sent, signIn } = await home();
    await send();
    expect((await signIn(sent(), '13911111111')).body.code).toBe('CODE_WRONG');
  });

  it('is sent once a minute to a phone, also when asked ten times at once', async () => {
    const { world, send } = await home();
    const answers = await Promise.all(Array.from({ length: 10 }, () => send()));
    expect(answers.filter((answer) => answer.status === 202)).toHaveLength(1);
    expect(world.phoneCodes.sent).toHaveLength(1);
    const refused = await send();
    expect([refused.status, refused.body.code]).toEqual([429, 'CODE_TOO_SOON']);
    expect(refused.body.title).toContain('60');
    world.clock.pass(MINUTE / 2);
    expect((await send()).body.present).toEqual({ seconds: 30 });
    world.clock.pass(MINUTE / 2);
    expect((await send()).status).toBe(202);
  });

  it('is sent five times an hour to a phone', async () => {
    const { world, send } = await home();
    for (let n = 0; n < 5; n += 1) {
      expect((await send()).status).toBe(202);
      world.clock.pass(MINUTE);
    }
    expect((await send()).body.code).toBe('CODE_TOO_SOON');
    world.clock.pass(55 * MINUTE);
    expect((await send()).status).toBe(202);
  });

  it('is sent twenty times an hour from an address', async () => {
    const { send } = await home();
    for (let n = 0; n < 20; n += 1) {
      expect((await send(`137000000${String(n).padStart(2, '0')}`)).status).toBe(202);
    }
    expect((await send('13700000099')).body.code).toBe('CODE_TOO_SOON');
    expect((await send('13700000099', '10.2.9.9')).status).toBe(202);
  });

  it('that the gateway does not take is told, and the fault with it', async () => {
    const faults: string[] = [];
    const world = await identityWorld(base.db, {
      phoneCodes: { send: () => Promise.reject(new Error('no credit')) },
      onFault: (what, error) => faults.push(`${what}: ${(error as Error).message}`),
    });
    const { http } = await httpOf(world);
    const answer = await http('POST /api/residents/codes', {
      body: { phone: '13600000000' },
      address: '10.2.8.8',
    });
    expect([answer.status, answer.body.code]).toEqual([503, 'CODE_NOT_SENT']);
    expect(faults).toEqual(['a phone code was not taken by the gateway: no credit']);
  });

  it.each(['12345', '23800000000', '138000000000', '', '021-12345678'])(
    'is not sent to %j, which is no mobile phone',
    async (phone) => {
      const { http } = await home();
      const answer = await http('POST /api/residents/codes', { body: { phone } });
      expect(answer.body).toMatchObject({
        code: 'INPUT_INVALID',
        fields: [{ path: 'body.phone' }],
      });
    },
  );
});
