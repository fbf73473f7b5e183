/** Staff sign in: stories over HTTP. */
import { describe, expect, it } from 'vitest';
import { totpCode } from '../../../platform/auth/index.ts';
import { testDatabase } from '../../../test/db.ts';
import { type Call, type Http, httpOf } from '../../../test/http.ts';
import { journalOf } from '../../../test/journal.ts';
import { hire, identityWorld, PASSWORD, people, testClock } from '../../../test/people.ts';

const base = await testDatabase();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let stories = 0;

async function office(config: Record<string, unknown> = {}) {
  const world = await identityWorld(base.db, { clock: testClock(), config });
  const staff = await people(world);
  const { http } = await httpOf(world);
  // Each story has an address of its own, so that one's wrong guesses do not lock another.
  stories += 1;
  const address = `10.1.0.${stories}`;
  const signIn = (name: string, password: string, more: Call & { totp?: string } = {}) => {
    const { totp, ...call } = more;
    return http('POST /api/staff/sign-in', { address, body: { name, password, totp }, ...call });
  };
  return { world, http, signIn, ...staff };
}

const code = (answer: { body: Record<string, unknown> }) => answer.body.code;
const session = (http: Http, as: { headers: Record<string, string> }) =>
  http('GET /api/session', { as });

describe('signing in', () => {
  it('answers who one is and sets a cookie for servers only', async () => {
    const { world, http, signIn, townDispatcher, orgs } = await office();
    const answer = await signIn(townDispatcher.login.toUpperCase(), PASSWORD);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      kind: 'staff',
      post: townDispatcher.post,
      posts: [{ role: { code: 'townDispatcher' }, org: { id: orgs.town } }],
      regions: ['310116101'],
      counties: ['310116'],
    });
    expect(answer.setCookie).toMatch(
      /^linli_staff=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const who = await session(http, { headers: { cookie: answer.cookie } });
    expect(who.body).toMatchObject({ kind: 'staff', account: townDispatcher.account });
    expect(await journalOf(base, `staff:${townDispatcher.account}`)).toContainEqual(
      expect.objectContaining({ verb: 'session.signIn', post: townDispatcher.post }),
    );
    expect(world.identity.orgs.name(orgs.town).zh).toBe('示例甲镇综治中心');
  });

  it('behind TLS binds the cookie to the host', async () => {
    const { signIn, http, handler } = await office({ isSecure: true });
    const answer = await signIn(handler.login, PASSWORD);
    expect(answer.setCookie).toMatch(
      /^__Host-linli_staff=.+; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect((await session(http, { headers: { cookie: answer.cookie } })).body.kind).toBe('staff');
    // A cookie without the prefix could have been set by a neighbour.
    const bare = answer.cookie.replace('__Host-', '');
    expect((await session(http, { headers: { cookie: bare } })).body.kind).toBe('nobody');
  });

  it('answers alike for a wrong password and an account that is not there', async () => {
    const { signIn, handler } = await office();
    const wrong = await signIn(handler.login, 'wrong');
    const unknown = await signIn('nobody.at.all', 'wrong');
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    const plain = ({ body }: typeof wrong) => ({ ...body, requestId: '' });
    expect(plain(unknown)).toEqual(plain(wrong));
    expect(wrong.setCookie).toBe('');
  });

  it('ends with signing out, for the cookie too', async () => {
    const { http, signIn, handler } = await office();
    const as = { headers: { cookie: (await signIn(handler.login, PASSWORD)).cookie } };
    const out = await http('POST /api/staff/sign-out', { as });
    expect([out.status, out.setCookie]).toEqual([204, expect.stringContaining('Max-Age=0')]);
    expect((await session(http, as)).body).toEqual({ kind: 'nobody' });
    expect((await http('GET /api/roles', { as })).status).toBe(401);
    const verbs = (await journalOf(base, `staff:${handler.account}`)).map((line) => line.verb);
    expect(verbs).toContain('session.signOut');
  });

  it('lapses when idle, and at the end of its time whatever happens', async () => {
    const { world, http, signIn, handler } = await office({
      staffSessionHours: 12,
      staffIdleHours: 2,
    });
    const first = { headers: { cookie: (await signIn(handler.login, PASSWORD)).cookie } };
    world.clock.pass(2 * HOUR);
    expect((await session(http, first)).body.kind).toBe('nobody');
    const second = { headers: { cookie: (await signIn(handler.login, PASSWORD)).cookie } };
    const { http: elsewhere } = await httpOf(
      await identityWorld(base.db, { clock: world.clock, config: { staffIdleHours: 2 } }),
    );
    for (let hour = 1; hour < 12; hour += 1) {
      world.clock.pass(HOUR);
      // Two processes in turn: neither's memory of a session may keep it alive or end it early.
      const ask = hour % 2 ? elsewhere : http;
      expect([hour, (await session(ask, second)).body.kind]).toEqual([hour, 'staff']);
    }
    world.clock.pass(HOUR);
    expect((await session(http, second)).body.kind).toBe('nobody');
  });

  it('is refused to someone without a post', async () => {
    const { signIn, http, administrator, orgs } = await office();
    const name = `postless-${stories}`;
    const body = { orgId: orgs.centre, name, displayName: '示例', password: PASSWORD };
    await http('POST /api/accounts', { as: administrator, body });
    const answer = await signIn(name, PASSWORD);
    expect([answer.status, code(answer)]).toEqual([403, 'POST_NONE']);
  });
});

