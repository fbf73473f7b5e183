/** The Fastify instance: limits, security headers, request ids. No route of any module. */
import multipart from '@fastify/multipart';
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { platformTexts } from './problem.ts';
import { answerProblem } from './serve.ts';

export type AppOptions = {
  newId: () => string;
  logLevel?: string;
  tls?: { cert: string; key: string };
  maxFileBytes: number;
  /** Reverse proxies whose X-Forwarded-For is believed. */
  trustedProxies?: readonly string[];
};

const JSON_BYTES_MAX = 256 * 1024;

/** A server without routes. `serve` adds them. */
export async function makeApp(options: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: JSON_BYTES_MAX,
    genReqId: options.newId,
    ...(options.trustedProxies?.length && { trustProxy: [...options.trustedProxies] }),
    // Request lines carry numbers of matters: only failures are logged, without query strings.
    logController: new LogController({ disableRequestLogging: true }),
    logger: { level: options.logLevel ?? 'warn', redact: ['req.headers', 'req.remoteAddress'] },
    ...(options.tls && { https: options.tls }),
    routerOptions: { maxParamLength: 200 },
    // An address that cannot be read meets no hook: its answer is made here.
    frameworkErrors: (error, request, reply) => {
      secure(request, reply);
      void answerProblem(error, request, reply, platformTexts);
    },
  }) as unknown as FastifyInstance;
  await app.register(multipart, {
    limits: { fileSize: options.maxFileBytes, files: 1, fields: 20, fieldSize: 16 * 1024 },
  });
  // Bodies are JSON or files; what a foreign form can send without asking is not read at all.
  app.removeContentTypeParser('text/plain');
  // Only endpoints that take bytes read these, each within its own limit.
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body),
  );
  app.addHook('onSend', async (request, reply) => secure(request, reply));
  return app;
}

function secure(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-request-id', request.id);
  reply.header('x-content-type-options', 'nosniff');
  reply.header('referrer-policy', 'no-referrer');
  reply.header('x-frame-options', 'DENY');
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  if (!reply.hasHeader('content-security-policy')) {
    reply.header('content-security-policy', "default-src 'self'; frame-ancestors 'none'");
  }
}
