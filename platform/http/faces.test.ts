/** How the faces' files and documents are answered, over a small build of their own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addFaces, areFacesBuilt, makeApp, serve } from './index.ts';

const HTML = { accept: 'text/html,*/*' };
const dir = mkdtempSync(join(tmpdir(), 'linli-faces-'));
let app: FastifyInstance;
let origins = ['https://tiles.example'];

function build(): void {
  for (const face of ['portal', 'console', 'field', 'rooms']) {
    mkdirSync(join(dir, face, 'assets'), { recursive: true });
    const page = `<meta property="csp-nonce" nonce="__LINLI_NONCE__"><title>${face}</title>`;
    writeFileSync(join(dir, face, 'index.html'), page);
    writeFileSync(join(dir, face, 'assets/main-1a2b3c.js'), `// ${face}`);
    writeFileSync(join(dir, face, 'assets/main-1a2b3c.js.gz'), 'packed');
    writeFileSync(join(dir, face, 'manifest.json'), '{}');
    writeFileSync(join(dir, face, 'sw.js'), '// worker');
  }
}

beforeAll(async () => {
  build();
  app = await makeApp({ newId: () => 'id', maxFileBytes: 1000 });
  const findPage = await addFaces(app, { dir, mapOrigins: async () => origins });
  serve(app, [], {
    findPage,
    authenticate: async () => {
      throw new Error('a page asks for no session');
    },
    now: () => 0,
    newId: () => 'id',
  });
});

afterAll(async () => {
  await app.close();
  rmSync(dir, { recursive: true });
});

describe('the faces', () => {
  it('are built when each has its document', () => {
    expect(areFacesBuilt(dir)).toBe(true);
    expect(areFacesBuilt(join(dir, 'portal'))).toBe(false);
  });

  it.each([
    ['/', 'portal'],
    ['/report?place=1', 'portal'],
    ['/console', 'console'],
    ['/console/matters/310116-26-1', 'console'],
    ['/field/', 'field'],
    ['/fields', 'portal'],
    ['/rooms/310116-q7Jc0O2mYkV1xT5uB8aZrw', 'rooms'],
  ])('%s opens the %s', async (url, face) => {
    const answer = await app.inject({ url, headers: HTML });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain(`<title>${face}</title>`);
    expect(answer.headers['cache-control']).toBe('no-cache');
  });

  it('each answer has a nonce of its own, in the policy and in the page', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => app.inject({ url: '/', headers: HTML })));
    const nonce = /nonce="([\w-]+)"/.exec(one?.body ?? '')?.[1];
    expect(one?.headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
    expect(two?.body).not.toContain(nonce);
  });

  it('nothing may be loaded from outside but the base map that the settings name', async () => {
    const answer = await app.inject({ url: '/', headers: HTML });
    const policy = String(answer.headers['content-security-policy']);
    expect(policy).toContain("script-src 'self';");
    expect(policy.match(/https?:[^\s;]+/g)).toEqual([
      'https://tiles.example',
      'https://tiles.example',
    ]);
    origins = [];
    const next = await app.inject({ url: '/', headers: HTML });
    expect(String(next.headers['content-security-policy'])).not.toContain('https:');
  });

  it('camera and microphone are for the room, the microphone for the field app besides', async () => {
    const allowed = async (url: string) =>
      String((await app.inject({ url, headers: HTML })).headers['permissions-policy']);
    expect(await allowed('/rooms/x')).toContain('camera=(self), microphone=(self)');
    expect(await allowed('/field/')).toContain('camera=(), microphone=(self)');
    for (const url of ['/', '/console/']) {
      expect(await allowed(url)).toContain('camera=(), microphone=()');
    }
  });

  it('files whose names carry their content are kept for good, others are asked for again', async () => {
    const asset = await app.inject('/console/assets/main-1a2b3c.js');
    expect(asset.headers['cache-control']).toContain('immutable');
    expect((await app.inject('/field/sw.js')).headers['cache-control']).toBe('no-cache');
  });

  it('a browser that takes gzip is sent what the build packed', async () => {
    const headers = { 'accept-encoding': 'gzip' };
    const packed = await app.inject({ url: '/assets/main-1a2b3c.js', headers });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.body).toBe('packed');
  });

  it.each([
    ['/api/nowhere', HTML],
    ['/assets/gone.js', HTML],
    ['/manifest.json', HTML],
    ['/report', { accept: 'application/json' }],
  ])('%s is no page: it is refused as everything else', async (url, headers) => {
    const answer = await app.inject({ url, headers });
    expect(answer.statusCode).toBe(404);
    expect(answer.json().code).toBe('NOT_FOUND');
  });
});
