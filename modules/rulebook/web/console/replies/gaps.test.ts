import { describe, expect, it } from 'vitest';
import { openGaps, unknownGaps } from './gaps.ts';

describe('gaps of a template', () => {
  it('that nothing fills are named once each, as they are written', () => {
    expect(unknownGaps('{number}由{phone}、{phone}', ['number'])).toEqual(['{phone}']);
    expect(unknownGaps('【原因】{ number }', ['number'])).toEqual([]);
  });

  it('that are left to the writer stand in what was filled', () => {
    expect(openGaps('因【原因】，【原因】【后续安排】')).toEqual(['【原因】', '【后续安排】']);
  });
});
