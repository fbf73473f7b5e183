/**
 * Drift: runs each generator, compares what it writes with what stands, and puts back what stood.
 * A generated file that was edited by hand, or not made anew after its source changed, fails.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

type Generator = { script: string; files: string[] };

/** The npm script that writes, and all that it writes. */
const generators: Generator[] = [
  { script: 'docs:glossary', files: ['docs/GLOSSARY.md'] },
  { script: 'docs:permissions', files: ['docs/permissions.md'] },
  { script: 'db:generate', files: ['db/schema.sql', 'db/tables.ts'] },
  { script: 'openapi', files: ['openapi.json'] },
];

const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : null);

function restore(file: string, text: string | null) {
  if (text === null) rmSync(file, { force: true });
  else writeFileSync(file, text);
}

/** The first line that differs, said so that a person finds it. */
function difference(file: string, stood: string | null, made: string | null): string | null {
  if (stood === made) return null;
  if (stood === null) return `${file}: is missing`;
  if (made === null) return `${file}: the generator did not write it`;
  const before = stood.split('\n');
  const after = made.split('\n');
  const at = after.findIndex((line, index) => line !== before[index]);
  const line = at === -1 ? after.length : at;
  return `${file}:${line + 1}\n  stands: ${before[line] ?? ''}\n  made:   ${after[line] ?? ''}`;
}

/** Sentences about what is wrong; empty when the files are as generated. */
function faultsOf({ script, files }: Generator): string[] {
  const stood = files.map(read);
  try {
    const child = spawnSync('npm', ['run', '--silent', script], { encoding: 'utf8' });
    if (child.status !== 0) return [`npm run ${script} failed\n${child.stdout}${child.stderr}`];
    const made = files.map(read);
    const faults = files.map((file, index) =>
      difference(file, stood[index] ?? null, made[index] ?? null),
    );
    return faults
      .filter((fault) => fault !== null)
      .map((fault) => `${fault}\n  make it anew: npm run ${script}`);
  } finally {
    for (const [index, file] of files.entries()) {
      if (read(file) !== stood[index]) restore(file, stood[index] ?? null);
    }
  }
}

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>;
};
const faults = generators.flatMap((generator) =>
  scripts[generator.script]
    ? faultsOf(generator)
    : [`package.json has no script ${generator.script}: ${generator.files.join(', ')} unchecked`],
);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
