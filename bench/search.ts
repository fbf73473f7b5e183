/**
 * `npm run bench -- search --sizes 1e5`: the first page of a rare word, a common one, two words
 * and a number, with a filter, at each size. The words are taken from what stands there. Needs
 * TEST_DATABASE_URL; missing sizes are grown there by `linli demo grow`.
 */
import { withClient } from '../test/server.ts';
import { type Base, reachServer } from './harness/base.ts';
import { COUNTY } from './harness/district.ts';
import { BenchError, readOptions } from './harness/options.ts';
import { measureReading, withGrowth } from './harness/reads.ts';
import { sessionsOf, sizeName, withSize } from './harness/sizes.ts';
import { printReport, type Row, reachesOf, reportOf } from './harness/table.ts';

const LOGIN = 'countydispatcher';
const P95_MS = 100;

export async function bench(args: string[]): Promise<void> {
  const options = readOptions(args, { sizes: [10_000] });
  const server = await reachServer();
  const all: (Row & { thing: string })[] = [];
  for (const size of options.sizes) {
    await withSize(server, size, async (program, base) => {
      const cookies = await sessionsOf(program, LOGIN, options.clients);
      for (const [thing, query] of Object.entries(await queriesIn(base))) {
        const paths = [`/api/matters/search?q=${encodeURIComponent(query)}`];
        const filtered = paths.map((path) => `${path}&isOpen=true`);
        for (const [what, asked] of [
          [thing, paths],
          [`${thing}, open ones`, filtered],
        ] as const) {
          const reading = {
            what: `${sizeName(size)}: ${what}`,
            given: { cookies, paths: [...asked] },
          };
          const row = await measureReading(server, program, options, reading);
          all.push({ thing: what, ...row, note: query });
        }
      }
    });
  }
  const rows = withGrowth(all);
  const reaches = rows.flatMap((row) => reachesOf(row, { p95: P95_MS }));
  printReport(reportOf('search', args, { rows, reaches, database: server.facts }), options.json);
}

/** The commonest pairs of characters, one of the rarest, and the newest number. */
async function queriesIn(base: Base): Promise<Record<string, string>> {
  return withClient(base.superUrl, async (client) => {
    const { rows } = await client.query<{ word: string; ndoc: number }>(
      `select word, ndoc from ts_stat($$select words from matter.search order by matter_id desc
         limit 20000$$) where word ~ '^[\\u3400-\\u9fff]{2}$' order by ndoc desc, word`,
    );
    const found = await client.query<{ number: string }>(
      'select number from matter.matter where county = $1 order by created_at desc limit 1',
      [COUNTY],
    );
    const [common, second] = rows;
    const rare = rows.at(-1);
    const number = found.rows[0]?.number;
    if (!common || !second || !rare || !number) throw new BenchError('there is nothing to search');
    const both = `${common.word} ${second.word}`;
    return { 'rare word': rare.word, 'common word': common.word, 'two words': both, number };
  });
}
