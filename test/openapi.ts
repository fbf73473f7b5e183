/**
 * `npm run openapi`: writes `openapi.json` from the endpoint tables; `--check` only compares and
 * names the first line that differs. Needs no database.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endpointTables, moduleTitles } from '../endpoints.ts';
import { describe } from '../platform/http/index.ts';

const ROOT = join(import.meta.dirname, '..');
const FILE = join(ROOT, 'openapi.json');

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  version: string;
};
const described = describe(endpointTables, { version, titles: moduleTitles });
const made = `${JSON.stringify(described, null, 2)}\n`;

if (process.argv.includes('--check')) {
  const stood = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
  if (stood !== made) {
    const before = stood.split('\n');
    const at = made.split('\n').findIndex((line, index) => line !== before[index]);
    console.error(`openapi.json:${at + 1} is not as the contracts say; run: npm run openapi`);
    process.exitCode = 1;
  }
} else {
  writeFileSync(FILE, made);
}
