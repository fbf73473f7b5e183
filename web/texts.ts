/**
 * Words of the pages in both languages. A module keeps its own beside its pages
 * (`web/texts.ts` there) and hands them to `defineTexts`; the language is remembered.
 */
import i18next from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';

export type Language = 'zh' | 'en';
type Entry = { zh: string; en: string };
export type Texts<K extends string = string> = { readonly name: string; readonly keys?: K };
type Values = Readonly<Record<string, string | number>>;
export type Say<K extends string> = (key: K, values?: Values) => string;

const REMEMBERED_AS = 'linli.language';

function firstLanguage(): Language {
  const kept = localStorage.getItem(REMEMBERED_AS);
  return kept === 'en' || kept === 'zh' ? kept : 'zh';
}

void i18next.use(initReactI18next).init({
  lng: firstLanguage(),
  fallbackLng: 'zh',
  ns: [],
  keySeparator: false,
  nsSeparator: false,
  interpolation: { prefix: '{', suffix: '}', escapeValue: false },
  returnNull: false,
  initAsync: false,
});
markDocument(languageNow());

/**
 * Words under a name of their own. `{gap}` is filled from values. In English `key_one` stands for
 * a count of one: give both `key_one` and `key_other`, and say `key` with `count`.
 */
export function defineTexts<const T extends Record<string, Entry>>(
  name: string,
  entries: T,
): Texts<Plain<keyof T & string>> {
  for (const language of ['zh', 'en'] as const) {
    const words = Object.entries(entries).map(([key, entry]) => [key, entry[language]]);
    i18next.addResourceBundle(language, name, Object.fromEntries(words), true, true);
  }
  return { name };
}

type Plain<K extends string> = K extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : K;

/** The words of a page, in the language chosen; a change shows at once. */
export function useTexts<K extends string>(texts: Texts<K>): Say<K> {
  const { t } = useTranslation(texts.name);
  return useCallback((key, values) => t(key, values ?? {}), [t]);
}

export function languageNow(): Language {
  return i18next.language === 'en' ? 'en' : 'zh';
}

/** The language chosen, and how to choose another; it is remembered on this device. */
export function useLanguage(): [Language, (next: Language) => void] {
  const { i18n } = useTranslation();
  const choose = (next: Language) => {
    localStorage.setItem(REMEMBERED_AS, next);
    markDocument(next);
    void i18n.changeLanguage(next);
  };
  return [i18n.language === 'en' ? 'en' : 'zh', choose];
}

/** A name from the server, which comes in both languages; some have only the Chinese one. */
export function useNamed(): (
  name: { zh: string; en?: string | null } | null | undefined,
) => string {
  const [language] = useLanguage();
  return useCallback(
    (name) => (!name ? '' : language === 'en' ? (name.en ?? name.zh) : name.zh),
    [language],
  );
}

function markDocument(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

/** How a language strings words together: marks written by hand stand in the other one as well. */
const marksOf = {
  zh: {
    list: (words: readonly string[]) => words.join('、'),
    apart: (words: readonly string[]) => words.join('；'),
    pair: (name: string, words: string) => `${name}：${words}`,
    aside: (name: string, words: string) => `${name}（${words}）`,
  },
  en: {
    list: (words: readonly string[]) => words.join(', '),
    apart: (words: readonly string[]) => words.join('; '),
    pair: (name: string, words: string) => `${name}: ${words}`,
    aside: (name: string, words: string) => `${name} (${words})`,
  },
} as const satisfies Record<Language, unknown>;

export function useMarks(): (typeof marksOf)[Language] {
  const [language] = useLanguage();
  return marksOf[language];
}
