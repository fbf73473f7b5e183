import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadMasterKey, makeKeyring, randomPool, seal, sha256, unseal } from './index.ts';

const CONTEXT = '310116/0197/reporter.phone';
const TEXT = '示例：13800000000';

describe('a sealed value', () => {
  const key = randomBytes(32);

  it('opens with its key and context, and is never twice the same', () => {
    const sealed = seal(key, TEXT, CONTEXT);
    expect(unseal(key, sealed, CONTEXT).toString()).toBe(TEXT);
    expect(seal(key, TEXT, CONTEXT)).not.toEqual(sealed);
    expect(sealed[0]).toBe(1);
    expect(sealed.includes('13800000000')).toBe(false);
  });

  it('carries any bytes, none included', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const sealed = seal(key, Buffer.from(bytes), CONTEXT);
        expect(unseal(key, sealed, CONTEXT)).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('does not open in another place or with another key', () => {
    const sealed = seal(key, TEXT, CONTEXT);
    expect(() => unseal(key, sealed, '310116/0198/reporter.phone')).toThrow('does not open');
    expect(() => unseal(randomBytes(32), sealed, CONTEXT)).toThrow('does not open');
  });

  it('does not open after a change of any one bit, or cut short anywhere', () => {
    const sealed = seal(key, TEXT, CONTEXT);
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => unseal(key, changed, CONTEXT)).toThrow(/does not open|not known/);
    }
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => unseal(key, sealed.subarray(0, length), CONTEXT)).toThrow(
        /does not open|not known/,
      );
    }
  });

  it('says when its form is of a later version', () => {
    const sealed = seal(key, TEXT, CONTEXT);
    sealed[0] = 9;
    expect(() => unseal(key, sealed, CONTEXT)).toThrow(
      expect.objectContaining({ fault: 'unknownVersion' }),
    );
  });

  it('is refused without a context or with a short key', () => {
    expect(() => seal(key, TEXT, '')).toThrow('context');
    expect(() => seal(randomBytes(16), TEXT, CONTEXT)).toThrow('32 bytes');
  });
});

describe('a keyring', () => {
  const old = { masterKey: randomBytes(32), masterKeyId: 'old' };

  it('gives each matter a key of its own and opens it again', () => {
    const ring = makeKeyring(old);
    const [one, two] = [ring.newDataKey(), ring.newDataKey()];
    expect(one.key).not.toEqual(two.key);
    expect(one.keyId).toBe('old');
    expect(makeKeyring(old).openDataKey(one.sealed, 'old')).toEqual(one.key);
  });

  it('after a rotation opens the old, seals with the new and reseals', () => {
    const before = makeKeyring(old).newDataKey();
    const next = { masterKey: randomBytes(32), masterKeyId: 'new' };
    const ring = makeKeyring({ ...next, older: { old: old.masterKey } });
    expect(ring.openDataKey(before.sealed, 'old')).toEqual(before.key);
    expect(ring.newDataKey().keyId).toBe('new');
    const moved = ring.resealDataKey(before.sealed, 'old');
    expect(moved.keyId).toBe('new');
    expect(makeKeyring(next).openDataKey(moved.sealed, 'new')).toEqual(before.key);
  });

  it('says which key it lacks, and does not take one for the other', () => {
    const before = makeKeyring(old).newDataKey();
    const ring = makeKeyring({ masterKey: randomBytes(32), masterKeyId: 'new' });
    expect(() => ring.openDataKey(before.sealed, 'old')).toThrow('master key old');
    expect(() => ring.openDataKey(before.sealed, 'new')).toThrow('does not open');
  });

  it('takes a passphrase, and refuses a short one or a short key', () => {
    const keys = { masterKey: '一二三四五六七八九十一二三四五六', masterKeyId: 'spoken' };
    const made = makeKeyring(keys).newDataKey();
    expect(makeKeyring(keys).openDataKey(made.sealed, 'spoken')).toEqual(made.key);
    expect(() => makeKeyring({ masterKey: 'short', masterKeyId: 'x' })).toThrow('passphrase');
    expect(() => makeKeyring({ masterKey: randomBytes(31), masterKeyId: 'x' })).toThrow('31 bytes');
  });
});

