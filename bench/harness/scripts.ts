/** How package.json starts the program: what is measured is started alike. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../installation.ts';

/** What `npm start` or `npm run linli` gives Node, wherever it is started. */
export function nodeArgs(script: 'start' | 'linli'): string[] {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<typeof script, string>;
  };
  const args = scripts[script].split(' ').slice(1);
  return args.map((arg) => (arg.endsWith('.ts') ? join(ROOT, arg) : arg));
}
