/** Tables for office programs: what goes in comes out again as text, and nothing runs. */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { csvCell, csvOf, xlsxOf } from './sheet.ts';

describe('a cell of CSV', () => {
  const formulas = ['=1+1', '+86', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＠x'];
  it.each(formulas)('never begins as a formula: %j', (text) => {
    expect(csvCell(text).replace(/^"/, '')).toMatch(/^'/);
  });

  it('leaves plain words as they are', () => {
    expect(csvCell('路灯不亮')).toBe('路灯不亮');
    expect(csvCell('2026-11-20 10:00')).toBe('2026-11-20 10:00');
  });
});

const cell = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('=1', 'a,b', '"', '\n', '示例'),
);

it('as CSV reads back as it was, but for the mark in front of formulas', () => {
  const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { maxLength: 500 });
  fc.assert(
    fc.property(table, (rows) => {
      const text = [...csvOf({ head: ['a', 'b', 'c'], rows })].join('');
      expect(text.startsWith('\u{feff}')).toBe(true);
      const read = parse(text, { bom: true, relax_column_count: false });
      const plain = read
        .slice(1)
        .map((row) => row.map((one) => one.replace(/^'(?=[=+\-@\t\r＝＋－＠])/, '')));
      expect(plain).toEqual(rows);
    }),
    { numRuns: 50 },
  );
});

it('as .xlsx reads back as text, with what XML cannot hold left out', async () => {
  const rows = [
    ['=HYPERLINK("x")', '<b>&"', '示例\u0001街道'],
    ['0012', ' 空 格 ', '2026-11-20'],
  ];
  const file = await xlsxOf({
    name: '事项',
    head: ['甲', '乙', '丙'],
    rows,
    footer: '示例 & 用途',
  });
  const read = await readSheet(file);
  expect(read).toEqual([
    ['甲', '乙', '丙'],
    ['=HYPERLINK("x")', '<b>&"', '示例街道'],
    ['0012', expect.stringContaining('空 格'), '2026-11-20'],
  ]);
});
