/**
 * The glossary: read for the tidy checks, and written as docs/GLOSSARY.md when run
 * (`npm run docs:glossary`).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const Word = z.strictObject({
  zh: z.string(),
  en: z.string(),
  /** One name, or several parted by `/`. */
  code: z.string().regex(/^[a-z][a-zA-Z]*(\/[a-z][a-zA-Z]*)*$/),
  meaning: z.string().optional(),
  source: z.string().optional(),
  not: z.array(z.string()).default([]),
  notInData: z.array(z.string()).default([]),
  allow: z.array(z.string()).default([]),
});
const Glossary = z.array(z.strictObject({ group: z.string(), words: z.array(Word) }));
export type GlossaryWord = z.infer<typeof Word>;

const root = join(import.meta.dirname, '..');

/** All groups of words. Throws with the place where the file is malformed. */
function readGroups(): z.infer<typeof Glossary> {
  return Glossary.parse(parse(readFileSync(join(root, 'glossary.yaml'), 'utf8')));
}

export function readGlossary(): GlossaryWord[] {
  return readGroups().flatMap((group) => group.words);
}

const cell = (text: string) => text.replaceAll('|', '\\|');

function row(word: GlossaryWord): string {
  const codes = word.code.split('/').map((code) => `\`${code}\``);
  const not = [...word.not, ...word.notInData.map((name) => `${name} (in data)`)];
  const cells = [word.zh, word.en, codes.join(' / '), word.meaning ?? '', word.source ?? ''];
  return `| ${[...cells, not.join(', ')].map(cell).join(' | ')} |`;
}

function render(): string {
  const parts = readGroups().map(({ group, words }) =>
    [
      `## ${group}\n`,
      '| 中文 | English | in code | what it means | from | not |',
      '|---|---|---|---|---|---|',
      ...words.map(row),
      '',
    ].join('\n'),
  );
  const head =
    '# Words\n\nMade from `glossary.yaml` by `npm run docs:glossary`: change it there.\n';
  return [head, ...parts].join('\n');
}

if (import.meta.main) writeFileSync(join(root, 'docs/GLOSSARY.md'), render());
