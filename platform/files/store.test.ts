import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type S3Keys, s3Server } from '../../test/s3.ts';
import { FileLost, type FileStore, folderStore, openFileStore, s3Store } from './index.ts';

const keys: S3Keys = { bucket: 'linli', region: 'cn-east', key: 'AK', secret: 'not/secret+' };
const server = await s3Server(keys);
const root = mkdtempSync(join(tmpdir(), 'linli files '));
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

const stores: [name: string, store: FileStore][] = [
  ['a folder', folderStore(root)],
  ['an S3-compatible store', s3Store({ ...keys, endpoint: server.endpoint })],
];

async function keysOf(store: FileStore, prefix: string): Promise<string[]> {
  const found: string[] = [];
  for await (const key of store.list(prefix)) found.push(key);
  return found.sort();
}

describe.each(stores)('%s', (_, store) => {
  it('gives back what was put, replaced or not, empty or not', async () => {
    const bytes = Buffer.from([0, 255, 10, 13, 0]);
    await store.put('attachments/0a/1b/x', bytes);
    expect(await store.get('attachments/0a/1b/x')).toEqual(bytes);
    await store.put('attachments/0a/1b/x', Buffer.alloc(0));
    expect(await store.get('attachments/0a/1b/x')).toEqual(Buffer.alloc(0));
  });

  it('says that a file is lost, and removes twice without complaint', async () => {
    await store.put('gone/a', Buffer.from('a'));
    await store.remove('gone/a');
    await store.remove('gone/a');
    await expect(store.get('gone/a')).rejects.toBeInstanceOf(FileLost);
  });

  it('lists by prefix, over more than one page', async () => {
    const all = ['list/aa/1', 'list/aa/2.thumb', 'list/ab/3', 'list/ab/4', 'list/b/5'];
    for (const key of all) await store.put(key, Buffer.from(key));
    expect(await keysOf(store, 'list/')).toEqual(all);
    expect(await keysOf(store, 'list/a')).toEqual(all.slice(0, 4));
    expect(await keysOf(store, 'list/ab/4')).toEqual(['list/ab/4']);
    expect(await keysOf(store, 'nothing/')).toEqual([]);
  });

  it.each(['', '/a', '../a', 'a/../b', 'a//b', 'A', 'a b', 'a/', '.a', `a/${'b'.repeat(200)}`])(
    'takes no key such as "%s"',
    async (key) => {
      await expect(store.put(key, Buffer.from('x'))).rejects.toThrow('not a file key');
      await expect(store.get(key)).rejects.toThrow('not a file key');
    },
  );
});

describe('the folder', () => {
  const store = folderStore(root);

  it('is closed to others and leaves no part behind', async () => {
    await store.put('mode/ab/x', Buffer.from('x'));
    expect(statSync(join(root, 'mode/ab/x')).mode & 0o777).toBe(0o600);
    expect(statSync(join(root, 'mode/ab')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(root, 'mode/ab'))).toEqual(['x']);
  });

  it('does not list what a crash left half written', async () => {
    await store.put('crash/x', Buffer.from('x'));
    writeFileSync(join(root, 'crash/y.0123456789ab.part'), 'half');
    expect(await keysOf(store, 'crash/')).toEqual(['crash/x']);
  });

  it('survives many writers of one key: the last whole one stands', async () => {
    const writes = Array.from({ length: 20 }, (_, n) => Buffer.alloc(50_000, n));
    await Promise.all(writes.map((bytes) => store.put('race/x', bytes)));
    const found = await store.get('race/x');
    expect(writes.some((bytes) => bytes.equals(found))).toBe(true);
    expect(readdirSync(join(root, 'race'))).toEqual(['x']);
  });
});

describe('the S3-compatible store', () => {
  it('is refused with a wrong secret, and says so', async () => {
    const store = s3Store({ ...keys, secret: 'other', endpoint: server.endpoint });
    await expect(store.put('a', Buffer.from('a'))).rejects.toThrow('403 (SignatureDoesNotMatch)');
    await expect(store.get('a')).rejects.toThrow('SignatureDoesNotMatch');
  });

  it('takes a missing bucket for a wrong setting and not for a lost file', async () => {
    const store = s3Store({ ...keys, bucket: 'other', endpoint: server.endpoint });
    await expect(store.get('a')).rejects.toThrow('404 (NoSuchBucket)');
  });

  it('tries again when the store is busy', async () => {
    const store = s3Store({ ...keys, endpoint: server.endpoint });
    server.troubles.push(503, 500);
    await store.put('busy/x', Buffer.from('x'));
    expect(server.objects.get('busy/x')).toEqual(Buffer.from('x'));
  });

  it('is chosen by the environment, whole or not at all', async () => {
    const settings = {
      LINLI_S3_ENDPOINT: `${server.endpoint}/`,
      LINLI_S3_BUCKET: keys.bucket,
      LINLI_S3_REGION: keys.region,
      LINLI_S3_KEY: keys.key,
      LINLI_S3_SECRET: keys.secret,
    };
    await openFileStore(settings, root).put('env/x', Buffer.from('x'));
    expect(server.objects.has('env/x')).toBe(true);
    await openFileStore({}, root).put('env/y', Buffer.from('y'));
    expect(readdirSync(join(root, 'files/env'))).toEqual(['y']);
    expect(() => openFileStore({ ...settings, LINLI_S3_SECRET: '' }, root)).toThrow(
      'set also: LINLI_S3_SECRET',
    );
  });
});