describe('the master key', () => {
  let dataDir: string;
  const lines: string[] = [];
  const demo = () => ({ isDemo: true, dataDir, log: (line: string) => lines.push(line) });
  const real = (masterKey?: string) => ({ ...demo(), isDemo: false, masterKey });

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'linli-keys-'));
    lines.length = 0;
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('is the same in base64 and in hex, and says nothing', () => {
    const key = randomBytes(32);
    const ids = [key.toString('base64'), key.toString('base64url'), ` ${key.toString('hex')}\n`]
      .map((text) => loadMasterKey(real(text)))
      .map((keys) => keys.masterKeyId);
    expect(new Set(ids).size).toBe(1);
    expect(lines).toEqual([]);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it.each([
    'linli',
    'a'.repeat(64),
    randomBytes(31).toString('base64'),
    randomBytes(33).toString('hex'),
    `${randomBytes(32).toString('base64')},`,
  ])('is refused when it is not 32 random bytes: %s', (text) => {
    expect(() => loadMasterKey(real(text))).toThrow('MASTER_KEY_MALFORMED');
  });

  it('is refused outside the demo when it is missing or empty', () => {
    expect(() => loadMasterKey(real())).toThrow('MASTER_KEY_MISSING');
    expect(() => loadMasterKey(real(' '))).toThrow('MASTER_KEY_MISSING');
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('of the demo is a private file, kept between starts, with a warning at each', () => {
    const first = loadMasterKey(demo());
    expect(readdirSync(dataDir)).toEqual(['demo-master-key']);
    chmodSync(join(dataDir, 'demo-master-key'), 0o644);
    expect(loadMasterKey(demo())).toEqual(first);
    expect(statSync(join(dataDir, 'demo-master-key')).mode & 0o777).toBe(0o600);
    expect(lines.map((line) => line.slice(0, 7))).toEqual([
      expect.stringContaining('警告'),
      'WARNING',
      expect.stringContaining('警告'),
      'WARNING',
    ]);
  });

  it('of the demo is refused and not replaced when its file was damaged', () => {
    writeFileSync(join(dataDir, 'demo-master-key'), '');
    expect(() => loadMasterKey(demo())).toThrow('MASTER_KEY_MALFORMED');
  });

  it('replaces the demo key and still opens what that sealed', () => {
    const before = makeKeyring(loadMasterKey(demo())).newDataKey();
    const key = randomBytes(32).toString('base64');
    const ring = makeKeyring(loadMasterKey({ ...demo(), masterKey: key }));
    expect(ring.masterKeyId).not.toBe(before.keyId);
    expect(ring.openDataKey(before.sealed, before.keyId)).toEqual(before.key);
  });

  it('is followed by those of before, after commas', () => {
    const [past, present] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
    const before = makeKeyring(loadMasterKey(real(past))).newDataKey();
    const ring = makeKeyring(loadMasterKey(real(`${present}, ${past}`)));
    expect(ring.openDataKey(before.sealed, before.keyId)).toEqual(before.key);
  });
});

it('hashes text as UTF-8', () => {
  expect(sha256('').toString('hex')).toMatch(/^e3b0c442/);
  expect(sha256('路')).toEqual(sha256(Buffer.from('路')));
});

it('hands out random bytes once each, however many are asked for', () => {
  const draw = randomPool();
  const sizes = [...Array.from({ length: 1000 }, () => 10), 4096, 5000, 1];
  const drawn = sizes.map((n) => Buffer.from(draw(n)).toString('hex'));
  expect(drawn.map((text) => text.length / 2)).toEqual(sizes);
  expect(new Set(drawn.slice(0, 1000)).size).toBe(1000);
});
