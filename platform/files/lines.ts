/**
 * Text files that only grow: whole lines are added at the end and are on the disk when the call
 * returns. A line torn by a crash stays by itself and never swallows the next.
 */
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

const NEW_LINE = '\n';

/** Adds lines to a file, which is made with its folder when missing. Files are 0600. */
export async function appendLines(path: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'a+', 0o600);
  try {
    const text = lines.map((line) => line + NEW_LINE).join('');
    // One write: another process that appends stands before or after it, not within.
    await file.appendFile((await isTorn(file)) ? NEW_LINE + text : text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The lines of a file in order; none when there is no file. */
export async function* readLines(path: string): AsyncIterable<string> {
  const file = await openIfThere(path);
  if (!file) return;
  try {
    yield* file.readLines();
  } finally {
    await file.close();
  }
}

async function openIfThere(path: string) {
  try {
    return await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function isTorn(file: Awaited<ReturnType<typeof open>>): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  await file.read(last, 0, 1, size - 1);
  return last.toString() !== NEW_LINE;
}
