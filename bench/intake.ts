/**
 * `npm run bench -- intake`: reports of 300 Chinese characters by signed-in residents through the
 * real server, held against a bare handler with one durable insert on the same machine. Needs
 * TEST_DATABASE_URL (a superuser's; fsync on). `--profile DIR` keeps the program's CPU profile,
 * `--statements` counts what it sends (pg_stat_statements), `--processes N` runs several programs on
 * one database.
 */
import { holdAgainstFloor } from './harness/against-floor.ts';
import { cloneDistrict, reachServer } from './harness/base.ts';
import { prepareIntake } from './harness/matters.ts';
import { readOptions } from './harness/options.ts';
import { startPrograms } from './harness/program.ts';
import { printReport, reachesOf, reportOf } from './harness/table.ts';

const P99_MS = 60;

export async function bench(args: string[]): Promise<void> {
  const options = readOptions(args);
  const server = await reachServer();
  const base = await cloneDistrict(server);
  try {
    const given = await prepareIntake(base, options.clients);
    const program = await startPrograms(base, options);
    const measured = {
      what: options.processes === 1 ? 'intake' : `intake, ${options.processes} processes`,
      scene: 'intake',
      program,
      // A client's keys and places go on from round to round.
      givenOf: async (round: number) => ({ ...given, round }),
    };
    const held = await holdAgainstFloor(server, base, options, measured);
    const reaches = reachesOf(held.measured, { ratio: 1 / 3, p99: P99_MS });
    printReport(
      reportOf('intake', args, { ...held, reaches, database: server.facts }),
      options.json,
    );
  } finally {
    await base.drop();
  }
}
