/**
 * `npm run build`: the three faces into dist/web, with gzip and brotli beside each file. It does
 * nothing when the sources are those of the last build; `--force` builds all the same.
 */
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { type Face, faceConfig, faces, OUT } from './face.ts';
import { builtFingerprint, fingerprint } from './sources.ts';

const STAMP = join(OUT, 'sources.sha256');
/** Below this a header costs more than what is saved. */
const PACK_FROM_BYTES = 1024;

async function main(): Promise<void> {
  const sources = fingerprint();
  if (!process.argv.includes('--force') && builtFingerprint(STAMP) === sources) return;
  // A build that breaks off must not pass for a whole one.
  rmSync(STAMP, { force: true });
  const begun = performance.now();
  say('building the pages 正在构建网页 …');
  await Promise.all(chosen().map((face) => build(faceConfig(face))));
  pack();
  if (chosen().length === faces.length) writeFileSync(STAMP, `${sources}\n`);
  say(`the pages are built (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
}

/** `--only console`: while one face is worked on. */
function chosen(): readonly Face[] {
  const at = process.argv.indexOf('--only');
  return at === -1 ? faces : faces.filter((face) => face === process.argv[at + 1]);
}

function pack(): void {
  for (const name of globSync('**/*.{js,mjs,css,svg,json,webmanifest}', { cwd: OUT })) {
    const path = join(OUT, name);
    const content = readFileSync(path);
    if (content.length < PACK_FROM_BYTES) continue;
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main();
