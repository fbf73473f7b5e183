/**
 * The whole Boston file, imported into a database of its own that is dropped again; prints the
 * table of agreement by cause. `node test/boston/run.ts [--without-closes]`, TEST_DATABASE_URL set.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageImport } from '../../imports.ts';
import { runImport } from '../../modules/matters/index.ts';
import { openDatabase } from '../../platform/db/index.ts';
import { makeTemplate, testServer, urlFor, withClient } from '../server.ts';
import { bostonHouse } from './house.ts';
import { BOSTON, bostonFile, bostonMap } from './world.ts';

async function run(): Promise<void> {
  const server = await testServer();
  const template = await makeTemplate(server.superUrl);
  const name = `linli_boston_${process.pid}`;
  await withClient(server.superUrl, (client) =>
    client.query(`CREATE DATABASE ${name} OWNER linli_owner TEMPLATE ${template}`),
  );
  const dir = mkdtempSync(join(tmpdir(), 'linli-boston-'));
  const db = openDatabase({ url: urlFor(server.superUrl, name, 'linli_app'), max: 8 });
  try {
    const house = await bostonHouse(db, dir);
    const ctx = await messageImport(house, console.log);
    const withReplies = !process.argv.includes('--without-closes');
    const refused = join(dir, 'refused.jsonl');
    await runImport(ctx, bostonFile, { county: BOSTON, map: bostonMap, withReplies, refused });
    console.log(`${Math.round(process.memoryUsage().rss / 2 ** 20)} MB resident at the end`);
  } finally {
    await db.close();
    await withClient(server.superUrl, (client) =>
      client.query(`DROP DATABASE ${name} WITH (FORCE)`),
    );
    rmSync(dir, { recursive: true, force: true });
    await server.stop();
  }
}

if (existsSync(bostonFile)) await run();
else
  console.log('Left out: the Boston file is no part of the project, and ../shared/data is absent.');
