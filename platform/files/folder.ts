/**
 * Files in the data folder. A file appears by a rename after it is on the disk, so that a crash
 * leaves either the whole file or a `.part` that nobody reads.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkedKey, FileLost, type FileStore } from './store.ts';

const PART = '.part';

/** A store below `root`, which is made when missing. Files are 0600, folders 0700. */
export function folderStore(root: string): FileStore {
  const pathOf = (key: string) => join(root, ...checkedKey(key).split('/'));
  return {
    put: async (key, bytes) => writeWhole(pathOf(key), bytes),
    get: async (key) => readWhole(pathOf(key), key),
    remove: async (key) => rm(pathOf(key), { force: true }),
    list: (prefix) => keysBelow(root, prefix),
  };
}

async function writeWhole(path: string, bytes: Buffer) {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const part = `${path}.${randomBytes(6).toString('hex')}${PART}`;
  try {
    await writeSynced(part, bytes);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

async function writeSynced(path: string, bytes: Buffer) {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Without this the name may be gone after a power cut though the bytes are there. */
async function syncFolder(folder: string) {
  // Windows cannot open a folder; NTFS journals the rename by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readWhole(path: string, key: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new FileLost(key);
    throw error;
  }
}

async function* keysBelow(root: string, prefix: string, at = ''): AsyncIterable<string> {
  for (const entry of await entriesOf(join(root, at))) {
    const key = at === '' ? entry.name : `${at}/${entry.name}`;
    if (entry.isDirectory()) {
      if (mayMeet(`${key}/`, prefix)) yield* keysBelow(root, prefix, key);
    } else if (key.startsWith(prefix) && !key.endsWith(PART)) {
      yield key;
    }
  }
}

function mayMeet(folder: string, prefix: string): boolean {
  return folder.startsWith(prefix) || prefix.startsWith(folder);
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