describe('the lock-out', () => {
  it('locks a name after five wrong ones, for the right password too, for 15 minutes', async () => {
    const { world, signIn, handler } = await office();
    for (let n = 0; n < 5; n += 1) {
      expect(code(await signIn(handler.login, 'wrong', { address: `10.9.9.${n}` }))).toBe(
        'CREDENTIALS_WRONG',
      );
    }
    const locked = await signIn(handler.login, PASSWORD);
    expect([locked.status, code(locked)]).toEqual([429, 'ACCOUNT_LOCKED']);
    expect(locked.body.title).toContain('15');
    world.clock.pass(15 * MINUTE);
    expect((await signIn(handler.login, PASSWORD)).status).toBe(200);
  });

  it('is forgotten with a right password', async () => {
    const { signIn, handler } = await office();
    for (let n = 0; n < 4; n += 1) await signIn(handler.login, 'wrong');
    expect((await signIn(handler.login, PASSWORD)).status).toBe(200);
    for (let n = 0; n < 4; n += 1) await signIn(handler.login, 'wrong');
    expect((await signIn(handler.login, PASSWORD)).status).toBe(200);
  });

  it('does not tell an account that is there from one that is not', async () => {
    const { signIn } = await office();
    for (let n = 0; n < 5; n += 1) await signIn('not.there', 'wrong');
    expect(code(await signIn('not.there', 'wrong'))).toBe('ACCOUNT_LOCKED');
  });

  it('locks an address that tries many names', async () => {
    const { signIn, handler } = await office({ wrongPerAddress: 8 });
    for (let n = 0; n < 8; n += 1) {
      expect(code(await signIn(`name-${n}`, 'wrong'))).toBe('CREDENTIALS_WRONG');
    }
    expect(code(await signIn(handler.login, PASSWORD))).toBe('ACCOUNT_LOCKED');
    expect((await signIn(handler.login, PASSWORD, { address: '10.77.0.1' })).status).toBe(200);
  });

  it('holds for twenty guesses at once', async () => {
    const { signIn, handler } = await office({ wrongPerAddress: 100 });
    const guesses = Array.from({ length: 20 }, () => signIn(handler.login, 'wrong'));
    const codes = (await Promise.all(guesses)).map(code);
    expect(codes.filter((one) => one === 'CREDENTIALS_WRONG')).toHaveLength(5);
    expect(codes.filter((one) => one === 'ACCOUNT_LOCKED')).toHaveLength(15);
    expect(code(await signIn(handler.login, PASSWORD))).toBe('ACCOUNT_LOCKED');
  });

  it('leaves a trace of wrong ones without what was typed', async () => {
    const { signIn, handler } = await office();
    await signIn(handler.login, 'a wrong word');
    const lines = await journalOf(base, 'nobody');
    const line = lines.find((one) => one.detail.account === handler.account);
    expect(line).toMatchObject({ verb: 'session.refuse', detail: { code: 'CREDENTIALS_WRONG' } });
    expect(JSON.stringify(lines)).not.toContain('a wrong word');
  });
});

