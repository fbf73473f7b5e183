/** Habits of the pages, each check tried on a planted fault first. */
import { describe, expect, it } from 'vitest';
import { readGlossary } from './glossary.ts';
import { chineseMarks, pageTexts, textFaults, writtenIntoMarkup } from './tidy/page-texts.ts';
import { sources } from './tidy/sources.ts';

const glossary = readGlossary();
const planted = (text: string, path = 'web/portal/planted.tsx') => [{ path, text }];

function faultsIn(entry: string): string[] {
  const texts = pageTexts(planted(`export const t = defineTexts('x', { key: ${entry} });`));
  return texts.flatMap((text) => textFaults(text, glossary));
}

describe('the words of the pages', () => {
  it.each([
    [`{ zh: '待办', en: '' }`, 'empty'],
    [`{ zh: 'to do', en: 'to do' }`, 'no Chinese'],
    [`{ zh: '待办', en: 'to do 待办' }`, 'has Chinese'],
    [`{ zh: '共 {count} 件', en: 'many' }`, 'gaps'],
    [`{ zh: '共 {count} 件', en: '{count} matters' }`, 'one of them has no words'],
    [`{ zh: '市民', en: 'the citizen' }`, 'not "citizen" but resident'],
  ])('a planted fault is found: %s', (entry, said) => {
    expect(faultsIn(entry).join()).toContain(said);
  });

  it('what is fair passes', () => {
    expect(faultsIn(`{ zh: '共 {count} 件事项', en: '{count} in all' }`)).toEqual([]);
  });

  it('each is in both languages, with the same gaps, in the words of the glossary', () => {
    const texts = pageTexts(sources());
    expect(texts.length).toBeGreaterThan(50);
    expect(texts.flatMap((text) => textFaults(text, glossary))).toEqual([]);
  });

  it('a catalogue has one name and one file', () => {
    const files = new Map<string, Set<string>>();
    for (const { name, at } of pageTexts(sources())) {
      if (name) files.set(name, (files.get(name) ?? new Set()).add(at));
    }
    expect([...files].filter(([, at]) => at.size > 1)).toEqual([]);
  });

  it('marks of Chinese stand in texts alone: written beside them they stand in English too', () => {
    expect(chineseMarks(planted('const a = `${name}（${seat}）`;'))).toHaveLength(2);
    expect(chineseMarks(planted("const a = names.join('、');"))).toHaveLength(1);
    expect(chineseMarks(planted("// 例：\nconst a = /[，,]/; const b = { zh: '好。' };"))).toEqual(
      [],
    );
    expect(chineseMarks(sources())).toEqual([]);
  });

  it('letters in markup are found, and there are none', () => {
    expect(writtenIntoMarkup(planted('const a = <p>提交</p>;'))).toHaveLength(1);
    expect(writtenIntoMarkup(planted('const a = <img alt="lamp" />;'))).toHaveLength(1);
    expect(writtenIntoMarkup(planted('const a = <p>{say("send")} ☰</p>;'))).toEqual([]);
    expect(writtenIntoMarkup(sources())).toEqual([]);
  });
});
