/**
 * Turns endpoint tables into routes: authenticate → permit → parse → handle → check → answer.
 * It refuses to start when an endpoint leaves its permission, log verb or refusals unsaid.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import {
  ACCOUNT_HEADER,
  CONTRACT_HEADER,
  contractOldest,
  contractVersion,
  NOW_HEADER,
  whyNotContract,
} from '../../kernel/contract-version.ts';
import {
  type Endpoint,
  type EndpointAnswer,
  type EndpointInput,
  type EndpointTable,
  type EventStream,
  partBytesMax,
  type RefusalTexts,
} from '../../kernel/endpoint.ts';
import { type FieldFault, refuse } from '../../kernel/refusal.ts';
import type { RequestContext, UploadedFile } from './context.ts';
import type { FindPage } from './faces.ts';
import { assertSameOrigin } from './origin.ts';
import { markWrite, mayLag } from './own-writes.ts';
import { platformTexts, toProblem } from './problem.ts';
import { openStreams, type Streams } from './stream.ts';

export type Handlers<T extends EndpointTable> = {
  [K in keyof T]: (
    ctx: RequestContext,
    input: EndpointInput<T[K]>,
  ) => Promise<EndpointAnswer<T[K]>> | EndpointAnswer<T[K]>;
};

/** What a module brings to the server: its endpoint table, its handlers, its texts. */
export type HttpModule = {
  name: string;
  api: EndpointTable;
  handlers: Record<string, (ctx: RequestContext, input: never) => unknown>;
  texts: RefusalTexts;
};

/** Ties a table to its handlers, each typed by its endpoint. */
export function httpModule<T extends EndpointTable>(
  name: string,
  api: T,
  handlers: Handlers<T>,
  texts: RefusalTexts,
): HttpModule {
  return { name, api, handlers, texts };
}

export type ServeOptions = {
  authenticate: (headers: RequestContext['headers'], now: number) => Promise<Actor>;
  /** May ask the database for the movable clock. */
  now: () => Promise<number> | number;
  newId: () => string;
  /** There is a replica for those who have not written just before. */
  hasReplica?: boolean;
  /** Answers an address that no endpoint takes with a page; false where there is none. */
  findPage?: FindPage | undefined;
};

/** Throws an error that names every endpoint left incomplete. */
export function assertComplete(modules: readonly HttpModule[]): void {
  const texts = allTexts(modules);
  const faults = modules.flatMap((module) =>
    Object.entries(module.api).flatMap(([name, endpoint]) =>
      endpointFaults(endpoint, module.handlers[name], texts).map(
        (fault) => `${module.name}.${name}: ${fault}`,
      ),
    ),
  );
  if (faults.length > 0) throw new Error(`incomplete endpoints:\n${faults.join('\n')}`);
}

function endpointFaults(endpoint: Endpoint, handler: unknown, texts: RefusalTexts): string[] {
  const faults: string[] = [];
  if (!endpoint.permission) faults.push('names no permission');
  if (!endpoint.journal) faults.push('names no log verb');
  if (!Array.isArray(endpoint.refusals)) faults.push('names no refusals');
  if (typeof handler !== 'function') faults.push('has no handler');
  if (endpoint.events && endpoint.answer) faults.push('answers and streams');
  for (const code of endpoint.refusals ?? []) {
    if (!texts[code]) faults.push(`the refusal ${code} has no text`);
  }
  return faults;
}

export function allTexts(modules: readonly Pick<HttpModule, 'texts'>[]): RefusalTexts {
  return Object.assign({}, platformTexts, ...modules.map((module) => module.texts));
}

/** Registers every endpoint of every module, in order. */
export function serve(
  app: FastifyInstance,
  modules: readonly HttpModule[],
  options: ServeOptions,
): void {
  assertComplete(modules);
  const texts = allTexts(modules);
  app.setErrorHandler((error, request, reply) => answerProblem(error, request, reply, texts));
  app.setNotFoundHandler(async (request, reply) => {
    if (await options.findPage?.(request, reply)) return reply;
    answerProblem(notFound(), request, reply, texts);
    return reply;
  });
  const streams = openStreams(app);
  for (const module of modules) {
    for (const [name, endpoint] of Object.entries(module.api)) {
      const handler = module.handlers[name];
      if (handler) register(app, endpoint, handler, { ...options, streams });
    }
  }
}

