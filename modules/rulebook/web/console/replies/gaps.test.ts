import { describe, expect, it } from 'vitest';
import { inserted, openGaps, unknownGaps } from './gaps.ts';

describe('gaps of a template', () => {
  it('that nothing fills are named once each, as they are written', () => {
    expect(unknownGaps('{number}由{phone}、{phone}', ['number'])).toEqual(['{phone}']);
    expect(unknownGaps('【原因】{ number }', ['number'])).toEqual([]);
  });

  it('that are left to the writer stand in what was filled', () => {
    expect(openGaps('因【原因】，【原因】【后续安排】')).toEqual(['【原因】', '【后续安排】']);
  });

  it('are put where the cursor stands, in place of what was chosen', () => {
    expect(inserted('您好，请', '{number}', { from: 3, to: 3 })).toEqual({
      text: '您好，{number}请',
      cursor: 11,
    });
    expect(inserted('abc', 'X', { from: 1, to: 2 }).text).toBe('aXc');
    expect(inserted('abc', 'X', { from: 9, to: 9 })).toEqual({ text: 'abcX', cursor: 4 });
  });
});
