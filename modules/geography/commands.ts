/**
 * `linli import regions | boundaries | grids`. Each loads all or nothing in one transaction, and
 * prints what it did, or every fault by feature. Exit code 1 when nothing was loaded for a fault.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { refuse } from '../../kernel/refusal.ts';
import type { Database } from '../../platform/db/index.ts';
import { importRegions } from './actions/regions.ts';
import { importShapes, type ShapeReport } from './actions/shapes.ts';
import { readRegionFile, readShippedRegions, shippedEdition } from './data/read.ts';
import type { FeatureFault } from './rules/features.ts';
import { faultTexts } from './texts.ts';

export type ImportContext = {
  db: Database;
  nowMs: () => Promise<number> | number;
  print: (line: string) => void;
};

type Open = () => Promise<ImportContext>;

const REFERENCE_ONLY = { counties: [] };

/** Faults beyond this many are counted and not printed one by one. */
const FAULTS_PRINTED_MAX = 200;

/** Adds the three commands to `linli import`. `open` is called only when one of them runs. */
export function addGeographyImports(parent: Command, open: Open): void {
  parent
    .command('regions')
    .description('load the region tree (省 市 区县 乡镇 村居) that ships with the program')
    .option('--file <file>', 'another edition: lines of code and name, .tsv, .csv or .br of it')
    .option('--province <codes...>', 'only these provinces, two digits each, e.g. 31 35')
    .option('--from <date>', 'first day of the changes against what is loaded')
    .option('--recoded <pairs...>', 'counties with a new code, OLD=NEW: the county key stays')
    .action(async (options: RegionOptions) => loadRegions(await open(), options));
  for (const kind of ['boundaries', 'grids'] as const) {
    parent
      .command(kind)
      .description(`load ${kind} from a GeoJSON file`)
      .argument('<file>', 'GeoJSON FeatureCollection; each feature has a code')
      .option('--crs <name>', 'wgs84, cgcs2000, gcj02 or bd09', 'wgs84')
      .option('--from <date>', 'first day of the new borders')
      .option('--code <field>', 'the property that holds the code')
      .option('--name <field>', 'the property that holds the name')
      .option('--strict', 'overlaps and gaps keep the file out too')
      .option('--dry-run', 'check and report, write nothing')
      .option('--sliver <metres>', 'overlaps and gaps thinner than this are left out', '1')
      .action(async (file: string, options: ShapeOptions) => {
        const report = await loadShapes(await open(), kind, { file, ...options });
        if (report.edition === null && !options.dryRun) process.exitCode = 1;
      });
  }
}

export type RegionOptions = {
  file?: string;
  province?: string[];
  from?: string;
  recoded?: string[];
};

/** Loads the shipped region tree or a file, with a line of progress for each province. */
export async function loadRegions(ctx: ImportContext, options: RegionOptions): Promise<void> {
  const provinces = (options.province ?? []).flatMap((text) => text.split(','));
  const rows = options.file
    ? readRegionFile(options.file, provinces)
    : readShippedRegions(provinces);
  const source = options.file ? basename(options.file) : shippedEdition.source;
  const present = new Set(rows.map((row) => row.code));
  const missing = provinces.filter((code) => !present.has(code));
  if (missing.length > 0) refuse('REGION_UNKNOWN', { values: { code: missing.join(', ') } });
  const nowMs = await ctx.nowMs();
  const start = performance.now();
  const done = await ctx.db.scoped(REFERENCE_ONLY, (tx) =>
    importRegions(tx, {
      rows,
      source,
      from: options.from,
      recoded: (options.recoded ?? []).map(recoding),
      nowMs,
      onProvince: (one) =>
        ctx.print(
          `${String(one.done).padStart(2)}/${one.of} ${one.province.code} ${one.province.name}: ` +
            `${one.added} added, ${one.changed} renamed, ${one.ended} ended`,
        ),
    }),
  );
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  ctx.print(
    `edition ${done.edition} (${source}): ` +
      `${done.added} added, ${done.changed} renamed, ${done.ended} ended in ${seconds} s`,
  );
}

function recoding(pair: string): { before: string; after: string } {
  const match = /^(\d{6})=(\d{6})$/.exec(pair);
  if (!match) return refuse('COUNTY_UNKNOWN', { values: { code: pair } });
  return { before: match[1] as string, after: match[2] as string };
}

export type ShapeOptions = {
  crs: string;
  code?: string;
  name?: string;
  from?: string;
  strict?: boolean;
  dryRun?: boolean;
  sliver?: string;
};

/** Loads a GeoJSON file and prints the report. */
export async function loadShapes(
  ctx: ImportContext,
  kind: 'boundaries' | 'grids',
  options: ShapeOptions & { file: string },
): Promise<ShapeReport> {
  const file: unknown = readJson(options.file);
  const nowMs = await ctx.nowMs();
  const report = await ctx.db.scoped(REFERENCE_ONLY, (tx) =>
    importShapes(tx, {
      kind: kind === 'grids' ? 'grid' : 'region',
      file,
      source: basename(options.file),
      crs: options.crs,
      from: options.from,
      isStrict: options.strict,
      isDryRun: options.dryRun,
      tolerance: { widthM: Number(options.sliver ?? 1) },
      codeField: options.code,
      nameField: options.name,
      nowMs,
    }),
  );
  printReport(ctx, report, options.dryRun === true);
  return report;
}

/** A file that is no JSON is reported as one without a readable shape. */
function readJson(path: string): unknown {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function printReport(ctx: ImportContext, report: ShapeReport, isDryRun: boolean) {
  for (const fault of report.faults.slice(0, FAULTS_PRINTED_MAX)) ctx.print(faultLine(fault));
  const more = report.faults.length - FAULTS_PRINTED_MAX;
  if (more > 0) ctx.print(`… and ${more} more`);
  const errors = report.faults.filter((fault) => fault.severity === 'error').length;
  ctx.print(
    `${report.features} sound features; ${errors} errors, ` +
      `${report.faults.length - errors} warnings`,
  );
  if (report.seemsToBe)
    ctx.print(`the file seems to be in another system: try --crs ${report.seemsToBe}`);
  const change =
    `${report.added} new, ${report.changed} redrawn, ${report.ended} ended, ` +
    `${report.unchanged} as before`;
  if (report.edition !== null) ctx.print(`loaded as edition ${report.edition}: ${change}`);
  else ctx.print(`${isDryRun ? 'dry run' : 'NOT loaded'}, nothing written: ${change}`);
}

/** One fault in both languages: which feature, which place, what, with whom, where, how large. */
export function faultLine(fault: FeatureFault): string {
  const text = faultTexts[fault.code];
  const where = fault.at ? ` @ ${fault.at[0].toFixed(6)},${fault.at[1].toFixed(6)}` : '';
  const area = fault.areaM2 === undefined ? '' : ` ${fault.areaM2} m²`;
  const others = fault.others?.length ? ` ← ${fault.others.slice(0, 6).join(', ')}` : '';
  const feature = fault.feature > 0 ? `#${fault.feature} ` : '';
  const mark = fault.severity === 'error' ? 'ERROR  ' : 'warning';
  return `${mark} ${feature}${fault.place ?? '—'}: ${text.zh} / ${text.en}${others}${area}${where}`;
}
