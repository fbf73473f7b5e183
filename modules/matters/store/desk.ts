/** What desks show beside a list's own columns: read for a whole page at once, never row by row. */
import { q, sql, type Tx } from '../../../platform/db/index.ts';
import type { Supervision } from '../rules/state.ts';
import { toSupervision } from './rows.ts';

export type RowExtra = {
  id: string;
  version: number;
  lon: number | null;
  lat: number | null;
  subjectOrg: string | null;
};

export type PageRef = { county: string; ids: readonly string[] };

export async function listExtras(tx: Tx, { county, ids }: PageRef): Promise<RowExtra[]> {
  return tx.rows(
    q
      .selectFrom('matter.matter')
      .select(['id', 'version', 'lon', 'lat', 'subject_org as subjectOrg'])
      .where('county', '=', county)
      .where('id', 'in', [...ids])
      .orderBy('id')
      .limit(ids.length),
  );
}

export type RungRow = {
  matterId: string;
  name: string;
  rung: string;
  dueAt: number;
  org: string | null;
};

const CLOCKS_A_MATTER = 10;

/** The running clocks of a page's matters whose ladder has begun. */
export async function listRungs(tx: Tx, { county, ids }: PageRef): Promise<RungRow[]> {
  const rows = await tx.rows(
    q
      .selectFrom('matter.clock')
      .select(['matter_id', 'name', 'rung', 'due_at', 'org'])
      .where('county', '=', county)
      .where('matter_id', 'in', [...ids])
      .where('rung', 'is not', null)
      .orderBy('due_at')
      .orderBy('id')
      .limit(ids.length * CLOCKS_A_MATTER),
  );
  return rows.map((row) => ({
    matterId: row.matter_id,
    name: row.name,
    rung: row.rung ?? '',
    dueAt: row.due_at.getTime(),
    org: row.org,
  }));
}

const SUPERVISIONS_A_MATTER = 20;

export type SupervisionOf = { matterId: string; one: Supervision };

export async function listSupervisions(tx: Tx, { county, ids }: PageRef): Promise<SupervisionOf[]> {
  const rows = await tx.rows(
    q
      .selectFrom('matter.supervision')
      .selectAll()
      .where('county', '=', county)
      .where('matter_id', 'in', [...ids])
      .orderBy('issued_at', 'desc')
      .orderBy('id', 'desc')
      .limit(ids.length * SUPERVISIONS_A_MATTER),
  );
  return rows.map((row) => ({ matterId: row.matter_id, one: toSupervision(row) }));
}

export type OpenCount = { open: number; overdue: number; dueSoon: number };

/** Open matters of an organisation by the post that handles them: what a new one adds to. */
export async function countOpenByPost(
  tx: Tx,
  { county, org }: { county: string; org: string },
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.rows(
    q
      .selectFrom('matter.matter')
      .select(({ fn }) => ['handler_post as post', fn.countAll<string>().as('count')])
      .where('county', '=', county)
      .where('handling_org', '=', org)
      .where('is_open', '=', true)
      .where('handler_post', 'is not', null)
      .groupBy('handler_post')
      .orderBy('handler_post')
      .limit(POSTS_MAX),
  );
  return new Map(rows.map(({ post, count }) => [post ?? '', Number(count)]));
}

const POSTS_MAX = 1000;

/** How many matters are open in a county or some of its towns; one index holds all of it. */
export async function countOpen(
  tx: Tx,
  asked: { county: string; towns: readonly string[]; now: number; soon: number },
): Promise<OpenCount> {
  return tx.one(openStatement(asked));
}

/** Shown to the tests that pin its plan. */
export function openStatement(asked: {
  county: string;
  towns: readonly string[];
  now: number;
  soon: number;
}) {
  const { county, towns, now, soon } = asked;
  const time = (at: number) => sql`${new Date(at).toISOString()}::timestamptz`;
  const here = towns.length === 0 ? sql`` : sql`and m.town = any(${[...towns]}::text[])`;
  return sql<OpenCount>`
    select count(*)::integer as open,
      count(*) filter (where m.due_at < ${time(now)})::integer as overdue,
      count(*) filter (where m.due_at >= ${time(now)} and m.due_at < ${time(soon)})::integer
        as "dueSoon"
    from matter.matter m
    where m.county = ${county} and m.is_open and not m.is_sealed ${here}`;
}
