import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KeyShape, makeCursor, pageOf, pageSize, readCursor } from './paging.ts';

const shape: KeyShape = ['time', 'text'];
const key = ['2026-03-01T08:00:00.000Z', '018f-ä-网格'];

function codeOf(run: () => unknown): string {
  try {
    run();
    return 'none';
  } catch (error) {
    return (error as Error).message; // A refusal's message is its code.
  }
}

describe('a cursor', () => {
  it('gives back the key that it was made of, in any script', () => {
    const parts = fc.tuple(fc.string({ unit: 'grapheme' }), fc.maxSafeInteger(), fc.boolean());
    fc.assert(
      fc.property(parts, ([text, number, flag]) => {
        fc.pre(!text.includes('\u0000'));
        const made = makeCursor('matters.byTime', [text, number, flag]);
        fc.pre(made.length <= 1000);
        expect(made).toMatch(/^[\w-]+$/);
        const read = readCursor('matters.byTime', ['text', 'number', 'boolean'], made);
        expect(read).toEqual([text, number, flag]);
      }),
    );
  });

  it('may hold null only where the shape says so', () => {
    const made = makeCursor('queue', [null, 'a']);
    expect(readCursor('queue', ['time?', 'text'], made)).toEqual([null, 'a']);
    expect(codeOf(() => readCursor('queue', ['time', 'text'], made))).toBe('CURSOR_INVALID');
  });

  const bad: [string, string][] = [
    ['empty', ''],
    ['no base64url', 'a+b/='],
    ['no JSON', btoa('{oops').replaceAll('=', '')],
    ['no list', btoa('{"a":1}').replaceAll('=', '')],
    ['no UTF-8', btoa('["queue","\xff\xfe"]').replaceAll('=', '')],
    ['of another order', makeCursor('other', key)],
    ['too short a key', makeCursor('queue', key.slice(0, 1))],
    ['too long a key', makeCursor('queue', [...key, 'more'])],
    ['another type', makeCursor('queue', [5, 'a'])],
    ['no time', makeCursor('queue', ['2026-99-01T08:00:00Z', 'a'])],
    ['a NUL in it', makeCursor('queue', [key[0] ?? '', 'a\u0000'])],
    ['very long', makeCursor('queue', [key[0] ?? '', 'x'.repeat(2000)])],
  ];
  it.each(bad)('is refused when it is %s', (_why, cursor) => {
    expect(codeOf(() => readCursor('queue', shape, cursor))).toBe('CURSOR_INVALID');
  });

  it('is refused, and never a bug, whatever text comes', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(codeOf(() => readCursor('queue', shape, text))).toBe('CURSOR_INVALID');
      }),
    );
  });
});

describe('a page', () => {
  it('has 20 rows unless asked, and at most 100', () => {
    expect([pageSize(undefined), pageSize(1), pageSize(100)]).toEqual([20, 1, 100]);
    for (const asked of [0, -1, 101, 1.5, Number.NaN]) {
      expect(codeOf(() => pageSize(asked))).toBe('PAGE_SIZE_INVALID');
    }
  });

  it('goes on only when a row more was found, from the last row shown', () => {
    const cursorOf = (row: number) => makeCursor('n', [row]);
    expect(pageOf([1, 2, 3], 2, cursorOf)).toEqual({ items: [1, 2], next: cursorOf(2) });
    expect(pageOf([1, 2], 2, cursorOf)).toEqual({ items: [1, 2], next: null });
    expect(pageOf([], 2, cursorOf)).toEqual({ items: [], next: null });
  });
});
