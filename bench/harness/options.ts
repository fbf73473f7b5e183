/** What every benchmark understands on the command line. */
import { parseArgs } from 'node:util';

/** Something is not there that the benchmark needs: said in one sentence, without a stack. */
export class BenchError extends Error {}

export type Options = {
  json: boolean;
  /** Keep-alive connections that ask one after the other. */
  clients: number;
  /** Of each slice; floor and program take turns, so that a noisy neighbour meets both. */
  seconds: number;
  rounds: number;
  /** Matters in the database, where the benchmark asks how cost grows. */
  sizes: number[];
  /** A folder for the program's CPU profile; null: none is taken. */
  profile: string | null;
  /** Count what the program sends, by pg_stat_statements. */
  statements: boolean;
  /** Of the program, beside each other on one database: who asks takes them in turn. */
  processes: number;
  /** Who asks, where a benchmark knows several. */
  as: string | null;
  /** A client that makes load asks no sooner than so many ms after its last question. */
  every: number;
  /** Running clocks, where a benchmark asks how many there are. */
  clocks: number;
};

const USUAL: Options = {
  json: false,
  clients: 16,
  seconds: 8,
  rounds: 3,
  sizes: [],
  profile: null,
  statements: false,
  processes: 1,
  as: null,
  every: 0,
  clocks: 0,
};

/** Reads `--json --clients 16 --seconds 8 --rounds 3 --sizes 1e4,1e5 --profile DIR --statements --processes 2 --every 200 --clocks 1e6`. */
export function readOptions(args: string[], usual: Partial<Options> = {}): Options {
  const base = { ...USUAL, ...usual };
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean' },
      statements: { type: 'boolean' },
      clients: text,
      seconds: text,
      rounds: text,
      sizes: text,
      profile: text,
      processes: text,
      as: text,
      every: text,
      clocks: text,
    },
  });
  return {
    json: values.json ?? base.json,
    statements: values.statements ?? base.statements,
    clients: whole(values.clients, 'clients') ?? base.clients,
    seconds: whole(values.seconds, 'seconds') ?? base.seconds,
    rounds: whole(values.rounds, 'rounds') ?? base.rounds,
    sizes: values.sizes?.split(',').map((one) => whole(one, 'sizes') ?? 0) ?? base.sizes,
    profile: values.profile ?? base.profile,
    processes: whole(values.processes, 'processes') ?? base.processes,
    as: values.as ?? base.as,
    every: whole(values.every, 'every') ?? base.every,
    clocks: whole(values.clocks, 'clocks') ?? base.clocks,
  };
}

/** `1e5` is a whole number here. */
function whole(text: string | undefined, name: string): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new BenchError(`--${name} wants whole numbers above nought, not "${text}"`);
}
