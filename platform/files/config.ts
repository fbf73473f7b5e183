/** Which store the environment asks for. Half an S3 is refused: files must not land elsewhere. */
import { join } from 'node:path';
import { folderStore } from './folder.ts';
import { s3Store } from './s3.ts';
import type { FileStore } from './store.ts';

export type FileSettings = {
  LINLI_S3_ENDPOINT?: string;
  LINLI_S3_BUCKET?: string;
  LINLI_S3_REGION?: string;
  LINLI_S3_KEY?: string;
  LINLI_S3_SECRET?: string;
};

const NEEDED = ['LINLI_S3_ENDPOINT', 'LINLI_S3_BUCKET', 'LINLI_S3_KEY', 'LINLI_S3_SECRET'] as const;

/** The S3-compatible store when one is named, else `files` in the data folder. */
export function openFileStore(settings: FileSettings, dataDir: string): FileStore {
  const missing = NEEDED.filter((name) => !settings[name]);
  if (missing.length === NEEDED.length) return folderStore(join(dataDir, 'files'));
  if (missing.length > 0) {
    throw new Error(`an S3 store is named in part; set also: ${missing.join(', ')}`);
  }
  return s3Store({
    endpoint: settings.LINLI_S3_ENDPOINT ?? '',
    bucket: settings.LINLI_S3_BUCKET ?? '',
    // What MinIO and Ceph take when nothing else was set there.
    region: settings.LINLI_S3_REGION || 'us-east-1',
    key: settings.LINLI_S3_KEY ?? '',
    secret: settings.LINLI_S3_SECRET ?? '',
  });
}
