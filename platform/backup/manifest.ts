/**
 * What a backup says about itself. It is written last: a folder without one is no backup. Nothing
 * in it is secret, and no key is in it or beside it.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { refuse } from '../../kernel/refusal.ts';
import { sha256 } from '../crypto/index.ts';

const Stored = z.object({
  /** Relative to the backup's folder. */
  file: z.string().regex(/^[\w-]+(\/[\w-]+)*(\.[\w-]+)+$/),
  bytes: z.number().int(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Stored = z.infer<typeof Stored>;

const Manifest = z.object({
  format: z.literal('linli-backup'),
  formatVersion: z.literal(1),
  madeAt: z.iso.datetime(),
  program: z.string(),
  postgres: z.string(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  /** The last year that has a partition of its own. */
  partitionsUntil: z.number().int(),
  /** Short names of the master keys without which the sealed values stay closed. */
  masterKeyIds: z.array(z.string()),
  /** In the order in which they are filled: what is referred to comes first. */
  tables: z.array(
    Stored.extend({ name: z.string(), columns: z.array(z.string()), rows: z.number().int() }),
  ),
  /** The list of attachments: a line of JSON each, with the key, bytes and hash. */
  files: Stored.extend({ count: z.number().int(), bytesOfAll: z.number().int() }),
  checkpoints: z.array(Stored),
});
export type Manifest = z.infer<typeof Manifest>;

const NAME = 'manifest.json';
const SUM = 'manifest.json.sha256';

/** Writes it and its hash, in the form that `sha256sum -c` takes. Answers the hash. */
export function writeManifest(folder: string, manifest: Manifest): string {
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  const hash = sha256(text).toString('hex');
  writeFileSync(join(folder, SUM), `${hash}  ${NAME}\n`, { mode: 0o600, flush: true });
  writeFileSync(join(folder, NAME), text, { mode: 0o600, flush: true });
  return hash;
}

/** Refuses BACKUP_INCOMPLETE, BACKUP_DAMAGED. */
export function readManifest(folder: string): Manifest {
  if (!existsSync(join(folder, NAME))) refuse('BACKUP_INCOMPLETE', { values: { folder } });
  const text = readFileSync(join(folder, NAME), 'utf8');
  const noted = existsSync(join(folder, SUM)) ? readFileSync(join(folder, SUM), 'utf8') : '';
  if (!noted.startsWith(sha256(text).toString('hex'))) {
    refuse('BACKUP_DAMAGED', { values: { file: NAME } });
  }
  const read = Manifest.safeParse(JSON.parse(text));
  return read.success ? read.data : refuse('BACKUP_INCOMPLETE', { values: { folder } });
}

/** Refuses BACKUP_FOLDER_NOT_EMPTY. */
export function assertEmptyFolder(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    refuse('BACKUP_FOLDER_NOT_EMPTY', { values: { folder } });
  }
}
