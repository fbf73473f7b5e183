import { describe, expect, it } from 'vitest';
import { overrideFaults, wordedBy } from './overrides.ts';
import type { Template } from './templates.ts';

const closed: Template = {
  code: 'matter.closed',
  sms: 'LINLI_CLOSED',
  values: ['number'],
  title: { zh: '办结通知', en: 'Closed' },
  text: { zh: '事项{number}已办结。', en: 'Report {number} is closed.' },
};
const ours = new Map([[closed.code, closed]]);
const title = { zh: '办结', en: 'Done' };
const text = { zh: '您的事项{number}办好了。', en: 'Your report {number} is done.' };

describe('a centre’s own words', () => {
  it('stand in place of ours, and only for the notice that they name', () => {
    const own = { templates: { 'matter.closed': { title, text } } };
    expect(overrideFaults(ours, own)).toEqual([]);
    expect(wordedBy(closed, own)).toEqual({ ...closed, title, text });
    expect(wordedBy({ ...closed, code: 'matter.replied' }, own).text).toBe(closed.text);
    expect(wordedBy(closed, null)).toBe(closed);
  });

  it.each<[what: string, body: unknown, fault: string]>([
    [
      'a gap that is lost',
      { templates: { 'matter.closed': { title, text: { ...text, zh: '办好了。' } } } },
      'templates.matter.closed: zh: {number} is not used',
    ],
    [
      'a gap that nobody fills',
      { templates: { 'matter.closed': { title, text: { ...text, en: '{number} {name}' } } } },
      'templates.matter.closed: en: {name} is not declared',
    ],
    [
      'an unknown notice',
      { templates: { 'matter.gone': { title, text } } },
      'templates.matter.gone: there is no such notice',
    ],
    [
      'a language left out',
      { templates: { 'matter.closed': { title, text: { zh: text.zh } } } },
      'templates.matter.closed.text.en',
    ],
    ['no templates', {}, 'templates'],
  ])('are refused with %s', (_what, body, fault) => {
    expect(overrideFaults(ours, body).join('\n')).toContain(fault);
  });
});
