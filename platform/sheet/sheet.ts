/**
 * A table as a file for office programs. Cells are text and stay text: what begins as a formula
 * does is never run, whoever wrote it into a report.
 */
import { type ZipFile, zipOf } from './zip.ts';

export type Sheet = {
  name: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
  /** Printed on every page. */
  footer: string;
};

const BOM = '\u{feff}';
/** Spreadsheets take these for the beginning of a formula; the wide ones too, as typed in China. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

/** As a cell of CSV: a quotation mark in front of what would run, quotes around the rest. */
export function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\n\r']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const csvRow = (row: readonly string[]) => `${row.map(csvCell).join(',')}\r\n`;
const ROWS_AT_ONCE = 200;

/** In pieces, with the mark by which office programs know UTF-8. */
export function* csvOf({ head, rows }: Pick<Sheet, 'head' | 'rows'>): Generator<string> {
  yield BOM + csvRow(head);
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    yield rows
      .slice(from, from + ROWS_AT_ONCE)
      .map(csvRow)
      .join('');
  }
}

/** What XML cannot hold is left out. */
const UNSPEAKABLE = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu;

const xml = (text: string) =>
  text
    .replace(UNSPEAKABLE, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** As .xlsx: the first row stays in sight, the footer stands on every printed page. */
export function xlsxOf(sheet: Sheet): Promise<Buffer> {
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${xml(sheet.name)}" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': worksheet(sheet),
  };
  const files = Object.entries(parts).map(
    ([name, text]): ZipFile => ({ name, content: Buffer.from(HEADER + text, 'utf8') }),
  );
  return zipOf(files);
}

function worksheet({ head, rows, footer }: Sheet): string {
  const lines = [head, ...rows].map(
    (row, at) =>
      `<row r="${at + 1}">${row.map((text, n) => inlineCell(text, addressOf(n, at))).join('')}</row>`,
  );
  const frozen =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>';
  const page = '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>';
  const foot = xml(`&L${asFooter(footer)}&R&P / &N`);
  return [
    `<worksheet xmlns="${MAIN}">${frozen}<sheetData>${lines.join('')}</sheetData>${page}`,
    `<headerFooter><oddFooter>${foot}</oddFooter></headerFooter></worksheet>`,
  ].join('');
}

const inlineCell = (text: string, address: string) =>
  `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${xml(text)}</t></is></c>`;

/** `A1`: our tables have fewer columns than the alphabet has letters. */
const addressOf = (column: number, row: number) =>
  `${String.fromCharCode('A'.charCodeAt(0) + column)}${row + 1}`;

/** Office programs take 255 characters, and `&` for the beginning of an order. */
const asFooter = (text: string) => text.replaceAll('&', '&&').slice(0, 240);
