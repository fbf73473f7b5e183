/** Sign-in through another sign-on, against a small provider of our own in this process. */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/db.ts';
import { httpOf } from '../../../test/http.ts';
import { journalOf } from '../../../test/journal.ts';
import { identityWorld, people } from '../../../test/people.ts';

const base = await testDatabase();
const provider = await startProvider();
afterAll(() => provider.close());

describe('the outside sign-on', () => {
  it('signs in the account that carries its subject', async () => {
    const { http, handler, leave, comeBack } = await office('subject-1');
    const { url, cookie } = await leave();
    expect(url.origin + url.pathname).toBe(`${provider.issuer}/authorize`);
    expect(url.searchParams.get('code_challenge_method')).toBe('S256');
    const answer = await comeBack(provider.approve(url, 'subject-1'), cookie);
    expect([answer.status, answer.headers.location]).toEqual([302, '/console/']);
    const who = await http('GET /api/session', { headers: { cookie: answer.cookie } });
    expect(who.body).toMatchObject({ kind: 'staff', account: handler.account });
    const line = (await journalOf(base, `staff:${handler.account}`)).at(-1);
    expect(line).toMatchObject({ verb: 'session.signIn', detail: { by: 'oidc' } });
  });

  it('refuses a subject that no account carries', async () => {
    const { leave, comeBack } = await office('subject-2');
    const { url, cookie } = await leave();
    const answer = await comeBack(provider.approve(url, 'a stranger'), cookie);
    expect([answer.status, answer.body.code]).toEqual([403, 'OIDC_ACCOUNT_UNKNOWN']);
    expect(answer.setCookie).toBe('');
  });

  it('refuses an answer in a browser that did not leave, and one that was altered', async () => {
    const { leave, comeBack, world } = await office('subject-3');
    const { url, cookie } = await leave();
    const query = provider.approve(url, 'subject-3');
    const code = async (q: string, c: string) => (await comeBack(q, c)).body.code;
    expect(await code(query, '')).toBe('OIDC_FAILED');
    expect(await code(query, `${cookie}x`)).toBe('OIDC_FAILED');
    expect(await code(query.replace('state=', 'state=x'), cookie)).toBe('OIDC_FAILED');
    expect(await code(query, (await leave()).cookie)).toBe('OIDC_FAILED');
    expect(await code('error=access_denied', cookie)).toBe('OIDC_FAILED');
    world.clock.pass(11 * 60_000);
    expect(await code(query, cookie)).toBe('OIDC_FAILED');
  });

  it('refuses an identity that was signed for another sign-in', async () => {
    const { leave, comeBack } = await office('subject-4');
    const { url, cookie } = await leave();
    url.searchParams.set('nonce', 'another');
    const answer = await comeBack(provider.approve(url, 'subject-4'), cookie);
    expect(answer.body.code).toBe('OIDC_FAILED');
  });

  it('is off unless it was set up', async () => {
    const { http } = await httpOf(await identityWorld(base.db));
    const answer = await http('GET /api/staff/oidc');
    expect([answer.status, answer.body.code]).toEqual([404, 'OIDC_OFF']);
  });
});

async function office(subject: string) {
  const oidc = {
    issuer: provider.issuer,
    clientId: 'linli',
    clientSecret: 'secret',
    redirectUri: 'http://linli.test/api/staff/oidc/callback',
    allowHttp: true,
  };
  const world = await identityWorld(base.db, { config: { oidc } });
  const staff = await people(world);
  const { http } = await httpOf(world);
  const tied = await http(`PATCH /api/accounts/${staff.handler.account}`, {
    as: staff.administrator,
    body: { oidcSubject: `${provider.issuer} ${subject}` },
  });
  expect(tied.status).toBe(200);
  const leave = async () => {
    const answer = await http('GET /api/staff/oidc');
    expect(answer.status).toBe(302);
    return { url: new URL(String(answer.headers.location)), cookie: answer.cookie };
  };
  const comeBack = (query: string, cookie: string) =>
    http(`GET /api/staff/oidc/callback?${query}`, { headers: { cookie } });
  return { world, http, ...staff, leave, comeBack };
}

/** Answers discovery, keys and the token endpoint; `approve` is what a person would click. */
async function startProvider() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const grants = new Map<string, { nonce: string; challenge: string; subject: string }>();
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const answer = answerOf(request.url ?? '', new URLSearchParams(body));
      response.writeHead(answer ? 200 : 400, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? { error: 'invalid_grant' }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function answerOf(url: string, form: URLSearchParams): object | null {
    if (url.startsWith('/.well-known/')) {
      return {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
        id_token_signing_alg_values_supported: ['RS256'],
      };
    }
    if (url === '/keys') {
      return {
        keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }],
      };
    }
    const grant = grants.get(form.get('code') ?? '');
    const verifier = form.get('code_verifier') ?? '';
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    if (!grant || grant.challenge !== challenge) return null;
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer,
      aud: 'linli',
      sub: grant.subject,
      nonce: grant.nonce,
      iat: now,
      exp: now + 60,
    };
    return { access_token: 'a', token_type: 'Bearer', id_token: jwt(privateKey, claims) };
  }

  return {
    issuer,
    close: () => void server.close(),
    /** The query with which the browser comes back. */
    approve: (url: URL, subject: string) => {
      const code = `code-${grants.size}`;
      const asked = (name: string) => url.searchParams.get(name) ?? '';
      grants.set(code, { nonce: asked('nonce'), challenge: asked('code_challenge'), subject });
      return new URLSearchParams({ code, state: asked('state') }).toString();
    },
  };
}

function jwt(key: KeyObject, claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = `${part({ alg: 'RS256', kid: 'k' })}.${part(claims)}`;
  return `${body}.${sign('RSA-SHA256', Buffer.from(body), key).toString('base64url')}`;
}
