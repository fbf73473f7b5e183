/**
 * Reads papers as somebody else's program does: `pdftotext` (poppler-utils) and LibreOffice. Where
 * one is not installed, what needs it is left out, and says so.
 */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
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

/** The text of a PDF, its pages parted by form feeds. */
export async function textOfPdf(bytes: Buffer): Promise<string> {
  return inFolder(async (folder) => {
    const path = join(folder, 'paper.pdf');
    await writeFile(path, bytes);
    return (await run('pdftotext', [path, '-'])).stdout;
  });
}

/** A Word file opened in LibreOffice and printed by it. */
export async function printedByOffice(docx: Buffer): Promise<Buffer> {
  return inFolder(async (folder) => {
    await writeFile(join(folder, 'paper.docx'), docx);
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const format = ['--convert-to', 'pdf:writer_pdf_Export', '--outdir', folder];
    await run('soffice', [profile, '--headless', ...format, join(folder, 'paper.docx')]);
    return readFile(join(folder, 'paper.pdf'));
  });
}
