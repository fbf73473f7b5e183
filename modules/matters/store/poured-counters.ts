/**
 * Counters of what is written in bulk: copied aside and added by one statement a county, without
 * deltas that would be written and deleted again. Their sums are mended (`mendSums`) when
 * all of it stands.
 */
import type { Bulk } from '../../../platform/db/bulk.ts';

const COLUMNS = ['county', 'day', 'town', 'village', 'category', 'cell', 'measure', 'status'];

/** Of each counter its columns in the text form of COPY, in this order, and what is added. */
export type Poured = ReadonlyMap<string, number>;

/** In the order of the key, as whoever folds deltas: they wait and never lock each other out. */
export async function addPoured(bulk: Bulk, counted: Poured): Promise<void> {
  const lines = [...counted].filter(([, n]) => n !== 0).map(([key, n]) => `${key}\t${n}\n`);
  await bulk.run(`
    create temporary table if not exists poured_counter (
      county text, day date, town text, village text, category text, cell text, measure text,
      status text, n bigint
    ) on commit delete rows`);
  await bulk.copy('poured_counter', [...COLUMNS, 'n'], Buffer.from(lines.join('')));
  const counties = new Set([...counted.keys()].map((key) => key.slice(0, key.indexOf('\t'))));
  for (const county of [...counties].sort()) {
    await bulk.run(
      `insert into matter.counter (${COLUMNS.join(', ')}, n)
       select ${COLUMNS.join(', ')}, n from poured_counter where county = $1
       order by county, measure, day, town, village, category, status, cell
       on conflict (county, measure, day, town, village, category, status, cell)
       do update set n = counter.n + excluded.n`,
      [county],
    );
  }
}
