import { describe, expect, it } from 'vitest';
import {
  deedOf,
  emptyReport,
  isBegun,
  likelyCategories,
  missingOf,
  withCategory,
  withSuggestion,
} from './report-form.ts';

const photo = { id: 'p', blob: new Blob(['x']), name: 'p.jpg' };
const filled = { ...emptyReport, place: { lon: 121, lat: 30 }, text: ' 路灯不亮 ' };

describe('a report', () => {
  it('needs a place and words, or a voice', () => {
    expect(missingOf(emptyReport)).toEqual(['needPlace', 'needText']);
    expect(missingOf(filled)).toEqual([]);
    expect(missingOf({ ...filled, text: '', voice: new Blob(['a']) })).toEqual([]);
  });

  it('that was mended on the spot needs photos from before and after, and what was done', () => {
    const mended = { ...filled, isSelfHandled: true };
    expect(missingOf(mended)).toEqual(['needSelfText', 'needBefore', 'needAfter']);
    expect(missingOf({ ...mended, selfText: '已清', before: [photo], after: [photo] })).toEqual([]);
  });

  it('becomes a deed with what was filled in, and nothing else', () => {
    const fields = { pole: '12', whole: undefined, note: '' };
    const deed = deedOf({ ...filled, fields, selfText: '没用到' }, '语音');
    expect(deed).toMatchObject({ text: '路灯不亮', fields: { pole: '12' }, selfHandled: null });
    expect(deedOf({ ...filled, text: '' }, '语音').text).toBe('语音');
  });

  it('is worth keeping once something stands in it', () => {
    expect(isBegun(emptyReport)).toBe(false);
    expect(isBegun(filled)).toBe(true);
  });

  it('wants as many photos of a self-handling as the category does', () => {
    const mended = { ...filled, isSelfHandled: true, selfText: '已清', before: [photo] };
    const two = { ...category('ads', []), evidence: { before: 0, after: 2 } };
    expect(missingOf({ ...mended, after: [photo] }, two)).toEqual(['needAfter']);
    expect(missingOf({ ...mended, after: [photo, photo] }, two)).toEqual([]);
  });
});

const category = (code: string, keywords: string[], maySelfHandle = false) => ({
  code,
  keywords,
  maySelfHandle,
  evidence: { before: 0, after: 0 },
});
const categories = [
  category('light', ['路灯', '灯'], true),
  category('road', ['路面']),
  category('lamp', ['灯']),
];

describe('the category of a report', () => {
  it('is suggested by its words, the likeliest first', () => {
    expect(likelyCategories('路灯不亮', categories)).toEqual([
      { code: 'light', hits: ['路灯', '灯'] },
      { code: 'lamp', hits: ['灯'] },
    ]);
    expect(likelyCategories('没有', categories)).toEqual([]);
  });

  it('is taken from the words until the worker chooses', () => {
    const said = withSuggestion(filled, categories);
    expect(said.category).toBe('light');
    expect(withSuggestion({ ...said, text: '路面塌陷' }, categories).category).toBe('road');
    expect(withSuggestion({ ...said, text: '别的' }, categories).category).toBe('light');
    const chosen = { ...said, isCategoryChosen: true, text: '路面塌陷' };
    expect(withSuggestion(chosen, categories).category).toBe('light');
  });

  it('leaves behind what belonged to another', () => {
    const form = { ...filled, category: 'light', fields: { pole: '12' }, isSelfHandled: true };
    expect(withCategory(form, 'light', categories)).toBe(form);
    expect(withCategory(form, 'road', categories)).toMatchObject({
      category: 'road',
      fields: {},
      isSelfHandled: false,
    });
  });
});
