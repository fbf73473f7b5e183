/**
 * Figures for Prometheus: requests by route (never by address, which carries numbers of matters),
 * the process, and what the house counts. No label and no value says anything about a person.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** One figure that the house counts when asked, for instance the messages that wait. */
export type Figure = { name: string; help: string; value: number };

export type Figures = () => Promise<readonly Figure[]>;

/** Counting asks the database: whoever scrapes more often gets the same figures again. */
const FRESH_MS = 10_000;

/** Counts every request of the app. Answers what writes all figures down. */
export function countRequests(app: FastifyInstance, figures?: Figures): () => Promise<string> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'linli_http_request_duration_seconds',
    help: 'Time to answer, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    // How long somebody listens is no time to answer.
    if (String(reply.getHeader('content-type')).startsWith('text/event-stream')) return;
    const route = request.routeOptions.url ?? 'none';
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    duration.observe(labels, reply.elapsedTime / 1000);
  });
  app.addHook('onClose', async () => registry.clear());
  const house = new Registry();
  const refresh = figures && refresher(house, figures);
  return async () => {
    await refresh?.();
    return `${await registry.metrics()}\n${await house.metrics()}`;
  };
}

function refresher(house: Registry, figures: Figures): () => Promise<void> {
  let last = Number.NEGATIVE_INFINITY;
  return async () => {
    if (performance.now() - last < FRESH_MS) return;
    last = performance.now();
    // The figures of the process matter most when the database is away.
    const counted = await figures().catch((): Figure[] => []);
    house.clear();
    for (const { name, help, value } of counted) {
      new Gauge({ name, help, registers: [house] }).set(value);
    }
  };
}

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/**
 * Whether the asker may see the figures. With a token set only the token counts. Without one only
 * this machine does, and not through a proxy, which would bring everybody from the loopback.
 */
export function mayReadFigures(request: FastifyRequest, token: string | undefined): boolean {
  const { headers } = request;
  if (token) return isSame(headers.authorization ?? '', `Bearer ${token}`);
  const isForwarded = headers.forwarded ?? headers['x-forwarded-for'] ?? headers.via;
  return isForwarded === undefined && LOOPBACK.test(request.ip);
}

/** Takes the same time whatever differs. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