describe('an authenticator app', () => {
  async function withApp() {
    const all = await office();
    const { http, world, handler } = all;
    const { body } = await http('POST /api/staff/totp', { as: handler });
    const secret = String(body.secret);
    const answer = await http('POST /api/staff/totp/confirm', {
      as: handler,
      body: { code: totpCode(secret, world.clock.now()) },
    });
    expect(answer.status).toBe(204);
    return { ...all, secret };
  }

  it('is asked for only once it was confirmed', async () => {
    const { http, signIn, handler } = await office();
    await http('POST /api/staff/totp', { as: handler });
    const wrong = await http('POST /api/staff/totp/confirm', {
      as: handler,
      body: { code: '000000' },
    });
    expect([wrong.status, code(wrong)]).toEqual([401, 'TOTP_WRONG']);
    expect((await signIn(handler.login, PASSWORD)).status).toBe(200);
  });

  it('is needed from then on, and each code is good once', async () => {
    const { world, signIn, handler, secret } = await withApp();
    expect(code(await signIn(handler.login, PASSWORD))).toBe('TOTP_NEEDED');
    const used = totpCode(secret, world.clock.now());
    expect(code(await signIn(handler.login, PASSWORD, { totp: used }))).toBe('TOTP_WRONG');
    world.clock.pass(MINUTE);
    const totp = totpCode(secret, world.clock.now());
    const answer = await signIn(handler.login, PASSWORD, { totp });
    expect(answer.body).toMatchObject({ kind: 'staff', hasTotp: true });
    expect(code(await signIn(handler.login, PASSWORD, { totp }))).toBe('TOTP_WRONG');
  });

  it('counts wrong codes towards the lock, but not a missing one', async () => {
    const { signIn, handler } = await withApp();
    for (let n = 0; n < 6; n += 1) {
      expect(code(await signIn(handler.login, PASSWORD))).toBe('TOTP_NEEDED');
    }
    for (let n = 0; n < 5; n += 1) await signIn(handler.login, PASSWORD, { totp: '000000' });
    expect(code(await signIn(handler.login, PASSWORD))).toBe('ACCOUNT_LOCKED');
  });

  it('cannot be set up over one that stands; an administrator takes it off', async () => {
    const { http, signIn, handler, administrator } = await withApp();
    expect(code(await http('POST /api/staff/totp', { as: handler }))).toBe('TOTP_STANDS');
    const answer = await http(`PATCH /api/accounts/${handler.account}`, {
      as: administrator,
      body: { removeTotp: true },
    });
    expect(answer.body).toMatchObject({ hasTotp: false });
    expect((await signIn(handler.login, PASSWORD)).status).toBe(200);
  });
});