function notFound(): unknown {
  try {
    return refuse('NOT_FOUND');
  } catch (refusal) {
    return refusal;
  }
}

function register(
  app: FastifyInstance,
  endpoint: Endpoint,
  handler: HttpModule['handlers'][string],
  options: ServeOptions & { streams: Streams },
) {
  app.route({
    method: endpoint.method,
    url: endpoint.path.replace(/\{(\w+)\}/g, ':$1'),
    ...(endpoint.takesBytes && { bodyLimit: partBytesMax }),
    handler: async (request, reply) => {
      assertSameOrigin(request.method, request.headers);
      assertContract(request, reply);
      const ctx = await contextOf(request, reply, options);
      if (options.hasReplica) {
        ctx.mayLag = mayLag(request, ctx.actor);
        markWrite(request.method, reply);
      }
      reply.header(NOW_HEADER, new Date(ctx.now).toISOString());
      assertAccount(request, ctx.actor);
      permit(endpoint, ctx.actor);
      // A form would read as an empty body, and an act without input could go through.
      if (!endpoint.takesFile && request.isMultipart?.()) refuse('MEDIA_TYPE_UNKNOWN');
      if (!endpoint.takesBytes && Buffer.isBuffer(request.body)) refuse('MEDIA_TYPE_UNKNOWN');
      if (endpoint.takesBytes) ctx.bytes = bytesOf(request);
      const fields = endpoint.takesFile ? await readUpload(request, ctx) : request.body;
      const input = {
        params: parsed(endpoint.params, request.params, 'params'),
        query: parsed(endpoint.query, request.query, 'query'),
        body: parsed(endpoint.body, fields, 'body'),
      };
      reply.code(endpoint.status ?? 200);
      const answer = await handler(ctx, input as never);
      assertJournaled(endpoint, ctx);
      if (endpoint.events) {
        return options.streams.answer(reply, endpoint.events, answer as EventStream);
      }
      // Output is parsed too: a column that was never declared does not leave the house.
      if (reply.statusCode === 304) return reply.send();
      return endpoint.answer ? endpoint.answer.parse(answer) : answer;
    },
  });
}

async function contextOf(
  request: FastifyRequest,
  reply: FastifyReply,
  options: ServeOptions,
): Promise<RequestContext> {
  const now = await options.now();
  return {
    actor: await options.authenticate(request.headers, now),
    now,
    newId: options.newId,
    requestId: request.id,
    language: languageOf(request),
    idempotencyKey: idempotencyKeyOf(request),
    address: request.ip,
    headers: request.headers,
    setHeader: (name, value) => {
      reply.header(name, value);
    },
    setStatus: (status) => {
      reply.code(status);
    },
    journaled: new Set(),
  };
}

function idempotencyKeyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string') return undefined;
  if (/^[\x21-\x7e]{8,128}$/.test(key)) return key;
  return refuse('INPUT_INVALID', { fields: [{ path: 'Idempotency-Key', code: 'length' }] });
}

export function languageOf(request: FastifyRequest): 'zh' | 'en' {
  const wanted = request.headers['accept-language'] ?? '';
  return /^\s*en\b/i.test(wanted) ? 'en' : 'zh';
}

function permit(endpoint: Endpoint, actor: Actor) {
  if (endpoint.permission === 'public') return;
  if (actor.kind === 'nobody') refuse('SIGN_IN_NEEDED');
  if (endpoint.permission === 'signedIn') return;
  const holds =
    (actor.kind === 'staff' || actor.kind === 'machine') &&
    actor.permissions.has(endpoint.permission);
  if (!holds) refuse('FORBIDDEN');
}

