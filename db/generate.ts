/**
 * `npm run db:generate`: migrates an empty database and writes what it became, `schema.sql` and
 * `tables.ts`. With `--check` it only compares, and fails when they differ.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTemplate, testServer, urlFor, withClient } from '../test/server.ts';
import { dumpSchema, dumpTables } from './catalogue.ts';

const isCheck = process.argv.includes('--check');
const server = await testServer();
let drifted: string[] = [];
try {
  const template = await makeTemplate(server.superUrl);
  const made = await withClient(urlFor(server.superUrl, template), async (client) => ({
    'schema.sql': await dumpSchema(client),
    'tables.ts': await dumpTables(client),
  }));
  drifted = Object.entries(made).flatMap(([name, text]) => keep(name, text));
} finally {
  await server.stop();
}
if (drifted.length > 0) {
  console.error(`out of date: ${drifted.join(', ')}; run: npm run db:generate`);
  process.exitCode = 1;
}

function keep(name: string, text: string): string[] {
  const path = join(import.meta.dirname, name);
  if (isCheck) return readFileSync(path, 'utf8') === text ? [] : [`db/${name}`];
  writeFileSync(path, text);
  return [];
}
