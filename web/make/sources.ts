/** What the faces are made of, as one fingerprint: the same sources are not built twice. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './face.ts';

const parts = [
  'web/**/*',
  'modules/*/web/**/*',
  'modules/*/contract.ts',
  'modules/*/contract/**/*',
  'kernel/*.ts',
  'package-lock.json',
  'glossary.yaml',
];

/** SHA-256 over names and contents of every source, in hex. */
export function fingerprint(): string {
  const hash = createHash('sha256');
  const found = globSync(parts, { cwd: ROOT, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(?:test|e2e)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const path of found) {
    hash.update(path.slice(ROOT.length));
    hash.update('\0');
    hash.update(readFileSync(path));
  }
  return hash.digest('hex');
}

/** What an earlier build wrote down of its sources. */
export function builtFingerprint(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}
