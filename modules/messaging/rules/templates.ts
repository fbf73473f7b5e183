/** Templates of notices: what is wrong with one, and the text that it gives. */
import { must } from '../../../kernel/refusal.ts';

export type Language = 'zh' | 'en';
export type Wording = Record<Language, string>;

export type Template = {
  code: string;
  /** The code by which the SMS gateway's own template is found. */
  sms: string;
  values: readonly string[];
  title: Wording;
  text: Wording;
};

export type Rendered = {
  subject: string;
  text: string;
  template: { id: string; values: Record<string, string> };
};

/** More than three parts of an SMS (67 signs each) is a letter. */
const TEXT_MAX = 200;
const PLACEHOLDER = /\{(\w+)\}/g;

/** Sentences about what is wrong with a template; empty when it is sound. */
export function templateFaults(template: Template): string[] {
  const faults: string[] = [];
  for (const language of ['zh', 'en'] as const) {
    const text = template.text[language];
    const used = placeholdersOf(text);
    if (text.length > TEXT_MAX) faults.push(`${language}: longer than ${TEXT_MAX} signs`);
    if (/[{}]/.test(text.replace(PLACEHOLDER, ''))) faults.push(`${language}: a stray brace`);
    // The title is shown to staff as it is, and kept in plain text.
    if (/[{}]/.test(template.title[language])) faults.push(`${language}: a value in the title`);
    for (const name of used) {
      if (!template.values.includes(name)) faults.push(`${language}: {${name}} is not declared`);
    }
    for (const name of template.values) {
      if (!used.includes(name)) faults.push(`${language}: {${name}} is not used`);
    }
  }
  return faults.map((fault) => `${template.code}: ${fault}`);
}

/** The notice in one language. A missing value is a mistake of the caller; others are left. */
export function render(
  template: Template,
  language: Language,
  values: Record<string, string>,
): Rendered {
  const given = Object.fromEntries(
    template.values.map((name) => {
      const value = values[name];
      must(value !== undefined, `${template.code} needs the value ${name}`);
      return [name, value];
    }),
  );
  return {
    subject: template.title[language],
    text: template.text[language].replace(PLACEHOLDER, (_, name: string) => given[name] ?? ''),
    template: { id: template.sms, values: given },
  };
}

function placeholdersOf(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
}
