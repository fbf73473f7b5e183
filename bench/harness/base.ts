/**
 * The server that is measured and databases on it. Every benchmark works in a clone of a prepared
 * district, which is made once for each state of the migrations and rules, and drops it again.
 */
import { createHash, randomBytes } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrateDatabase, ROOT } from '../../installation.ts';
import { makeTemplate, urlFor, withClient } from '../../test/server.ts';
import { cpuOfFamily, parentOf } from './cpu.ts';
import { prepareDistrict } from './district.ts';
import { BenchError } from './options.ts';

export type Server = { superUrl: string; facts: Record<string, string>; cpu: () => number | null };
export type Base = { name: string; superUrl: string; appUrl: string; drop: () => Promise<void> };

/** The server of TEST_DATABASE_URL. Refuses by a BenchError that says what to do. */
export async function reachServer(): Promise<Server> {
  const superUrl = process.env.TEST_DATABASE_URL;
  if (!superUrl) {
    throw new BenchError('set TEST_DATABASE_URL to a superuser’s URL of a PostgreSQL, fsync on');
  }
  return withClient(superUrl, async (client) => {
    const { rows } = await client.query<Record<string, string>>(FACTS);
    const { pid, ...facts } = rows[0] ?? {};
    if (facts.fsync !== 'on' || facts.synchronous_commit === 'off') {
      console.error('fsync is off: no figure of writing means anything on this server');
    }
    const postmaster = await postmasterOf(Number(pid));
    return { superUrl, facts, cpu: () => (postmaster === null ? null : cpuOfFamily(postmaster)) };
  }).catch((error: unknown) => {
    throw new BenchError(`TEST_DATABASE_URL does not answer: ${(error as Error).message}`);
  });
}

const FACTS = `
  select current_setting('server_version') as postgres, current_setting('fsync') as fsync,
    current_setting('synchronous_commit') as synchronous_commit,
    current_setting('shared_buffers') as shared_buffers, pg_backend_pid()::text as pid`;

/** A server elsewhere has no process here whose time could be told. */
async function postmasterOf(backend: number): Promise<number | null> {
  const parent = parentOf(backend);
  if (parent === null) return null;
  const name = readFileSync(`/proc/${parent}/cmdline`, 'utf8');
  return /postgres|postmaster/.test(name) ? parent : null;
}

/** A clone of the prepared district. */
export async function cloneDistrict(server: Server): Promise<Base> {
  const template = await preparedDistrict(server.superUrl);
  const name = `linli_bench_${randomBytes(4).toString('hex')}`;
  await withClient(server.superUrl, (client) =>
    client.query(`CREATE DATABASE ${name} OWNER linli_owner TEMPLATE ${template}`),
  );
  return baseNamed(server, name);
}

/** A database of the server by its name. */
export function baseNamed({ superUrl }: Server, name: string): Base {
  return {
    name,
    superUrl: urlFor(superUrl, name),
    appUrl: urlFor(superUrl, name, 'linli_app'),
    drop: async () => {
      await withClient(superUrl, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
}

async function preparedDistrict(superUrl: string): Promise<string> {
  const migrated = await makeTemplate(superUrl);
  const name = `linli_district_${fingerprint(migrated)}`;
  await withClient(superUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock(7091118)');
    const there = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (there.rowCount !== 0) return;
    const building = `${name}_building`;
    await client.query(`DROP DATABASE IF EXISTS ${building} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${building} OWNER linli_owner TEMPLATE ${migrated}`);
    await migrateDatabase(urlFor(superUrl, building, 'linli_owner'));
    await prepareDistrict(urlFor(superUrl, building, 'linli_app'));
    await client.query(`ALTER DATABASE ${building} RENAME TO ${name}`);
  });
  return name;
}

/** Rules and people are files beside the code; a change of theirs is another district. */
function fingerprint(migrated: string): string {
  const hash = createHash('sha256').update(migrated);
  for (const file of globSync('modules/**/*.yaml', { cwd: ROOT }).sort()) {
    hash.update(readFileSync(join(ROOT, file)));
  }
  return hash.digest('hex').slice(0, 12);
}
