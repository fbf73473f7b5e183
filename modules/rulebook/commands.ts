/**
 * `linli process check FILE` and `linli process draw FILE`. They need no database. Exit code 1 when
 * the file has faults; each is printed with its line and its place.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { isMap, isNode, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { placeOf } from './rules.ts';

/** What the loop knows of processes; passed in, because the rulebook knows no kind. */
export type ProcessTools = {
  /** Every fault as `place: what`. */
  check: (body: unknown) => string[];
  /** A page for people with the diagram. Only for a body without faults. */
  drawPage: (body: unknown) => string;
};

type Print = (line: string) => void;

/** Adds `process check` and `process draw` to the program. */
export function addProcessCommands(program: Command, tools: ProcessTools, print: Print): void {
  const parent = program.command('process').description('check and draw process definitions');
  parent
    .command('check')
    .description('say every fault of a process definition, with its line')
    .argument('<file>', 'YAML or JSON')
    .action((file: string) => {
      process.exitCode = processCheck(file, tools, print);
    });
  parent
    .command('draw')
    .description('write a page with a Mermaid state diagram')
    .argument('<file>', 'YAML or JSON')
    .option('--out <file>', 'where to write it; else it is printed')
    .action((file: string, { out }: { out?: string }) => {
      process.exitCode = processDraw(file, out, tools, print);
    });
}

/** Prints every fault of a file, or that it is sound. Answers the exit code. */
export function processCheck(file: string, tools: ProcessTools, print: Print): number {
  const { faults } = readProcess(file, tools);
  for (const fault of faults) print(`${file}:${fault}`);
  print(faults.length === 0 ? `${file}: sound / 无误` : `${faults.length} faults / 处错误`);
  return faults.length === 0 ? 0 : 1;
}

/** Writes the page to `out`, or prints it. Draws nothing from a faulty file. */
export function processDraw(
  file: string,
  out: string | undefined,
  tools: ProcessTools,
  print: Print,
): number {
  const { body, faults } = readProcess(file, tools);
  if (faults.length > 0) return processCheck(file, tools, print);
  const page = tools.drawPage(body);
  if (out === undefined) print(page);
  else writeFileSync(out, page);
  return 0;
}

/** A file's content and its faults, each as `LINE: place: what`. */
function readProcess(file: string, tools: ProcessTools): { body: unknown; faults: string[] } {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines });
  if (document.errors.length > 0) {
    const faults = document.errors.map(
      (error) => `${lines.linePos(error.pos[0]).line}: ${error.message.split('\n')[0]}`,
    );
    return { body: null, faults };
  }
  const body: unknown = document.toJS();
  const faults = tools.check(body).map((fault) => {
    const at = offsetOf(document.contents, placeOf(fault).place);
    return `${lines.linePos(at).line}: ${fault}`;
  });
  return { body, faults };
}

/** Where a place such as `actions.open.by` begins, as deep as the file has it. */
function offsetOf(root: Node | null, place: string): number {
  let at = root?.range?.[0] ?? 0;
  let node: unknown = root;
  for (const name of place.split(/[.[\] ]+/).filter((part) => part !== '')) {
    const next = childOf(node, name);
    if (!next) break;
    at = next.at;
    node = next.node;
  }
  return at;
}

function childOf(node: unknown, name: string): { at: number; node: unknown } | null {
  if (isMap(node)) {
    const pair = node.items.find((item) => isNode(item.key) && String(item.key) === name);
    const at = isNode(pair?.key) ? pair.key.range?.[0] : undefined;
    return pair && at !== undefined ? { at, node: pair.value } : null;
  }
  const item = isSeq(node) ? node.items[Number(name)] : undefined;
  return isNode(item) && item.range ? { at: item.range[0], node: item } : null;
}
