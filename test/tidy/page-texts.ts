/**
 * Checks on the words of the pages: each in both languages with the same gaps, in the words of the
 * glossary, and none written into the markup, where no translation would find it.
 */
import ts from 'typescript';
import type { GlossaryWord } from '../glossary.ts';
import type { Source } from './sources.ts';
import { nameFaults } from './words.ts';

export type PageText = { at: string; name: string; key: string; zh: string; en: string };

const HAN = /\p{Script=Han}/u;
/** What is said in the other language on purpose: the switch, and names of the house. */
const EITHER =
  /^[^\p{L}]*$|^(?:English|中文|Linli.*|QR.*|API.*|URL|WGS-84|GCJ-02|BD-09|[A-Z0-9 ·/()（）-]+)$/u;

const LABEL_WORDS = 5;
/** "1 matters" is no English: what is counted in the plural has a text for one beside it. */
const PLURAL = /\{count\} (?!has |is |was )(?:[a-z]{2,}s|people)\b/u;

const isPage = ({ path }: Source) =>
  /^(?:web|modules\/[^/]+\/web)\//.test(path) && !/\.(?:test|e2e)\.tsx?$/.test(path);

function walk(node: ts.Node, seen: (node: ts.Node) => void): void {
  seen(node);
  node.forEachChild((child) => walk(child, seen));
}

const treeOf = (source: Source) =>
  ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest, true);

/** Every `{ zh, en }` in the sources of the pages, with the catalogue that holds it. */
export function pageTexts(sources: readonly Source[]): PageText[] {
  const found: PageText[] = [];
  for (const source of sources.filter(isPage)) {
    walk(treeOf(source), (node) => {
      if (!ts.isObjectLiteralExpression(node)) return;
      const zh = wordAt(node, 'zh');
      const en = wordAt(node, 'en');
      // Both empty: the beginning of something that is written on the page.
      if (zh === null || en === null || zh + en === '') return;
      found.push({ at: source.path, name: catalogueOf(node), key: keyOf(node), zh, en });
    });
  }
  return found;
}

function wordAt(node: ts.ObjectLiteralExpression, name: string): string | null {
  const property = node.properties.find(
    (one) => ts.isPropertyAssignment(one) && one.name.getText() === name,
  );
  if (!property || !ts.isPropertyAssignment(property)) return null;
  return ts.isStringLiteralLike(property.initializer) ? property.initializer.text : null;
}

function keyOf(node: ts.Node): string {
  return ts.isPropertyAssignment(node.parent) ? node.parent.name.getText() : '';
}

function catalogueOf(node: ts.Node): string {
  let at: ts.Node = node;
  while (!ts.isSourceFile(at)) {
    if (ts.isCallExpression(at) && at.expression.getText() === 'defineTexts') {
      const [name] = at.arguments;
      return name && ts.isStringLiteralLike(name) ? name.text : '';
    }
    at = at.parent;
  }
  return '';
}

const withoutGaps = (text: string) => text.replace(/\{\w+\}/g, '');
const gapsOf = (text: string) =>
  [...text.matchAll(/\{(\w+)\}/g)]
    .map((match) => match[1] ?? '')
    .sort((a, b) => a.localeCompare(b));

/** Sentences about one text; empty when it is fair. */
export function textFaults(text: PageText, glossary: GlossaryWord[]): string[] {
  const where = `${text.at} ${text.key}`;
  const faults: string[] = [];
  if (!text.zh.trim() || !text.en.trim()) faults.push(`${where}: a language is empty`);
  const isSwitch = text.key.startsWith('language');
  if (!HAN.test(text.zh) && !EITHER.test(withoutGaps(text.zh)) && !isSwitch)
    faults.push(`${where}: zh has no Chinese`);
  if (HAN.test(text.en) && !isSwitch && !EITHER.test(text.en)) {
    faults.push(`${where}: en has Chinese in it`);
  }
  const [zh, en] = [gapsOf(text.zh), gapsOf(text.en)].map((gaps) => new Set(gaps));
  // A count of one may be said without its number in English.
  const isOne = text.key.endsWith('_one');
  const differs = [...(zh ?? [])].filter((gap) => !en?.has(gap) && !(isOne && gap === 'count'));
  if (differs.length > 0 || [...(en ?? [])].some((gap) => !zh?.has(gap))) {
    faults.push(`${where}: the gaps of the two languages differ`);
  }
  if (PLURAL.test(text.en) && !/_(?:one|other)$/.test(text.key)) {
    faults.push(`${where}: one of them has no words (key_one and key_other)`);
  }
  // A label names something of ours; a sentence may say "in any case".
  const isLabel = text.en.split(' ').length <= LABEL_WORDS;
  const names = isLabel ? nameFaults(text.en, 'code', glossary) : [];
  return [...faults, ...names.map((fault) => `${where}: ${fault}`)];
}

/** Letters written straight into markup, or into an attribute that people read. */
export function writtenIntoMarkup(sources: readonly Source[]): string[] {
  const found: string[] = [];
  const read = new Set(['title', 'label', 'placeholder', 'aria-label', 'alt']);
  for (const source of sources.filter((one) => isPage(one) && one.path.endsWith('.tsx'))) {
    walk(treeOf(source), (node) => {
      if (ts.isJsxText(node) && /\p{L}/u.test(node.text)) {
        found.push(`${source.path}: ${node.text.trim()}`);
      }
      if (!ts.isJsxAttribute(node) || !read.has(node.name.getText())) return;
      const value = node.initializer;
      if (value && ts.isStringLiteral(value) && /\p{L}/u.test(value.text)) {
        found.push(`${source.path}: ${node.name.getText()}="${value.text}"`);
      }
    });
  }
  return found;
}

const CHINESE_MARKS = /[（）：、；，。“”]/;

/** Marks of Chinese between what is said: in templates, in markup and where words are joined. */
export function chineseMarks(sources: readonly Source[]): string[] {
  return sources
    .filter((source) => isPage(source) && source.path.endsWith('.tsx'))
    .flatMap(marksIn);
}

function marksIn(source: Source): string[] {
  const found: string[] = [];
  walk(treeOf(source), (node) => {
    if (isBetweenWords(node) && CHINESE_MARKS.test(node.getText())) {
      found.push(`${source.path}: ${node.getText().slice(0, 60)}`);
    }
  });
  return found;
}

function isBetweenWords(node: ts.Node): boolean {
  if (ts.isJsxText(node)) return true;
  if (ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) return true;
  if (!ts.isStringLiteral(node) || !ts.isCallExpression(node.parent)) return false;
  const { expression } = node.parent;
  return ts.isPropertyAccessExpression(expression) && expression.name.text === 'join';
}
