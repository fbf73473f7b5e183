/**
 * What the program knows of years whose partitions are detached (`years.ts`): which they are, and
 * that a row for one of them has no place.
 */
import { uuidTime } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sql } from './build.ts';
import type { Tx } from './database.ts';

/** The year (UTC) whose partition holds what hangs on the matter. */
export const yearOf = (matterId: string) => new Date(uuidTime(matterId)).getUTCFullYear();

/** Years whose log stands outside `matter.entry`, in order. */
export async function listYearsAway(tx: Tx): Promise<number[]> {
  const rows = await tx.rows(sql<{ year: number }>`
    select right(c.relname, 4)::integer as year from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'matter' and c.relkind = 'r' and not c.relispartition
      and left(c.relname, 6) = 'entry_' and right(c.relname, 4) between '1000' and '9999'
      and length(c.relname) = 10
    order by 1 limit 1000`);
  return rows.map(({ year }) => year);
}

/**
 * YEAR_DETACHED in place of the failure of a row that no partition takes. Of walled tables the
 * server does not say which row it was; years to come have their partitions long before.
 */
export function withYear(error: unknown): unknown {
  const { code, routine } = (error ?? {}) as { code?: unknown; routine?: unknown };
  return code === '23514' && routine === 'ExecFindPartition' ? new Refusal('YEAR_DETACHED') : error;
}
