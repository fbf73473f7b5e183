/**
 * The file store's part of a backup: bytes as they lie there, sealed. They are copied after the
 * rows: a file that came meanwhile is one too many, one that was erased meanwhile stays erased.
 */
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { sha256 } from '../crypto/index.ts';
import { FileLost, type FileStore, folderStore } from '../files/index.ts';
import type { Manifest } from './manifest.ts';
import { assertSound, store, unzipped } from './streams.ts';

const FOLDER = 'files';
const LIST = 'files.jsonl.gz';
const Line = z.object({ key: z.string(), bytes: z.number(), sha256: z.string() });
type Line = z.infer<typeof Line>;

/** Copies every file of the store into the backup. */
export async function storeAttachments(
  folder: string,
  files: FileStore,
): Promise<Manifest['files']> {
  const copies = folderStore(join(folder, FOLDER));
  const sum = { count: 0, bytesOfAll: 0 };
  const lines = async function* () {
    for await (const key of files.list('')) {
      const bytes = await bytesOf(files, key);
      if (bytes === null) continue;
      await copies.put(key, bytes);
      sum.count += 1;
      sum.bytesOfAll += bytes.length;
      const line: Line = { key, bytes: bytes.length, sha256: sha256(bytes).toString('hex') };
      yield `${JSON.stringify(line)}\n`;
    }
  };
  const stored = await store(folder, LIST, Readable.from(lines()));
  return { ...stored, ...sum };
}

async function bytesOf(files: FileStore, key: string): Promise<Buffer | null> {
  try {
    return await files.get(key);
  } catch (error) {
    if (error instanceof FileLost) return null;
    throw error;
  }
}

/** Reads every file of the backup and compares. Refuses BACKUP_DAMAGED with the file's name. */
export async function assertAttachments(folder: string): Promise<void> {
  for await (const line of linesOf(folder)) {
    await assertSound(folder, { file: `${FOLDER}/${line.key}`, sha256: line.sha256 });
  }
}

/** Puts them into the store; one that stands there already is written again. */
export async function restoreAttachments(folder: string, files: FileStore): Promise<void> {
  const copies = folderStore(join(folder, FOLDER));
  for await (const { key } of linesOf(folder)) await files.put(key, await copies.get(key));
}

async function* linesOf(folder: string): AsyncIterable<Line> {
  for await (const text of createInterface({ input: unzipped(folder, LIST) })) {
    yield Line.parse(JSON.parse(text));
  }
}
