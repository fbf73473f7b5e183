/**
 * What every place for bytes can do. It holds sealed bytes only: a store, its backups and whoever
 * runs it read nothing without the keys in the database.
 */

export type FileStore = {
  /** Writes whole or not at all; an existing key is replaced. */
  put(key: string, bytes: Buffer): Promise<void>;
  /** Throws FileLost when nothing lies there. */
  get(key: string): Promise<Buffer>;
  /** Removing what is not there is no error: sweeps repeat. */
  remove(key: string): Promise<void>;
  /** All keys that begin so, in no promised order; for backups. */
  list(prefix: string): AsyncIterable<string>;
};

/** The row says that a file is there, and the store has none: a backup came back in part. */
export class FileLost extends Error {
  readonly key: string;

  constructor(key: string) {
    super(`no such file: ${key}`);
    this.name = 'FileLost';
    this.key = key;
  }
}

const PATTERN = /^[a-z0-9][a-z0-9-]*(\/[a-z0-9][a-z0-9-]*){0,7}(\.[a-z0-9]+)?$/;

/** Keys are made by us; anything that could climb out of a folder is a bug. */
export function checkedKey(key: string): string {
  if (key.length <= 200 && PATTERN.test(key)) return key;
  throw new Error(`not a file key: ${key}`);
}
