/**
 * `npm run bench -- queue --sizes 1e4,1e5`: the first and the fiftieth page of "my organisation,
 * open, by due time" at each size, and the first alone. The ratio is that of the p95 to the one at
 * the first size. Needs TEST_DATABASE_URL; missing sizes are grown there by `linli demo grow`.
 */
import { reachServer } from './harness/base.ts';
import { BenchError, type Options, readOptions } from './harness/options.ts';
import type { Program } from './harness/program.ts';
import { measureReading, withGrowth } from './harness/reads.ts';
import { readAs, sessionsOf, sizeName, withSize } from './harness/sizes.ts';
import { printReport, type Row, reachesOf, reportOf } from './harness/table.ts';

/** Of the demo's departments and stations the one with the most work is taken. */
const LOGINS = ['works', 'handler', 'sanitation', 'urban', 'housingdept', 'greenery', 'police'];
const PAGE = 20;
const PAGES = 50;
const P50_ALONE_MS = 4;
const GROWTH_MOST = 1.5;

export async function bench(args: string[]): Promise<void> {
  const options = readOptions(args, { sizes: [10_000] });
  const server = await reachServer();
  const all: (Row & { thing: string })[] = [];
  for (const size of options.sizes) {
    await withSize(server, size, async (program) => {
      const at = await findQueue(program, options);
      const own = (path: string) => ({ cookies: at.cookies, paths: [path] });
      const name = (thing: string) => `${sizeName(size)}: ${thing}`;
      for (const [thing, path, clients] of [
        ['first page, one client', at.first, 1],
        ['first page', at.first, options.clients],
        [at.lastName, at.last, options.clients],
      ] as const) {
        const reading = { what: name(thing), given: own(path), clients };
        all.push({ thing, ...(await measureReading(server, program, options, reading)) });
      }
    });
  }
  const rows = withGrowth(all);
  const reaches = rows.flatMap((row) => [
    ...(row.what.endsWith('one client') ? reachesOf(row, { p50: P50_ALONE_MS }) : []),
    {
      what: `${row.what}, p95 against the first size`,
      wanted: `≤ ${GROWTH_MOST}`,
      got: (row.ratio ?? 0).toFixed(2),
      isMet: (row.ratio ?? 0) <= GROWTH_MOST,
    },
  ]);
  printReport(reportOf('queue', args, { rows, reaches, database: server.facts }), options.json);
}

type Counts = { items: { queue: string; count: number }[] };
type Listed = { items: unknown[]; next: string | null };

async function findQueue(program: Program, options: Options) {
  const { address } = program;
  let best = { login: '', count: -1 };
  for (const login of LOGINS) {
    const [cookie = ''] = await sessionsOf(program, login, 1);
    const { items } = await readAs<Counts>(address, cookie, '/api/matters/counts');
    const count = items.find(({ queue }) => queue === 'org')?.count ?? 0;
    if (count > best.count) best = { login, count };
  }
  if (best.count < 1) throw new BenchError('no organisation of the demo has any work');
  const cookies = await sessionsOf(program, best.login, options.clients);
  const first = `/api/matters?queue=org&limit=${PAGE}`;
  let last = first;
  let pages = 1;
  for (; pages < PAGES; pages += 1) {
    const { next } = await readAs<Listed>(address, cookies[0] ?? '', last);
    if (next === null) break;
    last = `${first}&after=${encodeURIComponent(next)}`;
  }
  return { cookies, first, last, lastName: `page ${pages}` };
}