function parsed(schema: z.ZodType | undefined, value: unknown, part: string): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value ?? {});
  if (result.success) return kept(result.data, part);
  const fields: FieldFault[] = result.error.issues.slice(0, 20).map((fault) => ({
    path: [part, ...fault.path.map(String)].join('.'),
    code: fault.code ?? 'invalid',
    detail: fault.message,
  }));
  return refuse('INPUT_INVALID', { fields });
}

/**
 * Refuses what no text of the database holds: a zero character, half a surrogate pair. An address
 * that has one names nothing.
 */
function kept(value: unknown, part: string): unknown {
  const path = pathToUnkept(value, [part]);
  if (!path) return value;
  if (part === 'params') return refuse('NOT_FOUND');
  return refuse('INPUT_INVALID', { fields: [{ path, code: 'character' }] });
}

function pathToUnkept(value: unknown, path: readonly string[]): string | null {
  if (typeof value === 'string') {
    return value.isWellFormed() && !value.includes('\0') ? null : path.join('.');
  }
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return null;
  for (const [name, inner] of Object.entries(value)) {
    const found = pathToUnkept(name, path) ?? pathToUnkept(inner, [...path, name]);
    if (found) return found;
  }
  return null;
}

/** Says which contract is spoken here, and refuses a client that speaks another. */
function assertContract(request: FastifyRequest, reply: FastifyReply) {
  reply.header(CONTRACT_HEADER, String(contractVersion));
  const said = request.headers[CONTRACT_HEADER];
  const refusal = whyNotContract(typeof said === 'string' ? said : undefined);
  if (refusal === 'INPUT_INVALID') {
    refuse(refusal, { fields: [{ path: CONTRACT_HEADER, code: 'version' }] });
  }
  if (refusal) refuse(refusal, { present: { oldest: contractOldest, newest: contractVersion } });
}

/** What was done offline by one is not sent by another who signed in on the same device. */
function assertAccount(request: FastifyRequest, actor: Actor) {
  const meant = request.headers[ACCOUNT_HEADER];
  if (meant === undefined || actor.kind === 'nobody') return;
  const account = actor.kind === 'staff' || actor.kind === 'resident' ? actor.account : null;
  if (account !== meant) refuse('ACCOUNT_DIFFERS');
}

function bytesOf(request: FastifyRequest): Buffer {
  // A request without a body has no type either: nothing was sent, and that may be said.
  if (request.body === undefined || request.body === null) return Buffer.alloc(0);
  return Buffer.isBuffer(request.body) ? request.body : refuse('MEDIA_TYPE_UNKNOWN');
}

async function readUpload(request: FastifyRequest, ctx: RequestContext): Promise<unknown> {
  if (!request.isMultipart?.()) return request.body;
  const fields: Record<string, unknown> = {};
  for await (const part of request.parts()) {
    if (part.type === 'file') ctx.file = await fileOf(part);
    else fields[part.fieldname] = part.value;
  }
  return fields;
}

async function fileOf(part: {
  filename: string;
  mimetype: string;
  toBuffer: () => Promise<Buffer>;
}): Promise<UploadedFile> {
  return { name: part.filename, mediaType: part.mimetype, bytes: await part.toBuffer() };
}

function assertJournaled(endpoint: Endpoint, ctx: RequestContext) {
  if (endpoint.journal === 'none' || endpoint.journal === 'log') return;
  if (ctx.journaled.has(endpoint.journal)) return;
  throw new Error(`${endpoint.method} ${endpoint.path} did not write ${endpoint.journal}`);
}

/** Answers whatever was thrown as a problem. */
export function answerProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  texts: RefusalTexts,
) {
  const problem = toProblem(
    error,
    { id: request.id, language: languageOf(request) },
    (code) => texts[code],
  );
  if (problem.code === 'INTERNAL') request.log.error({ err: error }, 'a request met a bug');
  return reply.code(problem.status).type('application/problem+json').send(problem);
}
