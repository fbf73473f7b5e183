/**
 * `npm run bench -- start`: from nothing to the first page, over a district that stands, and the
 * memory of a program that nobody asks anything, then after each round of load. An hour of people
 * who take a moment between two reports: `--seconds 600 --rounds 6 --every 200`. Needs
 * TEST_DATABASE_URL (a superuser's).
 */
import { setTimeout as wait } from 'node:timers/promises';
import { type Base, cloneDistrict, reachServer } from './harness/base.ts';
import { makeMatters, prepareIntake } from './harness/matters.ts';
import { BenchError, type Options, readOptions } from './harness/options.ts';
import { startProgram } from './harness/program.ts';
import {
  emptyRow,
  printReport,
  type Reach,
  type Row,
  reportOf,
  rowOfTimes,
} from './harness/table.ts';

const START_MS = 3000;
const IDLE_MB = 250;
/** The dictionary and the first sweeps are over by then. */
const IDLE_AFTER_MS = 10_000;

export async function bench(args: string[]): Promise<void> {
  const options = readOptions(args, { seconds: 20 });
  const server = await reachServer();
  const base = await cloneDistrict(server);
  try {
    const begun = await startOften(base, options.rounds);
    const memory = await measureMemory(base, options);
    const first = rowOfTimes('start to first page', begun);
    const rows: Row[] = [{ ...first, perSecond: null }, ...memory.rows];
    const reaches: Reach[] = [
      reachOf('start to first page', first.p50 ?? 0, { most: START_MS, unit: 'ms' }),
      reachOf('idle memory', memory.idle, { most: IDLE_MB, unit: 'MB' }),
    ];
    printReport(reportOf('start', args, { rows, reaches, database: server.facts }), options.json);
  } finally {
    await base.drop();
  }
}

function reachOf(what: string, got: number, { most, unit }: { most: number; unit: string }): Reach {
  return { what, wanted: `< ${most} ${unit}`, got: `${got.toFixed(0)} ${unit}`, isMet: got < most };
}

/** Milliseconds from the start of the process to the whole of its first page, each time anew. */
async function startOften(base: Base, rounds: number): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const asked = performance.now();
    const program = await startProgram(base);
    // As a browser asks: without this it is no page that is wanted.
    const answer = await fetch(program.address, { headers: { accept: 'text/html' } });
    await answer.text();
    times.push(performance.now() - asked);
    await program.stop();
    if (!answer.ok) throw new BenchError(`the first page answered ${answer.status}`);
  }
  return times;
}

async function measureMemory(base: Base, options: Options) {
  const given = await prepareIntake(base, options.clients);
  const program = await startProgram(base);
  try {
    await wait(IDLE_AFTER_MS);
    const idle = program.residentMb() ?? Number.NaN;
    const rows = [memoryRow('idle', idle)];
    let reports = 0;
    for (let round = 0; round < options.rounds; round += 1) {
      const { seconds, every } = options;
      reports += await makeMatters(program, given, { round, seconds, everyMs: every });
      const what = `after ${(round + 1) * seconds} s of intake, ${reports} reports`;
      rows.push(memoryRow(what, program.residentMb() ?? Number.NaN));
    }
    return { idle, rows };
  } finally {
    await program.stop();
  }
}

function memoryRow(what: string, megabytes: number): Row {
  return { ...emptyRow, what, note: `${megabytes.toFixed(0)} MB` };
}
