/**
 * The master keys and the data keys sealed by them. A data key never leaves the program unsealed,
 * and a master key never leaves this file.
 */
import { createHmac, scryptSync } from 'node:crypto';
import { randomPool } from './random.ts';
import { KEY_BYTES, SealError, seal, unseal } from './seal.ts';

/** 32 bytes, or a passphrase that is stretched with scrypt (its id is the salt; 0.1 s). */
export type MasterSecret = Buffer | string;

export type MasterKeys = {
  masterKey: MasterSecret;
  masterKeyId: string;
  /** Keys of before by id: they open what they sealed, and seal nothing new. */
  older?: Record<string, MasterSecret>;
};

/** `sealed` and `keyId` are what is stored; `key` is kept no longer than the act needs it. */
export type DataKey = { key: Buffer; sealed: Buffer; keyId: string };

export type Keyring = {
  masterKeyId: string;
  newDataKey(): DataKey;
  /** Throws SealError when the master key of that id is not here, or the bytes were changed. */
  openDataKey(sealed: Buffer, keyId: string): Buffer;
  /** The same data key under the present master key: for the sweep after a rotation. */
  resealDataKey(sealed: Buffer, keyId: string): { sealed: Buffer; keyId: string };
};

const random = randomPool();

const SHORTEST_PASSPHRASE = 16;

/** Opens the ring. Throws when a key has not 32 bytes or a passphrase is shorter than 16. */
export function makeKeyring(keys: MasterKeys): Keyring {
  const ring = new Map<string, Buffer>();
  for (const [id, secret] of Object.entries(keys.older ?? {})) ring.set(id, keyOf(secret, id));
  const present = keyOf(keys.masterKey, keys.masterKeyId);
  ring.set(keys.masterKeyId, present);

  const sealKey = (key: Buffer) => ({
    sealed: seal(present, key, contextOf(keys.masterKeyId)),
    keyId: keys.masterKeyId,
  });
  const openDataKey = (sealed: Buffer, keyId: string) => {
    const master = ring.get(keyId);
    if (master) return unseal(master, sealed, contextOf(keyId));
    throw new SealError('unknownKey', `sealed under the master key ${keyId}, which is not here`);
  };
  return {
    masterKeyId: keys.masterKeyId,
    newDataKey: () => {
      // Its own copy: what is drawn is a view of 4 KB that are shared with others.
      const key = Buffer.from(random(KEY_BYTES));
      return { key, ...sealKey(key) };
    },
    openDataKey,
    resealDataKey: (sealed, keyId) => sealKey(openDataKey(sealed, keyId)),
  };
}

/** A short name of a key that tells nothing about it: 8 hex digits. */
export function masterKeyIdOf(key: Buffer): string {
  return createHmac('sha256', key).update('linli master key id').digest('hex').slice(0, 8);
}

function keyOf(secret: MasterSecret, id: string): Buffer {
  if (typeof secret === 'string') return stretched(secret, id);
  if (secret.length === KEY_BYTES) return secret;
  throw new Error(`the master key ${id} has ${secret.length} bytes and not 32`);
}

function stretched(passphrase: string, id: string): Buffer {
  if (passphrase.length < SHORTEST_PASSPHRASE) {
    throw new Error(`the passphrase of ${id} is shorter than ${SHORTEST_PASSPHRASE} characters`);
  }
  const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 };
  return scryptSync(passphrase.normalize('NFC'), `linli/${id}`, KEY_BYTES, cost);
}

function contextOf(keyId: string): string {
  return `data-key/${keyId}`;
}
