/**
 * `linli verify-log` and `linli checkpoint`. Verifying prints what was checked, county by county,
 * and the first fault of each; the exit code is 1 when any log is not sound.
 */
import type { Command } from 'commander';
import type { Database } from '../../../platform/db/index.ts';
import { checkpointFile, makeCheckpoint } from '../actions/checkpoint.ts';
import { recountFigures } from '../actions/recount.ts';
import { faultLine, type LogReport, verifyLog } from '../actions/verify.ts';
import { toHex } from '../rules/checkpoint.ts';

export type LogCommandContext = {
  db: Database;
  now: () => Promise<number> | number;
  /** The centre's zone. */
  zone: string;
  /** `checkpoints` in the data folder. */
  exportDir: string;
  /** Every county that this installation serves. */
  counties: () => Promise<readonly string[]>;
  print: (line: string) => void;
};

type Open = () => Promise<LogCommandContext>;

export type VerifyLogOptions = { county?: string; all?: boolean; against?: string };
export type CheckpointOptions = { county?: string; all?: boolean };

/** Adds both commands. `open` is called only when one of them runs. */
export function addLogCommands(parent: Command, open: Open): void {
  parent
    .command('verify-log')
    .description('prove the log: chains, rows, checkpoints, figures (日志校验)')
    .option('--county <code>', 'only this county')
    .option('--all', 'every county (the default)')
    .option('--against <file>', 'compare with checkpoints kept elsewhere, one JSON line each')
    .action(async (options: VerifyLogOptions) => {
      const isSound = await verifyLogs(await open(), options);
      if (!isSound) process.exitCode = 1;
    });
  parent
    .command('recount')
    .description('count all figures again from the log and correct what differs (重算统计)')
    .option('--county <code>', 'only this county')
    .option('--all', 'every county (the default)')
    .action(async (options: CheckpointOptions) => recount(await open(), options));
  parent
    .command('checkpoint')
    .description('seal the log now and export the roots (日志检查点)')
    .option('--county <code>', 'only this county')
    .option('--all', 'every county (the default)')
    .action(async (options: CheckpointOptions) => makeCheckpoints(await open(), options));
}

/** Verifies and prints, county by county. Answers whether all are sound. */
export async function verifyLogs(
  ctx: LogCommandContext,
  options: VerifyLogOptions,
): Promise<boolean> {
  let isSound = true;
  for (const county of await countiesOf(ctx, options)) {
    const exportFile = options.against ?? checkpointFile(ctx.exportDir, county);
    const onProgress = everySeconds(10, (sofar: { matters: number; entries: number }) =>
      ctx.print(`${county}: ${sofar.matters} matters, ${sofar.entries} entries so far`),
    );
    const report = await verifyLog(ctx.db, county, { zone: ctx.zone, exportFile, onProgress });
    for (const line of reportLines(report)) ctx.print(line);
    isSound &&= report.isSound;
  }
  return isSound;
}

const FAULTS_PRINTED_MAX = 20;

/** The report for people: the verdict, what was checked, the faults, what to know. */
export function reportLines(report: LogReport): string[] {
  const { county, checked, faults, faultCount, first } = report;
  const seconds = (report.ms / 1000).toFixed(1);
  const verdict = report.isSound ? 'sound 完好' : `NOT SOUND 有误: ${faultCount} faults`;
  const lines = [
    `${county}: ${verdict}`,
    `  ${checked.matters} matters, ${checked.entries} entries, ${checked.checkpoints} checkpoints ` +
      `with ${checked.leaves} leaves in ${seconds} s (${report.entriesPerS} entries/s)`,
  ];
  if (first) lines.push(`  first 首处: ${faultLine(first)}`);
  lines.push(...faults.slice(1, FAULTS_PRINTED_MAX).map((fault) => `  ${faultLine(fault)}`));
  const more = faultCount - FAULTS_PRINTED_MAX;
  if (more > 0) lines.push(`  … and ${more} more`);
  if (report.detached > 0) {
    const why = 'their year is detached (partitions list)';
    lines.push(`  ${report.detached} matters and all figures not compared: ${why}`);
  } else if (report.figures === 'notCompared')
    lines.push('  figures not compared: mend the log first');
  if (report.unsealed > 0) {
    lines.push(`  ${report.unsealed} matters have entries newer than the last checkpoint`);
  }
  if (report.unexported) lines.push(`  ${report.unexported} checkpoints are not in the file`);
  return lines;
}

async function recount(ctx: LogCommandContext, options: CheckpointOptions): Promise<void> {
  for (const county of await countiesOf(ctx, options)) {
    const { entries, corrected } = await recountFigures(ctx, county, await ctx.now());
    ctx.print(`${county}: ${corrected} figures corrected, from ${entries} entries`);
  }
}

/** Seals and exports, county by county. */
export async function makeCheckpoints(
  ctx: LogCommandContext,
  options: CheckpointOptions,
): Promise<void> {
  for (const county of await countiesOf(ctx, options)) {
    const { made, exported } = await makeCheckpoint(ctx, county);
    for (const one of made) {
      ctx.print(
        `${county}: checkpoint ${one.seq} over ${one.leaves} matters, root ${toHex(one.root)}`,
      );
    }
    if (made.length === 0) ctx.print(`${county}: nothing new to seal`);
    if (exported > 0) {
      ctx.print(`  ${exported} lines added to ${checkpointFile(ctx.exportDir, county)}`);
    }
  }
}

async function countiesOf(
  ctx: LogCommandContext,
  options: { county?: string; all?: boolean },
): Promise<readonly string[]> {
  return options.county && !options.all ? [options.county] : ctx.counties();
}

function everySeconds<T>(seconds: number, say: (value: T) => void): (value: T) => void {
  let last = performance.now();
  return (value) => {
    if (performance.now() - last < seconds * 1000) return;
    last = performance.now();
    say(value);
  };
}
