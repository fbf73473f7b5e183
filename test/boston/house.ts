/** The house opened over a migrated database with nothing in it but the Boston centre. */
import { join } from 'node:path';
import { type House, openHouse } from '../../house.ts';
import { memoryPhoneCodes } from '../../platform/auth/index.ts';
import { makeKeyring } from '../../platform/crypto/index.ts';
import type { Database } from '../../platform/db/index.ts';
import { folderStore } from '../../platform/files/index.ts';
import { memorySenders } from '../../platform/senders/index.ts';
import { bostonKinds, loadBostonPlaces, openBoston } from './world.ts';

export async function bostonHouse(db: Database, dataDir: string): Promise<House> {
  await loadBostonPlaces(db, Date.now);
  const house = await openHouse({
    db,
    clock: { now: Date.now },
    keyring: makeKeyring({ masterKey: Buffer.alloc(32, 7), masterKeyId: 'test' }),
    files: folderStore(join(dataDir, 'files')),
    dataDir,
    senders: memorySenders(),
    hosts: { hosts: [] },
    phoneCodes: memoryPhoneCodes(),
    isMovable: false,
    kinds: bostonKinds,
    log: { error: (about, message) => console.error(message, about) },
  });
  await openBoston(house, Date.now());
  return house;
}
