/** Another installation for tests of backups: an empty database, and a house opened in it. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, inject } from 'vitest';
import { openHouse } from '../house.ts';
import { memoryPhoneCodes } from '../platform/auth/index.ts';
import { makeKeyring } from '../platform/crypto/index.ts';
import { type Database, openDatabase } from '../platform/db/index.ts';
import { readMigrations } from '../platform/db/migrate.ts';
import { folderStore } from '../platform/files/index.ts';
import { memorySenders } from '../platform/senders/index.ts';
import type { StoryHouse } from './house.ts';
import { type Http, httpOf } from './http.ts';
import { MIGRATIONS, urlFor, withClient } from './server.ts';

export async function emptyPlace() {
  const name = `linli_test_${randomBytes(6).toString('hex')}`;
  const server = inject('superUrl');
  await withClient(server, (client) =>
    client.query(`CREATE DATABASE ${name} OWNER linli_owner TEMPLATE template0`),
  );
  const home = mkdtempSync(join(tmpdir(), 'linli-place-'));
  afterAll(async () => {
    rmSync(home, { recursive: true, force: true });
    await withClient(server, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  });
  return {
    home,
    appUrl: urlFor(server, name, 'linli_app'),
    ownerUrl: urlFor(server, name, 'linli_owner'),
    superUrl: urlFor(server, name),
    files: folderStore(join(home, 'files')),
    checkpointDir: join(home, 'checkpoints'),
    migrations: readMigrations(MIGRATIONS),
    say: () => undefined,
  };
}

export type Place = Awaited<ReturnType<typeof emptyPlace>>;

/** The house of the story's people, opened there with the same master key. */
export async function openPlace(
  story: StoryHouse,
  place: Place,
): Promise<{ db: Database; http: Http }> {
  const db = openDatabase({ url: place.appUrl, max: 4 });
  const phoneCodes = memoryPhoneCodes();
  const house = await openHouse({
    db,
    clock: story.clock,
    keyring: makeKeyring({ masterKey: Buffer.alloc(32, 7), masterKeyId: 'test' }),
    files: place.files,
    dataDir: place.home,
    senders: memorySenders(),
    hosts: { hosts: [] },
    phoneCodes,
    isMovable: true,
    identity: { staffSessionHours: 87_600, staffIdleHours: 87_600, passwordCost: 2, freshMs: 0 },
    log: { error: (about, message) => console.error(message, about) },
  });
  const world = { ...story.world, identity: house.identity, phoneCodes };
  return { db, http: (await httpOf(world, house.http)).http };
}
