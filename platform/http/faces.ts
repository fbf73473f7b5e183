/**
 * The built pages of the faces: their files, and their one document each, in which the
 * policy's nonce is put in at each answer. What was not built answers as if it were not there.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** In the order in which an address is looked up: the portal takes what the others leave. */
const faces = [
  { name: 'console', base: '/console/' },
  { name: 'field', base: '/field/' },
  { name: 'rooms', base: '/rooms/' },
  { name: 'portal', base: '/' },
] as const;

/** As the build writes it. */
const NONCE_MARK = '__LINLI_NONCE__';

export type FacesOptions = {
  /** The folder of the build, with a folder for each face. */
  dir: string;
  /** Origins of base maps that a page may load pictures from; asked anew for each document. */
  mapOrigins?: (asked: PageAsked) => Promise<readonly string[]>;
};

/** What a browser asks a page by. */
export type PageAsked = Pick<FastifyRequest, 'url' | 'headers'>;

/** Answers an address with a page; false: there is none. */
export type FindPage = (request: FastifyRequest, reply: FastifyReply) => Promise<boolean>;

/** Whether the pages have been built. */
export function areFacesBuilt(dir: string): boolean {
  return faces.every((face) => existsSync(join(dir, face.name, 'index.html')));
}

/** Serves the files and the documents. Returns what answers an address that no route takes. */
export async function addFaces(app: FastifyInstance, options: FacesOptions): Promise<FindPage> {
  for (const [index, face] of faces.entries()) {
    await app.register(fastifyStatic, {
      root: join(options.dir, face.name),
      prefix: face.base,
      decorateReply: index === 0,
      index: false,
      preCompressed: true,
      cacheControl: false,
      allowedPath: (path) => !/(?:^|\/)(?:index\.html|manifest\.json)$|\.(?:gz|br)$/.test(path),
      setHeaders: (reply, path) => {
        void reply.header('cache-control', cachingOf(path));
      },
    });
  }
  const findPage: FindPage = async (request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    if (!wantsPage(request, path)) return false;
    const face = faces.find(({ base }) => `${path}/`.startsWith(base));
    if (!face || !existsSync(join(options.dir, face.name, 'index.html'))) return false;
    // Read anew: a build beside the running server is then whole, files and document.
    const html = documentOf(options.dir, face.name);
    const nonce = randomBytes(16).toString('base64url');
    const origins = (await options.mapOrigins?.(request)) ?? [];
    void reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('content-security-policy', policyOf(nonce, origins))
      .header('permissions-policy', permissionsOf(face.name))
      .send(html.replaceAll(NONCE_MARK, nonce));
    return true;
  };
  // What lies right at a face's beginning would else be looked for among the files.
  for (const { base } of faces) {
    app.get(base, async (request, reply) => {
      if (!(await findPage(request, reply))) reply.callNotFound();
      return reply;
    });
  }
  return findPage;
}

function documentOf(dir: string, face: string): string {
  return readFileSync(join(dir, face, 'index.html'), 'utf8');
}

/** Names under `assets` carry a hash of their content; the rest may change with each build. */
function cachingOf(path: string): string {
  return /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
}

/** A browser that opens an address, not a program that asks for one. */
function wantsPage(request: FastifyRequest, path: string): boolean {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const isPage = /text\/html/.test(request.headers.accept ?? '');
  return isRead && isPage && !path.startsWith('/api') && !/\.\w{1,12}$/.test(path);
}

/** The camera is for the mediation room alone; the field app takes voice notes. */
function permissionsOf(face: (typeof faces)[number]['name']): string {
  const camera = face === 'rooms' ? '(self)' : '()';
  const microphone = face === 'rooms' || face === 'field' ? '(self)' : '()';
  return `camera=${camera}, microphone=${microphone}, display-capture=()`;
}

function policyOf(nonce: string, mapOrigins: readonly string[]): string {
  const maps = mapOrigins.length > 0 ? ` ${mapOrigins.join(' ')}` : '';
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data: blob:${maps}`,
    "media-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self' blob:${maps}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
