/**
 * Passwords as scrypt hashes that carry their own cost, so that it can rise without a migration.
 * Verifying costs the same whether or not there is such an account.
 */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

export type Passwords = {
  hash: (password: string) => Promise<string>;
  /** Null stands for "no such account": it takes as long and is never right. */
  verify: (password: string, stored: string | null) => Promise<boolean>;
};

const BLOCK = 8;
const HASH_BYTES = 32;
/** 2^15 with r = 8 takes 32 MB and some 60 ms of one core (OWASP's middle setting). */
const COST_DEFAULT = 15;

/** `cost` is the power of two; tests take a small one. */
export function makePasswords(cost: number = COST_DEFAULT): Passwords {
  const decoy = derive('', randomBytes(16), cost).then((key) => key.toString('base64url'));
  return {
    hash: async (password) => {
      const salt = randomBytes(16);
      const key = await derive(password, salt, cost);
      return `scrypt$${cost}$${salt.toString('base64url')}$${key.toString('base64url')}`;
    },
    verify: async (password, stored) => {
      const target = stored ?? `scrypt$${cost}$${'A'.repeat(22)}$${await decoy}`;
      const isSame = await compare(password, target);
      return stored !== null && isSame;
    },
  };
}

async function compare(password: string, stored: string): Promise<boolean> {
  const [scheme, cost, salt, hash] = stored.split('$');
  if (scheme !== 'scrypt' || !cost || !salt || !hash) throw new Error('not a password hash');
  const key = await derive(password, Buffer.from(salt, 'base64url'), Number(cost));
  return timingSafeEqual(key, Buffer.from(hash, 'base64url'));
}

function derive(password: string, salt: Buffer, cost: number): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** cost, r: BLOCK, p: 1, maxmem: 2 ** cost * 2048 };
  // The same word typed on different keyboards must give the same bytes (RFC 8265).
  const text = password.normalize('NFKC');
  return new Promise((resolve, reject) => {
    scrypt(text, salt, HASH_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
