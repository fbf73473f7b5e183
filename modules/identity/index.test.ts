/** Identity as the rest of the house sees it. */
import { describe, expect, it } from 'vitest';
import { nobody } from '../../kernel/actor.ts';
import { makeKeyring } from '../../platform/crypto/index.ts';
import { NO_COUNTY } from '../../platform/journal/journal.ts';
import { testDatabase } from '../../test/db.ts';
import { identityWorld, people, peopleOf } from '../../test/people.ts';
import { readRoles } from './commands.ts';
import {
  commandContext,
  findMatterLink,
  linkMatter,
  matterLinksOf,
  unlinkMatter,
} from './index.ts';

const { db } = await testDatabase();
const world = await identityWorld(db);
const staff = await people(world);
const REFERENCE_ONLY = { counties: [] };

describe('the actor', () => {
  it('of staff has the post with its organisation, rights and counties', () => {
    expect(staff.townDispatcher.actor).toMatchObject({
      role: 'townDispatcher',
      org: staff.orgs.town,
      orgPath: [staff.orgs.centre, staff.orgs.town],
      regions: ['310116101'],
      counties: ['310116'],
    });
    expect(staff.townDispatcher.actor.permissions.has('matter.act')).toBe(true);
    expect(staff.auditor.actor.permissions.has('person.open')).toBe(false);
    expect(staff.elsewhere.handler.actor.counties).toEqual(['310117']);
  });

  it('of a browser with both cookies is staff, unless the page asks as a resident', async () => {
    const resident = await staff.resident();
    const cookie = `${staff.handler.headers.cookie}; ${resident.headers.cookie}`;
    const as = (more: object) =>
      world.identity.authenticate({ cookie, ...more }, world.clock.now());
    expect((await as({})).kind).toBe('staff');
    expect(await as({ 'x-linli-as': 'resident' })).toEqual(resident.actor);
  });

  it('is nobody for a cookie that was never given', async () => {
    const cookie = 'linli_staff=abc; linli_resident=abc';
    expect(await world.identity.authenticate({ cookie }, world.clock.now())).toEqual(nobody);
    expect(await world.identity.authenticate({}, world.clock.now())).toEqual(nobody);
  });
});

describe('the tree and the posts', () => {
  it('follow who is superior, not the region code', () => {
    const { orgs: tree } = world.identity;
    expect(tree.superiorOf(staff.orgs.townStation)).toBe(staff.orgs.department);
    expect(tree.isBelow(staff.orgs.village, staff.orgs.centre)).toBe(true);
    expect(tree.isBelow(staff.orgs.village, staff.elsewhere.orgs.centre)).toBe(false);
  });

  it('name the worker of a grid by the public name and duty phone', () => {
    const found = world.identity.gridWorkersOf('310116101201001', world.clock.now());
    expect(found).toEqual([
      { post: staff.gridWorker.post, publicName: '示例网格员', dutyPhone: '021-11111111' },
    ]);
    expect(world.identity.gridWorkersOf('310116101201009', world.clock.now())).toEqual([]);
  });

  it('give the posts of an organisation and role', () => {
    const { department } = staff.orgs;
    const found = world.identity.posts({ orgId: department, role: 'handler' }, world.clock.now());
    expect(found.map((post) => post.id)).toEqual([staff.handler.post]);
  });

  it('of another process are seen once what is remembered is old enough', async () => {
    const other = await identityWorld(db, { config: { freshMs: 0 } });
    const { orgs } = await peopleOf(world, '310118');
    expect(other.identity.orgs.find(orgs.village)).toBeUndefined();
    await other.identity.fresh();
    expect(other.identity.orgs.find(orgs.village)?.region).toBe('310118101201');
  });
});

describe('the rule file of roles', () => {
  it('is sound, and loading it again changes nothing', async () => {
    const roles = readRoles();
    expect(roles.map((role) => role.code)).toContain('callBackOperator');
    const ctx = commandContext('test', world.clock.now(), world.newId);
    expect(await world.identity.loadRoles(ctx)).toEqual([]);
  });

  it('gives auditors logs and no persons, leaders figures and no persons', () => {
    const of = (code: string) => readRoles().find((role) => role.code === code)?.permissions ?? [];
    expect(of('auditor')).toContain('journal.read');
    expect(of('auditor')).not.toContain('matter.read');
    // Of a reception day a leader sees the turns, masked: nobody opens a person without this right.
    expect(of('leader')).toEqual([
      'matter.read',
      'figures.read',
      'rulebook.read',
      'reception.desk',
      'petition.read',
    ]);
  });
});

describe('keys', () => {
  it('of sign-in survive a turned master key, and do not open without it', async () => {
    const { actor } = await staff.resident();
    const phone = await db.scoped(REFERENCE_ONLY, (tx) =>
      world.identity.residentPhone(tx, actor.account),
    );
    expect(phone).toMatch(/^138\d{8}$/);
    const turned = makeKeyring({
      masterKey: Buffer.alloc(32, 8),
      masterKeyId: 'turned',
      older: { test: Buffer.alloc(32, 7) },
    });
    const after = await identityWorld(db, { keyring: turned });
    expect(
      await db.scoped(REFERENCE_ONLY, (tx) => after.identity.residentPhone(tx, actor.account)),
    ).toBe(phone);
    await expect(identityWorld(db)).rejects.toThrow('not here');
    await identityWorld(db, {
      keyring: makeKeyring({
        masterKey: Buffer.alloc(32, 7),
        masterKeyId: 'test',
        older: { turned: Buffer.alloc(32, 8) },
      }),
    });
  });
});

describe('a resident’s own matters', () => {
  it('are listed newest first, across counties, and only to their account', async () => {
    const [me, other] = [(await staff.resident()).actor, (await staff.resident()).actor];
    const links = ['310116', '310117', '310116'].map((county, n) => ({
      account: me.account,
      county,
      matterId: world.newId(),
      number: `${county}-${n}`,
      relation: 'reporter' as const,
      createdAt: new Date(world.clock.now() + n).toISOString(),
    }));
    await db.scoped({ counties: [NO_COUNTY] }, async (tx) => {
      for (const link of [...links, ...links]) linkMatter(tx, link);
      const first = await matterLinksOf(tx, me.account, { after: null, limit: 2 });
      expect(first).toEqual([links[2], links[1]]);
      const after = first.at(-1) ?? null;
      expect(await matterLinksOf(tx, me.account, { after, limit: 2 })).toEqual([links[0]]);
      expect(await matterLinksOf(tx, other.account, { after: null, limit: 2 })).toEqual([]);
      const { matterId } = links[0] ?? { matterId: '' };
      expect(await findMatterLink(tx, me.account, matterId)).toEqual(links[0]);
      expect(await findMatterLink(tx, other.account, matterId)).toBeUndefined();
      if (links[0]) await unlinkMatter(tx, links[0]);
      expect(await findMatterLink(tx, me.account, matterId)).toBeUndefined();
    });
  });
});

describe('the sweep', () => {
  it('takes what has lapsed and leaves what lives', async () => {
    const world = await identityWorld(db, { config: { residentSessionDays: 1 } });
    const { resident, handler } = await people(world);
    const { headers } = await resident();
    await world.identity.sweep(world.clock.now() + 3 * 86_400_000);
    const { identity, clock } = await identityWorld(db);
    expect((await identity.authenticate(headers, clock.now())).kind).toBe('nobody');
    expect((await identity.authenticate(handler.headers, clock.now())).kind).toBe('staff');
  });
});
