/** The edges of the server, over a small house of their own: no database, no module. */
import { type FastifyInstance, fastify } from 'fastify';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { nobody } from '../../kernel/actor.ts';
import type { EndpointTable } from '../../kernel/endpoint.ts';
import { addEdges, type EdgeOptions } from './edges.ts';
import { httpModule, makeApp, serve } from './index.ts';

const api = {
  listLamps: {
    method: 'GET',
    path: '/api/lamps',
    summary: { zh: '路灯', en: 'Lamps' },
    permission: 'public',
    journal: 'none',
    answer: z.object({ items: z.array(z.string()) }),
    refusals: [],
  },
  addLamp: {
    method: 'POST',
    path: '/api/lamps',
    summary: { zh: '新增路灯 <b>', en: 'Add a lamp' },
    permission: 'public',
    journal: 'none',
    body: z.strictObject({ name: z.string().max(10).optional() }),
    answer: z.object({ name: z.string() }),
    status: 201,
    refusals: ['LAMP_BROKEN'],
    example: { body: { name: "东门's" } },
  },
  getLamp: {
    method: 'GET',
    path: '/api/lamps/{id}',
    summary: { zh: '一盏路灯', en: 'One lamp' },
    permission: 'lamp.read',
    journal: 'none',
    params: z.object({ id: z.string() }),
    answer: z.object({ id: z.string() }),
    refusals: ['NOT_FOUND'],
  },
  tryLamp: {
    method: 'POST',
    path: '/api/lamps/try',
    summary: { zh: '试灯', en: 'Try a lamp' },
    permission: 'public',
    journal: 'none',
    status: 204,
    refusals: ['LAMP_BROKEN', 'LAMP_AWAY'],
  },
} as const satisfies EndpointTable;

const lamps = httpModule(
  'lamps',
  api,
  {
    listLamps: () => ({ items: ['东门'] }),
    addLamp: (_ctx, { body }) => ({ name: body.name ?? 'nameless' }),
    getLamp: () => ({ id: 'a' }),
    tryLamp: () => {
      throw new Error('the secret of the wire');
    },
  },
  {
    LAMP_BROKEN: { kind: 'conflict', zh: '灯坏了。', en: 'The lamp is broken.' },
    LAMP_AWAY: { kind: 'unavailable', zh: '灯不在。', en: 'The lamp is away.' },
  },
);

const apps: FastifyInstance[] = [];
afterAll(() => Promise.all(apps.map((app) => app.close())));

async function house(options: Partial<EdgeOptions> = {}) {
  let made = 0;
  const newId = () => `request-${++made}`;
  const app = await makeApp({ newId, maxFileBytes: 1000, logLevel: 'silent' });
  apps.push(app);
  serve(app, [lamps], { authenticate: async () => nobody, now: () => 0, newId });
  addEdges(app, {
    modules: [lamps],
    titles: { lamps: { zh: '路灯', en: 'Lamps' } },
    version: '1.2.3',
    ready: async () => ({ database: true, migrations: true }),
    ...options,
  });
  return app;
}

const app = await house();
const en = { 'accept-language': 'en-GB,en;q=0.9' };

describe('health', () => {
  it('is alive without asking anything', async () => {
    const asked = await house({ ready: () => Promise.reject(new Error('away')) });
    const answer = await asked.inject('/healthz');
    expect([answer.statusCode, answer.json()]).toEqual([200, { alive: true }]);
  });

  it('is ready while all is well, and 503 with the reason when not', async () => {
    expect((await app.inject('/readyz')).json()).toEqual({
      ready: true,
      checks: { database: true, migrations: true },
    });
    const old = await house({ ready: async () => ({ database: true, migrations: false }) });
    const answer = await old.inject('/readyz');
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({ ready: false, checks: { database: true, migrations: false } });
  });

  it('is not ready when the database fails or keeps silent, and says so in time', async () => {
    const away = await house({ ready: () => Promise.reject(new Error('password wrong')) });
    const answer = await away.inject('/readyz');
    expect([answer.statusCode, answer.body.includes('password')]).toEqual([503, false]);
    const silent = await house({ ready: () => new Promise(() => undefined) });
    expect((await silent.inject('/readyz')).statusCode).toBe(503);
  });

  it('asks the database once for many who ask at once', async () => {
    let asked = 0;
    const counted = await house({
      ready: async () => {
        asked += 1;
        return { database: true };
      },
    });
    await Promise.all(Array.from({ length: 20 }, () => counted.inject('/readyz')));
    expect(asked).toBe(1);
  });
});

