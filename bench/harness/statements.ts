/** What the program sends, by pg_stat_statements: how often for each request, and how dear. */
import { withClient } from '../../test/server.ts';
import type { Base } from './base.ts';
import { BenchError } from './options.ts';
import type { StatementRow } from './table.ts';

const SHOWN = 40;

type Counted = { query: string; calls: string; ms: number; planning: number };

/** Begins to count; the answer ends it, for so many requests. */
export async function countStatements(
  base: Base,
): Promise<(requests: number) => Promise<StatementRow[]>> {
  await withClient(base.superUrl, async (client) => {
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    await client.query('SELECT pg_stat_statements_reset()');
  }).catch((error: unknown) => {
    throw new BenchError(`no statements are counted here: ${(error as Error).message}`);
  });
  return (requests) =>
    withClient(base.superUrl, async (client) => {
      const { rows } = await client.query<Counted>(TOP);
      return rows.map(({ query, calls, ms, planning }) => ({
        query: query.replaceAll(/\s+/g, ' ').slice(0, 110),
        callsEach: Number(calls) / requests,
        meanMs: ms / Number(calls),
        msEach: ms / requests,
        planningEach: planning / requests,
      }));
    });
}

const TOP = `
  select query, calls, total_exec_time + total_plan_time as ms, total_plan_time as planning
  from pg_stat_statements s join pg_database d on d.oid = s.dbid
  where d.datname = current_database() and query not like '%floor%'
    and query not like '%pg_stat_statements%'
  order by ms desc limit ${SHOWN}`;
