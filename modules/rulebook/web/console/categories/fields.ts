/** A question of a category as the form builder writes it, and back. Pure. */
import type { Category } from '../words.ts';

export type Field = Category['form'][string];

export type WrittenField = {
  code: string;
  zh: string;
  en: string;
  type: Field['type'];
  required: boolean;
  /** Lines of `code 中文 | English`. */
  options: string;
  min?: number | null;
  max?: number | null;
};

export function writtenField(code: string, field: Field): WrittenField {
  return {
    code,
    zh: field.zh,
    en: field.en,
    type: field.type,
    required: field.required ?? true,
    options: optionLines(field),
    min: field.min ?? null,
    max: field.max ?? null,
  };
}

/** What the builder does not know of a question (hints, conditions) stays as it was. */
export function fieldOf(written: WrittenField, before?: Field): Field {
  const { min: _min, max: _max, of: _of, labels: _labels, ...rest } = before ?? {};
  const { type, zh, en, required, min, max } = written;
  return {
    ...rest,
    type,
    zh: zh.trim(),
    en: en.trim(),
    required,
    ...(type === 'choice' && optionsOf(written.options)),
    ...(min !== null && min !== undefined && { min }),
    ...(max !== null && max !== undefined && { max }),
  };
}

function optionLines({ of = [], labels = {} }: Field): string {
  return of
    .map((code) => {
      const words = labels[code];
      return words ? `${code} ${words.zh} | ${words.en}` : code;
    })
    .join('\n');
}

function optionsOf(lines: string): Pick<Field, 'of' | 'labels'> {
  const parsed = lines
    .split('\n')
    .map((line) => /^\s*(\S+)(?:\s+([^|]+?)\s*(?:\|\s*(.+?)\s*)?)?$/.exec(line))
    .filter((match) => match !== null);
  const named = parsed.filter((match) => match[2] !== undefined);
  const labels = named.map(([, code = '', zh = '', en]) => [code, { zh, en: en ?? zh }]);
  return {
    of: parsed.map((match) => match[1] ?? ''),
    ...(labels.length > 0 && { labels: Object.fromEntries(labels) }),
  };
}

/** A category as it begins. */
export function newCategory(code: string, parent: Category | undefined): Category {
  return {
    code,
    zh: '',
    en: '',
    parent: parent?.code ?? null,
    kind: parent?.kind ?? 'report',
    keywords: [],
    form: {},
    clocks: {},
    evidence: { before: 0, after: 0 },
    maySelfHandle: false,
    emergency: null,
    isHome: parent?.isHome ?? false,
    isPrivate: parent?.isPrivate ?? false,
  };
}
