import { describe, expect, it } from 'vitest';
import { against, linesOf } from './compare.ts';
import type { ActDeed, Since, Standing } from './item.ts';

const both = (zh: string) => ({ zh, en: zh });
const plain = { required: true, picks: null, hint: null, suggested: null };
const fields: NonNullable<ActDeed['fields']> = {
  result: {
    ...both('核实结果'),
    ...plain,
    type: 'choice',
    choices: [
      { code: 'confirmed', ...both('情况属实') },
      { code: 'refuted', ...both('情况不属实') },
    ],
  },
  text: { ...both('核实情况'), ...plain, type: 'text' },
  isNear: { ...both('是否临近'), ...plain, type: 'boolean' },
};
const deed: ActDeed = {
  kind: 'act',
  number: 'N',
  action: 'verify',
  words: both('核实'),
  title: '',
  input: { result: 'confirmed', text: '灯杆倾斜', isNear: true, old: 7 },
  needsVersion: true,
  version: 3,
  seq: 5,
  stage: both('待核实'),
  fields,
};
const since = (change: Partial<Since>): Since => ({
  at: '2026-11-22T00:00:00.000Z',
  action: 'verify',
  words: both('核实'),
  org: null,
  given: {},
  said: [],
  changed: [],
  ...change,
});
const standing = (...all: Since[]): Standing => ({
  at: 0,
  version: 5,
  seq: 8,
  stage: both('待派遣'),
  isOpen: true,
  why: null,
  fields,
  since: all,
});

describe('both versions of an act', () => {
  it('stand side by side, field by field, in the words of the form', () => {
    const theirs = since({
      given: { result: 'confirmed', text: '已看过' },
      said: [
        { label: both('核实结果'), text: both('情况属实') },
        { label: both('核实情况'), text: both('已看过') },
        { label: both('照片'), text: both('2 张') },
      ],
    });
    const lines = linesOf(deed, standing(theirs, since({ action: 'note' })));
    expect(lines.map((line) => [line.label.zh, line.mine, line.theirs?.zh, line.isSame])).toEqual([
      ['核实结果', both('情况属实'), '情况属实', true],
      ['核实情况', both('灯杆倾斜'), '已看过', false],
      ['是否临近', true, undefined, false],
      ['old', both('7'), undefined, false],
      ['照片', null, '2 张', false],
    ]);
  });

  it('of which the other was another act: mine alone, beside nothing', () => {
    const other = since({ action: 'dispatch', said: [{ label: both('单位'), text: both('甲') }] });
    expect(against(deed, standing(other))).toBeNull();
    expect(linesOf(deed, standing(other)).every((line) => line.theirs === null)).toBe(true);
    expect(linesOf(deed, null)).toHaveLength(4);
    const old = { ...deed, fields: null };
    expect(linesOf(old, null).map((line) => line.label.zh)).toEqual(Object.keys(deed.input));
  });
});
