/**
 * What the server answers by itself: the page at `/`, health, figures, and the description of the
 * interface. Called once, after `serve`, with the same modules.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../../kernel/refusal.ts';
import { addOtherMethods } from './methods.ts';
import { countRequests, type Figures, mayReadFigures } from './metrics.ts';
import { describe, type OpenApi } from './openapi/describe.ts';
import type { Said } from './openapi/operation.ts';
import { docsPage } from './pages/docs.ts';
import { homePage, type Notice } from './pages/home.ts';
import { ICON_PATH, type Language, STYLE_PATH } from './pages/html.ts';
import { problemsPage } from './pages/problems.ts';
import { type HttpModule, languageOf } from './serve.ts';

export type EdgeOptions = {
  modules: readonly HttpModule[];
  /** What people call each module, by its name. */
  titles: Readonly<Record<string, Said>>;
  version: string;
  /** What must be well to serve, by name (`database`, `migrations`). Loading the demo is not. */
  ready: () => Promise<Readonly<Record<string, boolean>>>;
  /** Shown on `/`; the demo and how far it is loaded. */
  notice?: () => Notice | null;
  /** Where the plain page stands: `/`, or beside the interface where the faces are built. */
  homePath?: '/' | '/api';
  figures?: Figures;
  /** LINLI_METRICS_TOKEN. Without it `/metrics` is for this machine alone. */
  metricsToken?: string | undefined;
};

/** The database may be slow when it is not well; whoever asks must hear in time. */
const READY_WAIT_MS = 2000;
/** So that asking often costs the database nothing. */
const READY_FRESH_MS = 1000;

/** Our pages run no script and load nothing but their own stylesheet and sign. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Adds the edges. Throws when a module has no title. */
export function addEdges(app: FastifyInstance, options: EdgeOptions): void {
  const document = describe(options.modules, options);
  const ready = readiness(options.ready);
  addHealth(app, options, ready);
  addDescription(app, document);
  const homePath = options.homePath ?? '/';
  app.get(homePath, async (request, reply) => {
    const facts = { ...options, checks: await ready(), notice: options.notice?.() ?? null };
    return sendPage(request, reply, (language) => homePage(facts, language));
  });
  const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => ({ method: method.toUpperCase(), path })),
  );
  const pages = [homePath, STYLE_PATH, ICON_PATH].map((path) => ({ method: 'GET', path }));
  addOtherMethods(app, [...routes, ...pages]);
}

type Checks = Readonly<Record<string, boolean>>;

/** Asks at most once a second; a failure or no answer in time is said as `database: false`. */
function readiness(ask: EdgeOptions['ready']): () => Promise<Checks> {
  let last: { at: number; checks: Promise<Checks> } | undefined;
  const late = () =>
    new Promise<Checks>((resolve) => {
      setTimeout(() => resolve({ database: false }), READY_WAIT_MS).unref();
    });
  return () => {
    const at = performance.now();
    if (last && at - last.at < READY_FRESH_MS) return last.checks;
    const asked = ask().catch((): Checks => ({ database: false }));
    last = { at, checks: Promise.race([asked, late()]) };
    return last.checks;
  };
}

function addHealth(app: FastifyInstance, options: EdgeOptions, ready: () => Promise<Checks>): void {
  const figures = countRequests(app, options.figures);
  app.get('/healthz', async () => ({ alive: true }));
  app.get('/readyz', async (_request, reply) => {
    const checks = await ready();
    const isReady = Object.values(checks).every(Boolean);
    return reply.code(isReady ? 200 : 503).send({ ready: isReady, checks });
  });
  app.get('/metrics', async (request, reply) => {
    if (!mayReadFigures(request, options.metricsToken)) refuse('METRICS_CLOSED');
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await figures());
  });
}

function addDescription(app: FastifyInstance, document: OpenApi): void {
  const json = JSON.stringify(document);
  app.get('/api/openapi.json', async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(json),
  );
  app.get('/api/docs', async (request, reply) =>
    sendPage(request, reply, (language) => docsPage(document, language, baseOf(request))),
  );
  app.get('/api/problems', async (request, reply) =>
    sendPage(request, reply, (language) => problemsPage(document, language)),
  );
  addAsset(app, STYLE_PATH, 'style.css', 'text/css; charset=utf-8');
  addAsset(app, ICON_PATH, 'icon.svg', 'image/svg+xml');
}

function addAsset(app: FastifyInstance, path: string, file: string, mediaType: string): void {
  const content = readFileSync(join(import.meta.dirname, 'pages', file));
  const etag = `"${createHash('sha256').update(content).digest('hex').slice(0, 16)}"`;
  app.get(path, async (request, reply) => {
    reply.header('cache-control', 'no-cache').header('etag', etag);
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.type(mediaType).send(content);
  });
}

function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  page: (language: Language) => string,
): FastifyReply {
  const { lang } = request.query as { lang?: unknown };
  const language = lang === 'zh' || lang === 'en' ? lang : languageOf(request);
  return reply
    .type('text/html; charset=utf-8')
    .header('content-language', language === 'zh' ? 'zh-CN' : 'en')
    .header('vary', 'Accept-Language')
    .header('content-security-policy', PAGE_POLICY)
    .send(page(language));
}

/** As the reader reached us. What is no plain host name is not repeated. */
function baseOf(request: FastifyRequest): string {
  const host = /^[\w.:[\]-]{1,100}$/.test(request.host) ? request.host : '127.0.0.1:8080';
  return `${request.protocol}://${host}`;
}
