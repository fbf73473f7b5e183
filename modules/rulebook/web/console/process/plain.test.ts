import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ProcessDocument } from '../words.ts';
import { keyWords } from './key-words.ts';
import { plainProcess, type Speak } from './plain.ts';

const modules = join(import.meta.dirname, '../../../..');
const shipped = [
  'reports/process/report.yaml',
  'petitions/process/petition.yaml',
  'disputes/process/dispute.yaml',
  'matters/process/intake.yaml',
].map(
  (file) => parse(readFileSync(join(modules, file), 'utf8'), { merge: true }) as ProcessDocument,
);

const speakOf = (language: 'zh' | 'en'): Speak => ({
  named: (words) => words?.[language] ?? '',
  word: (key) => keyWords[key]?.[language],
  standing: (code) => `standing ${code}`,
  unit: (code) => `unit ${code}`,
  nature: (code) => `nature ${code}`,
  entered: (stage) => `进入${stage}`,
  taken: (action) => `做${action}`,
  yes: (is) => (is ? '是' : '否'),
  quote: (name) => `“${name}”`,
});

/** Every place of a document at which something stands. */
function leaves(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, one]) => leaves(one, [...path, key]));
}

describe('a change of a process', () => {
  const [report] = shipped;
  const plain = plainProcess(speakOf('zh'), report ? [report] : []);

  it('is told by the names of stages, actions, fields and clocks', () => {
    expect(plain.place(['clocks', 'handle', 'time', 'amount'])).toEqual([
      '时限',
      '“处置”',
      '时间',
      '数量',
    ]);
    expect(plain.place(['actions', 'complete', 'fields', 'afterPhotos', 'required'])).toEqual([
      '操作',
      '“办结”',
      '要填的内容',
      '“处置后照片”',
      '必填',
    ]);
    expect(plain.value(true, ['actions', 'complete', 'fields', 'text', 'required'])).toBe('是');
    expect(plain.value(['registered', 'opened'], ['actions', 'decline', 'from'])).toBe(
      '已登记 · 已立案待派遣',
    );
    expect(plain.value(['stage:handling', 'action:complete'], ['clocks', 'x', 'ends'])).toBe(
      '进入处置中 · 做办结',
    );
    expect(plain.value('stay', ['actions', 'note', 'to'])).toBe('环节不变');
  });

  it('tells a whole stage or time that is new in words, and never as JSON', () => {
    const stage = { zh: '新环节', en: 'New stage', owner: 'owner' };
    expect(plain.value(stage, ['stages', 'fresh'])).toBe(
      '中文: 新环节; 英文: New stage; 由谁负责: standing owner',
    );
    expect(plain.value({ amount: 5, unit: 'workingDays' }, ['clocks', 'handle', 'time'])).toBe(
      '数量: 5; 单位: unit workingDays',
    );
  });

  it('has a word for every key of the processes that are shipped, in both languages', () => {
    const bare = (language: 'zh' | 'en') =>
      shipped.flatMap((document) => {
        const { place } = plainProcess(speakOf(language), [document]);
        return leaves(document).flatMap((path) =>
          place(path).filter((word, at) => word === path[at]),
        );
      });
    expect([...new Set(bare('zh'))]).toEqual([]);
    expect([...new Set(bare('en'))]).toEqual([]);
  });
});
