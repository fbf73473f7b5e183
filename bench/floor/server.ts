/**
 * The floor: a bare Fastify handler with one durable insert by plain `pg`, no pipelining. Frozen:
 * whoever makes it faster or slower makes all ratios of before worthless.
 */
import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyRequest } from 'fastify';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16 });
const app = Fastify();

app.route({ method: 'POST', url: '/floor', handler: keep });

async function keep(request: FastifyRequest): Promise<{ id: string }> {
  const { text } = request.body as { text: string };
  const id = randomUUID();
  await pool.query('INSERT INTO floor.report (id, at, text) VALUES ($1, now(), $2)', [id, text]);
  return { id };
}

await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
process.stdout.write('the floor is ready\n');
process.on('SIGTERM', () => process.exit(0));
