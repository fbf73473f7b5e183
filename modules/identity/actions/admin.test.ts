/** Administration and keys: stories over HTTP. */
import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/db.ts';
import { type Http, httpOf } from '../../../test/http.ts';
import { journalOf } from '../../../test/journal.ts';
import { identityWorld, PASSWORD, type People, people, type World } from '../../../test/people.ts';

const base = await testDatabase();
let world: World;
let all: People;
let http: Http;

beforeAll(async () => {
  world = await identityWorld(base.db);
  all = await people(world);
  http = (await httpOf(world)).http;
});

const NOWHERE = '019b0000-0000-7000-8000-000000000000';
const lines = async () => journalOf(base, `staff:${all.administrator.account}`);

describe('organisations', () => {
  const body = (more: object = {}) => ({
    parentId: all.orgs.town,
    kind: 'station',
    level: 'town',
    nameZh: `示例站${world.newId()}`,
    region: '310116101',
    ...more,
  });
  const add = (more: object = {}, as = all.administrator) =>
    http('POST /api/orgs', { as, body: body(more) });

  it('are added below one’s own, shown at once, and logged', async () => {
    const answer = await add();
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ county: '310116', isActive: true });
    const id = answer.id;
    expect(world.identity.orgs.pathOf(id)).toEqual([all.orgs.centre, all.orgs.town, id]);
    const list = await http(`GET /api/orgs?parentId=${all.orgs.town}`, { as: all.handler });
    expect((list.body.items as { id: string }[]).map((org) => org.id)).toContain(id);
    expect(await lines()).toContainEqual(
      expect.objectContaining({
        verb: 'org.add',
        county: '-',
        detail: { org: id, parent: all.orgs.town },
      }),
    );
  });

  it.each([
    ['an unknown superior', () => ({ parentId: NOWHERE }), 404, 'NOT_FOUND'],
    ['one of another county', () => ({ parentId: all.elsewhere.orgs.centre }), 404, 'NOT_FOUND'],
    ['none', () => ({ parentId: null }), 404, 'NOT_FOUND'],
    ['a region beyond the scope', () => ({ region: '310117' }), 403, 'REGION_OUTSIDE'],
    ['a level above the superior', () => ({ level: 'county' }), 400, 'ORG_LEVEL_WRONG'],
    ['a region that is no code', () => ({ region: '3101161' }), 400, 'INPUT_INVALID'],
  ])('are refused under %s', async (_, more, status, code) => {
    const answer = await add(more());
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('have one name under a superior', async () => {
    const nameZh = `示例站${world.newId()}`;
    expect((await add({ nameZh })).status).toBe(201);
    expect((await add({ nameZh })).body.code).toBe('ORG_DUPLICATE');
  });

  it('cannot come to stand below themselves, not even by two moves at once', async () => {
    const [a, b] = [(await add()).id, (await add()).id];
    const move = (id: string, parentId: string) =>
      http(`PATCH /api/orgs/${id}`, { as: all.administrator, body: { parentId } });
    const answers = await Promise.all([move(a, b), move(b, a)]);
    expect(answers.map((one) => one.status).sort((x, y) => x - y)).toEqual([200, 409]);
    expect(world.identity.orgs.pathOf(a).length).toBeLessThan(6);
    expect((await move(all.orgs.centre, a)).body.code).toBe('ORG_CIRCLE');
  });

  it('end only when nothing lives in them', async () => {
    const id = (await add()).id;
    const end = (org: string) =>
      http(`PATCH /api/orgs/${org}`, { as: all.administrator, body: { isActive: false } });
    expect((await end(all.orgs.town)).body.code).toBe('ORG_IN_USE');
    expect((await end(id)).body).toMatchObject({ isActive: false });
    expect(world.identity.orgs.subordinatesOf(all.orgs.town).map((org) => org.id)).not.toContain(
      id,
    );
  });

  it('come in pages that fit together', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await http(`GET /api/orgs?limit=7${cursor}`, { as: all.clerk });
      seen.push(...(page.body.items as { id: string }[]).map((org) => org.id));
      cursor = typeof page.body.next === 'string' ? `&cursor=${page.body.next}` : '';
    } while (cursor);
    expect(seen).toEqual(world.identity.orgs.all().map((org) => org.id));
  });
});

