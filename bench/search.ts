/**
 * `npm run bench -- search --sizes 1e5`: the first page of a rare word, a common one, two words
 * and a number, with a filter, at each size; where there are several counties also of a word that
 * only another one has. The words are taken from what stands there. Needs
 * TEST_DATABASE_URL; missing sizes are grown there by `linli demo grow`.
 */
import type { ClientBase } from 'pg';
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

/** The commonest pairs of characters here, one of the rarest, and the newest number. */
async function queriesIn(base: Base): Promise<Record<string, string>> {
  return withClient(base.superUrl, async (client) => {
    const ours = await pairsOf(client, COUNTY);
    const { rows } = await client.query<{ county: string }>(
      'select county from matter.search where county <> $1 limit 1',
      [COUNTY],
    );
    const others = rows[0] ? await pairsOf(client, rows[0].county) : [];
    const found = await client.query<{ number: string }>(
      'select number from matter.matter where county = $1 order by created_at desc limit 1',
      [COUNTY],
    );
    const [common, second] = ours;
    const rare = ours.at(-1);
    const number = found.rows[0]?.number;
    if (!common || !second || !rare || !number) throw new BenchError('there is nothing to search');
    const known = new Set(ours);
    const foreign = others.find((word) => !known.has(word));
    const both = `${common} ${second}`;
    return {
      'rare word': rare,
      'common word': common,
      'two words': both,
      number,
      ...(foreign && { 'word of another county': foreign }),
    };
  });
}

/** Pairs of characters in the newest matters of a county, the commonest first. */
async function pairsOf(client: ClientBase, county: string): Promise<string[]> {
  const newest = `select words from matter.search where county = '${county}'
    order by created_at desc, matter_id desc limit 20000`;
  const { rows } = await client.query<{ word: string }>(
    `select word from ts_stat($1) where word ~ '^[\\u3400-\\u9fff]{2}$' order by ndoc desc, word`,
    [newest],
  );
  return rows.map(({ word }) => word);
}
