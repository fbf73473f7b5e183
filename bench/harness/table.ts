/** The one shape of all results: a row for each thing measured, and the machine that did it. */
import { cpus, loadavg, totalmem } from 'node:os';

export type Row = {
  what: string;
  /** Done in a second. */
  perSecond: number | null;
  /** Milliseconds. */
  p50: number | null;
  p95: number | null;
  p99: number | null;
  /** Milliseconds of a processor for each thing done: the program's and the database's. */
  programCpu: number | null;
  databaseCpu: number | null;
  /** To what the benchmark holds this against. */
  ratio: number | null;
  note?: string;
};

/** What the issue asks, and what came of it. */
export type Reach = { what: string; wanted: string; got: string; isMet: boolean };

export type Report = {
  bench: string;
  command: string;
  rows: Row[];
  reaches: Reach[];
  /** Of the database: version, fsync. Nothing where there was none. */
  database?: Record<string, string>;
  /** Statements by cost, where they were counted. */
  statements?: readonly StatementRow[];
};

export type StatementRow = {
  query: string;
  callsEach: number;
  meanMs: number;
  /** Milliseconds of the database for each request, and what of them was planning. */
  msEach: number;
  planningEach: number;
};

export const emptyRow: Omit<Row, 'what'> = {
  perSecond: null,
  p50: null,
  p95: null,
  p99: null,
  programCpu: null,
  databaseCpu: null,
  ratio: null,
};

/** Times (ms) of one thing after another as a row. */
export function rowOfTimes(what: string, times: readonly number[]): Row {
  const sorted = times.toSorted((a, b) => a - b);
  const seconds = times.reduce((sum, ms) => sum + ms, 0) / 1000;
  return {
    ...emptyRow,
    what,
    perSecond: times.length / seconds,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
  };
}

/** A report, with the command that makes it again. */
export function reportOf(
  bench: string,
  args: readonly string[],
  rest: Omit<Report, 'bench' | 'command'>,
): Report {
  return { bench, command: ['npm run bench --', bench, ...args].join(' '), ...rest };
}

/** Facts without which no figure means anything. */
export function machineFacts(): Record<string, string> {
  const [first] = cpus();
  return {
    cpu: `${cpus().length} × ${first?.model.trim() ?? 'unknown'}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    node: process.version,
    // A neighbour at work shows here.
    load: loadavg()
      .map((one) => one.toFixed(1))
      .join(' '),
  };
}

export function printReport(report: Report, asJson: boolean): void {
  const machine = { ...machineFacts(), ...report.database };
  if (asJson) {
    console.log(JSON.stringify({ ...report, machine }));
    return;
  }
  console.log(`${report.command}\n`);
  printRows(report.rows);
  for (const { what, wanted, got, isMet } of report.reaches) {
    console.log(`${isMet ? 'reached' : 'NOT reached'}: ${what}: ${got} (wanted ${wanted})`);
  }
  if (report.statements) console.log('ms each, planning, calls each, mean ms: statement');
  for (const { query, callsEach, meanMs, msEach, planningEach } of report.statements ?? []) {
    const times = [msEach, planningEach].map((one) => one.toFixed(3));
    const figures = [...times, callsEach.toFixed(2), meanMs.toFixed(3)];
    console.log(`${figures.map((one) => one.padStart(8)).join('')}  ${query}`);
  }
  console.log(
    Object.entries(machine)
      .map(([name, value]) => `${name} ${value}`)
      .join(' · '),
  );
}

const COLUMNS: readonly [string, (row: Row) => string][] = [
  ['what', (row) => row.what],
  ['a second', (row) => figure(row.perSecond, 0)],
  ['p50 ms', (row) => figure(row.p50, 2)],
  ['p95 ms', (row) => figure(row.p95, 2)],
  ['p99 ms', (row) => figure(row.p99, 2)],
  ['program ms', (row) => figure(row.programCpu, 4)],
  ['database ms', (row) => figure(row.databaseCpu, 4)],
  ['ratio', (row) => figure(row.ratio, 3)],
  ['note', (row) => row.note ?? ''],
];

const figure = (value: number | null, digits: number) =>
  value === null ? '–' : value.toFixed(digits);

function printRows(rows: readonly Row[]): void {
  const lines = [
    COLUMNS.map(([name]) => name),
    ...rows.map((row) => COLUMNS.map(([, of]) => of(row))),
  ];
  const widths = COLUMNS.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  for (const line of lines) {
    const cells = line.map((cell, at) => {
      const width = widths[at] ?? 0;
      return at === 0 || at === line.length - 1 ? cell.padEnd(width) : cell.padStart(width);
    });
    console.log(cells.join('  ').trimEnd());
  }
}

type Wanted = Partial<Record<'perSecond' | 'ratio' | 'p50' | 'p95' | 'p99', number>>;

/** What was wanted of a row, and whether it came. */
export function reachesOf(row: Row, wanted: Wanted): Reach[] {
  const reaches: Reach[] = [];
  if (wanted.perSecond !== undefined) {
    const got = row.perSecond ?? 0;
    const words = { wanted: `≥ ${wanted.perSecond}/s`, got: `${Math.round(got)}/s` };
    reaches.push({ what: row.what, ...words, isMet: got >= wanted.perSecond });
  }
  if (wanted.ratio !== undefined) {
    const got = row.ratio ?? 0;
    const words = { wanted: `≥ ${wanted.ratio.toFixed(2)}`, got: got.toFixed(3) };
    reaches.push({ what: `${row.what}, ratio to the floor`, ...words, isMet: got >= wanted.ratio });
  }
  for (const name of ['p50', 'p95', 'p99'] as const) {
    const most = wanted[name];
    if (most === undefined) continue;
    const got = row[name] ?? Number.POSITIVE_INFINITY;
    const words = { wanted: `< ${most} ms`, got: `${got.toFixed(1)} ms` };
    reaches.push({ what: `${row.what}, ${name}`, ...words, isMet: got < most });
  }
  return reaches;
}

/** The value below which this share of the sorted ones lies. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
