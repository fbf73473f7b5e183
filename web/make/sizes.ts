/**
 * `npm run sizes`: what a first visit of each face loads of script, in gzip, against its bound.
 * Counted are the entry, what it imports statically, and the chunks of the page that opens first.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Face, OUT } from './face.ts';

type Chunk = {
  file: string;
  isEntry?: boolean;
  imports?: string[];
  dynamicImports?: string[];
};
type Manifest = Record<string, Chunk>;

/** kB of gzip, and the sources of the pages that open first. */
const bounds: Record<Face, { kB: number; first: readonly RegExp[] }> = {
  portal: { kB: 180, first: [/modules\/matters\/web\/portal\/home\.tsx$/] },
  console: { kB: 400, first: [/modules\/matters\/web\/console\/queue\/page\.tsx$/] },
  // All of its pages are in the entry: it must open without a network.
  field: { kB: 300, first: [/web\/field\/index\.html$|^index\.html$/] },
  // Opened by a link on somebody's phone: one page, all of it in the entry.
  rooms: { kB: 150, first: [/web\/rooms\/index\.html$|^index\.html$/] },
};

function sizeOf(face: Face): number {
  const folder = join(OUT, face);
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry);
  const pages = Object.keys(manifest).filter((key) =>
    bounds[face].first.some((pattern) => pattern.test(key)),
  );
  if (pages.length === 0) throw new Error(`${face}: the page that opens first was not found`);
  const files = new Set<string>();
  for (const key of [entry, ...pages]) if (key) follow(manifest, key, files);
  const bytes = [...files]
    .filter((file) => /\.m?js$/.test(file))
    .map((file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length);
  return bytes.reduce((sum, one) => sum + one, 0);
}

function follow(manifest: Manifest, key: string, files: Set<string>): void {
  const chunk = manifest[key];
  if (!chunk || files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const next of chunk.imports ?? []) follow(manifest, next, files);
}

for (const face of Object.keys(bounds) as Face[]) {
  const kB = sizeOf(face) / 1000;
  const isOver = kB > bounds[face].kB;
  const line = `${face.padEnd(8)} ${kB.toFixed(1).padStart(6)} kB of ${bounds[face].kB} kB`;
  process.stdout.write(`${isOver ? 'OVER  ' : 'ok    '}${line}\n`);
  if (isOver) process.exitCode = 1;
}
