/**
 * Reads papers as somebody else's program does: `pdftotext` (poppler-utils) and LibreOffice. Where
 * one is not installed, what needs it is left out, and says so.
 */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inflateRawSync } from 'node:zlib';

/** A reader that hangs must fail its story, not hold it. */
const WAIT_MS = 50_000;
/** An office starts slowly on a busy machine. */
const OFFICE_WAIT_MS = 240_000;
const execute = promisify(execFile);
const run = (command: string, args: readonly string[]) =>
  execute(command, args, {
    timeout: command === 'soffice' ? OFFICE_WAIT_MS : WAIT_MS,
    killSignal: 'SIGKILL',
  });
const has = (command: string, flag: string) =>
  spawnSync(command, [flag], { stdio: 'ignore' }).error === undefined;

const hasPoppler = has('pdftotext', '-v');
const hasOffice = has('soffice', '--version');

/** Why a test cannot read a PDF here, or false: for `it.skipIf` and its name. */
export const unreadable = hasPoppler ? false : 'pdftotext is not installed (poppler-utils)';
export const unopenable =
  unreadable || (hasOffice ? false : 'soffice is not installed (libreoffice-writer-nogui)');

/** For the end of a test's name. */
export const unless = (why: string | false) => (why === false ? '' : ` [left out: ${why}]`);

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'linli-paper-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The text of a PDF, its pages parted by form feeds; `rows`: what stands side by side stays so. */
export async function textOfPdf(
  bytes: Buffer,
  by: 'reading' | 'rows' = 'reading',
): Promise<string> {
  return inFolder(async (folder) => {
    const path = join(folder, 'paper.pdf');
    await writeFile(path, bytes);
    const layout = by === 'rows' ? ['-layout'] : [];
    return (await run('pdftotext', [...layout, path, '-'])).stdout;
  });
}

/** A Word file opened in LibreOffice and printed by it. */
export async function printedByOffice(docx: Buffer): Promise<Buffer> {
  const [printed] = await printedAll([docx], 'docx');
  if (!printed) throw new Error('LibreOffice printed nothing');
  return printed;
}

/** Each opened in LibreOffice and printed by it, in one start of it: a start takes seconds. */
export async function printedAll(
  files: readonly Buffer[],
  format: 'docx' | 'pdf',
): Promise<Buffer[]> {
  return inFolder(async (folder) => {
    const paths = files.map((_, at) => join(folder, `${at}.${format}`));
    await Promise.all(files.map((bytes, at) => writeFile(paths[at] ?? '', bytes)));
    const out = join(folder, 'printed');
    // Without its drawing program a PDF is opened by the one for text, when it is told so.
    const filter = format === 'pdf' ? ['--infilter=writer_pdf_import'] : [];
    const to = ['--convert-to', 'pdf:writer_pdf_Export', '--outdir', out];
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    await run('soffice', [profile, '--headless', ...filter, ...to, ...paths]);
    return Promise.all(files.map((_, at) => readFile(join(out, `${at}.pdf`))));
  });
}

const CENTRAL_ENTRY = 0x02014b50;
const END_OF_CENTRAL = 0x06054b50;
const DEFLATED = 8;

/** A file out of an archive, found by the archive's own directory. */
export function fileInZip(zip: Buffer, name: string): Buffer {
  const end = zip.lastIndexOf(Buffer.from(new Uint32Array([END_OF_CENTRAL]).buffer));
  let at = zip.readUInt32LE(end + 16);
  while (zip.readUInt32LE(at) === CENTRAL_ENTRY) {
    const [nameBytes, extraBytes, noteBytes] = [28, 30, 32].map((from) =>
      zip.readUInt16LE(at + from),
    );
    const found = zip.toString('utf8', at + 46, at + 46 + (nameBytes ?? 0));
    if (found === name) return contentAt(zip, at);
    at += 46 + (nameBytes ?? 0) + (extraBytes ?? 0) + (noteBytes ?? 0);
  }
  throw new Error(`the archive has no ${name}`);
}

function contentAt(zip: Buffer, entry: number): Buffer {
  const bytes = zip.readUInt32LE(entry + 20);
  const local = zip.readUInt32LE(entry + 42);
  const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const packed = zip.subarray(from, from + bytes);
  return zip.readUInt16LE(entry + 10) === DEFLATED ? inflateRawSync(packed) : packed;
}

/** The text of a Word file: what stands between the tags of its document. */
export function textOfDocx(docx: Buffer): string {
  const xml = fileInZip(docx, 'word/document.xml').toString('utf8');
  return plain(xml);
}

/** Paragraph by paragraph, those of tables too; the one after a table is empty. */
export function paragraphsOfDocx(docx: Buffer): string[] {
  const xml = fileInZip(docx, 'word/document.xml').toString('utf8');
  return [...xml.matchAll(/<w:p>.*?<\/w:p>/gs)].map(([one]) => plain(one));
}

/** What stands in each cell of its tables. */
export function cellsOfDocx(docx: Buffer): string[] {
  const xml = fileInZip(docx, 'word/document.xml').toString('utf8');
  return [...xml.matchAll(/<w:tc>.*?<\/w:tc>/gs)].map(([one]) => plain(one));
}

const plain = (xml: string) =>
  xml
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
