/** `linli demo run`: a scripted day over HTTP against a running server. */
import type { Command } from 'commander';
import { demoPeople, loadResidents, systemContext } from '../actions/directory.ts';
import type { DemoHouse } from '../actions/house.ts';
import { addGrowCommand, type GrowContext } from './grow.ts';
import { runDemo } from './run.ts';

export type DemoCommandContext = {
  /** The house beside the server, for the residents' sessions; absent: nobody is a resident. */
  open: () => Promise<{ house: DemoHouse; now: () => Promise<number> | number }>;
  print: (line: string) => void;
  /** What growing needs beside the house. */
  growing: GrowContext['growing'];
  /** Proves the log and prints; false when it is not sound. */
  verifyLog: () => Promise<boolean>;
};

type Options = {
  address: string;
  password?: string;
  limit?: string;
  own: string;
  concurrency: string;
  moveClock?: boolean;
  residents: boolean;
  verify: boolean;
};

/** Adds the commands of the demo to the program. */
export function addDemoCommands(program: Command, context: DemoCommandContext): void {
  const demo = program.command('demo').description('the demo district (演示)');
  demo
    .command('run')
    .description('a scripted day: drives open imported messages through the whole loop (演示一日)')
    .option('--address <url>', 'where the server answers', 'http://127.0.0.1:8080')
    .option('--password <text>', 'of the demo accounts (default: LINLI_DEMO_PASSWORD, linli-demo)')
    .option('--limit <count>', 'only so many imported messages')
    .option('--own <count>', 'reports made on the day itself', '60')
    .option('--concurrency <count>', 'matters at once', '4')
    .option('--move-clock', 'let half a day pass between rounds; the clock stays moved')
    .option('--no-residents', 'without residents: the database is not opened beside the server')
    .option('--no-verify', 'do not prove the log at the end')
    .action((options: Options) => run(context, options));
  addGrowCommand(demo, context);
}

async function run(context: DemoCommandContext, options: Options): Promise<void> {
  const { print } = context;
  const tally = await runDemo({
    address: options.address,
    password: options.password ?? process.env.LINLI_DEMO_PASSWORD ?? 'linli-demo',
    residentCookies: options.residents ? await residentCookies(context) : [],
    limit: options.limit === undefined ? null : Number(options.limit),
    own: Number(options.own),
    concurrency: Number(options.concurrency),
    movesClock: options.moveClock === true,
    print,
  });
  const isSound = options.verify ? await context.verifyLog() : true;
  if (!isSound || tally.open > 0) process.exitCode = 1;
}

/** Residents have no password: the program signs its own demo residents in. */
async function residentCookies(context: DemoCommandContext): Promise<string[]> {
  const { house, now } = await context.open();
  const ctx = systemContext(house, await now());
  const accounts = await loadResidents(house, ctx);
  const cookies: string[] = [];
  for (const account of accounts) {
    cookies.push((await house.identity.signInResident(ctx, account)).cookie);
  }
  context.print(`${demoPeople().residents.length} residents are signed in`);
  return cookies;
}
