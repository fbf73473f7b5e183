/** The checks of an installation, each seen to fail where something is wrong. */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { examine } from './doctor.ts';
import { houseOver } from './installation.ts';
import { readConfig } from './platform/config.ts';
import { checkNode, type Finding, findingLine, judgeFacts } from './platform/doctor/index.ts';
import { setUpHouse } from './setup.ts';
import { testDatabase } from './test/db.ts';

const dir = mkdtempSync(join(tmpdir(), 'linli-doctor-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const base = await testDatabase();
const env: NodeJS.ProcessEnv = {
  LINLI_DEMO: '0',
  LINLI_DATA_DIR: dir,
  LINLI_MASTER_KEY: randomBytes(32).toString('base64'),
  DATABASE_URL: base.appUrl,
  DATABASE_ADMIN_URL: base.ownerUrl,
};

async function look(more: NodeJS.ProcessEnv = {}) {
  const found: Finding[] = [];
  const config = readConfig({ ...env, ...more }, dir);
  const isWell = await examine(config, (one) => void found.push(one));
  const states = Object.fromEntries(found.map((one) => [one.what.en, one.state]));
  return { isWell, states, lines: found.map(findingLine), found };
}

describe('an installation', () => {
  it('that was never set up is told so, in both languages, and left as it is', async () => {
    const { isWell, states, lines } = await look();
    expect(isWell).toBe(false);
    expect(states).toMatchObject({ 'set-up': 'fail', calendar: 'fail', 'master key': 'ok' });
    expect(lines.find((line) => line.includes('set-up'))).toMatch(
      /^有误 FAIL 首次设置 set-up: .*→ 请运行 npm run linli -- setup \/ run npm run linli -- setup$/,
    );
    expect(readdirSync(dir)).not.toContain('demo-master-key');
  });

  it('that is set up has nothing that fails but what this database lacks', async () => {
    const config = readConfig(env, dir);
    const house = await houseOver(config, { applicationUrl: base.appUrl }, () => undefined);
    const wanted = {
      org: '示例区社会治理中心',
      region: '540102',
      kind: 'centre',
      login: 'boss',
      name: '王',
      title: '系统管理员',
      password: 'a long enough one',
    };
    await setUpHouse(house, async () => wanted, { provinces: [], say: () => undefined });
    await house.db.close();
    const { found } = await look();
    const failed = found.filter((one) => one.state === 'fail').map((one) => one.what.en);
    // The tests' template has no tables of pg-boss, and a real installation's clock is today's.
    expect(failed.filter((name) => name !== 'calendar')).toEqual(['schedules']);
    for (const one of found) expect(one.state === 'ok' || one.todo, one.what.en).toBeTruthy();
  });

  it('with another master key is named the one that it needs', async () => {
    const right = (await look()).found.find((one) => one.what.en === 'master key')?.detail;
    const wrong = await look({ LINLI_MASTER_KEY: randomBytes(32).toString('base64') });
    expect(wrong.found.find((one) => one.what.en === 'master key')).toMatchObject({
      state: 'fail',
      detail: `missing: ${right}`,
    });
    expect((await look({ LINLI_MASTER_KEY: '' })).states).toMatchObject({ 'master key': 'fail' });
  });

  it('is not opened as its owner or a superuser', async () => {
    const owner = await look({ DATABASE_URL: base.ownerUrl });
    expect(owner.states).toMatchObject({ 'database role': 'fail' });
    expect(owner.states).not.toHaveProperty('set-up');
  });

  it('whose database is away hears where to look', async () => {
    const away = await look({ DATABASE_URL: 'postgres://linli_app:x@127.0.0.1:1/linli' });
    expect(away.isWell).toBe(false);
    expect(away.lines.at(-1)).toMatch(/FAIL 数据库 database: .*ECONNREFUSED.*DATABASE_URL/);
  });

  it('without a data folder is not given one by looking', async () => {
    const none = join(dir, 'none');
    const { states } = await look({ LINLI_DATA_DIR: none, DATABASE_URL: '' });
    expect(states).toMatchObject({ 'data folder': 'warn', database: 'warn' });
    expect(existsSync(none)).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('whose folder others may write is told so', async () => {
    chmodSync(dir, 0o777);
    expect((await look()).states).toMatchObject({ 'data folder': 'warn' });
    chmodSync(dir, 0o700);
  });
});

describe('the facts of a database', () => {
  const facts = { version: 150_014, driftMs: 12, lastPartition: 2028, jobs: 30 };
  const failing = (more: Partial<typeof facts> | { jobs: null }) =>
    judgeFacts({ ...facts, ...more }, 2026).flatMap((one) =>
      one.state === 'fail' ? [one.what.en] : [],
    );

  it.each([
    [{}, []],
    [{ version: 140_011 }, ['database']],
    [{ lastPartition: 2026 }, ['partitions']],
    [{ driftMs: -2500 }, ['clock drift']],
    [{ jobs: null }, ['schedules']],
  ])('%j fail in %j', (more, expected) => {
    expect(failing(more)).toEqual(expected);
  });

  it('are worth nothing on an old Node', () => {
    expect(checkNode('22.18.0').state).toBe('fail');
    expect(checkNode('24.0.0').state).toBe('ok');
  });
});
