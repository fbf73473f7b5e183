/** Calls over HTTP without a socket, as people of `people.ts` or as nobody. */
import type { FastifyInstance } from 'fastify';
import { type HttpModule, makeApp, serve } from '../platform/http/index.ts';
import type { World } from './people.ts';

export type Answer = {
  status: number;
  body: Record<string, unknown>;
  /** As they came: of a file. */
  bytes: Buffer;
  /** `body.id`, the most wanted of it. */
  id: string;
  headers: Record<string, unknown>;
  /** The `set-cookie` line, and what of it a browser sends back. */
  setCookie: string;
  cookie: string;
};

export type Call = {
  as?: { headers: Record<string, string> };
  body?: unknown;
  headers?: Record<string, string>;
  /** The caller's network address. */
  address?: string;
  /** It answers without an end: only its head is read. */
  isStream?: boolean;
};

const UNREAD = { status: 200, body: {}, bytes: Buffer.alloc(0), id: '', setCookie: '', cookie: '' };

export type Http = (line: string, call?: Call) => Promise<Answer>;

/** `http('POST /api/orgs', { as: administrator, body })` over the given modules. */
export async function httpOf(
  world: World,
  modules: readonly HttpModule[] = [world.identity.http],
): Promise<{ app: FastifyInstance; http: Http }> {
  const app = await makeApp({ newId: world.newId, maxFileBytes: 1_000_000 });
  serve(app, modules, {
    authenticate: world.identity.authenticate,
    now: world.clock.now,
    newId: world.newId,
  });
  const http: Http = async (line, call = {}) => {
    const [method, url] = line.split(' ');
    const response = await app.inject({
      method: method as 'GET',
      url: url ?? '/',
      headers: { ...call.as?.headers, ...call.headers },
      remoteAddress: call.address ?? '10.0.0.1',
      ...(call.body !== undefined && { payload: call.body as object }),
      ...(call.isStream && { payloadAsStream: true as const }),
    });
    if (call.isStream && response.statusCode === 200) {
      response.stream().destroy();
      return { ...UNREAD, headers: response.headers };
    }
    const setCookie = String(response.headers['set-cookie'] ?? '');
    const text = call.isStream
      ? Buffer.concat(await response.stream().toArray()).toString('utf8')
      : response.body;
    const body: Answer['body'] = text.startsWith('{') ? JSON.parse(text) : {};
    return {
      status: response.statusCode,
      body,
      bytes: call.isStream ? Buffer.from(text) : response.rawPayload,
      id: typeof body.id === 'string' ? body.id : '',
      headers: response.headers,
      setCookie,
      cookie: setCookie.split(';')[0] ?? '',
    };
  };
  return { app, http };
}
