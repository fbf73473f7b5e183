/** Opaque secrets of sessions and machines: 256 random bits out, a hash kept. */
import { createHash, randomBytes, randomInt } from 'node:crypto';

/** A fresh token: 43 characters that need no escaping in a cookie. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps. 256 random bits need no salt and no slow hash. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Six digits for a phone. */
export function newPhoneCode(): string {
  return randomInt(0, 1_000_000).toString().padStart(6, '0');
}
