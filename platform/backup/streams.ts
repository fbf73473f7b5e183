/** Files of a backup as streams: whatever their size, a few buffers are in memory. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline as joined, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { refuse } from '../../kernel/refusal.ts';
import type { Stored } from './manifest.ts';

/** Compresses into a new file of the folder. gzip: in need, `zcat` and psql read it anywhere. */
export async function store(folder: string, file: string, source: Readable): Promise<Stored> {
  return write(folder, file, source, true);
}

/** As it is. */
export async function storePlain(folder: string, file: string, source: Readable): Promise<Stored> {
  return write(folder, file, source, false);
}

async function write(
  folder: string,
  file: string,
  source: Readable,
  isZipped: boolean,
): Promise<Stored> {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  let bytes = 0;
  const weigh = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  };
  const target = createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true });
  if (isZipped) await pipeline(source, createGzip({ level: 5 }), weigh, target);
  else await pipeline(source, weigh, target);
  return { file, bytes, sha256: hash.digest('hex') };
}

/** What `store` wrote, as it was. */
export function unzipped(folder: string, file: string): Readable {
  // An error of either reaches whoever reads: pipeline destroys the last with it.
  return joined(createReadStream(join(folder, file)), createGunzip(), () => undefined);
}

/** Refuses BACKUP_DAMAGED with the file's name. */
export async function assertSound(
  folder: string,
  stored: Pick<Stored, 'file' | 'sha256'>,
): Promise<void> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(join(folder, stored.file))) hash.update(chunk);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  if (hash.digest('hex') !== stored.sha256) {
    refuse('BACKUP_DAMAGED', { values: { file: stored.file } });
  }
}
