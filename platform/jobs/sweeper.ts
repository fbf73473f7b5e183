/**
 * The loops that sweep due rows, county by county under a lease: clocks, messages. A task never
 * overlaps itself, a failure never ends its loop, and a stop waits for the sweep at hand.
 */
import { hostname } from 'node:os';
import type { Database } from '../db/index.ts';
import { withLease } from './lease.ts';

export type SweepTask = {
  name: string;
  /** The pause after a pass that left nothing; after one that left something there is none. */
  everyMs: number;
  /** The counties worth a visit: those with due rows where that can be asked cheaply, else all. */
  counties: () => Promise<readonly string[]>;
  /**
   * Handles a bounded batch and answers how many rows it was; it is called again at once until it
   * answers 0. When the signal aborts (a stop, or the lease was lost) it should end early.
   */
  sweep: (county: string, signal: AbortSignal) => Promise<number>;
};

/** pino's shape, as little of it as is used. */
export type SweepLog = { error: (about: object, message: string) => void };

export type SweeperOptions = {
  db: Database;
  tasks: readonly SweepTask[];
  log: SweepLog;
  /** How long a crashed process keeps its counties from others. */
  leaseMs?: number;
};

export type Sweeper = {
  /** Ends the loops and waits for the sweeps at hand. */
  stop: () => Promise<void>;
  /** Sweeps the named task, or all, until nothing is left. Throws what a sweep threw. */
  sweepNow: (name?: string) => Promise<void>;
};

const LEASE_MS = 30_000;
/** Batches of one county before the others get their turn. */
const ROUNDS_MAX = 20;
/** Counties of one task at a time: a provider that hangs for one must not hold up all. */
const COUNTIES_AT_ONCE = 4;
const BACKOFF_MAX_MS = 60_000;

type Running = { options: SweeperOptions; stopping: AbortController; holder: string };
type Pass = { hasMore: boolean; failures: unknown[] };
type Loop = { task: SweepTask; pass: () => Promise<Pass>; wake: () => void; ended: Promise<void> };

export function startSweeper(options: SweeperOptions): Sweeper {
  const running: Running = {
    options,
    stopping: new AbortController(),
    holder: `${hostname()}:${process.pid}`,
  };
  const loops = options.tasks.map((task) => startLoop(running, task));
  return {
    stop: async () => {
      running.stopping.abort();
      for (const loop of loops) loop.wake();
      await Promise.all(loops.map((loop) => loop.ended));
    },
    sweepNow: async (name) => {
      const asked = loops.filter((loop) => name === undefined || loop.task.name === name);
      if (asked.length === 0) throw new Error(`no task is called ${name}`);
      const failures = (await Promise.all(asked.map(passUntilDone))).flat();
      if (failures.length > 0) throw new AggregateError(failures, 'a sweep failed');
    },
  };
}

function startLoop(running: Running, task: SweepTask): Loop {
  let wake: () => void = () => undefined;
  // Passes of a task stand in a row, those of the loop and those asked for by sweepNow alike.
  let last: Promise<unknown> = Promise.resolve();
  const pass = () => {
    const next = last.then(() => sweepPass(running, task));
    last = next;
    return next;
  };
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async () => {
    let failed = 0;
    while (!running.stopping.signal.aborted) {
      const { hasMore, failures } = await pass();
      failed = failures.length > 0 ? failed + 1 : 0;
      if (running.stopping.signal.aborted) break;
      if (failed > 0 || !hasMore) await pause(pauseAfter(task, failed));
    }
    await last;
  };
  return { task, pass, wake: () => wake(), ended: run() };
}

/** The failures of the pass that left nothing, or of the first that failed. */
async function passUntilDone(loop: Loop): Promise<unknown[]> {
  for (;;) {
    const { hasMore, failures } = await loop.pass();
    if (!hasMore || failures.length > 0) return failures;
  }
}

/** Twice as long after each failed pass in a row, up to a minute. */
function pauseAfter(task: SweepTask, failed: number): number {
  if (failed === 0) return task.everyMs;
  return Math.min(task.everyMs * 2 ** Math.min(failed, 16), Math.max(BACKOFF_MAX_MS, task.everyMs));
}

/** Never throws: failures are logged and handed back, so that one county does not stop the rest. */
async function sweepPass(running: Running, task: SweepTask): Promise<Pass> {
  const pass: Pass = { hasMore: false, failures: [] };
  const noteFailure = (error: unknown, county?: string) => {
    pass.failures.push(error);
    running.options.log.error({ err: error, task: task.name, county }, 'a sweep failed');
  };
  try {
    const waiting = [...(await task.counties())];
    const visit = async () => {
      while (!running.stopping.signal.aborted) {
        const county = waiting.shift();
        if (county === undefined) return;
        await sweepCounty(running, task, county)
          .then((hasMore) => {
            pass.hasMore ||= hasMore;
          })
          .catch((error) => noteFailure(error, county));
      }
    };
    await Promise.all(Array.from({ length: COUNTIES_AT_ONCE }, visit));
  } catch (error) {
    noteFailure(error);
  }
  return pass;
}

/** True when the county may have more to handle. A county that another process holds is skipped. */
async function sweepCounty(running: Running, task: SweepTask, county: string): Promise<boolean> {
  const { db, leaseMs = LEASE_MS } = running.options;
  const terms = { county, task: task.name, holder: running.holder, forMs: leaseMs };
  const outcome = await withLease(db, terms, async (lost) => {
    const signal = AbortSignal.any([lost, running.stopping.signal]);
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      if (signal.aborted || (await task.sweep(county, signal)) === 0) return false;
    }
    return true;
  });
  return outcome.held && outcome.value;
}
