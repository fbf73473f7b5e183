import { describe, expect, it } from 'vitest';
import { idOf, type Live, staff, viewOf } from '../../../test/engine.ts';
import { go, stages, text } from '../../../test/stages.ts';
import { changeWords, givenLines, type Naming } from './story.ts';

const naming = (live: Live): Naming => ({
  view: viewOf(live, staff.dispatcherA),
  postWords: () => ({ zh: '经办岗', en: 'handler' }),
  zone: 'Asia/Shanghai',
});
const lastOf = (live: Live) => {
  const entry = live.entries.at(-1);
  if (!entry) throw new Error('no entry');
  return entry;
};
const changedZh = (live: Live) => changeWords(naming(live), lastOf(live)).map((one) => one.zh);

describe('an entry in words', () => {
  it('says what was given by the names of the form, choices and organisations in words', () => {
    const live = go(stages.opened(), 'dispatcherA', 'dispatch', {
      org: idOf('deptA'),
      post: staff.deptHandler.post,
      supporting: [idOf('deptB')],
      note: '请速办',
    });
    const lines = givenLines(naming(live), 'dispatch', lastOf(live).given);
    expect(lines.map(({ label, text: said }) => [label.zh, said.zh])).toEqual([
      ['主办单位', '示例deptA'],
      ['承办岗位', '经办岗'],
      ['协办单位', '示例deptB'],
      ['派遣说明', '请速办'],
    ]);
    const failed = go(stages.checking(), 'checker', 'check', { result: 'failed', text });
    const [result] = givenLines(naming(failed), 'check', lastOf(failed).given);
    expect(result).toEqual({
      label: { zh: '核查结果', en: 'Result' },
      text: { zh: '不通过，返工', en: 'Failed: back to work' },
    });
  });

  it('counts files instead of naming them', () => {
    const given = { afterPhotos: ['a', 'b'], text: '好了' };
    const lines = givenLines(naming(stages.handling()), 'complete', given);
    expect(lines.map((line) => line.text.en)).toEqual(['好了', '2 files']);
  });

  it('says what it changed: stage, rework, clocks and whose work it is', () => {
    const back = go(stages.checking(), 'checker', 'check', { result: 'failed', text });
    const changed = changedZh(back);
    expect(changed).toEqual(
      expect.arrayContaining(['环节：处置中', '返工第1次', '主办：示例deptA，办理中']),
    );
    expect(changed.filter((one) => one.startsWith('时限'))).not.toEqual([]);
  });

  it('says of the program’s own steps which clock and which rung', () => {
    const given = { clock: 'handle', rung: 'breach', at: '2026-03-10T02:00:00.000Z' };
    const lines = givenLines(naming(stages.handling()), 'rung', given);
    expect(lines.map((line) => line.text.zh)).toEqual(['处置', '超期']);
  });

  it('keeps nothing of a code that nobody named but the code', () => {
    const lines = givenLines(naming(stages.handling()), 'rung', { rung: 'violet' });
    expect(lines.map((line) => line.text.zh)).toEqual(['violet']);
  });
});
