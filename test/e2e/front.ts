/**
 * Another door to the server of the journeys: pages from a folder of one's own, some answers in the
 * place of the server's. Journeys that change what all others see change it here.
 */
import { request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { addFaces } from '../../platform/http/index.ts';
import { serverAddress } from './world.ts';

export type FrontOptions = {
  /** The built faces. */
  dir: string;
  mapOrigins?: readonly string[];
  /** Answers by itself, and then says so. */
  before: (asked: FastifyRequest, reply: FastifyReply) => boolean | Promise<boolean>;
};

export async function startFront({ dir, mapOrigins = [], before }: FrontOptions) {
  const app = fastify();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, body, done) => done(null, body));
  const findPage = await addFaces(app, { dir, mapOrigins: async () => mapOrigins });
  app.all('/api/*', async (asked, reply) => {
    if (await before(asked, reply)) return reply;
    reply.hijack();
    pass(asked, reply.raw);
    return reply;
  });
  app.setNotFoundHandler(async (asked, reply) => {
    if (!(await findPage(asked, reply))) void reply.code(404).send();
    return reply;
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, close: () => app.close() };
}

function pass(asked: FastifyRequest, answer: ServerResponse): void {
  const { host, origin } = new URL(serverAddress());
  const headers: NodeJS.Dict<string | string[]> = { ...asked.headers, host };
  if (headers.origin) headers.origin = origin;
  const about = { method: asked.method, headers };
  const onward = request(`${serverAddress()}${asked.url}`, about, (got) => {
    answer.writeHead(got.statusCode ?? 502, got.headers);
    got.pipe(answer);
  });
  onward.on('error', () => answer.destroy());
  asked.raw.pipe(onward);
}
