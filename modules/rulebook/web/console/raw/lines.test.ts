import { describe, expect, it } from 'vitest';
import { placeFaults, readText, textOf } from './lines.ts';

const text = `kind: report
stages:
  waiting:
    zh: 待办
    owner: owner
actions:
  - code: a
  - code: b
`;

describe('a document as text', () => {
  it('is read again as it was written', () => {
    const body = { title: { zh: '一：二', en: 'a # b' }, list: [1, { x: null }], of: 'yes' };
    expect(readText(textOf(body))).toEqual({ body, faults: [] });
    expect(readText(JSON.stringify(body)).body).toEqual(body);
  });

  it.each<[place: string, line: number]>([
    ['stages.waiting', 4],
    ['stages.waiting.owner', 5],
    ['stages.waiting.missing', 4],
    ['actions.1 (b).fields', 8],
    ['actions[1]', 8],
    ['nowhere', 1],
    ['', 1],
  ])('has the fault at %s in line %i', (place, line) => {
    expect(placeFaults(text, [{ place, what: 'x' }])).toEqual([{ place, what: 'x', line }]);
  });

  it.each<[what: string, text: string, line: number]>([
    ['a broken list', 'a: 1\nb: [1, 2\nc: 3\n', 3],
    ['a tab', 'a:\n\tb: 1\n', 2],
    ['a twice named key', 'a: 1\nb: 2\na: 3\n', 3],
    ['no document', 'only words', 1],
  ])('tells the line of %s', (_what, broken, line) => {
    const { body, faults } = readText(broken);
    expect(body).toBeNull();
    expect(faults[0]?.line).toBe(line);
  });
});
