import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  cookieJar,
  httpPhoneCodes,
  logPhoneCodes,
  makeAuthKeys,
  makePasswords,
  newPhoneCode,
  newToken,
  newTotp,
  tokenHash,
  totpCode,
  totpStep,
} from './index.ts';

describe('passwords', () => {
  const passwords = makePasswords(4);

  it('are right only as they were set, and never hashed twice alike', async () => {
    const stored = await passwords.hash('correct horse');
    expect(await passwords.verify('correct horse', stored)).toBe(true);
    expect(await passwords.verify('correct horse ', stored)).toBe(false);
    expect(await passwords.hash('correct horse')).not.toBe(stored);
    expect(stored).not.toContain('correct');
  });

  it('keep the cost they were made at when the cost rises', async () => {
    const stored = await makePasswords(2).hash('correct horse');
    expect(await passwords.verify('correct horse', stored)).toBe(true);
  });

  it('are the same word from a keyboard that composes letters otherwise', async () => {
    const stored = await passwords.hash('caf\u00e9 au lait');
    expect(await passwords.verify('cafe\u0301 au lait', stored)).toBe(true);
  });

  it('are never right without an account, not even the empty one', async () => {
    expect(await passwords.verify('', null)).toBe(false);
    expect(await passwords.verify('correct horse', null)).toBe(false);
  });

  it('take as long without an account as with one', async () => {
    const dear = makePasswords(14);
    const stored = await dear.hash('correct horse');
    const time = async (hash: string | null) => {
      const start = performance.now();
      await dear.verify('wrong', hash);
      return performance.now() - start;
    };
    await time(null);
    const [known, unknown] = [await time(stored), await time(null)];
    expect(unknown).toBeGreaterThan(known / 4);
  });
});

describe('tokens', () => {
  it('differ, and are kept as a hash', () => {
    const token = newToken();
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(newToken()).not.toBe(token);
    expect(tokenHash(token)).not.toContain(token);
    expect(newPhoneCode()).toMatch(/^\d{6}$/);
  });
});

describe('keys of sign-in', () => {
  const keys = makeAuthKeys(randomBytes(32));

  it('seal a value for one use', () => {
    const sealed = keys.seal('13800000000', 'phone');
    expect(keys.open(sealed, 'phone')).toBe('13800000000');
    expect(() => keys.open(sealed, 'totp')).toThrow('does not open');
    expect(() => makeAuthKeys(randomBytes(32)).open(sealed, 'phone')).toThrow('does not open');
  });

  it('give a hash of its own for each use', () => {
    expect(keys.digest('1', 'phone')).toBe(keys.digest('1', 'phone'));
    expect(keys.digest('1', 'phone')).not.toBe(keys.digest('1', 'address'));
    expect(keys.digest('1', 'phone')).not.toBe(makeAuthKeys(randomBytes(32)).digest('1', 'phone'));
  });
});

describe('codes of an authenticator app', () => {
  const { secret, uri } = newTotp('dispatcher');
  const now = Date.parse('2026-11-20T02:00:00Z');

  it('are right in their half minute and the ones beside it', () => {
    const code = totpCode(secret, now);
    const step = Math.floor(now / 30_000);
    expect(totpStep(secret, code, now)).toBe(step);
    expect(totpStep(secret, code, now + 30_000)).toBe(step);
    expect(totpStep(secret, code, now - 30_000)).toBe(step);
    expect(totpStep(secret, code, now + 90_000)).toBeNull();
    expect(uri).toContain(`secret=${secret}`);
  });

  it('agree with the example of RFC 6238', () => {
    // "12345678901234567890" in base32; at 59 s the eight digits are 94287082.
    expect(totpCode('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 59_000)).toBe('287082');
  });
});

describe('cookies', () => {
  it('are for servers only, and behind TLS for this host only', () => {
    const plain = cookieJar({ isSecure: false });
    const secure = cookieJar({ isSecure: true });
    expect(plain.write('linli_staff', 'x', 60)).toBe(
      'linli_staff=x; Max-Age=60; Path=/; HttpOnly; SameSite=Lax',
    );
    expect(secure.write('linli_staff', 'x', 60)).toBe(
      '__Host-linli_staff=x; Max-Age=60; Path=/; HttpOnly; SameSite=Lax; Secure',
    );
  });

  it('are read by their whole name', () => {
    const headers = { cookie: 'a=1; xlinli_staff=no; linli_staff=yes; __Host-linli_staff=safe' };
    expect(cookieJar({ isSecure: false }).read(headers, 'linli_staff')).toBe('yes');
    expect(cookieJar({ isSecure: true }).read(headers, 'linli_staff')).toBe('safe');
    expect(cookieJar({ isSecure: false }).read({}, 'linli_staff')).toBeUndefined();
  });
});

describe('phone codes', () => {
  const to = { phone: '13800000000', code: '123456', minutes: 5 };

  async function gateway(status: number) {
    const seen: { url?: string; body: string; headers: Record<string, unknown> }[] = [];
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        seen.push({ url: request.url, body, headers: request.headers });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    return { seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  it('go to the log in development', async () => {
    const lines: string[] = [];
    await logPhoneCodes((line) => lines.push(line)).send(to);
    expect(lines).toEqual(['phone code for 13800000000: 123456']);
  });

  it('go to a gateway by its template', async () => {
    const { seen, url } = await gateway(200);
    await httpPhoneCodes({
      url: `${url}/send?to={phone}`,
      headers: { 'content-type': 'application/json', 'x-key': 'k' },
      body: '{"code":"{code}","minutes":{minutes},"text":"{other}"}',
    }).send(to);
    expect(seen[0]?.url).toBe('/send?to=13800000000');
    expect(seen[0]?.headers['x-key']).toBe('k');
    expect(seen[0]?.body).toBe('{"code":"123456","minutes":5,"text":"{other}"}');
  });

  it('say when the gateway does not take them', async () => {
    const { url } = await gateway(500);
    await expect(httpPhoneCodes({ url }).send(to)).rejects.toThrow('500');
  });
});
