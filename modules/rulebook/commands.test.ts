import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addProcessCommands, processCheck, processDraw } from './commands.ts';

const folder = mkdtempSync(join(tmpdir(), 'linli-process-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'trial.yaml');
let printed: string[] = [];
const print = (line: string) => printed.push(line);
const tools = (faults: string[] = []) => ({
  check: () => faults,
  drawPage: (body: unknown) => `page of ${(body as { kind: string }).kind}`,
});
beforeEach(() => {
  printed = [];
});
afterEach(() => {
  process.exitCode = 0;
});

const text = `# a trial
kind: trial
stages:
  begun: {zh: 开始, en: Begun}
actions:
  open:
    by:
      - standing: owner
`;

describe('checking a file', () => {
  it('says that it is sound', () => {
    writeFileSync(file, text);
    expect(processCheck(file, tools(), print)).toBe(0);
    expect(printed).toEqual([`${file}: sound / 无误`]);
  });

  it.each([
    ['stages.begun: is unreachable', 4],
    ['stages.begun.owner: has no owner', 4],
    ['actions.open.by: unknown role king', 7],
    ['actions.open.by.0.standing: unknown standing', 8],
    ['stages: none is an end', 3],
    ['kind: rumour is unknown', 2],
    ['nowhere.at.all: is missing', 2],
    ['all is lost', 2],
  ])('prints "%s" with line %i', (fault, line) => {
    writeFileSync(file, text);
    expect(processCheck(file, tools([fault]), print)).toBe(1);
    expect(printed).toEqual([`${file}:${line}: ${fault}`, '1 faults / 处错误']);
  });

  it('names the line of what is no YAML, and of a key that stands twice', () => {
    writeFileSync(file, 'kind: trial\nstages: {a: [\n');
    expect(processCheck(file, tools(), print)).toBe(1);
    expect(printed[0]).toMatch(/trial\.yaml:[23]: /);
    printed = [];
    writeFileSync(file, 'kind: trial\nkind: other\n');
    expect(processCheck(file, tools(), print)).toBe(1);
    expect(printed[0]).toContain('trial.yaml:2: Map keys must be unique');
  });

  it('takes an empty file for a faulty one', () => {
    writeFileSync(file, '');
    expect(processCheck(file, tools(['document: is empty']), print)).toBe(1);
    expect(printed[0]).toBe(`${file}:1: document: is empty`);
  });
});

describe('drawing a file', () => {
  it('writes the page, or prints it', () => {
    writeFileSync(file, text);
    const out = join(folder, 'trial.md');
    expect(processDraw(file, out, tools(), print)).toBe(0);
    expect(readFileSync(out, 'utf8')).toBe('page of trial');
    expect(processDraw(file, undefined, tools(), print)).toBe(0);
    expect(printed).toEqual(['page of trial']);
  });

  it('draws nothing from a faulty one', () => {
    writeFileSync(file, text);
    const out = join(folder, 'none.md');
    expect(processDraw(file, out, tools(['kind: is unknown']), print)).toBe(1);
    expect(() => readFileSync(out)).toThrow('ENOENT');
  });
});

it('is reached as `process check` and `process draw`, with an exit code', async () => {
  writeFileSync(file, text);
  const program = new Command();
  addProcessCommands(program, tools(['kind: is unknown']), print);
  await program.parseAsync(['process', 'check', file], { from: 'user' });
  expect(process.exitCode).toBe(1);
  const other = new Command();
  addProcessCommands(other, tools(), print);
  const out = join(folder, 'again.md');
  await other.parseAsync(['process', 'draw', file, '--out', out], { from: 'user' });
  expect(process.exitCode).toBe(0);
  expect(readFileSync(out, 'utf8')).toBe('page of trial');
});
