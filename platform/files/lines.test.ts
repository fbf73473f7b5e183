import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { appendLines, readLines } from './lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'linli-lines-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function all(path: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of readLines(path)) lines.push(line);
  return lines;
}

describe('a file of lines', () => {
  it('is made with its folder, and grows', async () => {
    const path = join(folder, 'deep', 'er', 'a.jsonl');
    expect(await all(path)).toEqual([]);
    await appendLines(path, ['one', '二']);
    await appendLines(path, []);
    await appendLines(path, ['three']);
    expect(await all(path)).toEqual(['one', '二', 'three']);
    expect(readFileSync(path, 'utf8')).toBe('one\n二\nthree\n');
  });

  it('keeps a torn line apart from the next', async () => {
    const path = join(folder, 'torn.jsonl');
    await appendLines(path, ['one']);
    appendFileSync(path, '{"se');
    await appendLines(path, ['two']);
    expect(await all(path)).toEqual(['one', '{"se', 'two']);
  });

  it('keeps lines whole when many append at once', async () => {
    const path = join(folder, 'crowd.jsonl');
    const lines = Array.from({ length: 40 }, (_, index) => `${index}`.repeat(200));
    await Promise.all(lines.map((line) => appendLines(path, [line])));
    expect((await all(path)).sort()).toEqual(lines.sort());
  });
});
