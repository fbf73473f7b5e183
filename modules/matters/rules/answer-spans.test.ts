import { expect, it } from 'vitest';
import { answerSpan, answerSpanAt, answerSpans } from './answer-spans.ts';

const HOUR = 3_600_000;

it.each([
  [-5, '1'],
  [0, '1'],
  [HOUR, '1'],
  [HOUR + 1, '2'],
  [8760 * HOUR, '8760'],
  [8760 * HOUR + 1, 'longer'],
])('an answer after %d ms came within %s hours', (waited, name) => {
  expect(answerSpan(waited)).toBe(name);
});

it('a name is its place among the spans, the last beyond all, and another name none', () => {
  expect(answerSpans.map((hours) => answerSpanAt(String(hours)))).toEqual([...answerSpans.keys()]);
  expect(answerSpanAt('longer')).toBe(answerSpans.length);
  expect(answerSpanAt('')).toBe(-1);
});
