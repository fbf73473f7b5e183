/** A certificate of our own making: what it says, and the server that answers with it. */
import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { houseOver } from './installation.ts';
import { commandContext } from './modules/identity/index.ts';
import { readConfig } from './platform/config.ts';
import { makeApp, serve } from './platform/http/index.ts';
import { makeTlsFiles } from './platform/tls/index.ts';
import { testDatabase } from './test/db.ts';
import { writeTls } from './tls.ts';

const dir = mkdtempSync(join(tmpdir(), 'linli-tls-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const NOW = Date.now();
const YEAR_MS = 365 * 86_400_000;

describe('a certificate', () => {
  const hosts = ['linli.example.cn', '127.0.0.1', 'fd00::1:5', '*.field.example.cn'];
  const made = makeTlsFiles(hosts, NOW);
  const leaf = new X509Certificate(made.cert);
  const authority = new X509Certificate(made.authority);

  it('is signed by an authority that may sign, and may sign nothing itself', () => {
    expect(leaf.verify(authority.publicKey)).toBe(true);
    expect(leaf.checkIssued(authority)).toBe(true);
    expect(authority.ca).toBe(true);
    expect(leaf.ca).toBe(false);
    expect(leaf.checkPrivateKey(createPrivateKey(made.key))).toBe(true);
    // Nobody keeps the authority's key.
    expect(authority.checkPrivateKey(createPrivateKey(made.key))).toBe(false);
  });

  it('holds for its hosts, for a year, and for nothing else', () => {
    expect(leaf.checkHost('linli.example.cn')).toBeDefined();
    expect(leaf.checkHost('a.field.example.cn')).toBeDefined();
    expect(leaf.checkIP('127.0.0.1')).toBeDefined();
    expect(leaf.checkIP('fd00::1:5')).toBeDefined();
    expect(leaf.checkHost('other.example.cn')).toBeUndefined();
    expect(leaf.checkIP('127.0.0.2')).toBeUndefined();
    expect(Date.parse(leaf.validTo)).toBe(Math.floor((NOW + YEAR_MS) / 1000) * 1000);
    expect(Date.parse(leaf.validFrom)).toBeLessThan(NOW);
  });

  it('says any address as it was given', () => {
    const address = fc.oneof(fc.ipV4(), fc.ipV6());
    const isSaid = (host: string) =>
      new X509Certificate(makeTlsFiles([host], NOW).cert).checkIP(host) !== undefined;
    const told = fc.check(fc.property(address, isSaid), { numRuns: 40 });
    expect(told.counterexample).toBeNull();
  });
});

describe('the command', () => {
  const to = { folder: join(dir, 'tls'), mayReplace: false, now: NOW };
  const printed: string[] = [];

  it('writes files that only their owner reads, and prints the settings', () => {
    writeTls(['127.0.0.1'], to, (line) => void printed.push(line));
    for (const name of ['cert.pem', 'key.pem', 'ca.crt']) {
      const { mode } = statSync(join(to.folder, name));
      if (process.platform !== 'win32') expect(mode & 0o777, name).toBe(0o600);
    }
    expect(printed).toContain(`LINLI_TLS_CERT=${join(to.folder, 'cert.pem')}`);
    expect(printed.join('\n')).not.toContain('PRIVATE KEY');
  });

  it('replaces nothing unless told to, and takes no address with a scheme', () => {
    const before = readFileSync(join(to.folder, 'key.pem'), 'utf8');
    const again = (hosts: string[], mayReplace: boolean) => () =>
      writeTls(hosts, { ...to, mayReplace }, () => undefined);
    expect(again(['127.0.0.1'], false)).toThrow('TLS_FILES_STAND');
    expect(again(['https://a.cn'], true)).toThrow('TLS_HOST_INVALID');
    expect(readFileSync(join(to.folder, 'key.pem'), 'utf8')).toBe(before);
    again(['127.0.0.1'], true)();
    expect(readFileSync(join(to.folder, 'key.pem'), 'utf8')).not.toBe(before);
    expect(existsSync(join(to.folder, 'key.pem.new'))).toBe(false);
  });
});

it('a certificate that is not there is said by the name of its setting', () => {
  const env = { LINLI_TLS_CERT: join(dir, 'none.pem'), LINLI_TLS_KEY: join(dir, 'none.pem') };
  expect(() => readConfig(env, dir)).toThrow('TLS_UNREADABLE');
});

it.each(['0', '1'])(
  'the server answers over it, its cookies Secure (LINLI_DEMO=%s)',
  async (demo) => {
    const base = await testDatabase();
    const made = makeTlsFiles(['localhost', '127.0.0.1'], NOW);
    const [LINLI_TLS_CERT, LINLI_TLS_KEY] = [join(dir, 'c.pem'), join(dir, 'k.pem')];
    writeFileSync(LINLI_TLS_CERT, made.cert);
    writeFileSync(LINLI_TLS_KEY, made.key);
    const env = {
      LINLI_DEMO: demo,
      LINLI_DATA_DIR: dir,
      LINLI_MASTER_KEY: randomBytes(32).toString('base64'),
      LINLI_TLS_CERT,
      LINLI_TLS_KEY,
      DATABASE_URL: base.appUrl,
    };
    const config = readConfig(env, dir);
    const house = await houseOver(config, { applicationUrl: base.appUrl }, () => undefined);
    const ctx = commandContext('test', NOW, house.newId);
    const org = { nameZh: '示例中心', kind: 'centre', level: 'county', region: '310116' } as const;
    const password = 'a long enough one';
    await house.identity.setUp(ctx, { org, name: 'boss', displayName: '王', password });
    const app = await makeApp({
      newId: house.newId,
      maxFileBytes: 1000,
      ...(config.tls && { tls: config.tls }),
    });
    serve(app, house.http, {
      authenticate: house.identity.authenticate,
      now: house.clock.now,
      newId: house.newId,
    });
    const address = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
    try {
      const answer = await signIn(Number(address.port), made.authority, { name: 'boss', password });
      expect(answer.status).toBe(200);
      expect(answer.cookies).toMatch(/^__Host-.*; Path=\/; HttpOnly; SameSite=Lax; Secure/);
      const stranger = signIn(Number(address.port), undefined, { name: 'boss', password });
      await expect(stranger).rejects.toMatchObject({ code: 'SELF_SIGNED_CERT_IN_CHAIN' });
    } finally {
      await app.close();
      await house.db.close();
    }
  },
);

function signIn(port: number, ca: string | undefined, body: object) {
  const payload = JSON.stringify(body);
  return new Promise<{ status: number | undefined; cookies: string }>((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path: '/api/staff/sign-in',
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        ...(ca && { ca }),
      },
      (answer) => {
        answer.resume();
        const cookies = (answer.headers['set-cookie'] ?? []).join('\n');
        answer.on('end', () => resolve({ status: answer.statusCode, cookies }));
      },
    );
    sent.on('error', reject);
    sent.end(payload);
  });
}
