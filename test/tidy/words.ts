/**
 * One word for one thing: what the glossary refuses may not name a table, a column, an address,
 * an exported name or a field of a contract.
 */
import type { GlossaryWord } from '../glossary.ts';

/** `handlingOrg`, `handling_org`, `HANDLING_ORG` and `/handling-org` are the same three words. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Technical phrases in which a refused word means something else. */
const technical = ['camel case', 'snake case', 'upper case', 'lower case', 'test case'];

export type Refused = { phrase: string; instead: string; inDataOnly: boolean; allow: string[] };

export function refusedWords(glossary: GlossaryWord[]): Refused[] {
  return glossary.flatMap(({ code, not, notInData, allow }) =>
    [...not, ...notInData].map((name) => ({
      phrase: wordsOf(name).join(' '),
      instead: code,
      inDataOnly: notInData.includes(name),
      allow: allow.map((one) => wordsOf(one).join(' ')),
    })),
  );
}

const without = (text: string, phrase: string) => text.replaceAll(` ${phrase} `, ' | ');

/** Sentences about a name; empty when it is fair. */
export function nameFaults(
  name: string,
  where: 'data' | 'code',
  glossary: GlossaryWord[],
): string[] {
  const codes = glossary.flatMap((word) => word.code.split('/')).map((c) => wordsOf(c).join(' '));
  const ownPhrases = [...technical, ...codes.filter((code) => code.includes(' '))];
  let text = ` ${wordsOf(name).join(' ')} `;
  for (const phrase of ownPhrases) text = without(text, phrase);
  return refusedWords(glossary)
    .filter((refused) => where === 'data' || !refused.inDataOnly)
    .filter(({ phrase, allow }) => {
      const rest = allow.reduce(without, text);
      return [phrase, `${phrase}s`, `${phrase}es`].some((form) => rest.includes(` ${form} `));
    })
    .map(({ phrase, instead }) => `${name}: not "${phrase}" but ${instead} (glossary.yaml)`);
}

/** Words that join nouns of the glossary in the names of tables. */
const joining = new Set(['my', 'to', 'of', 'own', 'used', 'next']);

/** The words of a table's name that no code of the glossary knows. */
export function unknownWords(table: string, glossary: GlossaryWord[]): string[] {
  const known = new Set(glossary.flatMap((word) => word.code.split('/')).flatMap(wordsOf));
  return wordsOf(table).filter((word) => !known.has(word) && !joining.has(word));
}

/** Paths of the interface among the texts of a file, without their placeholders. */
export function addressesIn(literals: string[]): string[] {
  return literals
    .filter((text) => /^\/(?:api|console|field)\/[\w{}/.:-]*$/.test(text))
    .map((text) => text.replace(/\{\w+\}/g, ''));
}
