import { describe, expect, it } from 'vitest';
import { filled, gapFaults } from './template-gaps.ts';

describe('the gaps of a notice', () => {
  it.each<[text: string, lost: string[], unknown: string[]]>([
    ['事项{number}已办结。', [], []],
    ['已办结。', ['number'], []],
    ['{number} {name} {name}', [], ['name']],
    ['{ number }', ['number'], []],
  ])('%s', (text, lost, unknown) => {
    expect(gapFaults(text, ['number'])).toEqual({ lost, unknown });
  });

  it('are filled where there is a sample', () => {
    expect(filled('{number}：{other}', { number: '1' })).toBe('1：{other}');
  });
});
