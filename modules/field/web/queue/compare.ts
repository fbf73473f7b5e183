/** What the worker filled in beside what somebody else did meanwhile, line by line. Pure. */
import type { ActDeed, Since, Standing, Words } from './item.ts';

export type Line = {
  label: Words;
  /** Yes or no is said by the page. */
  mine: Words | boolean | null;
  theirs: Words | null;
  isSame: boolean;
};

/** What stands against mine: the same act, if somebody took it, else the newest. */
export function against(deed: ActDeed, standing: Standing): Since | null {
  return standing.since.findLast((one) => one.action === deed.action) ?? null;
}

/** The lines of an act: first those that were filled in, then what only the others said. */
export function linesOf(deed: ActDeed, standing: Standing | null): Line[] {
  const fields = deed.fields ?? standing?.fields ?? {};
  const other = standing && against(deed, standing);
  const said = other?.said ?? [];
  const names = Object.keys(fields).filter((name) => Object.hasOwn(deed.input, name));
  const unknown = Object.keys(deed.input).filter((name) => !Object.hasOwn(fields, name));
  const mine = [...names, ...unknown].map((name): Line => {
    const field = fields[name];
    const label = field ? { zh: field.zh, en: field.en } : { zh: name, en: name };
    const value = deed.input[name];
    const theirs = said.find((one) => one.label.zh === label.zh)?.text ?? null;
    const isSame = theirs !== null && other?.given[name] === value;
    return { label, mine: wordsOf(field, value), theirs, isSame };
  });
  const others = said
    .filter((one) => !mine.some((line) => line.label.zh === one.label.zh))
    .map(({ label, text }) => ({ label, mine: null, theirs: text, isSame: false }));
  return [...mine, ...others];
}

type Field = NonNullable<ActDeed['fields']>[string];

/** A value as people say it: the choice's name, else as it was written. */
function wordsOf(field: Field | undefined, value: unknown): Words | boolean {
  if (typeof value === 'boolean') return value;
  const choice = field?.choices?.find((one) => one.code === value);
  if (choice) return { zh: choice.zh, en: choice.en };
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return { zh: text, en: text };
}
