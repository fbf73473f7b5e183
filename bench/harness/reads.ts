/** Slices of reading, as rows. */
import type { ReadGiven } from '../scenes/read.ts';
import type { Server } from './base.ts';
import type { Options } from './options.ts';
import type { Program } from './program.ts';
import { rowOf, runLoad } from './run-load.ts';
import type { Row } from './table.ts';

const WARM_SECONDS = 1;

export type Reading = { what: string; given: ReadGiven; clients?: number };

/** One thing that is read, by all clients at once unless it says how many. */
export async function measureReading(
  server: Server,
  program: Program,
  options: Options,
  { what, given, clients = options.clients }: Reading,
): Promise<Row> {
  const order = { scene: 'read', given, address: program.address, clients };
  const meter = { program: program.cpu, database: server.cpu };
  await runLoad({ ...order, seconds: WARM_SECONDS }, meter);
  return rowOf(what, [await runLoad({ ...order, seconds: options.seconds }, meter)]);
}

/** Each row held against the same thing at the size that is named the least. */
export function withGrowth(rows: readonly (Row & { thing: string })[]): Row[] {
  const first = new Map<string, number>();
  return rows.map(({ thing, ...row }) => {
    const base = first.get(thing) ?? row.p95 ?? 1;
    first.set(thing, base);
    return { ...row, ratio: (row.p95 ?? 0) / base };
  });
}
