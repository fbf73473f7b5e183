/**
 * Keys drawn from one data key for what sign-in keeps: sealed secrets and phones, keyed hashes.
 * The data key itself is sealed by the master key, so that turning the master key changes no row.
 */
import { createHmac, hkdfSync } from 'node:crypto';
import { seal, unseal } from '../crypto/index.ts';

export type AuthKeys = {
  /** `use` binds the value to its place: it does not open under another. */
  seal: (text: string, use: string) => string;
  /** Throws when the value was altered, or is of another place or key. */
  open: (sealed: string, use: string) => string;
  /** HMAC-SHA-256 under a key of its own for each `use`. */
  digest: (text: string, use: string) => string;
};

export function makeAuthKeys(dataKey: Buffer): AuthKeys {
  const drawn = new Map<string, Buffer>();
  const keyFor = (use: string) => {
    const known = drawn.get(use);
    if (known) return known;
    const key = Buffer.from(hkdfSync('sha256', dataKey, 'linli', `auth ${use}`, 32));
    drawn.set(use, key);
    return key;
  };
  return {
    seal: (text, use) => seal(keyFor(`seal ${use}`), text, use).toString('base64url'),
    open: (sealed, use) =>
      unseal(keyFor(`seal ${use}`), Buffer.from(sealed, 'base64url'), use).toString('utf8'),
    digest: (text, use) =>
      createHmac('sha256', keyFor(`digest ${use}`))
        .update(text)
        .digest('base64url'),
  };
}
