/**
 * `npm run bench -- figures --sizes 1e5`: the dashboards of a town, a county and a city (counts by
 * status, category, place and day, beside the period before and the year before) alone and while
 * residents report; what reporting loses by them; and that a figure read right after a report
 * counts it. Reports stay in the database of that size. Needs TEST_DATABASE_URL; missing sizes are
 * grown there by `linli demo grow`.
 */

import { reachServer, type Server } from './harness/base.ts';
import { openClient } from './harness/client.ts';
import { COUNTY } from './harness/district.ts';
import { prepareIntake } from './harness/matters.ts';
import { BenchError, type Options, readOptions } from './harness/options.ts';
import type { Program } from './harness/program.ts';
import { measureReading } from './harness/reads.ts';
import { rowOf, runLoad, type Slice } from './harness/run-load.ts';
import { readAs, sessionsOf, sizeName, withSize } from './harness/sizes.ts';
import { printReport, type Reach, type Row, reachesOf, reportOf } from './harness/table.ts';
import { type IntakeGiven, scene as intake } from './scenes/intake.ts';

/** Each of the demo's places with somebody who reads its figures. */
const LOGINS = { town: 'countyleader', county: 'countyleader', city: 'cityoffice' } as const;
type Place = keyof typeof LOGINS;
const TOWN = `${COUNTY}101`;
const P95_MS = 10;
const LOSS_MOST = 0.05;
/** Leaders and walls who look at a dashboard, and how often a part of it is asked by each. */
const LOOKERS = 4;
const LOOK_EVERY_MS = 500;
const PROVEN = 20;

export async function bench(args: string[]): Promise<void> {
  const options = readOptions(args, { sizes: [10_000] });
  const server = await reachServer();
  const rows: Row[] = [];
  const reaches: Reach[] = [];
  for (const size of options.sizes) {
    await withSize(server, size, async (program, base) => {
      const given = await prepareIntake(base, options.clients);
      const cookies = {
        town: await sessionsOf(program, LOGINS.town, 1),
        county: await sessionsOf(program, LOGINS.county, 1),
        city: await sessionsOf(program, LOGINS.city, 1),
      };
      const at: At = { server, program, options, size, given, cookies };
      const alone = await dashboards(at);
      rows.push(...alone);
      reaches.push(...alone.flatMap((row) => reachesOf(row, { p95: P95_MS })));
      reaches.push(await proven(at));
      const beside = await reportBeside(at);
      rows.push(...beside.rows);
      reaches.push(...beside.reaches);
    });
  }
  printReport(reportOf('figures', args, { rows, reaches, database: server.facts }), options.json);
}

type At = {
  server: Server;
  program: Program;
  options: Options;
  size: number;
  given: IntakeGiven;
  cookies: Record<Place, string[]>;
};

/** The parts of a page of figures: thirty days, the year so far, and what they are held against. */
function pathsOf(place: Place): Record<string, string[]> {
  const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
  const periods = [
    [day(29), day(0)],
    [`${day(0).slice(0, 4)}-01-01`, day(0)],
    [day(1094), day(0)],
  ];
  const where = {
    town: `&county=${COUNTY}&town=${TOWN}`,
    county: `&county=${COUNTY}`,
    city: '',
  }[place];
  const of = (rest: string) =>
    periods.map(([from, to]) => `/api/figures?from=${from}&to=${to}${where}${rest}`);
  const places = { town: 'village', county: 'town', city: 'county' }[place];
  return {
    'in all, with 同比 and 环比': of('&by=total&compare=true'),
    'by category': of('&by=category'),
    [`by ${places}`]: of(`&by=${places}`),
    'by day': of('&by=day').slice(0, 1),
  };
}

const places = Object.keys(LOGINS) as Place[];

async function dashboards({ server, program, options, size, cookies }: At): Promise<Row[]> {
  const rows: Row[] = [];
  for (const place of places) {
    for (const [what, paths] of Object.entries(pathsOf(place))) {
      const given = { cookies: cookies[place], paths };
      const reading = { what: `${sizeName(size)}: ${place} ${what}`, given, clients: 1 };
      rows.push(await measureReading(server, program, options, reading));
    }
  }
  return rows;
}

/** Every report counts in the very next answer: of its county and of the city. */
async function proven({ program, given, cookies, size }: At): Promise<Reach> {
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  type Figures = { items: { received: number }[] };
  const read = async (place: Place) => {
    const where = place === 'city' ? '' : `&county=${COUNTY}`;
    const path = `/api/figures?from=${today}&to=${today}${where}`;
    const [cookie = ''] = cookies[place];
    const { items } = await readAs<Figures>(program.address, cookie, path);
    return items[0]?.received ?? 0;
  };
  const both = async () => [await read('county'), await read('city')] as const;
  const client = await openClient(program.address);
  const next = intake({ ...given, round: 99 }, 0);
  const before = await both();
  let wrong = 0;
  for (let n = 1; n <= PROVEN; n += 1) {
    const ask = next(null);
    const answer = ask && (await client.ask(ask));
    if (answer?.status !== 201) throw new BenchError(`a report was answered ${answer?.status}`);
    const after = await both();
    wrong += after.filter((count, at) => count !== (before[at] ?? 0) + n).length;
  }
  client.close();
  return {
    what: `${sizeName(size)}: figures right after a report that leave it out`,
    wanted: '0',
    got: `${wrong} of ${PROVEN * 2}`,
    isMet: wrong === 0,
  };
}

/** Reporting alone and beside people who look, in turns, so that a noisy neighbour meets both. */
async function reportBeside(at: At): Promise<{ rows: Row[]; reaches: Reach[] }> {
  const { server, program, options, given, size, cookies } = at;
  const meter = { program: program.cpu, database: server.cpu };
  const { clients, seconds } = options;
  const { address } = program;
  let round = 0;
  const report = () => {
    round += 1;
    return runLoad(
      { scene: 'intake', given: { ...given, round }, address, clients, seconds },
      meter,
    );
  };
  const looks = places.flatMap((place) => Object.values(pathsOf(place)).flat());
  const look = () => {
    // The city's office sees its county and town as well.
    const order = {
      scene: 'read',
      given: { cookies: cookies.city, paths: looks },
      address,
      clients: LOOKERS,
      seconds,
    };
    return runLoad({ ...order, everyMs: LOOK_EVERY_MS }, meter);
  };
  await report();
  const taken: Record<'alone' | 'beside' | 'seen', Slice[]> = { alone: [], beside: [], seen: [] };
  for (let turn = 0; turn < options.rounds; turn += 1) {
    taken.alone.push(await report());
    const looking = look();
    taken.beside.push(await report());
    taken.seen.push(await looking);
  }
  const name = (what: string) => `${sizeName(size)}: ${what}`;
  const alone = rowOf(name('intake alone'), taken.alone);
  const both = rowOf(name('intake beside dashboards'), taken.beside);
  const seen = rowOf(name('dashboards beside intake'), taken.seen);
  const ratio = (both.perSecond ?? 0) / (alone.perSecond ?? 1);
  const note = 'processor shared by both';
  return {
    rows: [alone, { ...both, ratio, note }, { ...seen, note }],
    reaches: [
      {
        what: name(`intake loses by ${LOOKERS} who look every ${LOOK_EVERY_MS} ms`),
        wanted: `< ${LOSS_MOST * 100} %`,
        got: `${((1 - ratio) * 100).toFixed(1)} %`,
        isMet: 1 - ratio < LOSS_MOST,
      },
    ],
  };
}