describe('figures', () => {
  const from = (target: FastifyInstance, remoteAddress: string, headers = {}) =>
    target.inject({ url: '/metrics', remoteAddress, headers });

  it('count requests by route and status, never by address, and what the house counts', async () => {
    const counted = await house({
      figures: async () => [{ name: 'linli_messages_waiting', help: 'They wait.', value: 3 }],
    });
    await counted.inject('/api/lamps/310116-26-0000001');
    await counted.inject('/api/13800000000');
    const { body, headers } = await from(counted, '127.0.0.1');
    expect(headers['content-type']).toContain('text/plain');
    expect(body).toContain(
      'linli_http_request_duration_seconds_count{method="GET",route="/api/lamps/:id",status="401"} 1',
    );
    expect(body).toContain('route="none",status="404"');
    expect(body).toContain('linli_messages_waiting 3');
    expect(body).toContain('process_resident_memory_bytes');
    expect(body).not.toMatch(/310116|138000/);
  });

  it('are open to this machine alone, and not through a proxy on it', async () => {
    expect((await from(app, '127.0.0.1')).statusCode).toBe(200);
    expect((await from(app, '::1')).statusCode).toBe(200);
    for (const [address, headers] of [
      ['10.0.0.7', {}],
      ['127.0.0.1', { 'x-forwarded-for': '10.0.0.7' }],
      ['127.0.0.1', { forwarded: 'for=10.0.0.7' }],
    ] as const) {
      const answer = await from(app, address, headers);
      expect(answer.json()).toMatchObject({ status: 403, code: 'METRICS_CLOSED' });
    }
  });

  it('with a token ask for it, from wherever', async () => {
    const closed = await house({ metricsToken: 'correct-horse' });
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    expect((await from(closed, '10.0.0.7', bearer('correct-horse'))).statusCode).toBe(200);
    expect((await from(closed, '10.0.0.7', bearer('wrong'))).statusCode).toBe(403);
    expect((await from(closed, '127.0.0.1')).statusCode).toBe(403);
  });

  it('that fail to be counted leave the rest readable', async () => {
    const broken = await house({ figures: () => Promise.reject(new Error('database away')) });
    const answer = await from(broken, '127.0.0.1');
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('linli_http_request_duration_seconds');
  });
});

describe('the page at /', () => {
  it('says what runs, in Chinese, in English when asked, and in either by its link', async () => {
    const zh = await app.inject('/');
    expect(zh.headers['content-language']).toBe('zh-CN');
    expect(zh.body).toContain('<html lang="zh-CN">');
    expect(zh.body).toContain('1.2.3');
    expect(zh.body).toContain('运行情况');
    expect((await app.inject({ url: '/', headers: en })).body).toContain('What runs');
    expect((await app.inject({ url: '/?lang=zh', headers: en })).body).toContain('运行情况');
    expect((await app.inject({ url: '/?lang=xx&lang=en' })).statusCode).toBe(200);
  });

  it('shows the notice and looks again while something loads, and stands still after', async () => {
    let progress = 0.4;
    const demo = await house({
      notice: () => ({ zh: '演示 <载入>', en: 'A demo', progress }),
    });
    const loading = await demo.inject('/');
    expect(loading.body).toContain('演示 &lt;载入&gt;');
    expect(loading.body).toContain('value="40"');
    expect(loading.body).toContain('http-equiv="refresh"');
    progress = 1;
    expect((await demo.inject('/')).body).not.toContain('http-equiv="refresh"');
    expect((await app.inject('/')).body).not.toContain('class="notice"');
  });

  it('says it plainly when the database is away', async () => {
    const away = await house({ ready: async () => ({ database: false }) });
    const answer = await away.inject('/');
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('暂不能受理请求');
  });
});

