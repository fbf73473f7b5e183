/**
 * `npm run bench -- import`: messages of a year from a file by `linli import messages`, as a
 * process of its own; `--sizes` says how many. Needs TEST_DATABASE_URL (a superuser's; fsync on).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { type Base, cloneDistrict, reachServer, type Server } from './harness/base.ts';
import { cpuOf, residentMb } from './harness/cpu.ts';
import { COUNTY, environment } from './harness/district.ts';
import { prepareIntake } from './harness/matters.ts';
import { BenchError, type Options, readOptions } from './harness/options.ts';
import { nodeArgs } from './harness/scripts.ts';
import { countStatements } from './harness/statements.ts';
import {
  emptyRow,
  printReport,
  type Row,
  reachesOf,
  reportOf,
  type StatementRow,
} from './harness/table.ts';
import { drawnAt, messageOf } from './harness/words.ts';
import type { IntakeGiven } from './scenes/intake.ts';

const ROWS_A_SECOND = 4000;
const YEAR_S = 365 * 86_400;
const LOOK_MS = 250;

export async function bench(args: string[]): Promise<void> {
  const options = readOptions(args, { sizes: [5000] });
  const server = await reachServer();
  const rows: Row[] = [];
  let statements: readonly StatementRow[] | undefined;
  for (const count of options.sizes) {
    const base = await cloneDistrict(server);
    const measured = measure(server, base, count, options);
    const { row, sent } = await measured.finally(() => void base.drop());
    rows.push(row);
    statements = sent;
  }
  const reaches = rows.flatMap((row) => reachesOf(row, { perSecond: ROWS_A_SECOND }));
  const report = { rows, reaches, database: server.facts, ...(statements && { statements }) };
  printReport(reportOf('import', args, report), options.json);
}

type Measured = { row: Row; sent: readonly StatementRow[] | undefined };

async function measure(
  server: Server,
  base: Base,
  count: number,
  options: Options,
): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'linli-bench-'));
  try {
    const file = join(folder, 'messages.jsonl');
    await writeMessages(file, count, await prepareIntake(base, 1));
    const counted = options.statements ? await countStatements(base) : null;
    const before = server.cpu();
    const run = await runCli(base, { folder, file, profile: options.profile });
    const after = server.cpu();
    const each = (seconds: number | null) => (seconds === null ? null : (seconds * 1000) / count);
    const row = {
      ...emptyRow,
      what: `${count} messages`,
      perSecond: count / run.seconds,
      programCpu: each(run.cpu),
      databaseCpu: each(before === null || after === null ? null : after - before),
      note: `memory ${run.halfwayMb.toFixed(0)} MB halfway, ${run.mostMb.toFixed(0)} MB at most`,
    };
    return { row, sent: await counted?.(count) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeMessages(file: string, count: number, at: IntakeGiven): Promise<void> {
  const out = createWriteStream(file);
  const last = Date.now() - 86_400_000;
  for (let n = 0; n < count; n += 1) {
    const spot = at.spots[drawnAt(n, at.spots.length)];
    const line = {
      number: `M${n}`,
      created: new Date(last - drawnAt(n * 3, YEAR_S) * 1000).toISOString(),
      body: messageOf(n),
      type: at.categories[drawnAt(n * 5, at.categories.length)],
      x: String(spot?.lon),
      y: String(spot?.lat),
      caller: '张某',
      phone: `138${10_000_000 + n}`,
    };
    if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
}

type Run = { seconds: number; cpu: number | null; halfwayMb: number; mostMb: number };

type Errand = { folder: string; file: string; profile: string | null };

async function runCli(base: Base, { folder, file, profile }: Errand): Promise<Run> {
  const map = join(import.meta.dirname, 'harness/import-map.yaml');
  const verb = ['import', 'messages', file, '--county', COUNTY, '--map', map];
  const begun = performance.now();
  const flags = profile ? ['--cpu-prof', `--cpu-prof-dir=${resolve(profile)}`] : [];
  const child = spawn(process.execPath, [...flags, ...nodeArgs('linli'), ...verb], {
    cwd: folder,
    env: environment(base.appUrl, folder),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2000);
    });
  }
  const looks: number[] = [];
  let cpu: number | null = null;
  const looking = setInterval(() => {
    looks.push(residentMb(child.pid ?? 0) ?? 0);
    cpu = cpuOf(child.pid ?? 0) ?? cpu;
  }, LOOK_MS);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearInterval(looking);
  if (code !== 0) throw new BenchError(`the import ended with ${code}: ${said}`);
  const seconds = (performance.now() - begun) / 1000;
  const halfwayMb = looks[Math.floor(looks.length / 2)] ?? Number.NaN;
  return { seconds, cpu, halfwayMb, mostMb: Math.max(...looks) };
}
