/** A newer program's permissions for standing roles: seen, taken over or left, once. */
import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/db.ts';
import { type Http, httpOf } from '../../../test/http.ts';
import { journalOf } from '../../../test/journal.ts';
import { hire, identityWorld, type People, people, type Staff } from '../../../test/people.ts';
import { readRoles } from '../commands.ts';
import type { Role } from '../rules/roles.ts';

const BROUGHT: Record<string, string[]> = {
  handler: ['matter.search', 'patrol.read'],
  auditor: ['patrol.read'],
  leader: ['matter.export'],
};
const watchman: Role = {
  code: 'watchman',
  zh: '值守员',
  en: 'watchman',
  permissions: ['matter.read'],
};

/** The rule file of the next program. */
function newerRoles(): Role[] {
  const roles = readRoles().map((role) => ({
    ...role,
    permissions: [...role.permissions, ...(BROUGHT[role.code] ?? [])],
  }));
  return [...roles, watchman];
}

const base = await testDatabase();
let all: People;
let townAdmin: Staff;
let http: Http;
let atFirst: unknown;

beforeAll(async () => {
  const config = { freshMs: 0 };
  const before = await identityWorld(base.db, { config });
  all = await people(before);
  const { http: today } = await httpOf(before);
  atFirst = (await today('GET /api/role-offers', { as: all.administrator })).body.items;
  // What an installation decided by itself stays decided: leaders were given this, and lost it.
  const leader = readRoles().find(({ code }) => code === 'leader')?.permissions ?? [];
  for (const permissions of [[...leader, 'matter.export'], leader]) {
    await today('PUT /api/roles/leader', { as: all.administrator, body: { permissions } });
  }
  const journalReader = ['journal.read', 'figures.read', 'message.read', 'rulebook.read'];
  await today('PUT /api/roles/auditor', {
    as: all.administrator,
    body: { permissions: journalReader },
  });
  const after = await identityWorld(base.db, { config, shippedRoles: newerRoles });
  const regions = ['310116101'];
  const as = { login: 'town-admin', role: 'administrator', orgId: all.orgs.town, regions };
  townAdmin = await hire(after, as);
  http = (await httpOf(after)).http;
});

const offers = async () =>
  (await http('GET /api/role-offers', { as: all.administrator })).body.items;
const decide = (decisions: [string, string, boolean][], as: Staff = all.administrator) =>
  http('POST /api/role-offers', {
    as,
    body: {
      decisions: decisions.map(([role, permission, isTaken]) => ({ role, permission, isTaken })),
    },
  });
const permissionsOf = async (code: string) => {
  const { items } = (await http('GET /api/roles', { as: all.leader })).body as {
    items: Role[];
  };
  return items.find((role) => role.code === code)?.permissions;
};

describe('what a newer program brings for roles', () => {
  it('is nothing where the roles are those of the program', () => {
    expect(atFirst).toEqual([]);
  });

  it('is offered: no more than what was never decided here, and nobody has it yet', async () => {
    expect(await offers()).toEqual([
      expect.objectContaining({
        code: 'handler',
        isNew: false,
        permissions: [
          { code: 'matter.search', apart: [] },
          { code: 'patrol.read', apart: [] },
        ],
      }),
      expect.objectContaining({
        code: 'auditor',
        permissions: [{ code: 'patrol.read', apart: [] }],
      }),
      expect.objectContaining({
        code: 'watchman',
        isNew: true,
        permissions: [{ code: 'matter.read', apart: [] }],
      }),
    ]);
    expect(await permissionsOf('handler')).not.toContain('matter.search');
  });

  it('is decided on by an administrator of the topmost organisation alone', async () => {
    const answer = await decide([['handler', 'matter.search', true]], townAdmin);
    expect(answer.body.code).toBe('SCOPE_TOO_SMALL');
    expect((await http('GET /api/role-offers', { as: all.leader })).status).toBe(403);
  });

  it('is taken over and left in one act, from the next request on, and logged', async () => {
    const answer = await decide([
      ['handler', 'matter.search', true],
      ['handler', 'patrol.read', false],
      ['watchman', 'matter.read', true],
    ]);
    expect(answer.status).toBe(200);
    expect(await permissionsOf('handler')).toContain('matter.search');
    expect(await permissionsOf('handler')).not.toContain('patrol.read');
    expect(await permissionsOf('watchman')).toEqual(['matter.read']);
    const who = await http('GET /api/session', { as: all.handler });
    expect(who.body.permissions).toContain('matter.search');
    const lines = await journalOf(base, `staff:${all.administrator.account}`);
    expect(lines.filter((line) => line.verb === 'role.change').map((line) => line.detail)).toEqual(
      expect.arrayContaining([
        { role: 'handler', gained: ['matter.search'], lost: [], left: ['patrol.read'] },
        { role: 'watchman', gained: ['matter.read'], lost: [], left: [] },
      ]),
    );
  });

  it('is not offered again once decided, and cannot be decided twice', async () => {
    expect(await offers()).toEqual([expect.objectContaining({ code: 'auditor' })]);
    for (const decision of [
      ['handler', 'matter.search', true],
      ['handler', 'patrol.read', true],
      ['handler', 'key.manage', true],
      ['mayor', 'matter.read', true],
    ] as [string, string, boolean][]) {
      expect((await decide([decision])).body.code).toBe('ROLE_OFFER_GONE');
    }
  });

  it('changes nothing when a part of it is refused', async () => {
    const answer = await decide([
      ['auditor', 'patrol.read', true],
      ['handler', 'patrol.read', true],
    ]);
    expect(answer.body.code).toBe('ROLE_OFFER_GONE');
    expect(await permissionsOf('auditor')).not.toContain('patrol.read');
  });

  it('is told apart from what the role may not join', async () => {
    const conflicting = await identityWorld(base.db, {
      config: { freshMs: 0 },
      shippedRoles: () => [{ ...watchman, code: 'auditor', permissions: ['person.open'] }],
    });
    const { http: there } = await httpOf(conflicting);
    const as = all.administrator;
    expect((await there('GET /api/role-offers', { as })).body.items).toMatchObject([
      { code: 'auditor', permissions: [{ code: 'person.open', apart: ['journal.read'] }] },
    ]);
    const decisions = [{ role: 'auditor', permission: 'person.open', isTaken: true }];
    const answer = await there('POST /api/role-offers', { as, body: { decisions } });
    expect(answer.body.code).toBe('ROLE_CONFLICT');
  });
});
