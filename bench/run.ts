/** `npm run bench -- <name> …`: runs `bench/<name>.ts`, which exports `bench`. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BenchError } from './harness/options.ts';

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts' && !file.endsWith('.test.ts'))
  .map((file) => file.slice(0, -3));
const [name = '', ...rest] = process.argv.slice(2);

if (names.includes(name)) {
  const file = join(import.meta.dirname, `${name}.ts`);
  const { bench } = (await import(pathToFileURL(file).href)) as {
    bench: (args: string[]) => Promise<void> | void;
  };
  try {
    await bench(rest);
  } catch (error) {
    console.error(error instanceof BenchError ? error.message : error);
    process.exitCode = 1;
  }
} else {
  console.error(`npm run bench -- <name>, one of: ${names.join(', ')}`);
  process.exitCode = 1;
}