describe('several posts', () => {
  it('are switched between, with the rights and scope of each', async () => {
    const { http, administrator, townDispatcher, orgs } = await office();
    const added = await http('POST /api/posts', {
      as: administrator,
      body: {
        accountId: townDispatcher.account,
        orgId: orgs.otherTown,
        role: 'checker',
        title: '兼任核查员',
        regions: ['310116102'],
      },
    });
    expect(added.status).toBe(201);
    const post = added.id;
    const switched = await http('POST /api/staff/post', { as: townDispatcher, body: { post } });
    expect(switched.body).toMatchObject({ post, regions: ['310116102'] });
    const who = await session(http, townDispatcher);
    expect(who.body.permissions).not.toContain('figures.read');
    expect(who.body.posts).toHaveLength(2);
    expect(await journalOf(base, `staff:${townDispatcher.account}`)).toContainEqual(
      expect.objectContaining({
        verb: 'session.switchPost',
        detail: { from: townDispatcher.post, to: post },
      }),
    );
  });

  it('of other people are not found', async () => {
    const { http, handler, checker } = await office();
    const answer = await http('POST /api/staff/post', {
      as: handler,
      body: { post: checker.post },
    });
    expect([answer.status, code(answer)]).toEqual([404, 'NOT_FOUND']);
  });

  it('end on their last day, and the person acts as the next one held', async () => {
    const { world, http, administrator, orgs } = await office();
    const login = `two-posts-${stories}`;
    const two = await hire(world, {
      login,
      role: 'handler',
      orgId: orgs.department,
      regions: ['310116'],
    });
    const body = {
      accountId: two.account,
      orgId: orgs.town,
      role: 'checker',
      title: '核查员',
      regions: ['310116101'],
    };
    const next = await http('POST /api/posts', { as: administrator, body });
    await http(`PATCH /api/posts/${two.post}`, { as: administrator, body: { toOn: '2026-11-20' } });
    expect((await session(http, two)).body.post).toBe(two.post);
    world.clock.set(Date.parse('2026-11-20T16:00:00Z'));
    expect((await session(http, two)).body.post).toBe(next.body.id);
    await http(`PATCH /api/posts/${next.id}`, {
      as: administrator,
      body: { toOn: '2026-11-20' },
    });
    expect((await session(http, two)).body).toEqual({ kind: 'nobody' });
  });
});

describe('a changed password', () => {
  it('ends the other sessions, not this one', async () => {
    const { http, signIn, handler } = await office();
    const other = { headers: { cookie: (await signIn(handler.login, PASSWORD)).cookie } };
    const body = { password: PASSWORD, newPassword: 'battery staple' };
    expect((await http('POST /api/staff/password', { as: handler, body })).status).toBe(204);
    expect((await session(http, handler)).body.kind).toBe('staff');
    expect((await session(http, other)).body.kind).toBe('nobody');
    expect((await signIn(handler.login, PASSWORD)).status).toBe(401);
    expect((await signIn(handler.login, 'battery staple')).status).toBe(200);
  });

  it('needs the old one, and may not hold the account’s name', async () => {
    const { http, handler } = await office();
    const change = (body: object) => http('POST /api/staff/password', { as: handler, body });
    expect(code(await change({ password: 'wrong', newPassword: 'battery staple' }))).toBe(
      'CREDENTIALS_WRONG',
    );
    expect(code(await change({ password: PASSWORD, newPassword: `my ${handler.login}` }))).toBe(
      'PASSWORD_WEAK',
    );
  });
});

describe('a write with cookies', () => {
  const from = (origin: string, more: object = {}) => ({ origin, host: 'linli.test', ...more });

  it.each([
    ['our own page', from('http://linli.test'), 200],
    [
      'our own page behind TLS',
      from('https://linli.test', { 'sec-fetch-site': 'same-origin' }),
      200,
    ],
    ['another site', from('http://evil.test'), 403],
    ['a sandboxed page', from('null'), 403],
    ['a neighbour on the same site', from('http://linli.test:81'), 403],
    [
      'a neighbour that the browser names',
      from('http://linli.test', { 'sec-fetch-site': 'same-site' }),
      403,
    ],
  ])('from %s', async (_, headers, status) => {
    const { http, townDispatcher } = await office();
    const body = { post: townDispatcher.post };
    const answer = await http('POST /api/staff/post', { as: townDispatcher, headers, body });
    expect(answer.status).toBe(status);
    if (status === 403) expect(code(answer)).toBe('ORIGIN_FOREIGN');
  });
});
