/**
 * What the sweeps look for: due rungs and reminders, clocks that wait for a calendar, links to
 * sub-matters. Plain reads without a lock: whoever acts on a matter locks its row first.
 */
import { q, type Tx } from '../../../platform/db/index.ts';

export type DueQuery = {
  county: string;
  now: number;
  /** Matters that failed in this sweep: they must not stand in front of the rest for ever. */
  except: readonly string[];
  limit: number;
};

/** `since`: when the first of them was due; the time of the question where there is none. */
export type DueMatters = { ids: string[]; since: number };

/** Ids of the matters with a due rung or reminder, the longest waiting first, each once. */
export async function listDueMatters(tx: Tx, query: DueQuery): Promise<DueMatters> {
  const [clocks, supervisions] = await Promise.all([
    tx.rows(dueClocks(query)),
    tx.rows(dueSupervisions(query)),
  ]);
  const due = [...clocks, ...supervisions].sort((a, b) => Number(a.at) - Number(b.at));
  const since = due[0]?.at?.getTime() ?? query.now;
  return { ids: [...new Set(due.map((row) => row.matter_id))], since };
}

function dueClocks({ county, now, except, limit }: DueQuery) {
  const due = q
    .selectFrom('matter.clock')
    .select(['matter_id', 'next_at as at'])
    .where('county', '=', county)
    .where('next_at', '<=', new Date(now))
    .orderBy('next_at')
    .orderBy('matter_id')
    .orderBy('id')
    .limit(limit);
  return except.length > 0 ? due.where('matter_id', 'not in', [...except]) : due;
}

function dueSupervisions({ county, now, except, limit }: DueQuery) {
  const due = q
    .selectFrom('matter.supervision')
    .select(['matter_id', 'remind_at as at'])
    .where('county', '=', county)
    .where('remind_at', '<=', new Date(now))
    .orderBy('remind_at')
    .orderBy('matter_id')
    .orderBy('id')
    .limit(limit);
  return except.length > 0 ? due.where('matter_id', 'not in', [...except]) : due;
}

/** Of the given counties those with something due. */
export async function findDueCounties(
  tx: Tx,
  counties: readonly string[],
  now: number,
): Promise<string[]> {
  if (counties.length === 0) return [];
  const at = new Date(now);
  const [clocks, supervisions] = await Promise.all([
    tx.rows(
      q
        .selectFrom('matter.clock')
        .select('county')
        .distinct()
        .where('county', 'in', [...counties])
        .where('next_at', '<=', at),
    ),
    tx.rows(
      q
        .selectFrom('matter.supervision')
        .select('county')
        .distinct()
        .where('county', 'in', [...counties])
        .where('remind_at', '<=', at),
    ),
  ]);
  return [...new Set([...clocks, ...supervisions].map((row) => row.county))];
}

export type Page = { county: string; after: string | null; limit: number };

/** Ids of the matters after `after` with a clock that waits for a newer calendar, in order. */
export async function listAwaitingCalendar(tx: Tx, page: Page): Promise<string[]> {
  const base = q
    .selectFrom('matter.clock')
    .select('matter_id')
    .distinct()
    .where('county', '=', page.county)
    .where('awaits_calendar', '=', true)
    .orderBy('matter_id')
    .limit(page.limit);
  const rows = await tx.rows(page.after === null ? base : base.where('matter_id', '>', page.after));
  return rows.map((row) => row.matter_id);
}

export type SubLink = { parentId: string; subCounty: string; subId: string };

/** The parents after `after` with standing links to sub-matters, whole parents only. */
export async function listSubLinks(tx: Tx, page: Page): Promise<SubLink[]> {
  const base = q
    .selectFrom('matter.link')
    .select('matter_id')
    .distinct()
    .where('county', '=', page.county)
    .where('kind', '=', 'sub')
    .where('state', '=', 'standing')
    .orderBy('matter_id')
    .limit(page.limit);
  const parents = page.after === null ? base : base.where('matter_id', '>', page.after);
  const rows = await tx.rows(
    q
      .selectFrom('matter.link')
      .select(['matter_id', 'other_county', 'other_id'])
      .where('county', '=', page.county)
      .where('kind', '=', 'sub')
      .where('state', '=', 'standing')
      .where('matter_id', 'in', parents)
      .orderBy('matter_id')
      .orderBy('id'),
  );
  return rows.map((row) => ({
    parentId: row.matter_id,
    subCounty: row.other_county,
    subId: row.other_id,
  }));
}

export type Whereabouts = {
  id: string;
  isOpen: boolean;
  movedTo: { county: string; id: string } | null;
};

/** Where the matters of these ids stand, as far as the county has them. */
export async function listWhereabouts(
  tx: Tx,
  county: string,
  ids: readonly string[],
): Promise<Whereabouts[]> {
  const rows = await tx.rows(
    q
      .selectFrom('matter.matter')
      .select(['id', 'is_open', 'moved_to_county', 'moved_to_id'])
      .where('county', '=', county)
      .where('id', 'in', [...ids]),
  );
  return rows.map((row) => ({
    id: row.id,
    isOpen: row.is_open,
    movedTo:
      row.moved_to_county && row.moved_to_id
        ? { county: row.moved_to_county, id: row.moved_to_id }
        : null,
  }));
}
