/**
 * `npm run bench -- act`: transitions with their log entry, clocks, figures and messages, by the
 * dispatchers of the towns: each matter is opened and dispatched. Held against the same floor as
 * intake. Needs TEST_DATABASE_URL (a superuser's; fsync on).
 */
import { holdAgainstFloor } from './harness/against-floor.ts';
import { type Base, cloneDistrict, reachServer } from './harness/base.ts';
import { staffSession, withHouse } from './harness/district.ts';
import { makeMatters, prepareIntake, waitingMatters } from './harness/matters.ts';
import { readOptions } from './harness/options.ts';
import { type Program, startPrograms } from './harness/program.ts';
import { printReport, reachesOf, reportOf } from './harness/table.ts';
import type { ActGiven } from './scenes/act.ts';

const P99_MS = 60;
/** Each waiting matter is good for two acts; what is left over serves the next round. */
const MADE_AHEAD = 1.2;

export async function bench(args: string[]): Promise<void> {
  const options = readOptions(args);
  const server = await reachServer();
  const base = await cloneDistrict(server);
  try {
    const making = await prepareIntake(base, options.clients);
    const program = await startPrograms(base, options);
    const desks = await desksOf(base, program);
    const givenOf = async (round: number): Promise<ActGiven> => {
      await makeMatters(program, making, { round, seconds: options.seconds * MADE_AHEAD });
      return { desks, matters: await waitingMatters(base), clients: options.clients };
    };
    const measured = { what: 'act', scene: 'act', program, givenOf };
    const held = await holdAgainstFloor(server, base, options, measured);
    const reaches = reachesOf(held.measured, { ratio: 1 / 3, p99: P99_MS });
    printReport(reportOf('act', args, { ...held, reaches, database: server.facts }), options.json);
  } finally {
    await base.drop();
  }
}

/** The dispatcher of each town, signed in, and a station of that town. */
async function desksOf(base: Base, program: Program): Promise<ActGiven['desks']> {
  const stations = await withHouse(base.appUrl, async ({ identity }) =>
    identity.orgs.all().filter((org) => org.kind === 'station' && org.region.length === 9),
  );
  const station = new Map(stations.map(({ id, region }) => [region, id]));
  const desks: ActGiven['desks'] = {};
  for (let town = 1; town <= station.size; town += 1) {
    const name = town === 1 ? 'dispatcher' : `dispatcher${town}`;
    const { cookie, regions } = await staffSession(program.address, name);
    const [region = ''] = regions;
    desks[region] = { cookie, station: station.get(region) ?? '' };
  }
  return desks;
}