describe('accounts and posts', () => {
  const account = (more: object = {}) => ({
    orgId: all.orgs.town,
    name: `new-${world.newId().slice(-12)}`,
    displayName: '示例新人',
    password: PASSWORD,
    ...more,
  });
  const add = (more: object = {}, as = all.administrator) =>
    http('POST /api/accounts', { as, body: account(more) });
  const post = (accountId: string, more: object = {}, as = all.administrator) =>
    http('POST /api/posts', {
      as,
      body: {
        accountId,
        orgId: all.orgs.town,
        role: 'checker',
        title: '核查员',
        regions: ['310116101'],
        ...more,
      },
    });

  it('let someone sign in once they have a post, and end with it', async () => {
    const body = account();
    const made = await http('POST /api/accounts', { as: all.administrator, body });
    expect(made.status).toBe(201);
    expect(JSON.stringify(made.body)).not.toMatch(/scrypt|password/);
    const id = made.id;
    expect((await post(id)).status).toBe(201);
    const signIn = () =>
      http('POST /api/staff/sign-in', { body: { name: body.name, password: PASSWORD } });
    const as = { headers: { cookie: (await signIn()).cookie } };
    expect((await http('GET /api/roles', { as })).status).toBe(200);
    await http(`PATCH /api/accounts/${id}`, { as: all.administrator, body: { isActive: false } });
    expect((await http('GET /api/roles', { as })).status).toBe(401);
    expect((await signIn()).body.code).toBe('CREDENTIALS_WRONG');
    const change = (await lines()).findLast((line) => line.verb === 'account.change');
    expect(change?.detail).toEqual({ account: id, changed: ['isActive'], isActive: false });
  });

  it('lose their sessions when an administrator sets a new password', async () => {
    const body = account();
    const { id } = await http('POST /api/accounts', { as: all.administrator, body });
    await post(id);
    const signIn = (password: string) =>
      http('POST /api/staff/sign-in', { body: { name: body.name, password } });
    const as = { headers: { cookie: (await signIn(PASSWORD)).cookie } };
    const change = { password: 'battery staple' };
    await http(`PATCH /api/accounts/${id}`, { as: all.administrator, body: change });
    expect((await http('GET /api/roles', { as })).status).toBe(401);
    expect((await signIn(PASSWORD)).status).toBe(401);
    expect((await signIn('battery staple')).status).toBe(200);
    expect(JSON.stringify(await lines())).not.toContain('battery');
  });

  it('of another county are not found, and not listed', async () => {
    const theirs = all.elsewhere.handler;
    const change = await http(`PATCH /api/accounts/${theirs.account}`, {
      as: all.administrator,
      body: { displayName: 'x' },
    });
    expect([change.status, change.body.code]).toEqual([404, 'NOT_FOUND']);
    expect((await add({ orgId: all.elsewhere.orgs.town })).status).toBe(404);
    expect((await post(theirs.account)).status).toBe(404);
    const ended = await http(`PATCH /api/posts/${theirs.post}`, {
      as: all.administrator,
      body: { toOn: '2026-11-20' },
    });
    expect(ended.status).toBe(404);
    const list = await http('GET /api/accounts?limit=100', { as: all.administrator });
    const names = (list.body.items as { id: string }[]).map((one) => one.id);
    expect(names).toContain(all.handler.account);
    expect(names).not.toContain(theirs.account);
  });

  it.each([
    ['a role that is not there', () => ({ role: 'mayor' }), 'ROLE_UNKNOWN'],
    [
      'regions beyond the administrator’s',
      () => ({ regions: ['310116101', '310117'] }),
      'REGION_OUTSIDE',
    ],
    ['a region above the administrator’s', () => ({ regions: ['3101'] }), 'REGION_OUTSIDE'],
    [
      'an end before its beginning',
      () => ({ fromOn: '2026-12-01', toOn: '2026-11-30' }),
      'DATES_REVERSED',
    ],
    ['no region', () => ({ regions: [] }), 'INPUT_INVALID'],
    ['an organisation elsewhere', () => ({ orgId: all.elsewhere.orgs.town }), 'NOT_FOUND'],
  ])('a post with %s is refused', async (_, more, code) => {
    expect((await post(all.handler.account, more())).body.code).toBe(code);
  });

  it('have one name in the whole installation, and no password of it', async () => {
    expect((await add({ name: all.elsewhere.handler.login })).body.code).toBe('ACCOUNT_DUPLICATE');
    expect((await add({ name: 'someone', password: 'Someone-2026' })).body.code).toBe(
      'PASSWORD_WEAK',
    );
  });

  it('cannot be closed by their own holder', async () => {
    const answer = await http(`PATCH /api/accounts/${all.administrator.account}`, {
      as: all.administrator,
      body: { isActive: false },
    });
    expect(answer.body.code).toBe('ACCOUNT_OWN');
  });
});

