/**
 * `npm run check`: every machine check in order, each with its time, all of them even after a
 * failure. `--only lint,types` and `--skip tests` choose; the exit code is 1 if any failed.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { longFiles } from './tidy/text.ts';

type Step = { name: string; about: string; command: string; args: string[] };
type Result = { step: Step; ok: boolean; seconds: number };

const steps: Step[] = [
  { name: 'format', about: 'layout and import order', command: 'biome', args: ['check', '.'] },
  {
    name: 'lint',
    about: 'mistakes, with types',
    command: 'oxlint',
    args: ['--type-aware', '--deny-warnings', '--format=unix', '.'],
  },
  { name: 'types', about: 'types', command: 'tsc', args: ['--noEmit', '-p', '.'] },
  {
    name: 'deps',
    about: 'who may import whom',
    command: 'depcruise',
    args: ['--config', '.dependency-cruiser.mjs', '--output-type', 'err-long', '.'],
  },
  { name: 'dead', about: 'code and packages that nothing uses', command: 'knip', args: [] },
  {
    name: 'drift',
    about: 'generated files are as generated',
    command: 'node',
    args: ['test/drift.ts'],
  },
  {
    name: 'sizes',
    about: 'what a first visit loads',
    command: 'npm',
    args: ['run', '--silent', 'sizes'],
  },
  { name: 'tests', about: 'every test', command: 'vitest', args: ['run'] },
];

/** Runs one step; what it said is shown only where it failed, tests excepted. */
function run(step: Step): Result {
  const isLong = step.name === 'tests';
  const start = performance.now();
  const child = spawnSync(step.command, step.args, {
    encoding: 'utf8',
    stdio: isLong ? 'inherit' : 'pipe',
    shell: process.platform === 'win32',
  });
  const ok = child.status === 0;
  const seconds = (performance.now() - start) / 1000;
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${step.name.padEnd(7)} ${seconds.toFixed(1)} s`);
  if (!ok && !isLong) console.log(child.error?.message ?? child.stdout + child.stderr);
  return { step, ok, seconds };
}

function chosen(): Step[] {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, skip: { type: 'string' } },
  });
  const only = values.only?.split(',');
  const skip = values.skip?.split(',') ?? [];
  const unknown = [...(only ?? []), ...skip].filter((name) => !steps.some((s) => s.name === name));
  if (unknown.length > 0) throw new Error(`no such step: ${unknown.join(', ')}`);
  return steps.filter((step) => (only?.includes(step.name) ?? true) && !skip.includes(step.name));
}

if (!process.env.PATH?.includes('node_modules')) {
  throw new Error('run it as `npm run check`: npm puts the pinned tools first on the path');
}
const results = chosen().map(run);
const failed = results.filter((result) => !result.ok);
const total = results.reduce((sum, result) => sum + result.seconds, 0);
for (const { path, lines } of longFiles()) console.log(`note: ${path} has ${lines} lines (300)`);
console.log(
  `\n${results.length - failed.length} of ${results.length} passed in ${total.toFixed(1)} s`,
);
for (const { step } of failed) {
  console.log(`failed: ${step.name} (${step.about}); again: npm run check -- --only ${step.name}`);
}
process.exitCode = failed.length > 0 ? 1 : 0;
