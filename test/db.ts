/** A database of its own for a test file, cloned from the migrated template. */
import { randomBytes } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import { type Database, openDatabase } from '../platform/db/index.ts';
import { urlFor, withClient } from './server.ts';

export type TestDatabase = {
  db: Database;
  /** The application role, as the program has it. */
  appUrl: string;
  ownerUrl: string;
  /** Only for what no role of ours may do: looking at the whole, impossible states. */
  superUrl: string;
};

/** Clones the template; closes and drops the copy after the file's tests. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('superUrl');
  const name = `linli_test_${randomBytes(6).toString('hex')}`;
  await withClient(server, (client) =>
    client.query(`CREATE DATABASE ${name} OWNER linli_owner TEMPLATE ${inject('template')}`),
  );
  const appUrl = urlFor(server, name, 'linli_app');
  const db = openDatabase({ url: appUrl, max: 8 });
  afterAll(async () => {
    await db.close();
    await withClient(server, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  });
  return {
    db,
    appUrl,
    ownerUrl: urlFor(server, name, 'linli_owner'),
    superUrl: urlFor(server, name),
  };
}
