/** A real installation's first set-up, as an administrator lives it: once, again, after a fault. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from './house.ts';
import { memoryPhoneCodes } from './platform/auth/index.ts';
import { makeKeyring } from './platform/crypto/index.ts';
import { folderStore } from './platform/files/index.ts';
import { memorySenders } from './platform/senders/index.ts';
import { isSetUp, type SetUp, setUpHouse } from './setup.ts';
import { testDatabase } from './test/db.ts';
import { httpOf } from './test/http.ts';
import { testClock } from './test/people.ts';
import { withClient } from './test/server.ts';

const PASSWORD = 'a long enough one';
const WANTED: SetUp = {
  org: '示例区社会治理中心',
  region: '310116',
  kind: 'centre',
  login: 'Admin',
  name: '王管理',
  title: '系统管理员',
  password: PASSWORD,
};

async function emptyHouse() {
  const base = await testDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'linli-setup-'));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
  const clock = testClock();
  const phoneCodes = memoryPhoneCodes();
  const house = await openHouse({
    db: base.db,
    clock,
    keyring: makeKeyring({ masterKey: Buffer.alloc(32, 7), masterKeyId: 'test' }),
    files: folderStore(join(dataDir, 'files')),
    dataDir,
    senders: memorySenders(),
    hosts: { hosts: [] },
    phoneCodes,
    isMovable: false,
    identity: { passwordCost: 2, freshMs: 0 },
    log: { error: (about, message) => console.error(message, about) },
  });
  const world = { identity: house.identity, phoneCodes, clock, newId: house.newId };
  const { http } = await httpOf(world, house.http);
  return { base, house, clock, http };
}

async function setUp(house: House, wanted: Partial<SetUp> = {}, provinces: string[] = []) {
  const said: string[] = [];
  let asked = 0;
  const wantedOf = async () => {
    asked += 1;
    return { ...WANTED, ...wanted };
  };
  const options = { provinces, say: (line: string) => void said.push(line) };
  const refused = await setUpHouse(house, wantedOf, options).then(
    () => null,
    (error: unknown) => error,
  );
  return { said, asked, refused };
}

describe('the first set-up', async () => {
  const { house, clock, http } = await emptyHouse();

  it('leaves a house in which the administrator signs in and the rules stand', async () => {
    expect(isSetUp(house, clock.now())).toBe(false);
    const { refused, said } = await setUp(house);
    expect(refused).toBeNull();
    expect(said.join('\n')).not.toContain(PASSWORD);
    expect(isSetUp(house, clock.now())).toBe(true);
    const signedIn = await http('POST /api/staff/sign-in', {
      body: { name: 'admin', password: PASSWORD },
    });
    expect(signedIn).toMatchObject({ status: 200, body: { regions: ['310116'] } });
    const orgs = await http('GET /api/orgs', { as: { headers: { cookie: signedIn.cookie } } });
    expect(orgs.body.items).toMatchObject([{ nameZh: WANTED.org, level: 'county' }]);
    const { documents } = await house.rulebook.refresh();
    expect(documents.map((one) => one.kind)).toContain('categories');
    expect(await house.rulebook.faulty()).toEqual([]);
  });

  it('changes nothing when repeated, and says what stands', async () => {
    const before = await house.rulebook.refresh();
    const { refused, said, asked } = await setUp(house, { login: 'other' }, ['31']);
    expect({ refused, asked }).toEqual({ refused: null, asked: 0 });
    expect(said).toHaveLength(4);
    for (const line of said) expect(line).toMatch(/已就绪 stands? already/);
    expect(await house.rulebook.refresh()).toBe(before);
    expect(house.identity.orgs.all()).toHaveLength(1);
  });

  it('loads another province on demand', async () => {
    const { said } = await setUp(house, {}, ['54']);
    expect(said.join('\n')).toMatch(/regions 54: 新增 added \d+/);
  });
});

describe('a set-up that goes wrong', async () => {
  const { base, house, clock } = await emptyHouse();

  it('names every field at once, and leaves no organisation behind', async () => {
    const { refused } = await setUp(house, { region: '3101161', login: 'a b', password: 'short' });
    expect(refused).toMatchObject({ code: 'INPUT_INVALID' });
    const { fields } = (refused as { details: { fields: { path: string }[] } }).details;
    expect(new Set(fields.map((field) => field.path))).toEqual(
      new Set(['--region', '--login', 'password']),
    );
    expect(house.identity.orgs.all()).toEqual([]);
  });

  it('refuses a region that is in no tree', async () => {
    const { refused } = await setUp(house, { region: '319999' });
    expect(refused).toMatchObject({ code: 'REGION_UNKNOWN' });
  });

  it('goes on where a fault cut it off', async () => {
    const weak = await setUp(house, { password: 'admin-admin' });
    expect(weak.refused).toMatchObject({ code: 'PASSWORD_WEAK' });
    const { refused, said } = await setUp(house);
    expect(refused).toBeNull();
    expect(said.join('\n')).toContain('已就绪 stood already');
    expect(house.identity.orgs.all()).toHaveLength(1);
    expect(isSetUp(house, clock.now())).toBe(true);
  });

  it('does not make a real house of the demo', async () => {
    await withClient(base.ownerUrl, (client) =>
      client.query(`INSERT INTO demo.matter (name, number, loaded_at) VALUES ('a', '', now())`),
    );
    const { refused } = await setUp(house);
    expect(refused).toMatchObject({ code: 'SETUP_OVER_DEMO' });
  });
});
