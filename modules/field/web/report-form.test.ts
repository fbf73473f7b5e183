import { describe, expect, it } from 'vitest';
import { deedOf, emptyReport, isBegun, likelyCategories, missingOf } from './report-form.ts';

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

  it('suggests the categories that its words speak of', () => {
    const categories = [
      { code: 'light', keywords: ['路灯', '灯'] },
      { code: 'road', keywords: ['路面'] },
      { code: 'lamp', keywords: ['灯'] },
    ];
    expect(likelyCategories('路灯不亮', categories)).toEqual(['light', 'lamp']);
    expect(likelyCategories('没有', categories)).toEqual([]);
  });
});
