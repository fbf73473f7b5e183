import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ProcessDocument } from '../words.ts';
import { layOut, waysOf } from './layout.ts';

const read = (file: string) =>
  parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as ProcessDocument;
const processes = [
  read('../../../../reports/process/report.yaml'),
  read('../../../../matters/process/intake.yaml'),
];

describe.each(processes)('the diagram of $kind', (process) => {
  it('has a box for each stage, apart from all others', () => {
    const { boxes, width, height } = layOut(process);
    expect(boxes.map((box) => box.name).sort()).toEqual(Object.keys(process.stages).sort());
    const places = new Set(boxes.map(({ x, y }) => `${x} ${y}`));
    expect(places.size).toBe(boxes.length);
    for (const { x, y } of boxes) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThan(width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThan(height);
    }
  });

  it('has an arrow for each pair of stages that an action joins', () => {
    const pairs = [...waysOf(process)].flatMap(([from, to]) =>
      [...to.keys()].map((one) => `${from} ${one}`),
    );
    const drawn = layOut(process).arrows.map(({ from, to }) => `${from} ${to}`);
    expect(drawn.sort()).toEqual(pairs.sort());
  });
});
