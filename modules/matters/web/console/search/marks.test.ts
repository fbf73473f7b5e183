/** Marked pieces put together are the text again. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { piecesOf } from './marks.ts';

it('cuts a text at its marks', () => {
  expect(piecesOf('三村路灯不亮', [{ from: 2, to: 4 }])).toEqual([
    { text: '三村', isMarked: false, from: 0 },
    { text: '路灯', isMarked: true, from: 2 },
    { text: '不亮', isMarked: false, from: 4 },
  ]);
});

it('loses and doubles nothing, whatever the marks', () => {
  const mark = fc.record({ from: fc.nat(30), to: fc.nat(40) });
  fc.assert(
    fc.property(fc.string({ maxLength: 25 }), fc.array(mark, { maxLength: 5 }), (text, marks) => {
      expect(
        piecesOf(text, marks)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
    }),
  );
});
