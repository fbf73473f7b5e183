/**
 * Figures of what is written in bulk: summed by the program, copied aside and added at the finest
 * levels by one statement for each county and table, without deltas that would be written and
 * deleted again. The other sums are made of these (`mendSums`) when all of it stands.
 */
import type { Bulk } from '../../../platform/db/bulk.ts';
import { q, sql } from '../../../platform/db/index.ts';
import { type CounterDelta, measures } from '../rules/counters.ts';
import { figuresOf } from '../rules/figure-print.ts';
import { addRows, type SumTable, sumTables } from './counter-sums.ts';

type Name = SumTable['name'];

/** What a delta adds to a row of a table: the columns of its key, and its sums. */
export type PouredRow = { table: Name; key: string[]; sums: number[] };

/** Of each table its rows by the columns of their key in the text form of COPY, with their sums. */
export type Poured = Readonly<Record<Name, ReadonlyMap<string, readonly number[]>>>;

const [sumTable, statusTable] = sumTables;

export function pouredRows(county: string, delta: CounterDelta): PouredRow[] {
  return figuresOf(delta).map((figure) => {
    const isStatus = figure.by === 'status';
    const { name, key } = isStatus ? statusTable : sumTable;
    const row: Record<string, string | number> = { ...figure, county, span: 1 };
    row.level = isStatus ? 'town' : figure.by;
    const sums = measures.map((one) => (one === figure.measure ? figure.n : 0));
    return {
      table: name,
      key: key.map((column) => String(row[column])),
      sums: isStatus ? [figure.n] : sums,
    };
  });
}

/** In the order of the key, as whoever folds deltas: they wait and never lock each other out. */
export async function addPoured(bulk: Bulk, counted: Poured): Promise<void> {
  for (const of of sumTables) {
    const rows = [...counted[of.name]].filter(([, sums]) => sums.some((n) => n !== 0));
    const aside = `poured_${of.name}`;
    await bulk.run(`
      create temporary table if not exists ${aside} (like matter.${of.name})
      on commit delete rows`);
    const lines = rows.map(([key, sums]) => `${key}\t${sums.join('\t')}\n`);
    await bulk.copy(aside, [...of.key, ...of.sums], Buffer.from(lines.join('')));
    const counties = new Set(rows.map(([key]) => key.slice(0, key.indexOf('\t'))));
    for (const county of [...counties].sort()) {
      const own = sql`${sql.table(aside)} poured where county = ${county}`;
      const { sql: text, parameters } = addRows(of, own).compile(q);
      await bulk.run(text, parameters);
    }
  }
}