describe('the description', () => {
  it('is served as JSON and holds what the page shows', async () => {
    const document = (await app.inject('/api/openapi.json')).json();
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(Object.keys(document.paths['/api/lamps'])).toEqual(['get', 'post']);
    const { body } = await app.inject('/api/docs');
    for (const path of Object.keys(document.paths)) expect(body).toContain(`<code>${path}</code>`);
    expect(body).toContain('href="/api/problems?lang=zh#LAMP_BROKEN"');
    expect(body).toContain('新增路灯 &lt;b&gt;');
    expect(body).toContain('name?: string(≤ 10)');
  });

  it('gives commands that a shell takes as they stand', async () => {
    const { body } = await app.inject({
      url: '/api/docs',
      headers: { host: 'linli.example:8443' },
    });
    expect(body).toContain('http://linli.example:8443/api/lamps');
    expect(body).toContain(String.raw`{&quot;name&quot;:&quot;东门&#39;\&#39;&#39;s&quot;}`);
    const odd = await app.inject({ url: '/api/docs', headers: { host: 'x"><script>' } });
    expect(odd.body).not.toContain('<script');
  });

  it('has a place for every code, where a problem’s type points', async () => {
    const { type } = (await app.inject('/nowhere')).json();
    expect(type).toBe('/api/problems#NOT_FOUND');
    const { body } = await app.inject('/api/problems');
    for (const code of ['NOT_FOUND', 'LAMP_BROKEN', 'INTERNAL', 'METHOD_UNKNOWN']) {
      expect(body.match(new RegExp(`id="${code}"`, 'g')), code).toHaveLength(1);
    }
  });

  it('loads nothing from outside, runs no script, and its policy lets in what it needs', async () => {
    for (const url of ['/', '/api/docs', '/api/problems']) {
      const { body, headers } = await app.inject(url);
      expect(body, url).not.toMatch(/<script|<style|style="|onload=|javascript:/i);
      const loaded = [...body.matchAll(/(?:src|<link[^>]* href)="([^"]+)"/g)].map(([, to]) => to);
      expect(new Set(loaded)).toEqual(new Set(['/api/docs/icon.svg', '/api/docs/style.css']));
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("style-src 'self'");
      expect(policy).toContain("img-src 'self'");
      expect(policy).not.toContain('unsafe');
      for (const [, anchor] of body.matchAll(/href="#([\w-]+)"/g)) {
        expect(body, `${url} #${anchor}`).toContain(`id="${anchor}"`);
      }
    }
    const style = await app.inject('/api/docs/style.css');
    expect(style.headers['content-type']).toContain('text/css');
    expect(style.body).not.toMatch(/url\(|@import/);
    const again = await app.inject({
      url: '/api/docs/style.css',
      headers: { 'if-none-match': style.headers.etag },
    });
    expect(again.statusCode).toBe(304);
  });
});

describe('what goes wrong before a handler', () => {
  const post = (payload: string | Buffer, type?: string, url = '/api/lamps') =>
    app.inject({
      method: 'POST',
      url,
      payload,
      headers: type === undefined ? {} : { 'content-type': type },
    });

  it.each([
    ['malformed JSON', '{"name": ', 'application/json', 400, 'BODY_UNREADABLE'],
    ['an empty body', '', 'application/json', 400, 'BODY_UNREADABLE'],
    ['a poisoned prototype', '{"__proto__": {}}', 'application/json', 400, 'BODY_UNREADABLE'],
    ['JSON of the wrong shape', '[]', 'application/json', 400, 'INPUT_INVALID'],
    ['a zero character', '{"name":"a\\u0000"}', 'application/json', 400, 'INPUT_INVALID'],
    ['half a surrogate pair', '{"name":"\\ud83d"}', 'application/json', 400, 'INPUT_INVALID'],
    ['text', 'name=a', 'text/plain', 415, 'MEDIA_TYPE_UNKNOWN'],
    ['a form', 'name=a', 'application/x-www-form-urlencoded', 415, 'MEDIA_TYPE_UNKNOWN'],
    ['XML', '<a/>', 'application/xml', 415, 'MEDIA_TYPE_UNKNOWN'],
    ['a form of parts', '--x--\r\n', 'multipart/form-data; boundary=x', 415, 'MEDIA_TYPE_UNKNOWN'],
    ['too much', `"${'x'.repeat(300_000)}"`, 'application/json', 413, 'BODY_TOO_LARGE'],
  ])('%s is a problem with its code', async (_what, payload, type, status, code) => {
    const answer = await post(payload, type);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ status, code, type: `/api/problems#${code}` });
    expect(answer.statusCode).toBe(status);
    expect(answer.json().title).toMatch(/\p{Script=Han}/u);
  });

  it('an unknown path is said in the language asked for', async () => {
    for (const url of ['/nowhere', '/api/nowhere', '/%zz', `/api/lamps/${'x'.repeat(500)}`]) {
      const zh = await app.inject(url);
      expect(zh.json(), url).toMatchObject({ status: 404, code: 'NOT_FOUND' });
      expect(zh.json().title).toMatch(/没有找到/);
      expect(zh.headers['x-content-type-options'], url).toBe('nosniff');
      const english = await app.inject({ url, headers: en });
      expect(english.json().title, url).toMatch(/There is no such thing/);
    }
  });

  it('a bug says nothing of itself', async () => {
    const answer = await app.inject({ method: 'POST', url: '/api/lamps/try', headers: en });
    expect(answer.json()).toMatchObject({ status: 500, code: 'INTERNAL' });
    expect(answer.body).not.toContain('wire');
  });

  it('a method that an address does not take is refused with those it takes', async () => {
    const answer = await app.inject({ method: 'DELETE', url: '/api/lamps' });
    expect(answer.json()).toMatchObject({ status: 405, code: 'METHOD_UNKNOWN' });
    expect(answer.headers.allow).toBe('GET, HEAD, POST, OPTIONS');
    const page = await app.inject({ method: 'POST', url: '/' });
    expect([page.statusCode, page.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });

  it('a narrow address keeps what a wider one serves there', async () => {
    const answer = await app.inject('/api/lamps/try');
    expect(answer.json()).toMatchObject({ code: 'SIGN_IN_NEEDED' });
    const options = await app.inject({ method: 'OPTIONS', url: '/api/lamps/try' });
    expect(options.headers.allow).toBe('GET, HEAD, POST, OPTIONS');
  });
});

describe('methods without a body', () => {
  it('HEAD answers as GET does, without the body', async () => {
    for (const url of ['/', '/healthz', '/api/lamps', '/api/docs']) {
      const [get, head] = [await app.inject(url), await app.inject({ method: 'HEAD', url })];
      expect([head.statusCode, head.body], url).toEqual([200, '']);
      expect(head.headers['content-type']).toBe(get.headers['content-type']);
    }
  });

  it('OPTIONS names the methods, opens nothing to other sites', async () => {
    const answer = await app.inject({
      method: 'OPTIONS',
      url: '/api/lamps',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect([answer.statusCode, answer.headers.allow]).toEqual([204, 'GET, HEAD, POST, OPTIONS']);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-'))).toEqual([]);
  });
});

describe('headers', () => {
  it('name no software and are the same on every kind of answer', async () => {
    const answers = [
      await app.inject('/'),
      await app.inject('/api/lamps'),
      await app.inject('/nowhere'),
      await app.inject('/%zz'),
      await app.inject({ method: 'POST', url: '/api/lamps/try' }),
      await app.inject({ method: 'OPTIONS', url: '/api/lamps' }),
    ];
    for (const { headers, raw } of answers) {
      const url = raw.req.url;
      for (const name of ['server', 'x-powered-by', 'access-control-allow-origin', 'set-cookie']) {
        expect(headers[name], `${url} ${name}`).toBeUndefined();
      }
      expect(headers['x-request-id'], url).toMatch(/^request-/);
      expect(headers['x-content-type-options'], url).toBe('nosniff');
      expect(headers['x-frame-options'], url).toBe('DENY');
      expect(headers['referrer-policy'], url).toBe('no-referrer');
      expect(headers['content-security-policy'], url).toContain("frame-ancestors 'none'");
    }
  });
});

it('a module without a title, and two endpoints of one name, stop the start', async () => {
  await expect(house({ titles: {} })).rejects.toThrow('lamps has no title');
  const app = fastify();
  const options = { titles: { lamps: { zh: '灯', en: 'L' } }, version: '1' };
  const ready = async () => ({});
  expect(() => addEdges(app, { ...options, ready, modules: [lamps, lamps] })).toThrow(
    'two endpoints',
  );
});
