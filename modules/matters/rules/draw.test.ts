import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { draw, drawPage } from './draw.ts';
import type { ProcessDefinition } from './process.ts';

const root = join(import.meta.dirname, '../../..');
const report = parse(
  readFileSync(join(root, 'modules/reports/process/report.yaml'), 'utf8'),
) as ProcessDefinition;

test('a process is drawn with its Chinese words, its way in and its end', () => {
  const lines = draw(report).split('\n');
  expect(lines[0]).toBe('stateDiagram-v2');
  expect(lines).toContain('  state "处置中" as handling');
  expect(lines).toContain('  [*] --> registered');
  expect(lines).toContain('  closed --> [*]');
  expect(lines).toContain('  dispatched --> handling : 签收');
});

test('arrows between two stages are one, a choice names its value, staying is no arrow', () => {
  const lines = draw(report).split('\n');
  const back = lines.filter((line) => line.startsWith('  callingBack --> handling'));
  expect(back).toEqual([
    '  callingBack --> handling : 回访（unsatisfied）<br/>反映人确认（unsatisfied）',
  ]);
  expect(draw(report)).not.toContain('内部备注');
});

test('a label cannot break the diagram', () => {
  const definition: ProcessDefinition = {
    kind: 'trial',
    title: { zh: '试', en: 'Trial' },
    initial: 'end',
    stages: { end: { zh: '甲"; 乙 --> 丙\n#1', en: 'x', owner: 'none', end: true } },
    actions: {},
    clocks: {},
    ladders: {},
  };
  expect(draw(definition).split('\n')).toEqual([
    'stateDiagram-v2',
    '  state "甲#34;#59; 乙 --#62; 丙 #35;1" as end_',
    '  [*] --> end_',
    '  end_ --> [*]',
    '',
  ]);
});

test('the page in docs is the one that the process draws', () => {
  const page = readFileSync(join(root, 'docs/process-report.md'), 'utf8');
  expect(page, 'linli process draw … --out docs/process-report.md').toBe(drawPage(report));
});
