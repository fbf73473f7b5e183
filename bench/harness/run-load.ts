/** Lets the load's own process ask, and reckons what it and the asked ones took. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runErrand } from './errand.ts';
import type { Order, Outcome } from './load.ts';
import { BenchError } from './options.ts';
import { percentile, type Row } from './table.ts';

const SCENES = join(import.meta.dirname, '../scenes');

/** Seconds of a processor used so far, by whom. */
export type Meter = { program: () => number | null; database: () => number | null };
export type Slice = Outcome & { programSeconds: number | null; databaseSeconds: number | null };
export type LoadOrder = Omit<Order, 'scene'> & { scene: string };

/** One slice of load. Throws when an answer was no success: a failure is quick, and no result. */
export async function runLoad(order: LoadOrder, meter: Meter): Promise<Slice> {
  const before = { program: meter.program(), database: meter.database() };
  const outcome = await runErrand<Outcome>('load.ts', {
    ...order,
    scene: pathToFileURL(join(SCENES, `${order.scene}.ts`)).href,
  });
  const spent = (from: number | null, to: number | null) =>
    from === null || to === null ? null : to - from;
  if (outcome.fault !== null) throw new BenchError(`${order.scene}: ${outcome.fault}`);
  return {
    ...outcome,
    programSeconds: spent(before.program, meter.program()),
    databaseSeconds: spent(before.database, meter.database()),
  };
}

/** All slices of one thing as a row. */
export function rowOf(what: string, slices: readonly Slice[]): Row {
  const times = Float64Array.from(slices.flatMap(({ times }) => [...times])).sort();
  const sum = (of: (slice: Slice) => number | null) =>
    slices.reduce<number | null>((all, slice) => {
      const one = of(slice);
      return all === null || one === null ? null : all + one;
    }, 0);
  const each = (seconds: number | null) =>
    seconds === null || times.length === 0 ? null : (seconds * 1000) / times.length;
  const seconds = sum((slice) => slice.seconds) ?? 0;
  return {
    what,
    perSecond: times.length / seconds,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
    programCpu: each(sum((slice) => slice.programSeconds)),
    databaseCpu: each(sum((slice) => slice.databaseSeconds)),
    ratio: null,
  };
}
