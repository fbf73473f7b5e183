/**
 * `npm run bench -- figures --sizes 1e5`: the dashboards of a county and a town (counts by status,
 * category, place and day, this month against the last) alone and while residents report, and what
 * reporting loses by it. Reports stay in the database of that size. Needs TEST_DATABASE_URL;
 * missing sizes are grown there by `linli demo grow`.
 */
import { reachServer, type Server } from './harness/base.ts';
import { COUNTY } from './harness/district.ts';
import { prepareIntake } from './harness/matters.ts';
import { type Options, readOptions } from './harness/options.ts';
import type { Program } from './harness/program.ts';
import { measureReading } from './harness/reads.ts';
import { rowOf, runLoad } from './harness/run-load.ts';
import { sessionsOf, sizeName, withSize } from './harness/sizes.ts';
import { printReport, type Reach, type Row, reachesOf, reportOf } from './harness/table.ts';
import type { IntakeGiven } from './scenes/intake.ts';

const LOGIN = 'countyleader';
const P95_MS = 10;
/** A dashboard is looked at, not hammered. */
const LOOKERS = 2;
const LOSS_MOST = 0.05;

export async function bench(args: string[]): Promise<void> {
  const options = readOptions(args, { sizes: [10_000] });
  const server = await reachServer();
  const rows: Row[] = [];
  const reaches: Reach[] = [];
  for (const size of options.sizes) {
    await withSize(server, size, async (program, base) => {
      const given = await prepareIntake(base, options.clients);
      const cookies = await sessionsOf(program, LOGIN, LOOKERS);
      const alone = await dashboards(server, program, options, { cookies, size });
      rows.push(...alone);
      reaches.push(...alone.flatMap((row) => reachesOf(row, { p95: P95_MS })));
      const beside = await reportBeside(server, program, options, { given, cookies, size });
      rows.push(...beside.rows);
      reaches.push(beside.reach);
    });
  }
  printReport(reportOf('figures', args, { rows, reaches, database: server.facts }), options.json);
}

/** Days of this month so far and of the same days before. */
function pathsOf(): Record<string, string[]> {
  const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
  const periods = [
    [day(29), day(0)],
    [day(59), day(30)],
    [day(394), day(365)],
  ];
  const of = (rest: string) =>
    periods.map(([from, to]) => `/api/figures?county=${COUNTY}&from=${from}&to=${to}${rest}`);
  const town = `&town=${COUNTY}101`;
  return {
    'county, total, three periods': of('&by=total'),
    'county by day': of('&by=day'),
    'county by category': of('&by=category'),
    'county by town': of('&by=town'),
    'town by village': of(`&by=village${town}`),
  };
}

type At = { cookies: string[]; size: number };

async function dashboards(server: Server, program: Program, options: Options, at: At) {
  const rows: Row[] = [];
  for (const [what, paths] of Object.entries(pathsOf())) {
    const given = { cookies: at.cookies, paths };
    const reading = { what: `${sizeName(at.size)}: ${what}`, given, clients: LOOKERS };
    rows.push(await measureReading(server, program, options, reading));
  }
  return rows;
}

/** Reporting alone, then beside the dashboards: what it loses. */
async function reportBeside(
  server: Server,
  program: Program,
  options: Options,
  { given, cookies, size }: At & { given: IntakeGiven },
): Promise<{ rows: Row[]; reach: Reach }> {
  const meter = { program: program.cpu, database: server.cpu };
  const { clients, seconds } = options;
  const report = (round: number) =>
    runLoad(
      { scene: 'intake', given: { ...given, round }, address: program.address, clients, seconds },
      meter,
    );
  await report(0);
  const alone = rowOf(`${sizeName(size)}: intake alone`, [await report(1)]);
  const paths = Object.values(pathsOf()).flat();
  const order = { scene: 'read', given: { cookies, paths }, address: program.address };
  const looking = runLoad({ ...order, clients: LOOKERS, seconds }, meter);
  const both = rowOf(`${sizeName(size)}: intake beside dashboards`, [await report(2)]);
  const seen = rowOf(`${sizeName(size)}: dashboards beside intake`, [await looking]);
  const ratio = (both.perSecond ?? 0) / (alone.perSecond ?? 1);
  const note = 'processor shared by both';
  return {
    rows: [alone, { ...both, ratio, note }, { ...seen, note }],
    reach: {
      what: `${sizeName(size)}: intake loses by dashboards that are asked without a pause`,
      wanted: `< ${LOSS_MOST * 100} %`,
      got: `${((1 - ratio) * 100).toFixed(1)} %`,
      isMet: 1 - ratio < LOSS_MOST,
    },
  };
}
