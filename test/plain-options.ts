/** What a house of the tests is opened with, whatever it stands for: all but its clock. */
import { join } from 'node:path';
import type { HouseOptions } from '../house/parts.ts';
import { memoryPhoneCodes } from '../platform/auth/index.ts';
import { makeKeyring } from '../platform/crypto/index.ts';
import type { Database } from '../platform/db/index.ts';
import { folderStore } from '../platform/files/index.ts';
import { memorySenders } from '../platform/senders/index.ts';

/** Files and proofs lie in `dataDir`. */
export const plainOptions = (db: Database, dataDir: string): Omit<HouseOptions, 'clock'> => ({
  db,
  keyring: makeKeyring({ masterKey: Buffer.alloc(32, 7), masterKeyId: 'test' }),
  files: folderStore(join(dataDir, 'files')),
  dataDir,
  senders: memorySenders(),
  hosts: { hosts: [] },
  phoneCodes: memoryPhoneCodes(),
  isMovable: true,
  log: { error: (about, message) => console.error(message, about) },
});
