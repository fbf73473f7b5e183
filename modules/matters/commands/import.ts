/**
 * `linli import messages FILE --county C --map MAP`: takes a file's messages in, prints how far it is,
 * writes what was refused beside it and why. Exit code 1 when a row was refused, unless --tolerant.
 */
import { createWriteStream, existsSync, readFileSync, type WriteStream } from 'node:fs';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { parse } from 'yaml';
import type { StaffActor } from '../../../kernel/actor.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { isZone } from '../../../kernel/zone.ts';
import { platformTexts } from '../../../platform/http/index.ts';
import type { ImportInput, ImportReport, RefusedRow } from '../actions/import.ts';
import { ImportMap } from '../contract/import.ts';
import { mapFaults } from '../rules/mapping.ts';
import { mask } from '../rules/mask.ts';
import { mattersTexts } from '../texts.ts';
import { readRows } from './read-rows.ts';

export type ImportCommandContext = {
  importMessages: (input: ImportInput) => Promise<ImportReport>;
  now: () => number;
  newId: () => string;
  /** The villages of a county, for maps that invent places. */
  villagesOf: (county: string) => Promise<readonly string[]>;
  actorIn: (org: string, roles: readonly string[]) => StaffActor | null;
  print: (line: string) => void;
  signal?: AbortSignal;
};

export type ImportOptions = {
  county: string;
  map: string;
  withReplies?: boolean;
  demoPlaces?: boolean;
  dryRun?: boolean;
  tolerant?: boolean;
  refused?: string;
};

/** Adds the command. `open` is called only when it runs. */
export function addMessageImport(parent: Command, open: () => Promise<ImportCommandContext>): void {
  parent
    .command('messages')
    .description('take in messages from a file: .jsonl, .csv (also .gz), .xlsx (批量导入诉求)')
    .argument('<file>', 'one message a row')
    .requiredOption('--county <key>', 'the county that they belong to')
    .requiredOption(
      '--map <file>',
      'which column says what; or the name of a map that ships with us',
    )
    .option('--with-replies', 'replay the map’s acts (answers, closes) at their own times')
    .option('--demo-places', 'allow a map to invent places, for files that hide theirs')
    .option('--dry-run', 'check every row and report, write nothing')
    .option('--refused <file>', 'where refused rows are listed (default: FILE.refused.jsonl here)')
    .option('--tolerant', 'exit code 0 also when rows were refused')
    .action(async (file: string, options: ImportOptions) => {
      const report = await runImport(await open(), file, options);
      const isWhole = report.refused === 0 || options.tolerant === true;
      if (!isWhole || report.isStopped) process.exitCode = 1;
    });
}

const SHIPPED = join(import.meta.dirname, '../import-maps');

/** The map of a file or of a name that ships with us. Refuses IMPORT_MAP_FAULTY with each place. */
export function readMap(name: string, mayInventPlaces: boolean): ImportMap {
  const path = existsSync(name) ? name : join(SHIPPED, `${basename(name)}.yaml`);
  const parsed = ImportMap.safeParse(parse(readFileSync(path, 'utf8')));
  const faults = parsed.success
    ? mapFaults(parsed.data, { isZone: isZone(parsed.data.time.zone), mayInventPlaces })
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (parsed.success && faults.length === 0) return parsed.data;
  return refuse('IMPORT_MAP_FAULTY', {
    values: { name: path, faults: faults.join('; ') },
    fields: faults.map((fault) => ({ path: 'map', code: 'IMPORT_MAP_FAULTY', detail: fault })),
  });
}

/** Runs the import and prints. The report is the caller's to judge. */
export async function runImport(
  ctx: ImportCommandContext,
  file: string,
  options: ImportOptions,
): Promise<ImportReport> {
  const map = readMap(options.map, options.demoPlaces === true);
  const path = options.refused ?? `${basename(file)}.refused.jsonl`;
  const list: { out: WriteStream | null } = { out: null };
  const codes = new Map<string, number>();
  const begun = performance.now();
  const onRefused = (row: RefusedRow) => {
    codes.set(row.code, (codes.get(row.code) ?? 0) + 1);
    list.out ??= createWriteStream(path, { mode: 0o600 });
    list.out.write(`${JSON.stringify(refusedLine(row))}\n`);
  };
  const onProgress = everySeconds(5, (counts: { read: number; added: number }) =>
    ctx.print(
      `${counts.read} rows read, ${counts.added} taken in (${rateOf(counts.read, begun)}/s)`,
    ),
  );
  const report = await ctx.importMessages({
    rows: readRows(file, map.encoding),
    map,
    county: options.county,
    now: ctx.now,
    newId: ctx.newId,
    villages: map.place.spread ? await ctx.villagesOf(options.county) : [],
    withActs: options.withReplies === true,
    actorIn: ctx.actorIn,
    isDryRun: options.dryRun === true,
    onRefused,
    onProgress,
    ...(ctx.signal ? { signal: ctx.signal } : {}),
  });
  await closed(list.out);
  for (const line of reportLines(report, codes, begun, options)) ctx.print(line);
  if (report.refused > 0) ctx.print(`refused rows are listed in ${path}`);
  return report;
}

function closed(out: WriteStream | null): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!out) return resolve();
    out.once('error', reject);
    out.end(resolve);
  });
}

const EXCERPT = 40;

/** No name or number of a person stands in the list: it is passed on to whoever mends the file. */
function refusedLine({ text, ...row }: RefusedRow) {
  const why = textOf(row.code);
  return { ...row, excerpt: mask(text).masked.slice(0, EXCERPT), zh: why.zh, en: why.en };
}

function textOf(code: string): { zh: string; en: string } {
  const texts: Record<string, { zh: string; en: string }> = { ...platformTexts, ...mattersTexts };
  return texts[code] ?? { zh: code, en: code };
}

function reportLines(
  report: ImportReport,
  codes: ReadonlyMap<string, number>,
  begun: number,
  options: ImportOptions,
): string[] {
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const how = options.dryRun ? 'dry run, nothing written: ' : '';
  const lines = [
    `${how}${report.read} rows read, ${report.added} taken in, ${report.known} there already, ` +
      `${report.refused} refused in ${seconds} s (${rateOf(report.read, begun)} rows/s)`,
  ];
  for (const [code, n] of codes)
    lines.push(`  ${n}  ${code}: ${textOf(code).zh} / ${textOf(code).en}`);
  if (report.isStopped) lines.push('stopped before the end; the same command goes on from here');
  return [...lines, ...targetLines(report)];
}

/** How often the file's own due times agree with ours, by unit and cause. */
export function targetLines({ targets }: ImportReport): string[] {
  return Object.entries(targets).flatMap(([unit, { rows, agreed, causes }]) => [
    `${unit}: our due time agrees in ${agreed} of ${rows} rows (${((agreed / rows) * 100).toFixed(2)} %)`,
    ...Object.entries(causes)
      .sort((a, b) => b[1] - a[1])
      .map(([cause, n]) => `  ${n}  ${cause}`),
  ]);
}

function rateOf(rows: number, begun: number): number {
  return Math.round((rows / Math.max(1, performance.now() - begun)) * 1000);
}

function everySeconds<T>(seconds: number, say: (value: T) => void): (value: T) => void {
  let last = performance.now();
  return (value) => {
    if (performance.now() - last < seconds * 1000) return;
    last = performance.now();
    say(value);
  };
}