describe('the permission matrix', () => {
  const change = (code: string, permissions: string[], as = all.administrator) =>
    http(`PUT /api/roles/${code}`, { as, body: { permissions } });

  it('is read by all staff and changed by an administrator at a root, from the next request on', async () => {
    const before = await http('GET /api/roles', { as: all.leader });
    const leader = (before.body.items as { code: string; permissions: string[] }[]).find(
      (role) => role.code === 'leader',
    );
    const permissions = [...(leader?.permissions ?? []), 'matter.export'];
    expect((await change('leader', permissions)).status).toBe(200);
    const who = await http('GET /api/session', { as: all.leader });
    expect(who.body.permissions).toContain('matter.export');
    expect((await change('leader', leader?.permissions ?? [])).status).toBe(200);
    expect((await change('leader', permissions)).status).toBe(200);
    expect((await http('GET /api/session', { as: all.leader })).body.permissions).toContain(
      'matter.export',
    );
    const detail = (await lines()).find((line) => line.verb === 'role.change')?.detail;
    expect(detail).toEqual({ role: 'leader', gained: ['matter.export'], lost: [] });
  });

  it.each([
    ['auditor', ['journal.read', 'person.open'], 'ROLE_CONFLICT'],
    ['administrator', ['org.manage'], 'ROLE_CONFLICT'],
    ['administrator', ['account.manage', 'person.open'], 'ROLE_CONFLICT'],
    ['clerk', ['matter.delete'], 'INPUT_INVALID'],
    ['mayor', [], 'NOT_FOUND'],
  ])('refuses %s with %j', async (code, permissions, refusal) => {
    expect((await change(code, permissions)).body.code).toBe(refusal);
  });
});

describe('who has not the right', () => {
  it.each([
    ['POST /api/orgs', {}],
    ['GET /api/accounts', undefined],
    ['POST /api/accounts', {}],
    ['GET /api/posts', undefined],
    ['POST /api/posts', {}],
    ['PUT /api/roles/clerk', {}],
    ['GET /api/keys', undefined],
    ['POST /api/keys', {}],
  ])('is refused %s before anything is read', async (line, body) => {
    expect((await http(line, { as: all.countyDispatcher, body })).status).toBe(403);
    expect((await http(line, { as: all.auditor, body })).status).toBe(403);
    expect((await http(line, { body })).status).toBe(401);
  });
});

describe('the key of a machine', () => {
  const add = (more: object = {}) =>
    http('POST /api/keys', {
      as: all.administrator,
      body: {
        name: '示例传感平台',
        orgId: all.orgs.department,
        scopes: ['matter.register'],
        regions: ['310116'],
        ...more,
      },
    });
  const bearer = (secret: unknown) => ({ headers: { authorization: `Bearer ${String(secret)}` } });

  it('opens what its scopes name and nothing else, until revoked', async () => {
    const { status, body, id } = await add();
    expect(status).toBe(201);
    expect(body.secret).toMatch(/^linli_[\w-]{43}$/);
    const as = bearer(body.secret);
    const who = await http('GET /api/session', { as });
    expect(who.body).toMatchObject({
      kind: 'machine',
      account: body.id,
      permissions: ['matter.register'],
      counties: ['310116'],
    });
    expect((await http('GET /api/accounts', { as })).status).toBe(403);
    const list = await http('GET /api/keys', { as: all.administrator });
    expect(JSON.stringify(list.body)).toContain(String(body.hint));
    expect(JSON.stringify(list.body)).not.toContain(String(body.secret));
    await http(`POST /api/keys/${id}/revoke`, { as: all.administrator });
    const after = await http('GET /api/session', { as });
    expect([after.status, after.body.code]).toEqual([401, 'SIGN_IN_NEEDED']);
  });

  it('lapses on its day', async () => {
    const expiresAt = new Date(world.clock.now() + 1000).toISOString();
    const { body } = await add({ expiresAt });
    const now = world.clock.now();
    const as = bearer(body.secret).headers;
    expect((await world.identity.authenticate(as, now)).kind).toBe('machine');
    await expect(world.identity.authenticate(as, now + 1000)).rejects.toThrow('SIGN_IN_NEEDED');
  });

  it('wins over a cookie, and a wrong one is not replaced by the cookie', async () => {
    const as = { headers: { ...all.handler.headers, ...bearer('linli_wrong').headers } };
    expect((await http('GET /api/session', { as })).status).toBe(401);
  });

  it.each([
    ['scopes of people', { scopes: ['account.manage'] }, 'INPUT_INVALID'],
    ['a scope to open persons', { scopes: ['person.open'] }, 'INPUT_INVALID'],
    ['regions beyond', { regions: ['31'] }, 'REGION_OUTSIDE'],
    ['an organisation that is not there', { orgId: NOWHERE }, 'NOT_FOUND'],
  ])('is refused %s', async (_, more, code) => {
    expect((await add(more)).body.code).toBe(code);
  });
});
