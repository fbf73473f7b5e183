import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nameOf } from './antd-words.ts';

const require = createRequire(import.meta.url);
/** Where the parts lie of which the console's forms, dialogs and tabs are made. */
const parts = join(dirname(require.resolve('antd/package.json')), '../@rc-component');
const used = ['dialog', 'drawer', 'input-number', 'notification', 'select', 'tabs'];

const LITERAL =
  /['"]aria-label['"]:[^\n]*?['"]([A-Za-z][A-Za-z ]+)['"](?: : ['"]([A-Za-z ]+)['"])?/g;

function namesIn(part: string): string[] {
  const folder = join(parts, part, 'es');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(LITERAL)])
    .flatMap(([, one, other]) => [one, other])
    .filter((name): name is string => name !== undefined && name !== 'string');
}

describe('the names that Ant Design gives', () => {
  it('have words of ours, wherever its parts write them down', () => {
    const names = used.flatMap(namesIn);
    expect(names).toEqual(expect.arrayContaining(['Increase Value', 'Close']));
    expect(names.filter((name) => nameOf(name, 'zh') === null)).toEqual([]);
  });

  it('are told in the language chosen; what is no name of theirs stays', () => {
    expect(nameOf('search', 'zh')).toBe('查找');
    expect(nameOf('search', 'en')).toBe('Search');
    expect(nameOf('路灯', 'zh')).toBeNull();
    expect(nameOf('constructor', 'zh')).toBeNull();
  });
});
