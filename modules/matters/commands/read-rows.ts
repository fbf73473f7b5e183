/**
 * The rows of a file as they come: JSON Lines, CSV (also .gz) and XLSX. A row that cannot be read
 * is answered as such with its line and never ends the file; nothing but one row is held in memory
 * (XLSX, a zip that is read from its end, is the exception and is held to a size).
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { readSheet } from 'read-excel-file/node';
import { refuse } from '../../../kernel/refusal.ts';
import type { RawRow } from '../actions/import.ts';
import type { Row } from '../rules/mapping.ts';

const XLSX_MAX_BYTES = 32 * 1024 * 1024;
/** Far above any message; without it a file without line ends would be read whole. */
const LINE_MAX = 1024 * 1024;
const BROKEN_SIGN = '\uFFFD';

/** Refuses IMPORT_FILE_UNKNOWN by the name's end, IMPORT_FILE_TOO_LARGE for XLSX. */
export async function* readRows(path: string, encoding: string): AsyncGenerator<RawRow> {
  const name = path.toLowerCase().replace(/[.]gz$/, '');
  if (name.endsWith('.xlsx')) yield* xlsxRows(path);
  else if (name.endsWith('.csv')) yield* csvRows(textsOf(path, encoding));
  else if (/[.](jsonl|ndjson)$/.test(name)) yield* jsonRows(linesOf(textsOf(path, encoding)));
  else refuse('IMPORT_FILE_UNKNOWN', { values: { name: path } });
}

async function* textsOf(path: string, encoding: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  const bytes = path.toLowerCase().endsWith('.gz') ? file.pipe(createGunzip()) : file;
  // An error of the file (missing, unreadable) must reach whoever reads the unzipped bytes.
  if (bytes !== file) file.on('error', (error) => bytes.destroy(error));
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield decoder.decode(chunk as Buffer, { stream: true });
  yield decoder.decode();
}

type Line = { line: number; text: string; isCut: boolean };

async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<Line> {
  let rest = '';
  let isCut = false;
  let line = 1;
  for await (const text of texts) {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      yield { line, text: part, isCut };
      isCut = false;
      line += 1;
    }
    if (rest.length <= LINE_MAX) continue;
    isCut = true;
    rest = '';
  }
  if (rest !== '' || isCut) yield { line, text: rest, isCut };
}

async function* jsonRows(lines: AsyncIterable<Line>): AsyncGenerator<RawRow> {
  for await (const { line, text, isCut } of lines) {
    if (isCut) yield unreadable(line, text, 'tooLong');
    else if (text.trim() !== '') yield sound(line, text, jsonOf(text));
  }
}

function jsonOf(text: string): Row | null {
  try {
    const value: unknown = JSON.parse(text);
    const isRow = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isRow ? (value as Row) : null;
  } catch {
    return null;
  }
}

function sound(line: number, text: string, row: Row | null): RawRow {
  if (text.includes(BROKEN_SIGN)) return unreadable(line, text, 'encoding');
  return row ? { line, row } : unreadable(line, text, 'form');
}

function unreadable(line: number, text: string, detail: string): RawRow {
  return {
    line,
    fault: { code: 'IMPORT_ROW_UNREADABLE', field: 'row', column: null, detail },
    text,
  };
}

type CsvRecord = { record: string[]; info: { lines: number } };

async function* csvRows(texts: AsyncIterable<string>): AsyncGenerator<RawRow> {
  const records = Readable.from(texts, { objectMode: false }).pipe(
    parse({
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: LINE_MAX,
    }),
  );
  let names: string[] | null = null;
  // `lines` counts to the end of a record: it began after the one before.
  let before = 0;
  for await (const { record, info } of records as AsyncIterable<CsvRecord>) {
    const line = before + 1;
    before = info.lines;
    if (names) yield recordOf(names, record, line);
    else names = record.map((name) => name.trim());
  }
}

function recordOf(names: readonly string[], record: readonly unknown[], line: number): RawRow {
  const text = record.join(',');
  if (record.length !== names.length) return unreadable(line, text, 'columns');
  return sound(line, text, Object.fromEntries(names.map((name, at) => [name, record[at]])));
}

async function* xlsxRows(path: string): AsyncGenerator<RawRow> {
  const { size } = await stat(path);
  if (size > XLSX_MAX_BYTES) refuse('IMPORT_FILE_TOO_LARGE', { values: { size } });
  const [head, ...records] = await readSheet(path);
  const names = (head ?? []).map((name) => String(name ?? '').trim());
  for (const [index, record] of records.entries()) {
    const cells = names.map((_, at) => cellOf(record[at]));
    if (cells.some((cell) => cell !== null)) yield recordOf(names, cells, index + 2);
  }
}

/** A date of a sheet has no zone: it is given on as the wall clock that it shows. */
function cellOf(cell: unknown): unknown {
  if (cell instanceof Date) return cell.toISOString().slice(0, 19);
  return cell === undefined ? null : cell;
}
