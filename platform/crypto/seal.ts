/**
 * AES-256-GCM over one value. The layout is `version, nonce (12), ciphertext, tag (16)`; the
 * context is authenticated with it, so that a sealed value moved to another row does not open.
 */
import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hash,
  type KeyObject,
} from 'node:crypto';
import { randomPool } from './random.ts';

const CIPHER = 'aes-256-gcm';
const VERSION = 1;
const HEAD = 1;
const NONCE = 12;
const TAG = 16;
export const KEY_BYTES = 32;

const random = randomPool();

export type SealFault = 'tampered' | 'unknownVersion' | 'unknownKey';

/** A sealed value that does not open. Never an expected answer: a row, key or backup is wrong. */
export class SealError extends Error {
  readonly fault: SealFault;

  constructor(fault: SealFault, message: string) {
    super(message);
    this.name = 'SealError';
    this.fault = fault;
  }
}

/**
 * Seals under a key of 32 bytes. `context` names the only place where it opens again, for
 * instance `310116/<matter>/reporter.phone`. A random nonce is safe for 2^32 values a key; a data
 * key seals one matter.
 */
export function seal(key: Buffer, text: string | Buffer, context: string): Buffer {
  assertUsable(key, context);
  const nonce = random(NONCE);
  const cipher = createCipheriv(CIPHER, secretOf(key), nonce, { authTagLength: TAG });
  cipher.setAAD(aad(context));
  const body = [cipher.update(bytesOf(text)), cipher.final()];
  return Buffer.concat([Buffer.of(VERSION), nonce, ...body, cipher.getAuthTag()]);
}

/** What was sealed, as bytes. Throws SealError for another key, another context or any change. */
export function unseal(key: Buffer, sealed: Buffer, context: string): Buffer {
  assertUsable(key, context);
  if (sealed[0] !== VERSION) {
    throw new SealError('unknownVersion', `sealed in a form that is not known: ${sealed[0]}`);
  }
  if (sealed.length < HEAD + NONCE + TAG) throw tampered();
  const nonce = sealed.subarray(HEAD, HEAD + NONCE);
  const decipher = createDecipheriv(CIPHER, secretOf(key), nonce, { authTagLength: TAG });
  decipher.setAAD(aad(context));
  decipher.setAuthTag(sealed.subarray(-TAG));
  const start = decipher.update(sealed.subarray(HEAD + NONCE, -TAG));
  try {
    return Buffer.concat([start, decipher.final()]);
  } catch {
    throw tampered();
  }
}

/** SHA-256 of a text (as UTF-8) or of bytes: 32 bytes. */
export function sha256(data: string | Uint8Array): Buffer {
  return hash('sha256', data, 'buffer');
}

const secrets = new WeakMap<Buffer, KeyObject>();

/**
 * A key as bytes costs three times as much as one made into a key first: 12 µs a value, not 4. A
 * matter's key seals several values at a time, the master key one of every matter.
 */
function secretOf(key: Buffer): KeyObject {
  const known = secrets.get(key);
  if (known) return known;
  const made = createSecretKey(key);
  secrets.set(key, made);
  return made;
}

// The version stands in the context too: it cannot be turned back to an older, weaker form.
function aad(context: string): Buffer {
  return Buffer.from(`linli/${VERSION}/${context}`);
}

function bytesOf(text: string | Buffer): Buffer {
  return typeof text === 'string' ? Buffer.from(text) : text;
}

function assertUsable(key: Buffer, context: string) {
  if (key.length !== KEY_BYTES) throw new Error(`a key has 32 bytes, this one ${key.length}`);
  if (context === '') throw new Error('a sealed value needs a context');
}

function tampered(): SealError {
  return new SealError('tampered', 'a sealed value does not open: changed, moved or another key');
}
