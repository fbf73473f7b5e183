/**
 * Whoever has just written reads from where it was written: a replica might not have it yet. A
 * cookie says so to every process behind the balancer, for as long as a replica may lag.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../kernel/actor.ts';
import { OWN_WRITES_MS } from '../db/replica.ts';

const COOKIE = 'linli-wrote=1';
const LINE = `${COOKIE}; Max-Age=${OWN_WRITES_MS / 1000}; Path=/api; HttpOnly; SameSite=Lax`;

const isReading = (method: string) => method === 'GET' || method === 'HEAD';

/** A machine keeps no cookies: it may have written through another process. */
export function mayLag({ method, headers }: FastifyRequest, actor: Actor): boolean {
  const cookies = headers.cookie ?? '';
  return isReading(method) && actor.kind !== 'machine' && !cookies.split('; ').includes(COOKIE);
}

/** After whatever may have written, also when it was refused: a part may stand. */
export function markWrite(method: string, reply: FastifyReply): void {
  if (!isReading(method)) reply.header('set-cookie', LINE);
}
