/**
 * What an address answers to methods that it does not serve: OPTIONS says which it takes, others
 * are refused with 405 and the same list, so that a wrong method never looks like a missing place.
 */
import type { FastifyInstance } from 'fastify';
import { refuse } from '../../kernel/refusal.ts';

export type Route = { method: string; path: string };

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Registers the rest for every path of `routes`. Paths are written with braces. */
export function addOtherMethods(app: FastifyInstance, routes: readonly Route[]): void {
  const byPath = new Map<string, Set<string>>();
  for (const { method, path } of routes) {
    const place = patternOf(path);
    byPath.set(place, (byPath.get(place) ?? new Set()).add(method));
  }
  for (const [place, served] of byPath) {
    const all = new Set([...served, ...methodsBehind(place, routes)]);
    const allow = allowOf(all);
    app.route({
      method: 'OPTIONS',
      url: place,
      handler: async (_request, reply) => reply.code(204).header('allow', allow).send(),
    });
    const others = METHODS.filter((method) => !all.has(method));
    if (others.length === 0) continue;
    app.route({
      method: others,
      url: place,
      handler: async (_request, reply) => {
        reply.header('allow', allow);
        refuse('METHOD_UNKNOWN');
      },
    });
  }
}

/** Names of parameters differ between methods of one address; the address is the same. */
const patternOf = (path: string) => path.replace(/\{\w+\}/g, ':any');

/** Methods that a wider pattern serves at this very address: `/a/{b}` behind `/a/mine`. */
function methodsBehind(place: string, routes: readonly Route[]): string[] {
  return routes
    .filter(({ path }) => {
      const pieces = path
        .split(/\{\w+\}/)
        .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      return new RegExp(`^${pieces.join('[^/]+')}$`).test(place);
    })
    .map(({ method }) => method);
}

function allowOf(methods: ReadonlySet<string>): string {
  const head = methods.has('GET') ? ['HEAD'] : [];
  const served = METHODS.filter((method) => methods.has(method));
  return [...served.slice(0, 1), ...head, ...served.slice(1), 'OPTIONS'].join(', ');
}
