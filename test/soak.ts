/**
 * `npm run soak -- 20`: runs every property test that many times, each time over other histories,
 * and ends at the first that fails, with its seed in the output.
 */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';

const rounds = Number(process.argv[2] ?? 10);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('soak wants a number of rounds');
const files = globSync('{kernel,platform,modules,bench,test,web}/**/*.test.ts').filter((file) =>
  /from 'fast-check'|test\/stories\.ts'/.test(readFileSync(file, 'utf8')),
);
const { CI: _fixed, ...env } = process.env;

for (let round = 1; round <= rounds; round += 1) {
  const child = spawnSync('vitest', ['run', ...files], {
    env,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (child.status !== 0) {
    console.log(child.stdout, child.stderr);
    console.log(`round ${round} of ${rounds} failed`);
    process.exit(1);
  }
  console.log(`round ${round} of ${rounds}: ${files.length} files hold`);
}
